"""Members work on a board in a browser: with a mouse, by keyboard alone, on a phone, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]

BOARD = "/grupy/edukacja/mapa-drogowa/"


@pytest.fixture
def board(transactional_db, make_action, server):
    for title in ("Warsztaty o wolontariacie", "Spacery po dzielnicach", "Naprawialnia rowerów"):
        make_action(title)
    make_action("Debaty przy wspólnym stole", state="discussed")
    return server + BOARD


@pytest.fixture
def member(anna, page, sign_in_as, board):
    sign_in_as(page, anna)
    page.goto(board)
    return page


def cards(page, region="Propozycje"):
    return page.get_by_role("region", name=region).get_by_role("article")


def titles(page, region="Propozycje"):
    return [text.replace("\xa0", " ") for text in cards(page, region).get_by_role("heading").all_text_contents()]


def says(page, text):
    expect(page.locator("#ogloszenie")).to_contain_text(text)


def test_a_press_is_seen_and_focus_stays(member):
    button = member.get_by_role("button", name="Popieram: Spacery po dzielnicach")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    member.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    says(member, "1\xa0głos: Spacery po dzielnicach")
    member.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_words_narrow_the_board_at_once_and_the_address_can_be_shared(member, board, new_page):
    member.get_by_role("searchbox", name="Słowa w działaniu").fill("rowerami")
    expect(cards(member)).to_have_count(1)
    says(member, "1\xa0działanie pasuje.")
    assert member.url == f"{board}?slowa=rowerami"
    other = new_page()
    other.goto(member.url)
    assert titles(other) == ["Naprawialnia rowerów"]
    member.go_back()
    expect(cards(member)).to_have_count(3)
    member.wait_for_load_state("networkidle")  # the page came anew, and its scripts
    member.go_forward()
    expect(cards(member)).to_have_count(1)
    member.get_by_role("link", name="Wyczyść filtry").click()
    expect(cards(member)).to_have_count(3)


def test_an_action_is_moved_by_its_menu_and_the_focus_comes_back(member):
    member.get_by_role("button", name="Przenieś: Spacery po dzielnicach").click()
    window = member.get_by_role("dialog")
    window.get_by_role("form", name="Do stanu: W dyskusji").get_by_label("Miejsce").select_option("na początku")
    window.get_by_role("button", name="W dyskusji").click()
    expect(window).to_have_count(0)
    assert titles(member, "W dyskusji") == ["Spacery po dzielnicach", "Debaty przy wspólnym stole"]
    assert titles(member) == ["Warsztaty o wolontariacie", "Naprawialnia rowerów"]
    expect(member.get_by_role("button", name="Przenieś: Spacery po dzielnicach")).to_be_focused()
    says(member, "Spacery po dzielnicach: W dyskusji, miejsce 1 z\xa02.")
    expect(member.locator("#n-w-dyskusji")).to_contain_text("2")


def test_the_order_changes_while_the_window_stays(member):
    member.get_by_role("button", name="Przenieś: Naprawialnia rowerów").click()
    window = member.get_by_role("dialog")
    up = window.get_by_role("button", name="W górę")
    up.click()
    expect(window.locator("#miejsce")).to_have_text("Miejsce 2 z\xa03")
    expect(up).to_be_focused()
    window.get_by_role("button", name="Na początek").click()
    expect(window.locator("#miejsce")).to_have_text("Miejsce 1 z\xa03")
    window.get_by_label("Na miejsce").fill("2")
    window.get_by_role("button", name="Ustaw").click()
    expect(window.locator("#miejsce")).to_have_text("Miejsce 2 z\xa03")
    member.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expected = ["Warsztaty o wolontariacie", "Naprawialnia rowerów", "Spacery po dzielnicach"]
    assert titles(member) == expected
    member.reload()
    assert titles(member) == expected


def test_an_action_is_dropped_in_place(member):
    member.get_by_role("button", name="Zaniechaj: Spacery po dzielnicach").click()
    window = member.get_by_role("dialog")
    member.expects(422)
    window.get_by_role("button", name="Zaniechaj").click()
    expect(window).to_contain_text("Podaj powód zaniechania.")
    window.get_by_label("Powód").fill("Zbiega się z festynem.")
    window.get_by_role("button", name="Zaniechaj").click()
    expect(cards(member)).to_have_count(2)
    expect(window).to_have_count(0)


def drag(page, title, onto, below=False):
    """Carry a card with the mouse to another one, above or below its middle."""
    item = page.locator("#tablica li").filter(has=page.get_by_role("heading", name=title, exact=True))
    item.scroll_into_view_if_needed()
    start, end = item.bounding_box(), onto.bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + start["height"] / 2 + 10, steps=3)
    page.mouse.move(end["x"] + 40, end["y"] + end["height"] * (0.9 if below else 0.1), steps=8)
    page.mouse.up()


def test_a_card_is_dragged_to_a_place(member):
    drag(member, "Naprawialnia rowerów", cards(member).first)
    expect(cards(member).first).to_have_accessible_name("Naprawialnia rowerów")
    drag(member, "Spacery po dzielnicach", cards(member, "W dyskusji").first, below=True)
    expect(cards(member, "W dyskusji")).to_have_count(2)
    assert titles(member, "W dyskusji") == ["Debaty przy wspólnym stole", "Spacery po dzielnicach"]
    member.reload()
    assert titles(member) == ["Naprawialnia rowerów", "Warsztaty o wolontariacie"]
    assert titles(member, "W dyskusji") == ["Debaty przy wspólnym stole", "Spacery po dzielnicach"]


def test_a_dragged_card_goes_back_when_it_may_not_and_asks_when_it_must(ewa, anna, board, new_page, sign_in_as):
    page = new_page()
    sign_in_as(page, ewa)
    page.goto(board)
    # a coordinator is asked where it was agreed
    page.expects(422, 409)
    drag(page, "Debaty przy wspólnym stole", page.get_by_role("region", name="Uzgodnione").locator("header"))
    window = page.get_by_role("dialog")
    expect(window.get_by_label("Gdzie to uzgodniono")).to_be_visible()
    assert titles(page, "W dyskusji") == ["Debaty przy wspólnym stole"]
    window.get_by_label("Gdzie to uzgodniono").fill("Na spotkaniu w maju.")
    window.get_by_role("button", name="Uzgodnione").click()
    expect(cards(page, "Uzgodnione")).to_have_count(1)
    # a way that does not exist
    drag(page, "Spacery po dzielnicach", cards(page, "Uzgodnione").first)
    expect(page.get_by_role("dialog")).to_contain_text("nie można przejść")
    page.keyboard.press("Escape")
    assert "Spacery po dzielnicach" in titles(page)


def test_similar_actions_are_shown_while_typing_and_a_new_one_is_added(member):
    member.get_by_role("button", name="Dodaj działanie").click()
    expect(member.get_by_label("Tytuł")).to_be_focused()
    member.keyboard.type("Wolontariat: warsztat")
    offered = member.locator("#podobne")
    expect(offered.get_by_role("link", name="Warsztaty o wolontariacie")).to_be_visible()
    expect(offered).to_have_attribute("role", "status")
    member.get_by_label("Opis", exact=True).fill("Raz w miesiącu.")
    member.get_by_text("Więcej pól").click()
    links = member.get_by_role("group", name="Powiązane działania")
    links.get_by_role("searchbox").fill("rowerami")
    links.get_by_role("button", name=re.compile("^Znajdź")).click()
    links.get_by_role("checkbox", name="Naprawialnia rowerów").check()
    member.get_by_role("button", name="Zapisz").click()
    expect(cards(member)).to_have_count(4)
    expect(member.get_by_role("link", name="Wolontariat: warsztat")).to_be_focused()
    says(member, "Dodano działanie: Wolontariat: warsztat.")


def test_shortcuts_add_search_walk_and_move(member):
    keys = member.keyboard
    keys.press("?")
    expect(member.get_by_role("dialog", name="Skróty klawiszowe")).to_be_visible()
    keys.press("Escape")
    expect(member.get_by_role("dialog")).to_have_count(0)
    member.wait_for_function("() => !document.activeElement.closest('dialog')")
    keys.press("j")
    keys.press("j")
    expect(member.get_by_role("link", name="Spacery po dzielnicach")).to_be_focused()
    keys.press("k")
    expect(member.get_by_role("link", name="Warsztaty o wolontariacie")).to_be_focused()
    keys.press("m")
    expect(member.get_by_role("dialog", name=re.compile("Przenieś działanie"))).to_be_visible()
    keys.press("Escape")
    expect(member.get_by_role("dialog")).to_have_count(0)
    expect(member.get_by_role("link", name="Warsztaty o wolontariacie")).to_be_focused()
    keys.press("/")
    expect(member.get_by_role("searchbox", name="Słowa w działaniu")).to_be_focused()
    keys.type("jnm?")  # whoever types is left alone
    expect(member.get_by_role("dialog")).to_have_count(0)
    member.get_by_role("searchbox", name="Słowa w działaniu").fill("")
    expect(cards(member)).to_have_count(3)
    member.get_by_role("link", name="Mapa strony").focus()
    keys.press("n")
    expect(member.get_by_label("Tytuł")).to_be_focused()


def test_shortcuts_can_be_switched_off_on_this_device(member):
    member.get_by_role("button", name="Skróty klawiszowe").click()
    tick = member.get_by_role("checkbox", name=re.compile("^Skróty jednym klawiszem"))
    tick.uncheck()
    member.keyboard.press("Escape")
    for _ in range(2):
        member.keyboard.press("j")
        member.keyboard.press("n")
        expect(member.get_by_label("Tytuł")).to_have_count(0)
        assert not member.evaluate("!!document.activeElement.closest('.card')")
        member.reload()
    member.get_by_role("button", name="Skróty klawiszowe").click()
    expect(tick).not_to_be_checked()


def test_keyboard_alone_moves_a_card(member):
    member.get_by_role("button", name="Edytuj: Warsztaty o wolontariacie").focus()
    member.keyboard.press("Tab")
    expect(member.get_by_role("button", name="Przenieś: Warsztaty o wolontariacie")).to_be_focused()
    member.keyboard.press("Enter")
    expect(member.get_by_role("dialog")).to_be_visible()
    member.keyboard.press("Escape")
    expect(member.get_by_role("button", name="Przenieś: Warsztaty o wolontariacie")).to_be_focused()
    member.keyboard.press("Enter")
    expect(member.get_by_role("dialog")).to_be_visible()
    member.keyboard.press("Tab")
    member.keyboard.press("Enter")
    expect(cards(member, "W dyskusji")).to_have_count(2)
    expect(member.get_by_role("button", name="Przenieś: Warsztaty o wolontariacie")).to_be_focused()


def test_the_next_cards_are_appended_and_focus_goes_to_the_first(member, make_action, board):
    for n in range(33):
        make_action(f"Dyżury sąsiedzkie numer {n}")
    member.goto(board)
    expect(cards(member)).to_have_count(30)
    member.get_by_role("link", name="Pokaż więcej").click()
    expect(cards(member)).to_have_count(36)
    expect(cards(member).nth(30).get_by_role("link")).to_be_focused()
    says(member, "Propozycje: pokazano 36 z\xa036.")
    expect(member.get_by_role("link", name="Pokaż więcej")).to_have_count(0)


@pytest.mark.parametrize("size", [None, PHONE], ids=["wide", "phone"])
def test_every_task_is_done_without_javascript(anna, board, new_page, sign_in_as, size):
    page = new_page(java_script_enabled=False, **({"viewport": size} if size else {}))
    sign_in_as(page, anna)
    page.goto(board)
    page.get_by_role("button", name="Popieram: Spacery po dzielnicach").click()
    expect(page.get_by_role("button", name="Popieram: Spacery po dzielnicach")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("button", name="Przenieś: Spacery po dzielnicach").click()
    page.get_by_role("button", name="W górę").click()
    expect(page.locator("#miejsce")).to_have_text("Miejsce 1 z\xa03")
    page.get_by_role("form", name="Do stanu: W dyskusji").get_by_role("button", name="W dyskusji").click()
    expect(cards(page, "W dyskusji")).to_have_count(2)
    page.goto(f"{board}?slowa=rowerami")
    assert titles(page) == ["Naprawialnia rowerów"]
    page.get_by_role("button", name="Zaniechaj: Naprawialnia rowerów").click()
    page.get_by_label("Powód").fill("Jest już taka.")
    page.get_by_role("button", name="Zaniechaj").click()
    page.goto(board)
    assert titles(page) == ["Warsztaty o wolontariacie"]
    page.get_by_role("button", name="Dodaj działanie").click()
    page.get_by_label("Tytuł").fill("Warsztat o wolontariatach")
    page.get_by_label("Opis", exact=True).fill("Raz w miesiącu.")
    page.expects(422)
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_text("Podobne działanie już jest.")).to_be_visible()
    page.get_by_role("button", name="Dodaj mimo to").click()
    expect(cards(page)).to_have_count(2)
