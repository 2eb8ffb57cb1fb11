
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0006_edition'),
    ]

    operations = [
        migrations.AddField(
            model_name='workinggrouppage',
            name='introduction',
            field=models.TextField(blank=True, help_text='Zwykły tekst, który może pisać też koordynatorka lub koordynator grupy. Pusty wiersz dzieli akapity, „- ” na początku wiersza tworzy listę.', max_length=4000, verbose_name='wprowadzenie'),
        ),
        migrations.AlterField(
            model_name='meetingpage',
            name='minutes',
            field=wagtail.fields.StreamField([('facts', 5), ('course', 8), ('decision', 14), ('task', 18), ('next', 19)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Numer protokołu', 'max_length': 40, 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'Rola.', 'label': 'Kto prowadził', 'max_length': 120, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Rola.', 'label': 'Kto protokołował', 'max_length': 120, 'required': False}), 3: ('wagtail.blocks.IntegerBlock', (), {'label': 'Liczba obecnych', 'min_value': 0, 'required': False}), 4: ('wagtail.blocks.IntegerBlock', (), {'label': 'W tym gości', 'min_value': 0, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('number', 0), ('chair', 1), ('taker', 2), ('present', 3), ('guests', 4)]], {'description': 'Numer, role i liczby; bez listy nazwisk.', 'icon': 'group', 'label': 'Kto i ile osób', 'template': 'portal/minutes.html#facts'}), 6: ('wagtail.blocks.CharBlock', (), {'help_text': 'np. Ad 1. Zasady pracy', 'label': 'Punkt porządku', 'max_length': 160}), 7: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul'], 'label': 'Przebieg'}), 8: ('wagtail.blocks.StructBlock', [[('heading', 6), ('text', 7)]], {'description': 'Co omówiono w jednym punkcie porządku.', 'icon': 'list-ul', 'label': 'Przebieg punktu', 'template': 'portal/minutes.html#course'}), 9: ('wagtail.blocks.TextBlock', (), {'label': 'Ustalenie', 'rows': 2}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Numer', 'max_length': 40, 'required': False}), 11: ('wagtail.blocks.IntegerBlock', (), {'label': 'Za', 'min_value': 0, 'required': False}), 12: ('wagtail.blocks.IntegerBlock', (), {'label': 'Przeciw', 'min_value': 0, 'required': False}), 13: ('wagtail.blocks.IntegerBlock', (), {'label': 'Wstrzymało się', 'min_value': 0, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('text', 9), ('number', 10), ('votes_for', 11), ('votes_against', 12), ('abstained', 13)]], {'description': 'Decyzja z liczbą głosów; bez głosów: przez aklamację.', 'icon': 'tick', 'label': 'Ustalenie albo uchwała', 'template': 'portal/minutes.html#decision'}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Co', 'max_length': 200}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': 'Rola albo organizacja.', 'label': 'Kto', 'max_length': 120, 'required': False}), 17: ('wagtail.blocks.DateBlock', (), {'label': 'Do kiedy', 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('what', 15), ('who', 16), ('until', 17)]], {'description': 'Co, kto i do kiedy.', 'icon': 'clipboard-list', 'label': 'Zadanie', 'template': 'portal/minutes.html#task'}), 19: ('wagtail.blocks.CharBlock', (), {'description': 'Termin i miejsce, jeśli je ustalono.', 'icon': 'date', 'label': 'Następne spotkanie', 'max_length': 200, 'template': 'portal/minutes.html#next'})}, help_text='Role, liczby i ustalenia. Protokół jest publiczny: bez listy obecności i bez nazwisk.', verbose_name='protokół'),
        ),
        migrations.AlterField(
            model_name='meetingpage',
            name='moved_from',
            field=models.DateTimeField(blank=True, help_text='Wypełnia się samo, gdy zmieni się początek ogłoszonego spotkania. Po publikacji można usunąć.', null=True, verbose_name='przełożone z'),
        ),
    ]
