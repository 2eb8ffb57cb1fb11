import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import taggit.managers
import uuid
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models


def make_cache_table(apps, schema_editor):
    """So that `migrate` alone makes a database complete."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    initial = True

    # a database of version 0.1 that has all of these needs nothing (portal/running/checks.py asks)
    replaces = [
        ('portal', '0001_first'),
        ('portal', '0002_cache'),
        ('portal', '0003_contents'),
        ('portal', '0004_carry_contacts_partners_and_files'),
        ('portal', '0005_plain_contacts_go'),
        ('portal', '0006_edition'),
        ('portal', '0007_introduction'),
        ('portal', '0008_blocks'),
        ('portal', '0009_headings_and_previews'),
        ('portal', '0010_funders'),
        ('portal', '0011_picture_decorative'),
        ('portal', '0012_sent_form'),
        ('portal', '0013_plain_names'),
    ]

    dependencies = [
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CacheGeneration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'wydanie serwisu',
                'verbose_name_plural': 'wydania serwisu',
            },
        ),
        migrations.CreateModel(
            name='ContactPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(help_text='np. Koordynatorka grup roboczych', max_length=120, verbose_name='rola')),
                ('name', models.CharField(blank=True, help_text='Tylko za zgodą tej osoby; sama rola wystarczy.', max_length=120, verbose_name='imię i nazwisko')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='adres e-mail')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='telefon')),
                ('hours', models.CharField(blank=True, help_text='np. wtorki 10.00–14.00', max_length=120, verbose_name='kiedy odpowiada')),
            ],
            options={
                'verbose_name': 'osoba do kontaktu',
                'verbose_name_plural': 'osoby do kontaktu',
                'ordering': ['role', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ContentPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lede', models.TextField(blank=True, max_length=400, verbose_name='wprowadzenie')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('subheading', 1), ('text', 2), ('picture', 3), ('quote', 6), ('action', 10), ('questions', 14), ('files', 16), ('table', 18), ('video', 23), ('contact', 24), ('office', 25), ('partners', 26)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'description': 'Nagłówek części tekstu.', 'icon': 'title', 'label': 'Śródtytuł', 'max_length': 120, 'preview_value': 'Jak pracuje grupa', 'template': 'portal/blocks.html#heading'}), 1: ('wagtail.blocks.CharBlock', (), {'description': 'Nagłówek mniejszej części, pod śródtytułem.', 'icon': 'minus', 'label': 'Śródtytuł niższego rzędu', 'max_length': 120, 'preview_value': 'Kto prowadzi spotkania', 'template': 'portal/blocks.html#subheading'}), 2: ('wagtail.blocks.RichTextBlock', (), {'description': 'Akapity, listy i linki.', 'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Tekst', 'preview_value': '<p>Grupa spotyka się raz w miesiącu. Każda osoba może zaproponować <b>działanie</b>.</p>', 'template': 'portal/blocks.html#text'}), 3: ('wagtail.images.blocks.ImageBlock', [], {}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'Cytat'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Podpis', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('text', 4), ('who', 5)]], {'description': 'Wyróżniona wypowiedź z podpisem roli, bez danych osobowych.', 'icon': 'openquote', 'label': 'Cytat', 'preview_value': {'text': 'Razem idzie się dalej.', 'who': 'członkini grupy'}, 'template': 'portal/blocks.html#quote'}), 7: ('wagtail.blocks.CharBlock', (), {'help_text': 'Czasownik, np. Wypełnij deklarację', 'label': 'Napis na przycisku', 'max_length': 60}), 8: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Strona w serwisie', 'required': False}), 9: ('wagtail.blocks.URLBlock', (), {'label': 'Adres poza serwisem', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('words', 7), ('page', 8), ('url', 9)]], {}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'Pytanie', 'max_length': 160}), 12: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Odpowiedź'}), 13: ('wagtail.blocks.StructBlock', [[('question', 11), ('answer', 12)]], {}), 14: ('wagtail.blocks.ListBlock', (13,), {'description': 'Lista pytań; odpowiedź rozwija się po naciśnięciu.', 'icon': 'help', 'label': 'Pytania i odpowiedzi', 'preview_value': [{'answer': '<p>Każda osoba pełnoletnia.</p>', 'question': 'Kto może dołączyć?'}], 'template': 'portal/blocks.html#questions'}), 15: ('portal.models.blocks.FileBlock', (), {}), 16: ('portal.models.blocks.FilesBlock', (15,), {'description': 'Lista plików z rodzajem i rozmiarem.', 'icon': 'download', 'label': 'Pliki do pobrania', 'template': 'portal/blocks.html#files'}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'Tekst', 'required': False}), 18: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 17)]], {'description': 'Prosta tabela z podpisem i nagłówkami kolumn.', 'icon': 'table', 'label': 'Tabela', 'preview_value': {'caption': 'Terminy spotkań', 'columns': [{'heading': 'Miesiąc', 'type': 'text'}, {'heading': 'Gdzie', 'type': 'text'}], 'rows': [{'values': ['wrzesień', 'biblioteka']}, {'values': ['październik', 'dom kultury']}]}, 'template': 'portal/blocks.html#table'}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'Tytuł filmu', 'max_length': 160}), 20: ('wagtail.blocks.URLBlock', (), {'label': 'Adres filmu'}), 21: ('wagtail.blocks.IntegerBlock', (), {'label': 'Ile trwa (minuty)', 'min_value': 1, 'required': False}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'np. napisy, tłumaczenie na polski język migowy', 'label': 'Dostępność', 'max_length': 120, 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('title', 19), ('url', 20), ('minutes', 21), ('access', 22)]], {}), 24: ('portal.models.blocks.ContactBlock', ('portal.ContactPerson',), {'description': 'Wizytówka z działu „Osoby do kontaktu”.', 'icon': 'user', 'label': 'Osoba do kontaktu', 'template': 'portal/blocks.html#contact'}), 25: ('wagtail.blocks.static_block.StaticBlock', (), {'admin_text': 'Adres, godziny i kontakt z ustawień „Centrum”.', 'description': 'Dane kontaktowe z ustawień, zawsze aktualne.', 'icon': 'mail', 'label': 'Biuro i kontakt', 'preview_value': '', 'template': 'portal/blocks.html#office'}), 26: ('portal.models.blocks.PartnersBlock', (), {'admin_text': 'Lista z działu „Partnerzy”.', 'description': 'Wszyscy partnerzy w swojej kolejności.', 'icon': 'group', 'label': 'Partnerzy', 'template': 'portal/blocks.html#partners'})}, verbose_name='treść')),
            ],
            options={
                'verbose_name': 'strona z tekstem',
                'verbose_name_plural': 'strony z tekstem',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='GroupIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lede', models.TextField(blank=True, max_length=400, verbose_name='wprowadzenie')),
            ],
            options={
                'verbose_name': 'spis grup',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('heading', models.CharField(help_text='Jedno zdanie: po co to wszystko.', max_length=120, verbose_name='nagłówek')),
                ('lede', models.TextField(max_length=400, verbose_name='wprowadzenie')),
                ('groups_heading', models.CharField(default='Grupy robocze', max_length=80, verbose_name='nagłówek grup')),
                ('groups_lede', models.TextField(blank=True, max_length=300, verbose_name='skąd wzięły się grupy')),
            ],
            options={
                'verbose_name': 'strona główna',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='MeetingIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'spis spotkań',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='MeetingPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('starts_at', models.DateTimeField(verbose_name='początek')),
                ('ends_at', models.DateTimeField(verbose_name='koniec')),
                ('place', models.CharField(help_text='Sala, ulica i numer, kod i miejscowość.', max_length=200, verbose_name='miejsce')),
                ('directions', models.CharField(blank=True, help_text='Przystanek, wejście, piętro, parking.', max_length=300, verbose_name='jak dojechać')),
                ('online_url', models.URLField(blank=True, verbose_name='link do spotkania zdalnego')),
                ('online_for_members', models.BooleanField(default=True, help_text='Widzą go po zalogowaniu; inni wiedzą, że jest.', verbose_name='link tylko dla członkiń i członków')),
                ('accessibility', models.CharField(blank=True, max_length=300, verbose_name='dostępność miejsca')),
                ('lead', models.TextField(blank=True, help_text='Jedno zdanie na listę spotkań.', max_length=300, verbose_name='o czym')),
                ('agenda', models.TextField(blank=True, help_text='Każdy punkt w osobnym wierszu.', verbose_name='porządek spotkania')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('subheading', 1), ('text', 2), ('picture', 3), ('quote', 6), ('action', 10), ('questions', 14), ('files', 16), ('table', 18), ('video', 23), ('contact', 24), ('office', 25), ('partners', 26)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'description': 'Nagłówek części tekstu.', 'icon': 'title', 'label': 'Śródtytuł', 'max_length': 120, 'preview_value': 'Jak pracuje grupa', 'template': 'portal/blocks.html#heading'}), 1: ('wagtail.blocks.CharBlock', (), {'description': 'Nagłówek mniejszej części, pod śródtytułem.', 'icon': 'minus', 'label': 'Śródtytuł niższego rzędu', 'max_length': 120, 'preview_value': 'Kto prowadzi spotkania', 'template': 'portal/blocks.html#subheading'}), 2: ('wagtail.blocks.RichTextBlock', (), {'description': 'Akapity, listy i linki.', 'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Tekst', 'preview_value': '<p>Grupa spotyka się raz w miesiącu. Każda osoba może zaproponować <b>działanie</b>.</p>', 'template': 'portal/blocks.html#text'}), 3: ('wagtail.images.blocks.ImageBlock', [], {}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'Cytat'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Podpis', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('text', 4), ('who', 5)]], {'description': 'Wyróżniona wypowiedź z podpisem roli, bez danych osobowych.', 'icon': 'openquote', 'label': 'Cytat', 'preview_value': {'text': 'Razem idzie się dalej.', 'who': 'członkini grupy'}, 'template': 'portal/blocks.html#quote'}), 7: ('wagtail.blocks.CharBlock', (), {'help_text': 'Czasownik, np. Wypełnij deklarację', 'label': 'Napis na przycisku', 'max_length': 60}), 8: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Strona w serwisie', 'required': False}), 9: ('wagtail.blocks.URLBlock', (), {'label': 'Adres poza serwisem', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('words', 7), ('page', 8), ('url', 9)]], {}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'Pytanie', 'max_length': 160}), 12: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Odpowiedź'}), 13: ('wagtail.blocks.StructBlock', [[('question', 11), ('answer', 12)]], {}), 14: ('wagtail.blocks.ListBlock', (13,), {'description': 'Lista pytań; odpowiedź rozwija się po naciśnięciu.', 'icon': 'help', 'label': 'Pytania i odpowiedzi', 'preview_value': [{'answer': '<p>Każda osoba pełnoletnia.</p>', 'question': 'Kto może dołączyć?'}], 'template': 'portal/blocks.html#questions'}), 15: ('portal.models.blocks.FileBlock', (), {}), 16: ('portal.models.blocks.FilesBlock', (15,), {'description': 'Lista plików z rodzajem i rozmiarem.', 'icon': 'download', 'label': 'Pliki do pobrania', 'template': 'portal/blocks.html#files'}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'Tekst', 'required': False}), 18: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 17)]], {'description': 'Prosta tabela z podpisem i nagłówkami kolumn.', 'icon': 'table', 'label': 'Tabela', 'preview_value': {'caption': 'Terminy spotkań', 'columns': [{'heading': 'Miesiąc', 'type': 'text'}, {'heading': 'Gdzie', 'type': 'text'}], 'rows': [{'values': ['wrzesień', 'biblioteka']}, {'values': ['październik', 'dom kultury']}]}, 'template': 'portal/blocks.html#table'}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'Tytuł filmu', 'max_length': 160}), 20: ('wagtail.blocks.URLBlock', (), {'label': 'Adres filmu'}), 21: ('wagtail.blocks.IntegerBlock', (), {'label': 'Ile trwa (minuty)', 'min_value': 1, 'required': False}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'np. napisy, tłumaczenie na polski język migowy', 'label': 'Dostępność', 'max_length': 120, 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('title', 19), ('url', 20), ('minutes', 21), ('access', 22)]], {}), 24: ('portal.models.blocks.ContactBlock', ('portal.ContactPerson',), {'description': 'Wizytówka z działu „Osoby do kontaktu”.', 'icon': 'user', 'label': 'Osoba do kontaktu', 'template': 'portal/blocks.html#contact'}), 25: ('wagtail.blocks.static_block.StaticBlock', (), {'admin_text': 'Adres, godziny i kontakt z ustawień „Centrum”.', 'description': 'Dane kontaktowe z ustawień, zawsze aktualne.', 'icon': 'mail', 'label': 'Biuro i kontakt', 'preview_value': '', 'template': 'portal/blocks.html#office'}), 26: ('portal.models.blocks.PartnersBlock', (), {'admin_text': 'Lista z działu „Partnerzy”.', 'description': 'Wszyscy partnerzy w swojej kolejności.', 'icon': 'group', 'label': 'Partnerzy', 'template': 'portal/blocks.html#partners'})}, verbose_name='więcej')),
                ('attachments', wagtail.fields.StreamField([('file', 0)], blank=True, block_lookup={0: ('portal.models.blocks.FileBlock', (), {})}, verbose_name='pliki')),
                ('cancelled', models.BooleanField(default=False, verbose_name='odwołane')),
                ('moved_from', models.DateTimeField(blank=True, help_text='Wypełnia się samo, gdy zmieni się początek ogłoszonego spotkania. Po publikacji można usunąć.', null=True, verbose_name='przełożone z')),
                ('minutes', wagtail.fields.StreamField([('facts', 5), ('course', 8), ('decision', 14), ('task', 18), ('next', 19)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Numer protokołu', 'max_length': 40, 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'Rola.', 'label': 'Kto prowadził', 'max_length': 120, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Rola.', 'label': 'Kto protokołował', 'max_length': 120, 'required': False}), 3: ('wagtail.blocks.IntegerBlock', (), {'label': 'Liczba obecnych', 'min_value': 0, 'required': False}), 4: ('wagtail.blocks.IntegerBlock', (), {'label': 'W tym gości', 'min_value': 0, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('number', 0), ('chair', 1), ('taker', 2), ('present', 3), ('guests', 4)]], {'description': 'Numer, role i liczby; bez listy nazwisk.', 'icon': 'group', 'label': 'Kto i ile osób', 'preview_value': {'chair': 'koordynatorka grupy', 'guests': 2, 'number': '1/2027', 'present': 14}, 'template': 'portal/minutes.html#facts'}), 6: ('wagtail.blocks.CharBlock', (), {'help_text': 'np. Ad 1. Zasady pracy', 'label': 'Punkt porządku', 'max_length': 160}), 7: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul'], 'label': 'Przebieg'}), 8: ('wagtail.blocks.StructBlock', [[('heading', 6), ('text', 7)]], {'description': 'Co omówiono w jednym punkcie porządku.', 'icon': 'list-ul', 'label': 'Przebieg punktu', 'preview_value': {'heading': 'Ad 1. Zasady pracy', 'text': '<p>Ustalono, jak często się spotykamy.</p>'}, 'template': 'portal/minutes.html#course'}), 9: ('wagtail.blocks.TextBlock', (), {'label': 'Ustalenie', 'rows': 2}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Numer', 'max_length': 40, 'required': False}), 11: ('wagtail.blocks.IntegerBlock', (), {'label': 'Za', 'min_value': 0, 'required': False}), 12: ('wagtail.blocks.IntegerBlock', (), {'label': 'Przeciw', 'min_value': 0, 'required': False}), 13: ('wagtail.blocks.IntegerBlock', (), {'label': 'Wstrzymało się', 'min_value': 0, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('text', 9), ('number', 10), ('votes_for', 11), ('votes_against', 12), ('abstained', 13)]], {'description': 'Decyzja z liczbą głosów; bez głosów: przez aklamację.', 'icon': 'tick', 'label': 'Ustalenie albo uchwała', 'preview_value': {'abstained': 2, 'text': 'Grupa spotyka się raz w miesiącu.', 'votes_for': 12}, 'template': 'portal/minutes.html#decision'}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Co', 'max_length': 200}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': 'Rola albo organizacja.', 'label': 'Kto', 'max_length': 120, 'required': False}), 17: ('wagtail.blocks.DateBlock', (), {'label': 'Do kiedy', 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('what', 15), ('who', 16), ('until', 17)]], {'description': 'Co, kto i do kiedy.', 'icon': 'clipboard-list', 'label': 'Zadanie', 'preview_value': {'what': 'Zaprosić bibliotekę do współpracy', 'who': 'koordynatorka grupy'}, 'template': 'portal/minutes.html#task'}), 19: ('wagtail.blocks.CharBlock', (), {'description': 'Termin i miejsce, jeśli je ustalono.', 'icon': 'date', 'label': 'Następne spotkanie', 'max_length': 200, 'preview_value': 'wtorek 12 października, godz. 17.00, biblioteka', 'template': 'portal/minutes.html#next'})}, help_text='Role, liczby i ustalenia. Protokół jest publiczny: bez listy obecności i bez nazwisk.', verbose_name='protokół')),
                ('minutes_approved', models.BooleanField(default=False, help_text='Zatwierdzony widzą wszyscy, gdy spotkanie się zakończy.', verbose_name='protokół zatwierdzony')),
            ],
            options={
                'verbose_name': 'spotkanie',
                'verbose_name_plural': 'spotkania',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NewsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'spis aktualności',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='klucz')),
                ('claimed_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='wysłany')),
                ('status', models.PositiveSmallIntegerField(null=True, verbose_name='stan odpowiedzi')),
                ('headers', models.JSONField(default=dict, verbose_name='nagłówki')),
                ('cookies', models.JSONField(default=list, verbose_name='pliki cookies')),
                ('body', models.BinaryField(default=bytes, verbose_name='treść')),
            ],
            options={
                'verbose_name': 'wysłany formularz',
                'verbose_name_plural': 'wysłane formularze',
            },
        ),
        migrations.CreateModel(
            name='AlertBanner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='Jedno zdanie: co się stało i co z tym zrobić.', max_length=200, verbose_name='treść')),
                ('until', models.DateField(help_text='Po tym dniu komunikat sam zniknie.', verbose_name='ostatni dzień')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='strona z wyjaśnieniem')),
            ],
            options={
                'verbose_name': 'komunikat na całą stronę',
                'verbose_name_plural': 'komunikaty na całą stronę',
                'ordering': ['-until', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', models.FileField(upload_to='documents', verbose_name='file')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('inaccessible', models.BooleanField(default=False, help_text='Np. skan bez warstwy tekstu. Przy pliku pojawi się kontakt, pod którym można prosić o inną postać.', verbose_name='nie jest dostępny cyfrowo')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'plik do pobrania',
                'verbose_name_plural': 'pliki do pobrania',
                'permissions': [('choose_document', 'Can choose document')],
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model,),
        ),
        migrations.CreateModel(
            name='Centre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Centrum', max_length=160, verbose_name='nazwa')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='krótka nazwa')),
                ('about', models.CharField(blank=True, max_length=200, verbose_name='jedno zdanie o centrum')),
                ('street', models.CharField(blank=True, max_length=120, verbose_name='ulica i numer')),
                ('postal_code', models.CharField(blank=True, max_length=6, verbose_name='kod pocztowy')),
                ('city', models.CharField(blank=True, max_length=80, verbose_name='miejscowość')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='adres e-mail biura')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='telefon')),
                ('hours', models.CharField(blank=True, max_length=120, verbose_name='godziny pracy')),
                ('contact_role', models.CharField(blank=True, help_text='Rola, np. koordynatorka grup roboczych.', max_length=120, verbose_name='osoba do kontaktu')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='adres e-mail tej osoby')),
                ('footer_note', models.CharField(blank=True, max_length=300, verbose_name='dopisek w stopce')),
                ('accessibility_published', models.DateField(blank=True, null=True, verbose_name='data publikacji strony')),
                ('accessibility_updated', models.DateField(blank=True, null=True, verbose_name='data ostatniej istotnej aktualizacji')),
                ('accessibility_status', models.CharField(choices=[('zgodna', 'zgodna'), ('częściowo zgodna', 'częściowo zgodna'), ('niezgodna', 'niezgodna')], default='zgodna', max_length=20, verbose_name='status zgodności')),
                ('accessibility_gaps', models.TextField(blank=True, help_text='Każda w osobnym wierszu.', verbose_name='treści niedostępne')),
                ('accessibility_exclusions', models.TextField(blank=True, help_text='Każde w osobnym wierszu.', verbose_name='wyłączenia')),
                ('accessibility_prepared', models.DateField(blank=True, null=True, verbose_name='data sporządzenia deklaracji')),
                ('accessibility_reviewed', models.DateField(blank=True, null=True, verbose_name='data ostatniego przeglądu')),
                ('accessibility_auditor', models.CharField(blank=True, max_length=160, verbose_name='podmiot zewnętrzny, który badał stronę')),
                ('accessibility_burden_url', models.URLField(blank=True, verbose_name='adres analizy nadmiernego obciążenia')),
                ('accessibility_building', models.TextField(blank=True, help_text='Każdy akapit w osobnym wierszu.', verbose_name='dostępność budynku')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'centrum',
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'zdjęcie',
                'verbose_name_plural': 'zdjęcia',
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model,),
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='nazwa')),
                ('role', models.CharField(help_text='np. współgospodarz, partner, fundator', max_length=80, verbose_name='rola')),
                ('text', models.TextField(blank=True, max_length=600, verbose_name='kilka zdań')),
                ('url', models.URLField(blank=True, verbose_name='strona internetowa')),
                ('place', models.PositiveSmallIntegerField(default=100, help_text='Mniejsza liczba stoi wyżej.', verbose_name='kolejność')),
                ('in_footer', models.BooleanField(default=False, help_text='Na każdej stronie, np. gdy wymaga tego umowa o finansowaniu.', verbose_name='logo w stopce')),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='portal.picture', verbose_name='logo')),
            ],
            options={
                'verbose_name': 'partner',
                'verbose_name_plural': 'partnerzy',
                'ordering': ['place', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='WorkingGroupPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('purpose', models.TextField(help_text='Dwa zdania, które czyta się jako pierwsze.', max_length=400, verbose_name='po co jest grupa')),
                ('introduction', models.TextField(blank=True, help_text='Zwykły tekst, który może pisać też koordynatorka lub koordynator grupy. Pusty wiersz dzieli akapity, „- ” na początku wiersza tworzy listę.', max_length=4000, verbose_name='wprowadzenie')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('subheading', 1), ('text', 2), ('picture', 3), ('quote', 6), ('action', 10), ('questions', 14), ('files', 16), ('table', 18), ('video', 23), ('contact', 24), ('office', 25), ('partners', 26)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'description': 'Nagłówek części tekstu.', 'icon': 'title', 'label': 'Śródtytuł', 'max_length': 120, 'preview_value': 'Jak pracuje grupa', 'template': 'portal/blocks.html#heading'}), 1: ('wagtail.blocks.CharBlock', (), {'description': 'Nagłówek mniejszej części, pod śródtytułem.', 'icon': 'minus', 'label': 'Śródtytuł niższego rzędu', 'max_length': 120, 'preview_value': 'Kto prowadzi spotkania', 'template': 'portal/blocks.html#subheading'}), 2: ('wagtail.blocks.RichTextBlock', (), {'description': 'Akapity, listy i linki.', 'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Tekst', 'preview_value': '<p>Grupa spotyka się raz w miesiącu. Każda osoba może zaproponować <b>działanie</b>.</p>', 'template': 'portal/blocks.html#text'}), 3: ('wagtail.images.blocks.ImageBlock', [], {}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'Cytat'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Podpis', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('text', 4), ('who', 5)]], {'description': 'Wyróżniona wypowiedź z podpisem roli, bez danych osobowych.', 'icon': 'openquote', 'label': 'Cytat', 'preview_value': {'text': 'Razem idzie się dalej.', 'who': 'członkini grupy'}, 'template': 'portal/blocks.html#quote'}), 7: ('wagtail.blocks.CharBlock', (), {'help_text': 'Czasownik, np. Wypełnij deklarację', 'label': 'Napis na przycisku', 'max_length': 60}), 8: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Strona w serwisie', 'required': False}), 9: ('wagtail.blocks.URLBlock', (), {'label': 'Adres poza serwisem', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('words', 7), ('page', 8), ('url', 9)]], {}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'Pytanie', 'max_length': 160}), 12: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Odpowiedź'}), 13: ('wagtail.blocks.StructBlock', [[('question', 11), ('answer', 12)]], {}), 14: ('wagtail.blocks.ListBlock', (13,), {'description': 'Lista pytań; odpowiedź rozwija się po naciśnięciu.', 'icon': 'help', 'label': 'Pytania i odpowiedzi', 'preview_value': [{'answer': '<p>Każda osoba pełnoletnia.</p>', 'question': 'Kto może dołączyć?'}], 'template': 'portal/blocks.html#questions'}), 15: ('portal.models.blocks.FileBlock', (), {}), 16: ('portal.models.blocks.FilesBlock', (15,), {'description': 'Lista plików z rodzajem i rozmiarem.', 'icon': 'download', 'label': 'Pliki do pobrania', 'template': 'portal/blocks.html#files'}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'Tekst', 'required': False}), 18: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 17)]], {'description': 'Prosta tabela z podpisem i nagłówkami kolumn.', 'icon': 'table', 'label': 'Tabela', 'preview_value': {'caption': 'Terminy spotkań', 'columns': [{'heading': 'Miesiąc', 'type': 'text'}, {'heading': 'Gdzie', 'type': 'text'}], 'rows': [{'values': ['wrzesień', 'biblioteka']}, {'values': ['październik', 'dom kultury']}]}, 'template': 'portal/blocks.html#table'}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'Tytuł filmu', 'max_length': 160}), 20: ('wagtail.blocks.URLBlock', (), {'label': 'Adres filmu'}), 21: ('wagtail.blocks.IntegerBlock', (), {'label': 'Ile trwa (minuty)', 'min_value': 1, 'required': False}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'np. napisy, tłumaczenie na polski język migowy', 'label': 'Dostępność', 'max_length': 120, 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('title', 19), ('url', 20), ('minutes', 21), ('access', 22)]], {}), 24: ('portal.models.blocks.ContactBlock', ('portal.ContactPerson',), {'description': 'Wizytówka z działu „Osoby do kontaktu”.', 'icon': 'user', 'label': 'Osoba do kontaktu', 'template': 'portal/blocks.html#contact'}), 25: ('wagtail.blocks.static_block.StaticBlock', (), {'admin_text': 'Adres, godziny i kontakt z ustawień „Centrum”.', 'description': 'Dane kontaktowe z ustawień, zawsze aktualne.', 'icon': 'mail', 'label': 'Biuro i kontakt', 'preview_value': '', 'template': 'portal/blocks.html#office'}), 26: ('portal.models.blocks.PartnersBlock', (), {'admin_text': 'Lista z działu „Partnerzy”.', 'description': 'Wszyscy partnerzy w swojej kolejności.', 'icon': 'group', 'label': 'Partnerzy', 'template': 'portal/blocks.html#partners'})}, verbose_name='więcej o grupie')),
                ('archived', models.BooleanField(default=False, help_text='Wszystko w grupie zostaje do czytania; nic nie można zmienić.', verbose_name='zakończyła pracę')),
                ('contact', models.ForeignKey(blank=True, help_text='Bez wyboru: kontakt z ustawień centrum.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='groups', to='portal.contactperson', verbose_name='kto odpowiada na pytania')),
            ],
            options={
                'verbose_name': 'grupa robocza',
                'verbose_name_plural': 'grupy robocze',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=60, unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=255)),
                ('folded_title', models.CharField(max_length=255)),
                ('text', models.TextField()),
                ('plain', models.TextField()),
                ('address', models.CharField(blank=True, max_length=255)),
                ('date', models.DateTimeField()),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('groups', models.ManyToManyField(related_name='+', to='portal.workinggrouppage')),
            ],
            options={
                'verbose_name': 'wpis wyszukiwarki',
                'verbose_name_plural': 'wpisy wyszukiwarki',
            },
        ),
        migrations.CreateModel(
            name='NewsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('date', models.DateField(default=django.utils.timezone.localdate, verbose_name='data')),
                ('lead', models.TextField(help_text='Jedno lub dwa zdania: najważniejsze.', max_length=300, verbose_name='lead')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('subheading', 1), ('text', 2), ('picture', 3), ('quote', 6), ('action', 10), ('questions', 14), ('files', 16), ('table', 18), ('video', 23), ('contact', 24), ('office', 25), ('partners', 26)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'description': 'Nagłówek części tekstu.', 'icon': 'title', 'label': 'Śródtytuł', 'max_length': 120, 'preview_value': 'Jak pracuje grupa', 'template': 'portal/blocks.html#heading'}), 1: ('wagtail.blocks.CharBlock', (), {'description': 'Nagłówek mniejszej części, pod śródtytułem.', 'icon': 'minus', 'label': 'Śródtytuł niższego rzędu', 'max_length': 120, 'preview_value': 'Kto prowadzi spotkania', 'template': 'portal/blocks.html#subheading'}), 2: ('wagtail.blocks.RichTextBlock', (), {'description': 'Akapity, listy i linki.', 'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Tekst', 'preview_value': '<p>Grupa spotyka się raz w miesiącu. Każda osoba może zaproponować <b>działanie</b>.</p>', 'template': 'portal/blocks.html#text'}), 3: ('wagtail.images.blocks.ImageBlock', [], {}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'Cytat'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Podpis', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('text', 4), ('who', 5)]], {'description': 'Wyróżniona wypowiedź z podpisem roli, bez danych osobowych.', 'icon': 'openquote', 'label': 'Cytat', 'preview_value': {'text': 'Razem idzie się dalej.', 'who': 'członkini grupy'}, 'template': 'portal/blocks.html#quote'}), 7: ('wagtail.blocks.CharBlock', (), {'help_text': 'Czasownik, np. Wypełnij deklarację', 'label': 'Napis na przycisku', 'max_length': 60}), 8: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Strona w serwisie', 'required': False}), 9: ('wagtail.blocks.URLBlock', (), {'label': 'Adres poza serwisem', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('words', 7), ('page', 8), ('url', 9)]], {}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'Pytanie', 'max_length': 160}), 12: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Odpowiedź'}), 13: ('wagtail.blocks.StructBlock', [[('question', 11), ('answer', 12)]], {}), 14: ('wagtail.blocks.ListBlock', (13,), {'description': 'Lista pytań; odpowiedź rozwija się po naciśnięciu.', 'icon': 'help', 'label': 'Pytania i odpowiedzi', 'preview_value': [{'answer': '<p>Każda osoba pełnoletnia.</p>', 'question': 'Kto może dołączyć?'}], 'template': 'portal/blocks.html#questions'}), 15: ('portal.models.blocks.FileBlock', (), {}), 16: ('portal.models.blocks.FilesBlock', (15,), {'description': 'Lista plików z rodzajem i rozmiarem.', 'icon': 'download', 'label': 'Pliki do pobrania', 'template': 'portal/blocks.html#files'}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'Tekst', 'required': False}), 18: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 17)]], {'description': 'Prosta tabela z podpisem i nagłówkami kolumn.', 'icon': 'table', 'label': 'Tabela', 'preview_value': {'caption': 'Terminy spotkań', 'columns': [{'heading': 'Miesiąc', 'type': 'text'}, {'heading': 'Gdzie', 'type': 'text'}], 'rows': [{'values': ['wrzesień', 'biblioteka']}, {'values': ['październik', 'dom kultury']}]}, 'template': 'portal/blocks.html#table'}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'Tytuł filmu', 'max_length': 160}), 20: ('wagtail.blocks.URLBlock', (), {'label': 'Adres filmu'}), 21: ('wagtail.blocks.IntegerBlock', (), {'label': 'Ile trwa (minuty)', 'min_value': 1, 'required': False}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'np. napisy, tłumaczenie na polski język migowy', 'label': 'Dostępność', 'max_length': 120, 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('title', 19), ('url', 20), ('minutes', 21), ('access', 22)]], {}), 24: ('portal.models.blocks.ContactBlock', ('portal.ContactPerson',), {'description': 'Wizytówka z działu „Osoby do kontaktu”.', 'icon': 'user', 'label': 'Osoba do kontaktu', 'template': 'portal/blocks.html#contact'}), 25: ('wagtail.blocks.static_block.StaticBlock', (), {'admin_text': 'Adres, godziny i kontakt z ustawień „Centrum”.', 'description': 'Dane kontaktowe z ustawień, zawsze aktualne.', 'icon': 'mail', 'label': 'Biuro i kontakt', 'preview_value': '', 'template': 'portal/blocks.html#office'}), 26: ('portal.models.blocks.PartnersBlock', (), {'admin_text': 'Lista z działu „Partnerzy”.', 'description': 'Wszyscy partnerzy w swojej kolejności.', 'icon': 'group', 'label': 'Partnerzy', 'template': 'portal/blocks.html#partners'})}, verbose_name='treść')),
                ('picture_alt', models.CharField(blank=True, help_text='Co na nim widać – dla osób, które go nie zobaczą.', max_length=200, verbose_name='opis zdjęcia')),
                ('picture_decorative', models.BooleanField(default=False, help_text='Zdjęcie niczego nie mówi, więc nie potrzebuje opisu.', verbose_name='to tylko ozdoba')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='news', to='portal.meetingpage', verbose_name='dotyczy spotkania')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='portal.picture', verbose_name='zdjęcie')),
                ('groups', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='news', to='portal.workinggrouppage', verbose_name='dotyczy grup')),
            ],
            options={
                'verbose_name': 'aktualność',
                'verbose_name_plural': 'aktualności',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.AddField(
            model_name='meetingpage',
            name='groups',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, related_name='meetings', to='portal.workinggrouppage', verbose_name='dotyczy grup'),
        ),
        migrations.CreateModel(
            name='PictureRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='portal.picture')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='one_rendition_each')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model,),
        ),
        migrations.CreateModel(
            name='SearchTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('in_title', models.BooleanField(default=False)),
                ('surface', models.CharField(blank=True, max_length=60)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='portal.searchentry')),
            ],
            options={
                'verbose_name': 'słowo wyszukiwarki',
                'verbose_name_plural': 'słowa wyszukiwarki',
                'indexes': [models.Index(fields=['key', 'entry', 'in_title'], name='findable_by_key')],
            },
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['-date', '-id'], name='findable_newest_first'),
        ),
        migrations.AddIndex(
            model_name='meetingpage',
            index=models.Index(fields=['ends_at', 'starts_at'], name='meeting_by_time'),
        ),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
