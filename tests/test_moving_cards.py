"""Members move cards in a browser, by the menu or by dragging; the focus and everybody else's cards stay."""

import re

import pytest
from playwright.sync_api import expect

from tests import boards
from tests.boards import cards, says, titles

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
board, member = boards.board, boards.member


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
    # the third vote carries the card away from under the finger
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
