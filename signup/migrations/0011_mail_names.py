from django.db import migrations, models


class Migration(migrations.Migration):
    """A letter that waits knows what it tells of, so that more can be added."""

    dependencies = [("signup", "0010_whose_it_is")]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="names",
            field=models.JSONField(blank=True, default=list, verbose_name="o czym"),
        ),
    ]
