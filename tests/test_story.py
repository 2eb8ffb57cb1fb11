"""The whole story of the project in a browser: read, declare, be accepted, sign in, propose, be supported."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from signup.models import Declaration, User
from tests import stories
from tests.browser import PHONE
from tests.stories import declare

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINE = "Sąsiedzka naprawialnia rowerów"
two_groups = stories.two_groups


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


@pytest.mark.parametrize(
    "javascript",
    [pytest.param(True, id="with-javascript", marks=pytest.mark.engine), pytest.param(False, id="without-javascript")],
)
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
    expect(desk.get_by_role("main")).to_contain_text("przyjęta")
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


def confirm(page, server, mailoutbox, address):
    page.goto(link_in(newest_mail(mailoutbox, address), server))
    page.get_by_role("button", name="Potwierdzam deklarację").click()
    expect(page.get_by_role("main")).to_contain_text("Twoja deklaracja jest w drodze")


def open_case(page, server, person):
    page.goto(server + "/redakcja/deklaracje/")
    page.get_by_role("link", name=person).click()


def test_one_group_accepts_and_the_other_declines(
    two_groups, server, new_page, sign_in_as, ewa, karol, mailoutbox, axe
):
    address = "maria@example.org"
    maria = new_page(viewport=PHONE)
    declare(maria, server, address, "Edukacja", "Kooperacja")
    confirm(maria, server, mailoutbox, address)
    axe(maria)
    case = maria.url

    first = new_page()
    sign_in_as(first, ewa)
    open_case(first, server, "Maria Wzorcowa")
    first.get_by_role("button", name="Przyjmij do grupy Edukacja").click()
    expect(first.get_by_role("region", name="Edukacja")).to_contain_text("przyjęta")

    second = new_page()
    sign_in_as(second, karol)
    open_case(second, server, "Maria Wzorcowa")
    expect(second.get_by_role("main")).not_to_contain_text("przyjęta")  # what another group decided
    second.get_by_role("main").get_by_text("Nie przyjmuj", exact=True).click()
    second.get_by_label("Powód").select_option("full")
    second.get_by_label("Uzasadnienie").fill("Zapraszamy za rok.")
    second.get_by_role("button", name="Nie przyjmuj do grupy Kooperacja").click()
    expect(second.get_by_role("region", name="Kooperacja")).to_contain_text("nieprzyjęta")

    maria.goto(case)
    for words in ("Deklaracja jest rozpatrzona", "przyjęta", "Zapraszamy za rok."):
        expect(maria.get_by_role("main")).to_contain_text(words)
    work()
    subjects = [letter.subject for letter in mailoutbox if address in letter.to]
    assert subjects[-2:] == ["Witamy w grupie roboczej «Edukacja»", "Decyzja w sprawie deklaracji"]

    maria.goto(server + "/konto/logowanie/")
    maria.get_by_label("Adres e-mail").fill(address)
    maria.get_by_role("button", name="Wyślij kod").click()
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", newest_mail(mailoutbox, address).body).group()
    maria.get_by_label("Kod").fill(code)
    maria.get_by_role("button", name="Zaloguj się").click()
    groups = maria.get_by_role("region", name="Moje grupy")
    expect(groups).to_contain_text("Edukacja")
    expect(groups).not_to_contain_text("Kooperacja")


@pytest.mark.any_engine
@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_request_is_completed_and_another_declaration_withdrawn(
    two_groups, server, new_page, sign_in_as, ewa, mailoutbox, javascript
):
    address = "maria@example.org"
    maria = new_page(viewport=PHONE, java_script_enabled=javascript)
    declare(maria, server, address, "Edukacja")
    confirm(maria, server, mailoutbox, address)

    desk = new_page(java_script_enabled=javascript)
    sign_in_as(desk, ewa)
    open_case(desk, server, "Maria Wzorcowa")
    desk.get_by_role("main").get_by_text("Poproś o uzupełnienie", exact=True).click()
    desk.get_by_label("O co prosimy").fill("Od kiedy fundacja działa?")
    desk.get_by_role("button", name="Wyślij prośbę").click()
    expect(desk.get_by_role("main")).to_contain_text("Czekamy do")

    maria.goto(link_in(newest_mail(mailoutbox, address), server))
    expect(maria.get_by_role("heading", level=1)).to_contain_text("Prosimy o uzupełnienie")
    maria.get_by_label("Odpowiedź").fill("Od 2010 roku.")
    maria.get_by_role("button", name="Wyślij odpowiedź").click()
    expect(maria.get_by_role("main")).to_contain_text("Dziękujemy")
    desk.reload()
    expect(desk.get_by_role("main")).to_contain_text("Od 2010 roku.")

    maria.get_by_role("link", name="Popraw dane").click()
    maria.get_by_label("Funkcja").fill("wiceprezeska")
    maria.get_by_role("button", name="Zapisz poprawki").click()
    expect(maria.get_by_role("main")).to_contain_text("wiceprezeska")

    maria.get_by_role("link", name="Wycofaj deklarację").click()
    maria.get_by_role("button", name="Wycofuję deklarację").click()
    expect(maria.get_by_role("heading", level=1)).to_contain_text("Deklaracja jest wycofana")
    assert newest_mail(mailoutbox, address).subject == "Deklaracja została wycofana"
    desk.goto(server + "/redakcja/deklaracje/")
    expect(desk.get_by_role("main")).not_to_contain_text("Maria Wzorcowa")
