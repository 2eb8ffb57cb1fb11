import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

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
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('first_name', models.CharField(blank=True, max_length=80, verbose_name='imię')),
                ('last_name', models.CharField(blank=True, max_length=80, verbose_name='nazwisko')),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='adres e-mail')),
                ('address_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='adres od')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='dane usunięte')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'osoba',
                'verbose_name_plural': 'osoby',
            },
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at', None), models.Q(('email', None), ('first_name', ''), ('is_active', False), ('last_name', '')), _connector='OR'), name='an_erased_person_has_no_name'),
        ),
    ]
