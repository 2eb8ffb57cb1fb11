"""What a new instance starts with: the index of calls, and first versions of the texts that people agree to.

The texts are neutral: who the administrator is stands beside them and comes from the settings. An office reads
them with whoever looks after its data, and adds a version of its own.
"""

from django.db import connection, transaction

CLAUSE = """Administratorem danych jest centrum, którego nazwa, siedziba i kontakt są podane na tej stronie. Jeżeli administrator wyznaczył inspektora ochrony danych, kontakt do niego podaje biuro.

Dane z deklaracji są potrzebne, aby ją rozpatrzyć i prowadzić grupę roboczą: zapraszać na spotkania, przesyłać materiały i prowadzić mapę drogową. Podstawą jest art. 6 ust. 1 lit. b RODO (działania na żądanie osoby, która chce wziąć udział). Imię, nazwisko i organizację na publicznej liście oraz wizerunek publikujemy tylko za zgodą (art. 6 ust. 1 lit. a RODO).

Dane mogą otrzymać: dostawca hostingu, dostawca poczty elektronicznej i partner projektu. Nie przekazujemy ich poza Europejski Obszar Gospodarczy.

Niepotwierdzone deklaracje usuwamy po 7 dniach. Deklaracje nieprzyjęte i wycofane usuwamy 30 dni po zakończeniu sprawy. Dane osób, które należą do grup, przechowujemy przez czas udziału i 12 miesięcy po jego zakończeniu.

Każda osoba ma prawo dostępu do swoich danych, ich sprostowania, usunięcia, ograniczenia przetwarzania, przenoszenia oraz prawo sprzeciwu. Zgodę można wycofać w każdej chwili; nie wpływa to na to, co działo się wcześniej.

Skargę można złożyć do Prezesa Urzędu Ochrony Danych Osobowych.

Podanie danych jest dobrowolne, ale bez nich nie można wziąć udziału w pracach grupy. Nie podejmujemy decyzji w sposób zautomatyzowany i nie profilujemy."""

TEXTS = {
    "clause": CLAUSE,
    "public_name": "Zgadzam się na podanie mojego imienia, nazwiska i organizacji na publicznej liście członków.",
    "image": "Zgadzam się na publikację wizerunku utrwalonego podczas spotkań.",
}


def lay(**kwargs):
    """Idempotent; the portal has laid the home page before."""
    from portal.models import HomePage
    from signup.models import CallIndexPage, ConsentText

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
        for kind, text in TEXTS.items():
            if not ConsentText.objects.filter(kind=kind).exists():
                ConsentText.objects.create(kind=kind, text=text)
