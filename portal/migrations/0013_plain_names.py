from django.db import migrations


class Migration(migrations.Migration):
    """The cache's generation and what search finds are called by the field's names."""

    dependencies = [("portal", "0012_sent_form")]

    operations = [
        migrations.RenameModel("Edition", "CacheGeneration"),
        migrations.RenameModel("Findable", "SearchEntry"),
        migrations.RenameModel("FindableWord", "SearchTerm"),
    ]
