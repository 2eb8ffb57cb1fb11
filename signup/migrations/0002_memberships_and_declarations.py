import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import portal.rules.polish_order
import signup.rules.codes
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # a database of version 0.1 that has all of these needs nothing (portal/running/checks.py asks)
    replaces = [
        ('signup', '0001_user'),
        ('signup', '0002_first'),
        ('signup', '0003_blocks'),
        ('signup', '0004_declarations'),
        ('signup', '0005_headings_and_previews'),
        ('signup', '0006_desk'),
        ('signup', '0007_membership_changes'),
        ('signup', '0008_undecided_by_age'),
        ('signup', '0009_my_data'),
        ('signup', '0010_whose_it_is'),
        ('signup', '0011_mail_names'),
        ('signup', '0012_clean_pasted_text'),
        ('signup', '0013_members_in_polish_order'),
    ]

    dependencies = [
        ('portal', '0001_pages_and_search'),
        ('signup', '0001_users'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='CallIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'spis naborów',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='DataProtection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspector', models.CharField(blank=True, help_text='Kto i jaki kontakt. Puste: nie wyznaczono.', max_length=200, verbose_name='inspektor ochrony danych')),
                ('basis', models.CharField(choices=[('b', 'art. 6 ust. 1 lit. b – działania na żądanie osoby i udział w grupie'), ('f', 'art. 6 ust. 1 lit. f – prawnie uzasadniony interes')], default='b', max_length=1, verbose_name='podstawa rozpatrywania deklaracji i prowadzenia grup')),
                ('interest', models.CharField(blank=True, help_text='Przy lit. f: jaki, np. współpraca organizacji w regionie.', max_length=300, verbose_name='uzasadniony interes')),
                ('recipients', models.CharField(default='dostawca hostingu, dostawca poczty elektronicznej i partner projektu', max_length=300, verbose_name='odbiorcy danych')),
                ('complaint_address', models.CharField(default='ul. Stanisława Moniuszki 1A, 00-014 Warszawa', max_length=200, verbose_name='adres Prezesa Urzędu Ochrony Danych Osobowych')),
                ('unconfirmed_days', models.PositiveSmallIntegerField(default=7, help_text='Tyle też działa link z e-maila.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1200)], verbose_name='deklaracje bez potwierdzonego adresu: dni od wysłania')),
                ('refused_days', models.PositiveSmallIntegerField(default=30, help_text='Potem z deklaracji znikają dane osobowe; zostają numer i decyzje.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1200)], verbose_name='deklaracje nieprzyjęte i wycofane: dni od końca naboru')),
                ('membership_months', models.PositiveSmallIntegerField(default=12, help_text='Potem osoba znika.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1200)], verbose_name='dane osób, które odeszły z grup: miesiące od końca ostatniego członkostwa')),
                ('needs_days', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1200)], verbose_name='potrzeby związane z dostępnością: dni od pierwszego spotkania grupy')),
                ('log_months', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1200)], verbose_name='dziennik logowań i wglądu w deklaracje: miesiące')),
            ],
            options={
                'verbose_name': 'dane osobowe',
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'numeracja',
                'verbose_name_plural': 'numeracje',
            },
        ),
        migrations.CreateModel(
            name='ConsentText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('clause', 'klauzula informacyjna'), ('public_name', 'zgoda na podanie imienia, nazwiska i organizacji'), ('image', 'zgoda na publikację wizerunku')], max_length=20, verbose_name='rodzaj')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='wersja')),
                ('text', models.TextField(verbose_name='treść')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='obowiązuje od')),
            ],
            options={
                'verbose_name': 'treść zgody',
                'verbose_name_plural': 'treści zgód',
                'ordering': ['kind', '-version'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'version'), name='one_text_a_version')],
            },
        ),
        migrations.CreateModel(
            name='DeclarationCallPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('opens', models.DateField(help_text='Od początku tego dnia.', verbose_name='otwarcie')),
                ('closes', models.DateField(help_text='Do końca tego dnia, godz. 23.59.59.', verbose_name='termin')),
                ('first_meeting', models.CharField(blank=True, help_text='np. pierwsza połowa lutego 2018 r.', max_length=120, verbose_name='planowane pierwsze spotkanie')),
                ('lede', models.TextField(blank=True, max_length=400, verbose_name='dla kogo')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('subheading', 1), ('text', 2), ('picture', 3), ('quote', 6), ('action', 10), ('questions', 14), ('files', 16), ('table', 18), ('video', 23), ('contact', 24), ('office', 25), ('partners', 26)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'description': 'Nagłówek części tekstu.', 'icon': 'title', 'label': 'Śródtytuł', 'max_length': 120, 'preview_value': 'Jak pracuje grupa', 'template': 'portal/blocks.html#heading'}), 1: ('wagtail.blocks.CharBlock', (), {'description': 'Nagłówek mniejszej części, pod śródtytułem.', 'icon': 'minus', 'label': 'Śródtytuł niższego rzędu', 'max_length': 120, 'preview_value': 'Kto prowadzi spotkania', 'template': 'portal/blocks.html#subheading'}), 2: ('wagtail.blocks.RichTextBlock', (), {'description': 'Akapity, listy i linki.', 'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Tekst', 'preview_value': '<p>Grupa spotyka się raz w miesiącu. Każda osoba może zaproponować <b>działanie</b>.</p>', 'template': 'portal/blocks.html#text'}), 3: ('wagtail.images.blocks.ImageBlock', [], {}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'Cytat'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Podpis', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('text', 4), ('who', 5)]], {'description': 'Wyróżniona wypowiedź z podpisem roli, bez danych osobowych.', 'icon': 'openquote', 'label': 'Cytat', 'preview_value': {'text': 'Razem idzie się dalej.', 'who': 'członkini grupy'}, 'template': 'portal/blocks.html#quote'}), 7: ('wagtail.blocks.CharBlock', (), {'help_text': 'Czasownik, np. Wypełnij deklarację', 'label': 'Napis na przycisku', 'max_length': 60}), 8: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Strona w serwisie', 'required': False}), 9: ('wagtail.blocks.URLBlock', (), {'label': 'Adres poza serwisem', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('words', 7), ('page', 8), ('url', 9)]], {}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'Pytanie', 'max_length': 160}), 12: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Odpowiedź'}), 13: ('wagtail.blocks.StructBlock', [[('question', 11), ('answer', 12)]], {}), 14: ('wagtail.blocks.ListBlock', (13,), {'description': 'Lista pytań; odpowiedź rozwija się po naciśnięciu.', 'icon': 'help', 'label': 'Pytania i odpowiedzi', 'preview_value': [{'answer': '<p>Każda osoba pełnoletnia.</p>', 'question': 'Kto może dołączyć?'}], 'template': 'portal/blocks.html#questions'}), 15: ('portal.models.blocks.FileBlock', (), {}), 16: ('portal.models.blocks.FilesBlock', (15,), {'description': 'Lista plików z rodzajem i rozmiarem.', 'icon': 'download', 'label': 'Pliki do pobrania', 'template': 'portal/blocks.html#files'}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'Tekst', 'required': False}), 18: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 17)]], {'description': 'Prosta tabela z podpisem i nagłówkami kolumn.', 'icon': 'table', 'label': 'Tabela', 'preview_value': {'caption': 'Terminy spotkań', 'columns': [{'heading': 'Miesiąc', 'type': 'text'}, {'heading': 'Gdzie', 'type': 'text'}], 'rows': [{'values': ['wrzesień', 'biblioteka']}, {'values': ['październik', 'dom kultury']}]}, 'template': 'portal/blocks.html#table'}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'Tytuł filmu', 'max_length': 160}), 20: ('wagtail.blocks.URLBlock', (), {'label': 'Adres filmu'}), 21: ('wagtail.blocks.IntegerBlock', (), {'label': 'Ile trwa (minuty)', 'min_value': 1, 'required': False}), 22: ('wagtail.blocks.CharBlock', (), {'help_text': 'np. napisy, tłumaczenie na polski język migowy', 'label': 'Dostępność', 'max_length': 120, 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('title', 19), ('url', 20), ('minutes', 21), ('access', 22)]], {}), 24: ('portal.models.blocks.ContactBlock', ('portal.ContactPerson',), {'description': 'Wizytówka z działu „Osoby do kontaktu”.', 'icon': 'user', 'label': 'Osoba do kontaktu', 'template': 'portal/blocks.html#contact'}), 25: ('wagtail.blocks.static_block.StaticBlock', (), {'admin_text': 'Adres, godziny i kontakt z ustawień „Centrum”.', 'description': 'Dane kontaktowe z ustawień, zawsze aktualne.', 'icon': 'mail', 'label': 'Biuro i kontakt', 'preview_value': '', 'template': 'portal/blocks.html#office'}), 26: ('portal.models.blocks.PartnersBlock', (), {'admin_text': 'Lista z działu „Partnerzy”.', 'description': 'Wszyscy partnerzy w swojej kolejności.', 'icon': 'group', 'label': 'Partnerzy', 'template': 'portal/blocks.html#partners'})}, verbose_name='więcej')),
                ('clause', models.ForeignKey(blank=True, help_text='Puste: najnowsza wersja.', limit_choices_to={'kind': 'clause'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signup.consenttext', verbose_name='klauzula informacyjna')),
                ('groups', modelcluster.fields.ParentalManyToManyField(related_name='calls', to='portal.workinggrouppage', verbose_name='grupy')),
            ],
            options={
                'verbose_name': 'nabór',
                'verbose_name_plural': 'nabory',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('unconfirmed', 'czeka na potwierdzenie adresu'), ('submitted', 'złożona'), ('in_review', 'rozpatrywana'), ('needs_correction', 'do uzupełnienia'), ('decided', 'rozpatrzona'), ('withdrawn', 'wycofana'), ('expired', 'wygasła'), ('anonymised', 'zanonimizowana')], default='unconfirmed', max_length=20, verbose_name='stan')),
                ('source', models.CharField(choices=[('online', 'formularz'), ('paper', 'papier'), ('invitation', 'zaproszenie')], default='online', max_length=10, verbose_name='źródło')),
                ('code', models.CharField(default=signup.rules.codes.new_code, editable=False, max_length=9, unique=True, verbose_name='kod')),
                ('number', models.CharField(blank=True, max_length=20, null=True, unique=True, verbose_name='numer')),
                ('confirmation_key', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('link', models.PositiveSmallIntegerField(default=1, verbose_name='który link')),
                ('given_name', models.CharField(max_length=80, verbose_name='imię')),
                ('family_name', models.CharField(max_length=80, verbose_name='nazwisko')),
                ('email', models.EmailField(blank=True, help_text='Puste tylko na papierze.', max_length=254, verbose_name='adres e-mail')),
                ('email_lower', models.EmailField(blank=True, db_index=True, editable=False, max_length=254, verbose_name='adres do porównań')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='numer telefonu')),
                ('capacity', models.CharField(choices=[('own', 'w imieniu własnym'), ('representative', 'jako przedstawiciel(ka) organizacji')], default='own', max_length=20, verbose_name='występuję')),
                ('org_name', models.CharField(blank=True, max_length=160, verbose_name='nazwa organizacji')),
                ('org_kind', models.CharField(blank=True, choices=[('stowarzyszenie', 'stowarzyszenie'), ('fundacja', 'fundacja'), ('spoldzielnia_socjalna', 'spółdzielnia socjalna'), ('kgw', 'koło gospodyń wiejskich'), ('spolka_non_profit', 'spółka non profit'), ('instytucja_publiczna', 'instytucja publiczna'), ('firma', 'firma'), ('grupa_nieformalna', 'grupa nieformalna'), ('inny', 'inny')], max_length=30, verbose_name='rodzaj podmiotu')),
                ('org_role', models.CharField(blank=True, max_length=120, verbose_name='funkcja')),
                ('krs', models.CharField(blank=True, max_length=10, verbose_name='numer KRS')),
                ('nip', models.CharField(blank=True, max_length=10, verbose_name='numer NIP')),
                ('regon', models.CharField(blank=True, max_length=14, verbose_name='numer REGON')),
                ('street', models.CharField(blank=True, max_length=120, verbose_name='ulica i numer')),
                ('postal_code', models.CharField(blank=True, max_length=6, verbose_name='kod pocztowy')),
                ('city', models.CharField(blank=True, max_length=80, verbose_name='miejscowość')),
                ('contribution', models.TextField(blank=True, max_length=1000, verbose_name='co chcę wnieść do prac grupy')),
                ('availability', models.JSONField(blank=True, default=list, verbose_name='dogodne terminy spotkań')),
                ('needs', models.TextField(blank=True, max_length=1000, verbose_name='potrzeby związane z dostępnością')),
                ('sought', models.CharField(blank=True, editable=False, max_length=400)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='wysłana')),
                ('late', models.BooleanField(default=False, verbose_name='po terminie')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='adres potwierdzony')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='przypomnienie')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='złożona')),
                ('review_started_at', models.DateTimeField(blank=True, null=True, verbose_name='rozpatrywana od')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='wycofana')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='declarations', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='signup.declarationcallpage')),
            ],
            options={
                'verbose_name': 'deklaracja',
                'verbose_name_plural': 'deklaracje',
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CallDeadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closes', models.DateField(verbose_name='termin')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='od')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='signup.declarationcallpage')),
            ],
            options={
                'verbose_name': 'ogłoszony termin',
                'verbose_name_plural': 'ogłoszone terminy',
            },
        ),
        migrations.CreateModel(
            name='DeclarationChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'czeka na decyzję'), ('accepted', 'przyjęta'), ('rejected', 'nieprzyjęta'), ('withdrawn', 'wycofana')], default='waiting', max_length=10, verbose_name='stan')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='data decyzji')),
                ('reason_kind', models.CharField(blank=True, choices=[('other', 'inny powód, własnymi słowami'), ('full', 'brak miejsc'), ('scope', 'inny zakres'), ('incomplete', 'brak uzupełnienia'), ('late', 'po terminie'), ('ended', 'grupa zakończyła pracę')], max_length=12, verbose_name='powód')),
                ('reason', models.TextField(blank=True, verbose_name='uzasadnienie')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='signup.declaration')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='portal.workinggrouppage')),
            ],
            options={
                'verbose_name': 'wybrana grupa',
                'verbose_name_plural': 'wybrane grupy',
                'ordering': ['group__path'],
            },
        ),
        migrations.AddField(
            model_name='declaration',
            name='groups',
            field=models.ManyToManyField(related_name='+', through='signup.DeclarationChoice', to='portal.workinggrouppage'),
        ),
        migrations.CreateModel(
            name='ErasureRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='złożona')),
                ('taken_back_at', models.DateTimeField(blank=True, null=True, verbose_name='cofnięta')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='spełniona')),
                ('declined_at', models.DateTimeField(blank=True, null=True, verbose_name='odmowa')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='odpowiedź')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasure_requests', to=settings.AUTH_USER_MODEL, verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'prośba o usunięcie danych',
                'verbose_name_plural': 'prośby o usunięcie danych',
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, db_index=True, max_length=254, verbose_name='adres e-mail')),
                ('given_name', models.CharField(blank=True, max_length=80, verbose_name='imię')),
                ('family_name', models.CharField(blank=True, max_length=80, verbose_name='nazwisko')),
                ('code', models.CharField(default=signup.rules.codes.new_code, editable=False, max_length=9, unique=True, verbose_name='kod')),
                ('key', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='wysłane')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='przyjęte')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='zamknięte')),
                ('declaration', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitation', to='signup.declaration')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='portal.workinggrouppage')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'zaproszenie',
                'verbose_name_plural': 'zaproszenia',
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=40, verbose_name='rodzaj')),
                ('to', models.EmailField(max_length=254, verbose_name='do')),
                ('subject', models.CharField(max_length=200, verbose_name='temat')),
                ('text', models.TextField(verbose_name='treść')),
                ('html', models.TextField(blank=True, verbose_name='treść w HTML')),
                ('names', models.JSONField(blank=True, default=list, verbose_name='o czym')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='powstała')),
                ('taken_until', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='próby')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='ostatni błąd')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='wysłana')),
                ('failed_at', models.DateTimeField(blank=True, null=True, verbose_name='porzucona')),
                ('declaration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='signup.declaration')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wiadomość',
                'verbose_name_plural': 'wiadomości',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=signup.rules.codes.new_code, editable=False, max_length=9, unique=True, verbose_name='kod')),
                ('role', models.CharField(choices=[('member', 'członkini, członek'), ('coordinator', 'koordynatorka, koordynator')], default='member', max_length=12, verbose_name='rola')),
                ('status', models.CharField(choices=[('active', 'aktywne'), ('suspended', 'zawieszone'), ('ended', 'zakończone')], default='active', max_length=10, verbose_name='stan')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='od')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='zakończone')),
                ('org_name', models.CharField(blank=True, max_length=160, verbose_name='nazwa organizacji')),
                ('org_kind', models.CharField(blank=True, choices=[('stowarzyszenie', 'stowarzyszenie'), ('fundacja', 'fundacja'), ('spoldzielnia_socjalna', 'spółdzielnia socjalna'), ('kgw', 'koło gospodyń wiejskich'), ('spolka_non_profit', 'spółka non profit'), ('instytucja_publiczna', 'instytucja publiczna'), ('firma', 'firma'), ('grupa_nieformalna', 'grupa nieformalna'), ('inny', 'inny')], max_length=30, verbose_name='rodzaj podmiotu')),
                ('org_role', models.CharField(blank=True, max_length=120, verbose_name='funkcja')),
                ('declaration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='memberships', to='signup.declaration')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='portal.workinggrouppage', verbose_name='grupa')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'członkostwo',
                'verbose_name_plural': 'członkostwa',
                'ordering': ['group__path', portal.rules.polish_order.InPolishOrder('user__last_name'), portal.rules.polish_order.InPolishOrder('user__first_name')],
            },
        ),
        migrations.CreateModel(
            name='MembershipChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('suspended', 'zawieszone'), ('resumed', 'wznowione'), ('ended', 'zakończone'), ('left', 'zakończone przez tę osobę'), ('named', 'powierzona koordynacja'), ('recalled', 'koniec koordynacji')], max_length=10, verbose_name='co')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='kiedy')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='powód')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='signup.membership')),
            ],
            options={
                'verbose_name': 'zmiana w członkostwie',
                'verbose_name_plural': 'zmiany w członkostwach',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='napisana')),
                ('text', models.TextField(max_length=2000, verbose_name='treść')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='signup.declaration')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.workinggrouppage')),
            ],
            options={
                'verbose_name': 'notatka',
                'verbose_name_plural': 'notatki',
                'ordering': ['written_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='zadane')),
                ('text', models.TextField(max_length=1000, verbose_name='prośba')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='odpowiedź')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='odpowiedziane')),
                ('dropped_at', models.DateTimeField(blank=True, null=True, verbose_name='już niepotrzebne')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portal.workinggrouppage')),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='signup.declaration')),
            ],
            options={
                'verbose_name': 'prośba o uzupełnienie',
                'verbose_name_plural': 'prośby o uzupełnienie',
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None), ('dropped_at', None)), fields=('declaration', 'group'), name='a_group_asks_one_thing_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='udzielona')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='wycofana')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='signup.consenttext')),
                ('declaration', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='signup.declaration')),
            ],
            options={
                'verbose_name': 'zgoda',
                'verbose_name_plural': 'zgody',
                'constraints': [models.UniqueConstraint(fields=('text', 'declaration'), name='one_consent_a_text_in_a_declaration')],
            },
        ),
        migrations.AddIndex(
            model_name='declarationchoice',
            index=models.Index(fields=['group', 'state'], name='choices_by_group'),
        ),
        migrations.AddConstraint(
            model_name='declarationchoice',
            constraint=models.UniqueConstraint(fields=('declaration', 'group'), name='a_group_is_chosen_once'),
        ),
        migrations.AddConstraint(
            model_name='declarationchoice',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'withdrawn']), ('decided_at__isnull', False), _connector='OR'), name='a_decision_has_a_date'),
        ),
        migrations.AddIndex(
            model_name='declaration',
            index=models.Index(condition=models.Q(('state__in', ['submitted', 'in_review', 'needs_correction'])), fields=['submitted_at', 'id'], name='undecided_by_age'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['unconfirmed', 'expired', 'withdrawn', 'anonymised']), ('number__isnull', False), _connector='OR'), name='submitted_declarations_have_a_number'),
        ),
        migrations.AddConstraint(
            model_name='erasurerequest',
            constraint=models.UniqueConstraint(condition=models.Q(('declined_at', None), ('done_at', None), ('taken_back_at', None)), fields=('user',), name='one_open_erasure_request'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None), ('used_at', None)), fields=('group', 'email'), name='an_address_is_invited_once'),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['group', 'status', 'role'], name='membership_by_group'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('user', 'group'), name='one_membership_a_group'),
        ),
    ]
