"""Long boards: thirty cards a state and the next thirty, light, in as many queries for one action as for many."""

import gzip
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Action
from tests import board_pages
from tests.board_pages import read

STATES = [state for state, _ in Action.STATES]
board = board_pages.board


def read_in_place(client, address):
    return client.get(address, headers={"HX-Request": "true"}).content.decode()


@pytest.fixture
def many(roadmap, ewa):
    """many(32) makes so many proposals at once."""

    def make(number, state="proposed", **fields):
        first = roadmap.end_of(state)
        Action.objects.bulk_create(
            Action(
                roadmap=roadmap,
                state=state,
                position=first + n,
                title=f"Działanie {first + n} o sprawie {(first + n) * 7919}",
                description=f"Opis sprawy {n * 104729}: " + "rozmowy z mieszkankami i mieszkańcami osiedla. " * 3,
                created_by=ewa,
                **fields,
            )
            for n in range(number)
        )

    return make


def cards(html):
    return re.findall(r'<li id="dzialanie-(\d+)"', html)


def test_thirty_cards_then_the_next_thirty(client, board, many, make_action):
    many(70)
    make_action("Uzgodnione działanie", state="agreed")
    html = read(client, board)
    assert len(cards(html)) == 31
    seen = cards(html)[:30]
    for rest in (30, 10):
        link = re.search(r'href="([^"#]*od=\d+)#[^"]*"\s+hx-get="[^"]*"[^>]*>Pokaż więcej', html)[1].replace(
            "&amp;", "&"
        )
        assert f"jeszcze {40 if rest == 30 else 10}\xa0działań" in html
        html = read(client, link)
        # the others stay, and htmx gets the new cards alone
        assert len(cards(html)) == rest + 1 and "Pokaż od początku" in html
        seen += cards(html)[:rest]
        fragment = read_in_place(client, link)
        assert cards(fragment) == cards(html)[:rest] and "<html" not in fragment
    assert len(set(seen)) == 70 and "Pokaż więcej" not in html


def test_all_cards_of_all_states_and_the_way_back(client, board, many):
    many(35)
    many(33, state="done")
    many(12, state="dropped")
    html = read(client, board)
    assert len(cards(html)) == 70 and "wszystkie=1" in html
    html = read(client, f"{board}?wszystkie=1")
    assert len(cards(html)) == 80 and "Pokaż więcej" not in html
    assert f'href="{board}">Pokaż po 30' in html
    assert len(cards(read(client, f"{board}?stan=propozycje&wszystkie=1"))) == 35 + 30 + 10


@pytest.mark.parametrize("odd", ["od=31x", "od=-3", "od=99999999999", "od=400", "od=٣", "stan=zaniechane&od=12"])
def test_an_odd_place_to_begin_at_shows_the_beginning(client, board, many, odd):
    many(3)
    assert len(cards(read(client, f"{board}?{odd}"))) == 3


@pytest.mark.parametrize("who", [None, "anna", "ewa"])
def test_an_opening_page_stays_light_however_many_actions(request, who, client, as_user, board, many):
    """A coordinator has three buttons on each of 160 cards, a member on 60."""
    reader = as_user(request.getfixturevalue(who)) if who else client
    for state in STATES:
        many(40, state=state, responsible_organisations="Stowarzyszenie „Przykład” w Radomiu")
    html = reader.get(board).content
    assert len(cards(html.decode())) == 160
    assert len(gzip.compress(html, 6)) <= 25_000


def test_a_card_stays_light(client, anna, as_user, board, many):
    """A thousand of them weigh 110 kB as they are sent (bench/board.py)."""
    many(60)
    for reader in (client, as_user(anna)):
        with_cards, without = (
            len(gzip.compress(reader.get(f"{board}?wszystkie=1{narrowed}").content))
            for narrowed in ("", "&moje=1&slowa=nie-ma")
        )
        assert (with_cards - without) / 60 <= 110


@pytest.mark.parametrize(("who", "most"), [(None, 8), ("anna", 12), ("ewa", 12)])
def test_a_board_asks_as_much_for_one_action_as_for_twenty(
    pages_made_anew, request, who, most, client, as_user, board, make_action, bartek, agree_to_name
):
    reader = as_user(request.getfixturevalue(who)) if who else client

    asked = []

    def ask():
        with CaptureQueriesContext(connection) as queries:
            read(reader, board)
        asked[:] = [query["sql"][-300:] for query in queries.captured_queries]
        return len(queries)

    make_action("Pierwsze działanie", responsible_members=[bartek]).support(bartek)
    ask()
    once = ask()
    for n in range(19):
        action = make_action(f"Działanie {n}", state=STATES[n % 6], responsible_members=[bartek])
        action.comment(bartek, "Kto policzy koszty?") if n % 2 else action
    ask()
    assert ask() == once
    assert once <= most, "\n".join(asked)


def test_rights_of_cards_ask_no_query(anna, make_action, django_assert_num_queries):
    action = make_action()
    role = action.roadmap.role_of(anna)
    with django_assert_num_queries(0):
        assert action.can("edit", role) and action.can("support", role)
        assert action.possible_moves(role) == ["discussed"]
