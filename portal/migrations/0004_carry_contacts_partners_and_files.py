"""What stood in plain fields moves into the new tables: contacts of groups, partners of the centre, files."""

from django.db import migrations


def carry(apps, schema_editor):
    def model(name, app="portal"):
        return apps.get_model(app, name)

    for group in model("WorkingGroupPage").objects.all():
        if group.contact_role or group.contact_email:
            role = group.contact_role or "Kontakt"
            group.contact, _ = model("ContactPerson").objects.get_or_create(role=role, email=group.contact_email)
            group.save(update_fields=["contact"])
    for centre in model("Centre").objects.all():
        for place, block in enumerate(centre.partners.raw_data, start=1):
            known = {name: block["value"].get(name) or "" for name in ("name", "role", "text", "url")}
            model("Partner").objects.create(place=place, **known)
    fields = ("id", "title", "file", "created_at", "file_size", "file_hash", "collection_id", "uploaded_by_user_id")
    for known in model("Document", "wagtaildocs").objects.values(*fields):
        created_at = known.pop("created_at")
        attachment = model("Attachment").objects.create(**known)
        model("Attachment").objects.filter(pk=attachment.pk).update(created_at=created_at)
    if schema_editor.connection.vendor == "postgresql":
        # the rows above brought their numbers along
        schema_editor.execute(
            "SELECT setval(pg_get_serial_sequence('portal_attachment', 'id'), COALESCE(MAX(id), 0) + 1, false)"
            " FROM portal_attachment"
        )


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_contents"), ("wagtaildocs", "0014_alter_document_file_size")]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
