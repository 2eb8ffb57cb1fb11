"""Addresses, names and phones that were pasted with what nobody sees in them are stored without it from now on.

An address that another account has already stays as it is: two people would become one. The log says which row.
"""

import logging

from django.db import migrations

from portal.rules import cleaning

log = logging.getLogger("signup.migrations")


def address_in_small_letters(text):
    return cleaning.address(text).lower()


HOW = {
    "User": {"email": address_in_small_letters, "first_name": cleaning.name, "last_name": cleaning.name},
    "Declaration": {
        "email": cleaning.address,
        "email_lower": address_in_small_letters,
        "given_name": cleaning.name,
        "family_name": cleaning.name,
        "phone": cleaning.code,
        **dict.fromkeys(("org_name", "org_role", "street", "city"), cleaning.line),
    },
    "Membership": dict.fromkeys(("org_name", "org_role"), cleaning.line),
    "Invitation": {"email": address_in_small_letters, "given_name": cleaning.name, "family_name": cleaning.name},
}


def clean(apps, schema_editor):
    for model, fields in HOW.items():
        rows = apps.get_model("signup", model).objects.order_by("pk")
        for row in rows.only(*fields).iterator():
            changed = {}
            for name, how in fields.items():
                said = getattr(row, name)
                if said and not said.isascii() and how(said) != said:
                    changed[name] = how(said)
            if taken(rows, row, changed):
                log.warning("The address of %s %s stays as it is: it would be that of another row", model, row.pk)
                del changed["email"]
            if changed:
                rows.filter(pk=row.pk).update(**changed)
    addresses = apps.get_model("account", "EmailAddress").objects.order_by("pk")
    for row in addresses.iterator():
        said = address_in_small_letters(row.email)
        if not row.email.isascii() and said != row.email and not addresses.filter(email=said).exists():
            addresses.filter(pk=row.pk).update(email=said)


def taken(rows, row, changed):
    """Whether somebody else has the address already, or the group has asked it already."""
    if "email" not in changed or row._meta.model_name == "declaration":
        return False
    others = rows.exclude(pk=row.pk).filter(email=changed["email"])
    if row._meta.model_name == "invitation":
        others = others.filter(group=row.group_id, used_at=None, closed_at=None)
    return others.exists()


class Migration(migrations.Migration):
    dependencies = [
        ("signup", "0011_mail_names"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(clean, migrations.RunPython.noop, elidable=True)]
