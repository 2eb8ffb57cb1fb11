"""The cache table, so that `migrate` alone makes a database complete."""

from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_first")]

    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop)]
