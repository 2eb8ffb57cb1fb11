"""The whole story of the project in a browser: read, declare, be accepted, sign in, propose, be supported."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from signup.models import Declaration, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINE = "Sąsiedzka naprawialnia rowerów"


@pytest.fixture
def demo(transactional_db):
    call_command("demo", verbosity=0)


def work():
    """What the worker does meanwhile: everything that waits in the queue."""
    call_command("db_worker", "--backend=queue", "--queue-name=*", "--batch", "--no-startup-delay", "--no-reload")


def newest_mail(mailoutbox, address):
    work()
    letters = [letter for letter in mailoutbox if address in letter.to]
    assert letters, f"no mail to {address}"
    return letters[-1]


def link_in(letter, server):
    """The first address in a mail, on the server of this test."""
    path = re.search(r"https?://[^/\s]+(/deklaracje/\S+)", letter.body).group(1)
    return server + path


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_from_the_front_page_to_a_supported_action(demo, server, new_page, mailoutbox, javascript):
    visitor = new_page(java_script_enabled=javascript)

    # somebody reads about the centre and its groups
    visitor.goto(server + "/")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Wspólnie wytyczamy drogę")
    visitor.get_by_role("main").get_by_role("link", name="Edukacja obywatelska").first.click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Edukacja obywatelska")

    # and sends a declaration
    visitor.goto(server + "/deklaracja/")
    visitor.get_by_label("Imię", exact=True).fill("Joanna")
    visitor.get_by_label("Nazwisko", exact=True).fill("Opowieściowa")
    visitor.get_by_label("Adres e-mail", exact=True).fill("Joanna@Example.org")
    visitor.get_by_role("checkbox", name="Edukacja obywatelska").check()
    for statement in ("Deklaruję dobrowolny udział", "Mam ukończone 18 lat", "Znam treść klauzuli"):
        visitor.get_by_role("checkbox", name=statement).check()
    expect(visitor.get_by_role("radio", name="w imieniu własnym")).to_be_checked()
    visitor.get_by_role("button", name="Wyślij deklarację").click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("skrzynk")

    # the link in the mail opens a page with a button; only the button confirms
    visitor.goto(link_in(newest_mail(mailoutbox, "joanna@example.org"), server))
    declaration = Declaration.objects.get(email_lower="joanna@example.org")
    assert declaration.state == "unconfirmed"
    visitor.get_by_role("main").get_by_role("button").click()
    expect(visitor.get_by_role("main")).to_contain_text(re.compile(r"D/\d{4}/\d{4}"))

    # a coordinator accepts it
    desk = new_page(java_script_enabled=javascript)
    desk.goto(server + "/konto/logowanie/")
    desk.get_by_role("button", name="Zaloguj jako koordynator@example.org").click()
    desk.goto(server + "/redakcja/deklaracje/")
    desk.get_by_role("link", name=re.compile("Joanna Opowieściowa")).click()
    desk.get_by_role("button", name=re.compile("^Przyjmij")).click()
    declaration.refresh_from_db()
    assert declaration.state == "decided"
    assert User.objects.filter(email="joanna@example.org").count() == 1

    # the mail says so; she signs in with a code
    assert "Witamy w grupie roboczej" in newest_mail(mailoutbox, "joanna@example.org").subject
    visitor.goto(server + "/konto/logowanie/")
    visitor.get_by_label("Adres e-mail").fill("joanna@example.org")
    visitor.get_by_role("button", name="Wyślij kod").click()
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", newest_mail(mailoutbox, "joanna@example.org").body).group()
    visitor.get_by_label("Kod").fill(code)
    visitor.get_by_role("button", name="Zaloguj się").click()
    expect(visitor.get_by_role("main")).to_contain_text("Edukacja obywatelska")

    # adds an action to the roadmap of her group
    board = server + "/grupy/edukacja-obywatelska/mapa-drogowa/"
    visitor.goto(board)
    visitor.get_by_role("button", name="Dodaj działanie").or_(
        visitor.get_by_role("link", name="Dodaj działanie")
    ).first.click()
    visitor.get_by_label("Tytuł").fill(MINE)
    visitor.get_by_label("Opis", exact=True).fill("Raz w miesiącu, narzędzia są w bibliotece.")
    visitor.get_by_role("button", name="Zapisz").click()
    proposals = visitor.get_by_role("region", name="Propozycje")
    expect(proposals.get_by_role("article", name=MINE)).to_be_visible()

    # another member supports it
    bartek = new_page(java_script_enabled=javascript)
    bartek.goto(server + "/konto/logowanie/")
    bartek.get_by_role("button", name="Zaloguj jako bartek@example.org").click()
    bartek.goto(board)
    press = bartek.get_by_role("button", name=f"Popieram: {MINE}")
    expect(press).to_have_attribute("aria-pressed", "false")
    press.click()
    expect(bartek.get_by_role("button", name=f"Popieram: {MINE}")).to_have_attribute("aria-pressed", "true")

    # and after a reload she sees it
    visitor.goto(board)
    expect(visitor.get_by_role("article", name=MINE)).to_contain_text("1\N{NO-BREAK SPACE}głos")

    # as does everybody, without the names of supporters
    stranger = new_page(java_script_enabled=javascript)
    stranger.goto(board)
    expect(stranger.get_by_role("article", name=MINE)).to_contain_text("1\N{NO-BREAK SPACE}głos")
    expect(stranger.get_by_role("button", name=f"Popieram: {MINE}")).to_have_count(0)
