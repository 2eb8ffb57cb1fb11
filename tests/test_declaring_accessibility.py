"""The accessibility declaration has what the law asks for, where machines look for it."""

import re
from datetime import date

import pytest
from django.core import checks
from django.utils import timezone

from portal.models import Centre
from tests.reading import read

ALWAYS = [
    "a11y-deklaracja",
    "a11y-wstep",
    "a11y-podmiot",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-status",
    "a11y-data-sporzadzenie",
    "a11y-data-przeglad",
    "a11y-kontakt",
    "a11y-osoba",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-architektura",
    "a11y-aplikacje",
]


def declared(client):
    page = read(client, "/deklaracja-dostepnosci/")
    return page, re.findall(r'id="(a11y-[\w-]+)"', page)


def test_the_accessibility_declaration_has_every_element_once(client, home):
    _, ids = declared(client)
    assert sorted(ids) == sorted(ALWAYS)


def test_the_parts_of_the_accessibility_declaration_stand_where_machines_look(client, home):
    page, _ = declared(client)
    start = page.split('<div id="a11y-wstep"')[1].split("</div>")[0]
    assert 'id="a11y-podmiot"' in start and '<a id="a11y-url" href="' in start
    assert '<h2 id="a11y-kontakt">' in page
    contact = page.split('<h2 id="a11y-kontakt">')[1].split("<h2>")[0]
    assert all(f'id="a11y-{part}"' in contact for part in ("osoba", "email", "telefon"))
    procedure = page.split('<div id="a11y-procedura"')[1].split("</div>")[0]
    for said in ("zażądać", "7 dni", "2 miesiące", "skargę", 'href="https://bip.brpo.gov.pl/"'):
        assert said in procedure
    assert "Nie udostępniamy aplikacji mobilnych" in page.split('id="a11y-aplikacje"')[1]


def test_every_page_tells_machines_where_the_accessibility_declaration_is(client, home, group):
    for address in ("/", group.url, "/szukaj/", "/regulamin/", "/deklaracja-dostepnosci/", "/zgloszenie/", "/nie-ma/"):
        page = client.get(address).text
        assert page.count('<meta name="deklaracja-dostępności" content="http') == 1
        assert '/deklaracja-dostepnosci/">' in page.split('name="deklaracja-dostępności"')[1].split("\n")[0]


def test_the_accessibility_declaration_speaks_from_the_settings(client, home):
    centre = Centre.objects.first() or Centre(site=home.get_site())
    centre.name = "Centrum Próbne"
    centre.email, centre.phone = "biuro@example.org", "+48 48 000 00 00"
    centre.accessibility_published = date(2018, 1, 15)
    centre.accessibility_status = "częściowo zgodna"
    centre.accessibility_gaps = "Skany sprzed 2018 r.\n\nMapa"
    centre.accessibility_auditor = "Fundacja Demo"
    centre.accessibility_burden_url = "https://example.org/analiza"
    centre.accessibility_building = "Podjazd.\nWinda."
    centre.save()
    page, ids = declared(client)
    assert sorted(ids) == sorted([*ALWAYS, "a11y-audytor", "a11y-ocena"])
    assert re.search(r'<time id="a11y-data-publikacja"\s+datetime="2018-01-15">2018-01-15</time>', page)
    assert "<strong>częściowo zgodna</strong>" in page
    assert page.count("<li>Skany sprzed 2018 r.</li>") == 1
    assert "<p>Winda.</p>" in page


@pytest.mark.parametrize(
    ("reviewed", "on", "due"),
    [
        (None, date(2026, 1, 1), True),
        (date(2025, 3, 31), date(2026, 3, 30), False),
        (date(2025, 3, 31), date(2026, 3, 31), True),
        (date(2026, 4, 1), date(2026, 11, 1), False),
    ],
)
def test_the_accessibility_declaration_is_looked_through_each_year(reviewed, on, due):
    assert Centre(accessibility_reviewed=reviewed).review_is_due(on) is due


def test_the_check_warns_of_a_missed_review(home):
    Centre.objects.update(accessibility_reviewed=date(2015, 1, 1))
    assert "portal.W003" in {found.id for found in checks.run_checks(databases=["default"])}
    Centre.objects.update(accessibility_reviewed=timezone.localdate())
    assert "portal.W003" not in {found.id for found in checks.run_checks(databases=["default"])}
