"""A declaration in a browser, until the mail and the desk."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def two_groups(transactional_db, call, group, other_group, ewa, karol):
    """A call for two groups, each with a coordinator of its own."""
    call.groups = [group, other_group]
    call.save()


def declare(page, server, address, *groups):
    """Fill the form in as a representative of an organisation, send it, and confirm it by the mail's link."""
    page.goto(server + "/deklaracja/")
    answers = {
        "Imię": "Maria",
        "Nazwisko": "Wzorcowa",
        "Adres e-mail": address,
        "Numer telefonu": "600 000 000",
        "Nazwa organizacji": "Fundacja Przykład",
        "Funkcja": "prezeska",
        "Numer NIP": "123-456-32-18",
        "Co chcę wnieść do prac grupy": "Sala na 20 osób.",
    }
    page.get_by_role("radio", name="jako przedstawiciel(ka) organizacji").check()
    for label, answer in answers.items():
        page.get_by_label(label, exact=True).fill(answer)
    page.get_by_label("Rodzaj podmiotu").select_option("fundacja")
    for name in (*groups, "wieczorem", "Deklaruję dobrowolny udział", "Mam ukończone 18 lat", "Znam treść klauzuli"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Wyślij deklarację").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sprawdź skrzynkę")
