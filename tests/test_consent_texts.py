"""The clause and the consents in versions: written once, shown by the form, stored as they were read."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import Centre
from portal.rules.refusals import Refused
from signup.models import Consent, ConsentText, DataProtection, Declaration, DeclarationCallPage
from signup.privacy.consent_texts import composed_clause
from tests.declaring import fill  # noqa: F401 - a fixture


@pytest.fixture
def send(fill):  # noqa: F811
    return fill


def shown_by(client, call):
    return re.search(r'name="shown" value="([^"]*)"', client.get(call.url).text)[1]


def stored():
    return sorted(Consent.objects.values_list("text__kind", "text__version"))


@pytest.mark.parametrize(
    "element",
    [
        "1. Administrator danych. Administratorem danych jest Centrum Próbne, ul. Próbna 1, 26-600 Radom, b@exampl",
        "2. Inspektor ochrony danych. Inspektor ochrony danych: Ewa Próbna, iod@example.org.",
        "art. 6 ust. 1 lit. f RODO: prawnie uzasadniony interes, którym jest współpraca",
        "art. 6 ust. 1 lit. a RODO",
        "4. Komu przekazujemy dane. Odbiorcami mogą być: hosting i poczta.",
        "5. Poza Europejski Obszar Gospodarczy danych nie przekazujemy.",
        "14 dni po zakończeniu naboru",
        "24 miesiące po jego zakończeniu",
        "dostępu do swoich danych, ich sprostowania, usunięcia, ograniczenia przetwarzania i przenoszenia oraz prawo",
        "8. Wycofanie zgody.",
        "Prezesa Urzędu Ochrony Danych Osobowych, ul. Inna 5, 00-001 Warszawa",
        "10. Czy trzeba podać dane. Podanie danych jest dobrowolne",
        "11. Decyzje automatyczne. Nie podejmujemy decyzji w sposób zautomatyzowany",
    ],
)
def test_the_clause_has_all_elements_as_the_settings_say_them(home, element):
    Centre.objects.update(
        name="Centrum Próbne", street="ul. Próbna 1", postal_code="26-600", city="Radom", email="b@example.org"
    )
    data = DataProtection.load()
    data.inspector, data.basis, data.interest = "Ewa Próbna, iod@example.org", "f", "współpraca"
    data.recipients, data.complaint_address = "hosting i poczta", "ul. Inna 5, 00-001 Warszawa"
    data.refused_days, data.membership_months = 14, 24
    data.save()
    assert element in composed_clause()


def test_a_new_portal_has_a_first_version_with_eleven_points(home, client):
    page = client.get("/deklaracja/klauzula/1/").text.replace("\N{NO-BREAK SPACE}", " ")
    assert [f"{number}. " in page for number in range(1, 12)] == [True] * 11
    assert "lit. b" in page
    assert "nie wyznaczył inspektora" in page


def test_a_version_is_written_once(db):
    text = ConsentText.newest("clause")
    text.text = "Co innego."
    with pytest.raises(Refused):
        text.save()
    ConsentText.write("clause", "Druga.")
    assert (ConsentText.newest("clause").version, ConsentText.objects.get(pk=text.pk).text[:2]) == (2, "1.")
    with pytest.raises(Refused):
        ConsentText.write("clause", "Wcześniejsza.", since=timezone.localdate() - timedelta(days=1))


def test_a_version_of_tomorrow_is_not_shown_today(db, client, call):
    ConsentText.write("clause", "Jutrzejsza.", since=timezone.localdate() + timedelta(days=1))
    assert ConsentText.newest("clause").version == 1
    assert shown_by(client, call).startswith("clause:1")
    assert ConsentText.newest("clause", timezone.localdate() + timedelta(days=1)).version == 2


# what the form showed is what is stored


def test_a_declaration_stores_the_versions_that_its_form_showed(client, call, send):
    shown = shown_by(client, call)
    ConsentText.write("clause", "Druga klauzula.")
    ConsentText.write("public_name", "Zgadzam się na listę.")
    assert send(shown=shown, consent_public_name="on").status_code == 302
    assert stored() == [("clause", 1), ("public_name", 1)]


def test_the_form_shows_the_words_of_the_newest_consent(client, call, send):
    ConsentText.write("image", "Zgadzam się na zdjęcia ze spotkań.")
    assert re.search(r"Zgadzam się na zdjęcia ze spotkań\s*<small", client.get(call.url).text)
    assert send(shown=shown_by(client, call), consent_image="on").status_code == 302
    assert stored() == [("clause", 1), ("image", 2)]


@pytest.mark.parametrize(
    "shown", [None, "", "clause:2", "clause:99", "public_name:1 image:1", "clause:1 public_name:7", "x", "clause:99999"]
)
def test_what_was_never_shown_is_asked_again_and_values_stay(call, send, shown):
    answer = send(shown=shown, consent_public_name="on")
    assert answer.status_code == 422
    assert "zmieniła się" in answer.text
    assert 'value="Jan"' in answer.text
    for name in ("stmt_clause", "consent_public_name"):
        assert "checked" not in re.search(rf'<input[^>]*name="{name}"[^>]*>', answer.text)[0]
    assert "checked" in re.search(r'<input[^>]*name="stmt_adult"[^>]*>', answer.text)[0]
    assert not Declaration.objects.exists()


def test_a_consent_that_was_not_ticked_needs_no_version(call, send):
    assert send(shown="clause:1").status_code == 302
    assert stored() == [("clause", 1)]


def test_a_mistake_in_the_form_ticks_no_newer_text(client, call, send):
    """A newer clause came while the form was filled in: what is shown again is not ticked for the person."""
    shown = shown_by(client, call)
    ConsentText.write("clause", "Druga klauzula.")
    answer = send(shown=shown, family_name="")
    assert answer.status_code == 422
    assert "checked" not in re.search(r'<input[^>]*name="stmt_clause"[^>]*>', answer.text)[0]
    assert 'value="clause:2 ' in answer.text


def test_a_call_pins_the_version(client, call, send):
    call.clause = ConsentText.newest("clause")
    call.save_revision().publish()
    ConsentText.write("clause", "Druga klauzula.")
    call = DeclarationCallPage.objects.get(pk=call.pk)
    assert shown_by(client, call).startswith("clause:1")
    assert send(shown="clause:2").status_code == 422  # a real one, and not of this call
    assert send(shown="clause:1").status_code == 302
    assert stored() == [("clause", 1)]


def test_a_version_from_before_the_call_is_not_taken(client, call, send):
    today = timezone.localdate()
    ConsentText.objects.filter(kind="clause").update(since=today - timedelta(days=60))
    ConsentText.write("clause", "Druga klauzula.", since=today - timedelta(days=30))
    assert send(shown="clause:1").status_code == 422
    assert send(shown="clause:2").status_code == 302


# administrators write versions


def test_administrators_write_a_new_version_and_edit_none(admin, as_user, call, client):
    desk = as_user(admin)
    assert desk.get("/redakcja/tresci-zgod/").status_code == 200
    page = desk.get("/redakcja/tresci-zgod/new/?rodzaj=clause&z-ustawien").text
    assert "11. Decyzje automatyczne" in page
    today = timezone.localdate().isoformat()
    answer = desk.post("/redakcja/tresci-zgod/new/", {"kind": "image", "since": today, "text": "Zgadzam się na film."})
    assert answer.status_code == 302
    newest = ConsentText.newest("image")
    assert (newest.version, newest.text) == (2, "Zgadzam się na film.")
    assert "Zgadzam się na film." in desk.get(f"/redakcja/tresci-zgod/inspect/{newest.pk}/").text
    for way in ("edit", "delete"):
        desk.post(f"/redakcja/tresci-zgod/{way}/{newest.pk}/", {"kind": "image", "since": today, "text": "Inaczej."})
    newest.refresh_from_db()
    assert newest.text == "Zgadzam się na film."
    assert "film" in client.get(call.url).text


def test_a_version_does_not_work_backwards(admin, as_user):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    answer = as_user(admin).post("/redakcja/tresci-zgod/new/", {"kind": "image", "since": yesterday, "text": "Nie."})
    assert answer.status_code == 200
    assert "obowiązywać wstecz" in answer.text
    assert ConsentText.newest("image").version == 1


def test_editors_and_coordinators_write_no_versions(editor, ewa, as_user):
    for person in (editor, ewa):
        for way in ("", "new/", f"inspect/{ConsentText.newest('image').pk}/"):
            assert as_user(person).get(f"/redakcja/tresci-zgod/{way}").status_code in (302, 403)
        as_user(person).post(
            "/redakcja/tresci-zgod/new/", {"kind": "image", "since": "2030-01-01", "text": "Zgadzam się na wszystko."}
        )
    assert ConsentText.objects.filter(kind="image").count() == 1
