import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # a database of version 0.1 that has all of these needs nothing (portal/running/checks.py asks)
    replaces = [
        ('roadmaps', '0001_first'),
        ('roadmaps', '0002_writing_together'),
    ]

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Roadmap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_event', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'mapa drogowa',
                'verbose_name_plural': 'mapy drogowe',
            },
        ),
        migrations.CreateModel(
            name='RoadmapPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.TextField(blank=True, max_length=600, verbose_name='wprowadzenie')),
            ],
            options={
                'verbose_name': 'strona mapy drogowej',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('proposed', 'Propozycje'), ('discussed', 'W dyskusji'), ('agreed', 'Uzgodnione'), ('in_progress', 'W realizacji'), ('done', 'Zrealizowane'), ('dropped', 'Zaniechane')], default='proposed', max_length=12, verbose_name='stan')),
                ('position', models.PositiveIntegerField(verbose_name='kolejność')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='wersja tekstu')),
                ('title', models.CharField(max_length=120, validators=[django.core.validators.MinLengthValidator(5)], verbose_name='tytuł')),
                ('description', models.TextField(max_length=5000, validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name='opis')),
                ('goal', models.TextField(blank=True, max_length=1000, validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='cel')),
                ('audience', models.CharField(blank=True, max_length=300, verbose_name='odbiorcy')),
                ('responsible_organisations', models.CharField(blank=True, max_length=300, verbose_name='organizacje odpowiedzialne')),
                ('partners', models.CharField(blank=True, max_length=300, verbose_name='partnerzy')),
                ('term', models.DateField(blank=True, null=True, verbose_name='termin')),
                ('term_precision', models.CharField(blank=True, choices=[('day', 'dzień'), ('month', 'miesiąc'), ('quarter', 'kwartał')], max_length=8)),
                ('horizon', models.CharField(blank=True, choices=[('short', 'krótki (do 6 mies.)'), ('medium', 'średni (6–18 mies.)'), ('long', 'długi (powyżej 18 mies.)')], max_length=8, verbose_name='horyzont')),
                ('resources', models.TextField(blank=True, max_length=1000, validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='zasoby')),
                ('indicator', models.CharField(blank=True, max_length=300, verbose_name='wskaźnik')),
                ('outcome', models.TextField(blank=True, max_length=1000, validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='co się udało')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='zrealizowane dnia')),
                ('hidden_reason', models.CharField(blank=True, max_length=300, verbose_name='powód ukrycia')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dodane')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='zmienione')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposed_actions', to=settings.AUTH_USER_MODEL)),
                ('depends_on', models.ManyToManyField(blank=True, related_name='needed_by', to='roadmaps.action', verbose_name='zależy od')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='roadmaps.action', verbose_name='połączone z')),
                ('related', models.ManyToManyField(blank=True, related_name='related_from', to='roadmaps.action', verbose_name='powiązane działania')),
                ('responsible_members', models.ManyToManyField(blank=True, related_name='responsible_for', to=settings.AUTH_USER_MODEL, verbose_name='osoby odpowiedzialne')),
                ('roadmap', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='roadmaps.roadmap')),
            ],
            options={
                'verbose_name': 'działanie',
                'verbose_name_plural': 'działania',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('comment', 'komentarz'), ('question', 'pytanie'), ('update', 'aktualizacja')], default='comment', max_length=10, verbose_name='rodzaj')),
                ('text', models.TextField(max_length=2000, validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='komentarz')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='kiedy')),
                ('edited_at', models.DateTimeField(blank=True, null=True, verbose_name='poprawiony')),
                ('deleted_at', models.DateTimeField(blank=True, null=True, verbose_name='usunięty')),
                ('pinned_at', models.DateTimeField(blank=True, null=True, verbose_name='przypięty')),
                ('hidden_reason', models.CharField(blank=True, max_length=300, verbose_name='powód ukrycia')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='roadmaps.action')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to=settings.AUTH_USER_MODEL)),
                ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='roadmaps.comment')),
            ],
            options={
                'verbose_name': 'komentarz',
                'verbose_name_plural': 'komentarze',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MentionNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wanted', models.BooleanField(default=True, verbose_name='wysyłać')),
                ('last_at', models.DateTimeField(blank=True, null=True, verbose_name='ostatnia wiadomość')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mention_notice', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'powiadamianie o wspomnieniach',
                'verbose_name_plural': 'powiadamianie o wspomnieniach',
            },
        ),
        migrations.AddField(
            model_name='roadmap',
            name='page',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='roadmap', to='roadmaps.roadmappage'),
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wording', models.PositiveIntegerField(verbose_name='wersja tekstu')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='kiedy')),
                ('stale', models.BooleanField(default=False, verbose_name='na wcześniejszą wersję')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='pytanie odłożone')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='roadmaps.action')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to=settings.AUTH_USER_MODEL)),
                ('came_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='supports_lent', to='roadmaps.action')),
            ],
            options={
                'verbose_name': 'głos',
                'verbose_name_plural': 'głosy',
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.PositiveIntegerField(default=0)),
                ('seen', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='kiedy')),
                ('roadmap', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='roadmaps.roadmap')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wizyta',
                'verbose_name_plural': 'wizyty',
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='kiedy')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='powiadomiono')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='roadmaps.comment')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wspomnienie',
                'verbose_name_plural': 'wspomnienia',
                'constraints': [models.UniqueConstraint(fields=('comment', 'user'), name='mentioned_once_a_comment')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(max_length=1000, validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='zastrzeżenie')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='kiedy')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objections', to='roadmaps.action')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objections', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'zastrzeżenie',
                'verbose_name_plural': 'zastrzeżenia',
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('action', 'by'), name='one_objection_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Pledge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('time', 'czas'), ('room', 'miejsce'), ('skill', 'umiejętności'), ('other', 'coś innego')], default='time', max_length=8, verbose_name='co wnoszę')),
                ('text', models.CharField(max_length=300, verbose_name='na czym polega pomoc')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='kiedy')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pledges', to='roadmaps.action')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pledges', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'oferta pomocy',
                'verbose_name_plural': 'oferty pomocy',
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('action', 'by'), name='one_pledge_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numer')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='kiedy')),
                ('kind', models.CharField(choices=[('added', 'dodane'), ('revised', 'zmieniony tekst'), ('moved', 'przeniesione'), ('ordered', 'zmieniona kolejność'), ('supported', 'głos'), ('support_withdrawn', 'głos wycofany'), ('support_confirmed', 'głos potwierdzony'), ('pledged', 'oferta pomocy'), ('pledge_withdrawn', 'oferta pomocy wycofana'), ('objected', 'zastrzeżenie'), ('objection_withdrawn', 'zastrzeżenie wycofane'), ('commented', 'komentarz'), ('comment_revised', 'komentarz poprawiony'), ('comment_deleted', 'komentarz usunięty'), ('comment_pinned', 'komentarz przypięty'), ('comment_unpinned', 'komentarz odpięty'), ('variant', 'wersja niezapisana'), ('hidden', 'ukryte'), ('shown', 'przywrócone'), ('joined', 'połączone'), ('parted', 'rozłączone'), ('redacted', 'usunięta treść')], max_length=20, verbose_name='co')),
                ('changes', models.JSONField(blank=True, default=dict, verbose_name='zmiany')),
                ('note', models.TextField(blank=True, verbose_name='dlaczego')),
                ('about', models.PositiveIntegerField(blank=True, null=True, verbose_name='dotyczy zmiany')),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='roadmaps.action')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('roadmap', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='roadmaps.roadmap')),
            ],
            options={
                'verbose_name': 'zmiana',
                'verbose_name_plural': 'zmiany',
                'ordering': ['roadmap', 'number'],
                'indexes': [models.Index(fields=['action', 'number'], name='event_by_action')],
                'constraints': [models.UniqueConstraint(fields=('roadmap', 'number'), name='events_are_numbered')],
            },
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.UniqueConstraint(fields=('roadmap', 'state', 'position'), name='one_place_each'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('term__isnull', True), ('term_precision', '')), models.Q(('term__isnull', False), models.Q(('term_precision', ''), _negated=True)), _connector='OR'), name='term_has_a_precision'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.UniqueConstraint(fields=('action', 'by'), name='one_support_a_person'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(fields=('roadmap', 'user'), name='one_visit_a_person'),
        ),
    ]
