"""The member's and the applicant's story in Firefox and in WebKit (`make browsers`; the suite itself drives Chromium).

Pictures of what was seen are kept in var/browsers/, to be looked at.
"""

import re

import pypdfium2
import pytest
from django.conf import settings
from django.core.management import call_command

from roadmaps.models import Action, Comment, Support
from signup.models import Declaration
from tests.served import until
from tests.webdriver import Firefox, WebKit

pytestmark = pytest.mark.django_db(transaction=True)

BOARD = "/grupy/edukacja/mapa-drogowa/"


@pytest.fixture(params=[Firefox, WebKit], ids=["firefox", "webkit"])
def browser(request, tmp_path):
    browser = request.param(tmp_path)
    yield browser
    pictures = settings.BASE_DIR / "var" / "browsers"
    pictures.mkdir(parents=True, exist_ok=True)
    browser.keep(pictures / f"{request.node.name}.png")
    browser.close()


def test_a_member_works_on_the_board(browser, live_server, anna, bartek, as_user, make_action):
    action = make_action("Debaty przy wspólnym stole")
    server = live_server.url
    browser.sign_in(server, as_user(anna).cookies["sessionid"].value)

    # supports, and takes it back
    browser.go(server + BOARD)
    browser.press("Popieram: Debaty")
    until(lambda: Support.objects.filter(action=action, by=anna).exists(), 20)
    browser.until(lambda: browser.find("button[aria-pressed=true]", "Popieram: Debaty"), "a vote that is seen")

    # a press beside the menu of moving closes it; a press in it moves
    browser.press("Przenieś: Debaty")
    browser.until(lambda: browser.script("return document.querySelector('#okno').open"), "the menu of moving")
    browser.press_at(8, 8)
    browser.until(lambda: browser.script("return !document.querySelector('#okno').open"), "the menu is away")
    browser.press("Przenieś: Debaty")
    browser.press("W dyskusji", "#okno button")
    until(lambda: Action.objects.get(pk=action.pk).state == "discussed", 20)

    # adds an action, and sees it
    browser.press("Dodaj działanie")
    browser.fill("Tytuł", "Ławka przy szkole")
    browser.fill("Opis", "Jedna ławka w cieniu.")
    browser.press("Zapisz")
    browser.find("h3 a", "Ławka przy szkole")
    added = Action.objects.get(title="Ławka przy szkole")
    assert added.description == "Jedna ławka w cieniu."

    # edits it
    browser.go(f"{server}{added.get_absolute_url()}edycja/")
    browser.fill("Opis", "Jedna ławka w cieniu lipy.")
    browser.press("Zapisz")
    until(lambda: Action.objects.get(pk=added.pk).description.endswith("lipy."), 20)

    # asks somebody, whose name is offered
    browser.go(server + action.get_absolute_url())
    browser.fill("Komentarz", "Czy pomożesz, @bar")
    browser.press("Bartek", ".name-suggestions button")
    named = "return document.querySelector('textarea').value.endsWith('Próbna ')"
    browser.until(lambda: browser.script(named), "the name in the text")  # and the page at rest
    browser.press("Dodaj komentarz")
    browser.sees("Czy pomożesz, @Bartek Próbna")
    assert Comment.objects.get().by == anna


def test_an_applicant_sends_and_confirms_a_declaration(browser, live_server, call, mailoutbox):
    server = live_server.url
    browser.go(server + "/")
    browser.go(server + "/deklaracja/")
    browser.press("Wyślij deklarację")
    browser.sees("Popraw")
    browser.fill("Imię", "Joanna")
    browser.fill("Nazwisko", "Opowieściowa")
    browser.fill("Adres e-mail", "joanna@example.org")
    browser.tick("Edukacja")
    for statement in ("Deklaruję dobrowolny udział", "Mam ukończone 18 lat", "Znam treść klauzuli"):
        browser.tick(statement)
    browser.press("Wyślij deklarację")
    browser.sees("Sprawdź skrzynkę")
    call_command("db_worker", "--backend=queue", "--queue-name=*", "--batch", "--no-startup-delay", "--no-reload")
    link = re.search(r"https?://[^/\s]+(/deklaracje/\S+)", mailoutbox[-1].body)[1]
    browser.go(server + link)
    browser.press("Potwierdzam")
    browser.sees("D/")
    assert Declaration.objects.get().state != "unconfirmed"


@pytest.mark.parametrize("address", ["/", BOARD, "/deklaracja/", "/spotkania/", "/kontakt/", "/nie-ma/"])
def test_firefox_prints_no_empty_sheet(address, tmp_path, live_server, call, make_action):
    make_action("Debaty przy wspólnym stole")
    firefox = Firefox(tmp_path)
    try:
        firefox.go(live_server.url + address)
        paper = pypdfium2.PdfDocument(firefox.printed())
        sheets = [page.get_textpage().get_text_bounded().strip() for page in paper]
        (tmp_path / "paper.pdf").write_bytes(firefox.printed())
    finally:
        firefox.close()
    assert all(sheets), sheets
