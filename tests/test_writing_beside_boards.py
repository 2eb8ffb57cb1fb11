"""Members write actions beside the board: what is typed stays, and the focus is where they type."""

import re

import pytest
from playwright.sync_api import expect

from tests import boards
from tests.boards import BOARD, cards, says, titles

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
board, member = boards.board, boards.member


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
