from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_carry_contacts_partners_and_files")]

    operations = [
        migrations.RemoveField(
            model_name='centre',
            name='partners',
        ),
        migrations.RemoveField(
            model_name='workinggrouppage',
            name='contact_email',
        ),
        migrations.RemoveField(
            model_name='workinggrouppage',
            name='contact_role',
        ),
    ]
