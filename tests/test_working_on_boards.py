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
    member.wait_for_timeout(400)  # sooner it would be a slip of the hand
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
    sign = member.get_by_role("region", name="Propozycje").get_by_role("listitem").filter(has_text="jedzie dalej")
    expect(sign).to_have_text(re.compile(r"Spacery po\s+dzielnicach\s+jedzie dalej:\s+W\s+dyskusji\s+Cofnij"))
    way = sign.get_by_role("link", name="W dyskusji")
    expect(way).to_be_focused()
    says(member, "Spacery po dzielnicach: W dyskusji, miejsce 1 z\xa02.")
    member.keyboard.press("Enter")  # the card is on this page, so the page stays
    expect(member.get_by_role("link", name="Spacery po dzielnicach")).to_be_focused()
    expect(member.locator("#n-w-dyskusji")).to_contain_text("2")


# presses, and again as soon as the button is free
PRESS_TWICE_FAST = """(button) => {
  const watch = new MutationObserver(() => {
    if (button.hasAttribute("aria-busy")) return;
    watch.disconnect();
    setTimeout(() => button.click());
  });
  button.click();
  watch.observe(button, { attributeFilter: ["aria-busy"] });
}"""


def test_the_order_changes_while_the_window_stays(member):
    member.get_by_role("button", name="Przenieś: Naprawialnia rowerów").click()
    window = member.get_by_role("dialog")
    up = window.get_by_role("button", name="W górę")
    up.click()
    expect(window.locator("#miejsce")).to_have_text("Miejsce 2 z\xa03")
    expect(up).to_be_focused()
    window.get_by_role("button", name="W dół").click()
    expect(window.locator("#miejsce")).to_have_text("Miejsce 3 z\xa03")
    up.evaluate(PRESS_TWICE_FAST)  # two steps, and neither is taken for a slip of the hand
    expect(window.locator("#miejsce")).to_have_text("Miejsce 1 z\xa03")
    window.get_by_role("button", name="Na koniec").click()
    expect(window.locator("#miejsce")).to_have_text("Miejsce 3 z\xa03")
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
    # the first that was ever given up: the section has come with it
    given_up = member.get_by_role("region", name="Zaniechane")
    expect(given_up).to_be_visible()
    sign = member.get_by_role("region", name="Propozycje").get_by_role("listitem").filter(has_text="schodzi z")
    expect(sign.get_by_role("link", name="Zaniechane")).to_be_focused()
    member.keyboard.press("Enter")
    expect(given_up.get_by_role("link", name="Spacery po dzielnicach")).to_be_focused()
    # and back again: the card stands where its sign was, and the sign where the card was
    sign.get_by_role("button", name="Cofnij: Spacery po dzielnicach").click()
    expect(cards(member)).to_have_count(3)
    expect(member.get_by_role("link", name="Spacery po dzielnicach")).to_be_focused()
    expect(sign).to_have_count(0)
    assert titles(member)[1] == "Spacery po dzielnicach"
    expect(member.get_by_role("button", name=re.compile("^Cofnij"))).to_have_count(0)


def drag(page, title, onto, below=False, drop=True):
    """Carry a card with the mouse to another one, above or below its middle."""
    item = page.locator("#tablica li").filter(has=page.get_by_role("heading", name=title, exact=True))
    item.scroll_into_view_if_needed()
    start, end = item.bounding_box(), onto.bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + start["height"] / 2 + 10, steps=3)
    page.mouse.move(end["x"] + 40, end["y"] + end["height"] * (0.9 if below else 0.1), steps=8)
    if drop:
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
    # a way that does not exist does not invite, and says so while the card is carried
    shut = page.get_by_role("region", name="Uzgodnione")
    drag(page, "Spacery po dzielnicach", cards(page, "Uzgodnione").first, drop=False)
    expect(shut).to_have_attribute("data-shut", "Ze stanu „Propozycje” nie ma tu drogi.")
    expect(page.get_by_role("region", name="W dyskusji")).not_to_have_attribute("data-shut", re.compile("."))
    assert "nie ma tu drogi" in shut.locator(".scroll").evaluate("it => getComputedStyle(it, '::before').content")
    page.mouse.up()
    expect(shut).not_to_have_attribute("data-shut", re.compile("."))
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "Spacery po dzielnicach" in titles(page)


def test_a_card_that_leaves_moves_neither_the_page_nor_the_focus_of_others(member, bartek, ewa, make_action):
    late = [make_action(f"Dyżury sąsiedzkie numer {n}") for n in range(12)]
    for person in (bartek, ewa):
        late[5].support(person)
    member.set_viewport_size({"width": 390, "height": 800})
    member.goto(member.url)
    # the third voice carries the card away from under the finger
    card = cards(member).filter(has_text=late[5].title)
    button = card.get_by_role("button", name=re.compile("^Popieram"))
    button.evaluate("it => it.scrollIntoView({block: 'center'})")
    before, place = card.bounding_box(), button.bounding_box()
    member.mouse.click(place["x"] + 20, place["y"] + 20)
    sign = member.get_by_role("listitem").filter(has_text="Twój głos był trzeci.")
    expect(sign.get_by_role("link", name="W dyskusji")).to_be_focused()
    expect(sign).to_be_in_viewport()
    assert abs(sign.bounding_box()["y"] - before["y"]) < 2  # where the finger is
    expect(member.locator("#ile-w-dyskusji")).to_have_text("2")
    sign.get_by_role("link", name="W dyskusji").click()
    expect(cards(member, "W dyskusji").last).to_have_accessible_name(late[5].title)
    expect(cards(member, "W dyskusji").last).to_be_in_viewport()


def test_carrying_after_the_menu_of_another_card_does_not_jump(member, make_action):
    for n in range(12):
        make_action(f"Dyżury sąsiedzkie numer {n}")
    member.reload()
    member.get_by_role("button", name="Przenieś: Dyżury sąsiedzkie numer 11", exact=True).click()
    expect(member.get_by_role("dialog")).to_be_visible()
    member.keyboard.press("Escape")
    expect(member.get_by_role("dialog")).to_have_count(0)
    column = member.locator("#propozycje .scroll")
    last = column.get_by_role("listitem").last
    last.scroll_into_view_if_needed()
    before = column.evaluate("it => it.scrollTop"), member.evaluate("scrollY")
    drag(member, "Dyżury sąsiedzkie numer 11", member.get_by_role("region", name="W dyskusji"), below=True)
    expect(cards(member, "W dyskusji")).to_have_count(2)
    # the end of the column comes nearer by what the sign is lower than the card; nothing jumps to the top
    assert member.evaluate("scrollY") == before[1] and column.evaluate("it => it.scrollTop") > before[0] - 200 > 300


def test_an_action_is_edited_beside_the_board(member):
    member.get_by_role("button", name="Edytuj: Spacery po dzielnicach").click()
    panel = member.get_by_role("dialog")
    panel.get_by_text("Więcej pól").click()
    expect(panel.get_by_role("button", name="Zapisz")).to_be_in_viewport()  # however long the form
    panel.get_by_label("Tytuł").fill("Spacery po osiedlach")
    links = panel.get_by_role("group", name="Powiązane działania")
    links.get_by_role("searchbox").fill("rowerami")
    links.get_by_role("button", name=re.compile("^Znajdź")).click()
    links.get_by_role("checkbox", name="Naprawialnia rowerów").check()
    panel.get_by_role("button", name="Zapisz").click()
    expect(panel).to_have_count(0)
    assert member.url.endswith(BOARD)
    assert titles(member) == ["Warsztaty o wolontariacie", "Spacery po osiedlach", "Naprawialnia rowerów"]
    expect(member.get_by_role("button", name="Edytuj: Spacery po osiedlach")).to_be_focused()
    card = member.get_by_role("article", name="Spacery po osiedlach")
    expect(card).to_contain_text("Zapisane.")
    says(member, "Zapisane: Spacery po osiedlach.")
    # what is wrong is said in the panel, where the text waits
    member.get_by_role("button", name="Edytuj: Spacery po osiedlach").click()
    panel.get_by_text("Więcej pól").click()
    expect(panel.get_by_role("checkbox", name="Naprawialnia rowerów")).to_be_checked()
    panel.get_by_label("Tytuł").fill("Raz")
    member.expects(422)
    panel.get_by_role("button", name="Zapisz").click()
    expect(panel.get_by_label("Tytuł")).to_have_value("Raz")
    expect(panel.get_by_role("alert")).to_be_focused()
    panel.get_by_label("Tytuł").fill("Spacery i rozmowy")
    panel.get_by_role("button", name="Zapisz").click()
    card = member.get_by_role("article", name="Spacery i rozmowy")
    card.get_by_role("button", name="Cofnij: Spacery i rozmowy").click()
    expect(member.get_by_role("article", name="Spacery po osiedlach")).to_be_visible()
    expect(member.get_by_role("button", name=re.compile("^Cofnij"))).to_have_count(0)


def test_whoever_types_into_a_form_that_came_with_the_page_keeps_the_focus(member):
    member.goto(member.url + "?dodaj=1")
    member.get_by_label("Tytuł").fill("Wolontariat: warsztat")
    member.get_by_label("Opis", exact=True).focus()
    expect(member.locator("#podobne").get_by_role("link")).to_be_visible()
    member.keyboard.type("Raz w miesiącu.")
    expect(member.get_by_label("Opis", exact=True)).to_have_value("Raz w miesiącu.")


def test_the_filters_show_what_the_address_says(member, board):
    member.goto(f"{board}?slowa=rowerami&moje=1")
    # as a browser may fill fields of its own when it comes back
    member.evaluate("document.querySelector('#slowa').value = ''; dispatchEvent(new Event('pageshow'))")
    expect(member.get_by_role("searchbox", name="Słowa w działaniu")).to_have_value("rowerami")
    expect(member.locator("[name=moje]")).to_be_checked()


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
    # the same words in another form: asked about once, with a script, too
    member.expects(422)
    member.get_by_role("button", name="Zapisz").click()
    expect(member.get_by_text("Podobne działanie już jest.")).to_be_visible()
    expect(member.get_by_text("Przywróciliśmy niezapisany tekst.")).to_have_count(0)
    member.get_by_role("button", name="Zapisz").click()
    expect(cards(member)).to_have_count(4)
    expect(member.get_by_role("link", name="Wolontariat: warsztat")).to_be_focused()
    expect(cards(member).last).to_be_in_viewport()  # the tall form above it is gone
    says(member, "Dodano działanie: Wolontariat: warsztat.")


def test_escape_closes_the_form_from_wherever_the_focus_is_and_what_comes_back_is_what_was_typed(member):
    add = member.get_by_role("button", name="Dodaj działanie")
    add.click()
    member.expects(422)
    title = member.get_by_label("Tytuł")
    title.press("Enter")
    expect(member.locator(".error-summary")).to_be_focused()
    title.fill("Dyżury przy kawie")
    member.locator(".error-summary").focus()
    member.keyboard.press("Escape")
    expect(add).to_be_focused()
    add.click()
    expect(title).to_have_value("Dyżury przy kawie")
    expect(member.get_by_label("Cel")).to_be_hidden()  # nothing was typed under „Więcej pól”


def test_the_ring_of_what_has_the_focus_lies_over_no_words(member, bartek, ewa, make_action):
    card = make_action("Bank dobrych przykładów")
    for person in (bartek, ewa):
        card.support(person)
    member.reload()
    member.get_by_role("button", name="Popieram: Bank dobrych przykładów").press("Enter")
    way = member.locator(".trace a")
    expect(way).to_be_focused()
    # the ring is drawn within the room for fingers, which lies over the lines beside it
    for link in (way, member.get_by_role("link", name="Spacery po dzielnicach")):
        link.focus()
        drawn = link.evaluate("it => [getComputedStyle(it).outlineOffset, getComputedStyle(it).boxShadow]")
        assert drawn == ["-10px", "none"]


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
    expect(member.get_by_role("listitem").get_by_role("link", name="W dyskusji")).to_be_focused()


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
