"""A board in a browser, and what stands on it."""

import pytest
from playwright.sync_api import expect

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
