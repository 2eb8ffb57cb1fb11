"""What a new instance starts with: the index of calls, and first versions of the texts that people agree to.

The texts are neutral: who the administrator is stands beside them and comes from the settings. An office reads
them with whoever looks after its data, and writes a version of its own (Ustawienia, Treści zgód).
"""

from django.db import connection, transaction

from portal.models import HomePage
from signup.models import CallIndexPage, ConsentText
from signup.privacy.consent_texts import composed_clause

TEXTS = {
    "public_name": "Zgadzam się na podanie mojego imienia, nazwiska i organizacji na publicznej liście członków.",
    "image": "Zgadzam się na publikację wizerunku utrwalonego podczas spotkań.",
}


def lay(**kwargs: object) -> None:
    """Idempotent; the portal has laid the home page before."""
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
            CallIndexPage.objects.get().save_revision(log_action=True)
            CallIndexPage.objects.update(has_unpublished_changes=False)  # what is live is what was written
        clause = composed_clause()
        for kind, text in (TEXTS | {"clause": clause}).items():
            if not ConsentText.objects.filter(kind=kind).exists():
                ConsentText.objects.create(kind=kind, text=text)
