"""What belongs to an account says so in its row; until now it followed from the address alone."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def say_whose(apps, schema_editor):
    """Each account has had its address since it was made, as far as is known; what was confirmed since then is its."""
    User, Declaration = apps.get_model("signup", "User"), apps.get_model("signup", "Declaration")
    User.objects.update(address_since=F("date_joined"))
    unclaimed = Declaration.objects.filter(user=None).exclude(confirmed_at=None).exclude(email_lower="")
    for declaration in unclaimed.exclude(state__in=["expired", "anonymised"]).iterator():
        holder = User.objects.filter(email=declaration.email_lower).first()
        if holder and (declaration.confirmed_at >= holder.date_joined or same_name(declaration, holder)):
            Declaration.objects.filter(pk=declaration.pk).update(user=holder)


def same_name(declaration, holder):
    declared = f"{declaration.given_name} {declaration.family_name}".casefold().split()
    return declared == f"{holder.first_name} {holder.last_name}".casefold().split()


class Migration(migrations.Migration):
    dependencies = [("signup", "0009_my_data")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="address_since",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="adres od"
            ),
        ),
        migrations.AddField(
            model_name="mail",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mails",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(say_whose, migrations.RunPython.noop),
    ]
