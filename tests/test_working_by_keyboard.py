"""Members work on a board without a mouse: shortcuts, which can be switched off, and keys alone."""

import re

import pytest
from playwright.sync_api import expect

from tests import boards
from tests.boards import cards

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
board, member = boards.board, boards.member


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
