"""Members work on a board in a browser: they press, narrow it, read on; on a phone, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests import boards
from tests.boards import cards, says, titles
from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
board, member = boards.board, boards.member


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


def test_the_filters_show_what_the_address_says(member, board):
    member.goto(f"{board}?slowa=rowerami&moje=1")
    # as a browser may fill fields of its own when it comes back
    member.evaluate("document.querySelector('#slowa').value = ''; dispatchEvent(new Event('pageshow'))")
    expect(member.get_by_role("searchbox", name="Słowa w działaniu")).to_have_value("rowerami")
    expect(member.locator("[name=moje]")).to_be_checked()


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
