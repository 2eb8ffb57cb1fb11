"""The whole story of the project in a browser: read, declare, be accepted, sign in, propose, be supported."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from signup.models import Declaration, User
from tests.browser import PHONE

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


@pytest.mark.any_engine
def test_a_draft_is_kept_only_when_asked_for_and_gone_once_sent(two_groups, server, page, mailoutbox):
    page.goto(server + "/deklaracja/")
    page.get_by_label("Imię", exact=True).fill("Maria")
    page.reload()
    expect(page.get_by_label("Imię", exact=True)).to_have_value("")
    page.get_by_label("Imię", exact=True).fill("Maria")
    page.get_by_role("checkbox", name="Zachowaj szkic na tym urządzeniu").check()
    page.get_by_role("checkbox", name="Kooperacja").check()
    page.reload()
    expect(page.get_by_label("Imię", exact=True)).to_have_value("Maria")
    expect(page.get_by_role("checkbox", name="Kooperacja")).to_be_checked()
    page.get_by_role("button", name="Usuń szkic").click()
    expect(page.get_by_label("Imię", exact=True)).to_have_value("")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("checkbox", name="Zachowaj szkic na tym urządzeniu").check()
    page.evaluate("localStorage.setItem('szkic-deklaracji', JSON.stringify({call: 'nabor', at: 1, answers: []}))")
    page.reload()  # older than a day
    expect(page.get_by_role("checkbox", name="Zachowaj szkic na tym urządzeniu")).not_to_be_checked()
    page.get_by_role("checkbox", name="Zachowaj szkic na tym urządzeniu").check()
    page.get_by_label("Imię", exact=True).fill("Maria")
    assert page.evaluate("localStorage.length") == 1
    declare(page, server, "maria@example.org", "Edukacja")
    page.wait_for_load_state()  # and the script has run
    assert page.evaluate("localStorage.length") == 0
    page.go_back()  # whoever comes to this computer next reads nothing
    expect(page.get_by_label("Nazwisko", exact=True)).to_have_value("")


@pytest.mark.any_engine
def test_a_field_is_looked_at_when_it_is_left_and_focus_stays(two_groups, server, page):
    page.goto(server + "/deklaracja/")
    page.get_by_label("Numer telefonu").fill("123")
    page.keyboard.press("Tab")
    expect(page.locator("#id_phone_error")).to_contain_text("9")
    expect(page.get_by_role("checkbox", name="Edukacja")).to_be_focused()
    page.get_by_label("Numer telefonu").fill("600 000 000")
    page.keyboard.press("Tab")
    expect(page.locator("#id_phone_error")).to_have_count(0)
    page.get_by_label("Imię", exact=True).focus()
    page.keyboard.press("Tab")
    expect(page.locator(".field.bad")).to_have_count(0)  # what is still empty is nobody's fault
    page.get_by_label("Co chcę wnieść do prac grupy").fill("a" * 900)
    expect(page.locator(".left[aria-live=polite]").first).to_have_text("Pozostało znaków: 100")


@pytest.mark.any_engine
def test_whoever_types_on_is_not_told_what_was_wrong_before(two_groups, server, page):
    page.goto(server + "/deklaracja/")
    page.route("**/pole/phone/", lambda route: None)  # a slow network
    field = page.get_by_label("Numer telefonu")
    field.fill("123")
    page.keyboard.press("Tab")
    field.focus()
    with page.expect_event("requestfailed"):
        field.press_sequentially("456")
    page.unroute("**/pole/phone/")
    expect(field).to_have_value("123456")
    expect(page.locator("#id_phone_error")).to_have_count(0)
    with page.expect_response("**/pole/phone/"):
        page.keyboard.press("Tab")
    expect(page.locator("#id_phone_error")).to_contain_text("9")
