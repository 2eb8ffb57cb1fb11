from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("signup", "0007_membership_changes"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="declaration", name="declarations_by_age"),
        migrations.AddIndex(
            model_name="declaration",
            index=models.Index(
                condition=models.Q(("state__in", ["submitted", "in_review", "needs_correction"])),
                fields=["submitted_at", "id"],
                name="undecided_by_age",
            ),
        ),
    ]
