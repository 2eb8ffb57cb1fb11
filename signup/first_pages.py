"""The index of calls, laid once below a home page that has none."""

from django.db import connection, transaction


def lay(**kwargs):
    """Idempotent; the portal has laid the home page before."""
    from portal.models import HomePage
    from signup.models import CallIndexPage

    if CallIndexPage._meta.db_table not in connection.introspection.table_names():
        return
    with transaction.atomic():
        home = HomePage.objects.first()
        if home and not CallIndexPage.objects.exists():
            calls = home.add_child(instance=CallIndexPage(title="Nabory", slug="nabory", show_in_menus=True))
            # before „Kontakt”: joining is what most visitors look for
            contact = home.get_children().filter(slug="kontakt").first()
            if contact:
                calls.move(contact, pos="left")
            CallIndexPage.objects.get().save_revision()
