from django.db import migrations, models

NAMES = {"joined": "merged", "parted": "unmerged"}


def rename(apps, schema_editor):
    """What a version before this one wrote of duplicates."""
    events = apps.get_model("roadmaps", "Event").objects
    for before, now in NAMES.items():
        events.filter(kind=before).update(kind=now)


class Migration(migrations.Migration):

    dependencies = [
        ('roadmaps', '0001_boards'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('added', 'dodane'), ('revised', 'zmieniony tekst'), ('moved', 'przeniesione'), ('ordered', 'zmieniona kolejność'), ('supported', 'głos'), ('support_withdrawn', 'głos wycofany'), ('support_confirmed', 'głos potwierdzony'), ('pledged', 'oferta pomocy'), ('pledge_withdrawn', 'oferta pomocy wycofana'), ('objected', 'zastrzeżenie'), ('objection_withdrawn', 'zastrzeżenie wycofane'), ('commented', 'komentarz'), ('comment_revised', 'komentarz poprawiony'), ('comment_deleted', 'komentarz usunięty'), ('comment_pinned', 'komentarz przypięty'), ('comment_unpinned', 'komentarz odpięty'), ('variant', 'wersja niezapisana'), ('hidden', 'ukryte'), ('shown', 'przywrócone'), ('merged', 'połączone'), ('unmerged', 'rozłączone'), ('redacted', 'usunięta treść')], max_length=20, verbose_name='co'),
        ),
        migrations.RunPython(rename, migrations.RunPython.noop, elidable=True),
    ]
