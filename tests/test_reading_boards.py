"""Everybody reads boards: by states, without JavaScript, in as many queries for one action as for many."""

import gzip
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Action, RoadmapPage

STATES = [state for state, _ in Action.STATES]


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def read_in_place(client, address):
    return client.get(address, headers={"HX-Request": "true"}).content.decode()


@pytest.fixture
def board(roadmap):
    return "/grupy/edukacja/mapa-drogowa/"


def test_a_visitor_finds_a_region_for_each_state(client, board, make_action):
    make_action("Debaty przy wspólnym stole", state="agreed", responsible_organisations="Fundacja Demo")
    html = read(client, board)
    for name in ["Propozycje", "W\xa0dyskusji", "Uzgodnione", "W\xa0realizacji", "Zrealizowane"]:
        assert re.search(rf'<section[^>]*aria-labelledby="(s-[\w-]+)".*?<h2 id="\1">{name}</h2>', html, re.S)
    assert re.search(r'<article[^>]*aria-labelledby="tytul-\d+"', html)
    assert "Debaty przy wspólnym stole" in html and "Fundacja Demo" in html
    assert "Popieram" not in html and "Dodaj działanie" not in html and "csrfmiddlewaretoken" not in html


def test_a_member_finds_the_buttons_by_name(anna, as_user, board, make_action):
    make_action("Debaty", state="discussed")
    action = Action.objects.get()
    html, page = read(as_user(anna), board), as_user(anna).get(action.get_absolute_url()).text
    assert 'aria-label="Popieram: Debaty"' in html
    assert re.search(r"<button[^>]*>Dodaj działanie</button>", html)
    for act, where in (("Edytuj", "edycja"), ("Przenieś", "przenies"), ("Zaniechaj", "zaniechaj")):
        address = f"/dzialania/{action.pk}/{where}/"
        for shown in (html, page):
            assert re.search(rf'<button[^>]*formaction="{address}"[^>]*\saria-label="{act}: Debaty"', shown)
        # without JavaScript it leads on
        assert f'action="{address}"' in as_user(anna).get(address).text


@pytest.mark.parametrize("who", ["jan", "celina", "admin"])
def test_others_who_are_signed_in_see_counts_and_no_buttons(request, who, as_user, board, make_action, anna):
    make_action("Debaty").support(anna)
    html = read(as_user(request.getfixturevalue(who)), board)
    assert "1\xa0głos<" in html
    assert "Popieram" not in html and "Edytuj" not in html


def test_a_member_cannot_change_what_is_agreed_but_a_coordinator_can(anna, ewa, as_user, board, make_action):
    make_action("Debaty", state="agreed")
    boards = [read(as_user(who), board) for who in (anna, ewa)]
    assert ["Edytuj" in html for html in boards] == ["card-acts" in html for html in boards] == [False, True]


def test_dropped_actions_are_folded_away_with_their_reason(client, anna, board, make_action):
    make_action("Festyn na placu").drop(anna, "Zbiega się z innym wydarzeniem.")
    html = read(client, board)
    assert re.search(r"<details>.*Zaniechane.*Festyn na placu.*Zbiega się z\xa0innym", html, re.S)


@pytest.mark.parametrize(
    "text, lead",
    [
        ("Krótko.", "Krótko."),
        ("a" * 200, "a" * 109 + "…"),
        ("słowo " * 16 + "końcówka, której", "słowo " * 16 + "końcówka…"),
        ("słowo " * 17 + "i w Radomiu", "słowo " * 16 + "słowo…"),
        ("Poprawimy:\n- chodniki\n- ławki\n\nOd maja.", "Poprawimy: chodniki, ławki. Od maja."),
        ("- chodniki;\n– ławki\n• kosze", "chodniki; ławki, kosze"),
        ("Trzy rzeczy\n\n- chodniki", "Trzy rzeczy: chodniki"),
        ("Pół-na-pół\n-5 stopni", "Pół-na-pół -5 stopni"),
        ("-", "-"),
    ],
)
def test_a_card_cuts_its_text_between_words(text, lead):
    assert Action(description=text).lead == lead


def test_own_support_is_seen(anna, as_user, board, make_action):
    action = make_action("Debaty")
    action.support(anna)
    assert 'aria-pressed="true"' in read(as_user(anna), board)
    Action.objects.update(state="agreed")
    html = read(as_user(anna), board)
    assert '<span class="own">Twój głos</span>' in html and "aria-pressed" not in html


def test_people_are_named_only_by_consent(client, anna, bartek, board, make_action, agree_to_name):
    agree_to_name(anna)
    make_action("Debaty wspólne", responsible_members=[anna])
    make_action("Spacery wspólne", responsible_members=[bartek])
    html = read(client, board)
    assert "Anna Próbna" in html
    assert "Bartek" not in html and "członkini/członek grupy" in html


@pytest.mark.parametrize("chosen", ["?stan=uzgodnione", "?stan=nie-ma", "?widok=nie-ma", ""])
def test_one_state_is_chosen_for_narrow_screens(client, board, make_action, chosen):
    html = read(client, board + chosen)
    expected = "uzgodnione" if "uzgodnione" in chosen else "propozycje"
    assert re.findall(r'class="state chosen"\s+id="([\w-]+)"', html) == [expected]
    switch = re.search(r'<nav class="switch".*?</nav>', html, re.S)[0]
    assert re.findall(r'stan=([\w-]+)#stany" aria-current="true"', switch) == [expected]


def test_empty_states_say_what_to_do(client, board):
    assert "Pierwszą może dodać każda osoba z\xa0grupy" in read(client, board)


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


def test_unpublished_boards_and_their_actions_are_404(client, anna, as_user, board, make_action):
    action = make_action()
    RoadmapPage.objects.get().unpublish()
    for reader in (client, as_user(anna)):
        assert reader.get(board).status_code == 404
        assert reader.get(action.get_absolute_url()).status_code == 404
    assert as_user(anna).post(f"/dzialania/{action.pk}/glos/", {"cast": "1"}).status_code == 404


def test_actions_of_a_private_board_are_404_for_others(client, jan, as_user, make_action, roadmap):
    from wagtail.models import PageViewRestriction

    action = make_action()
    PageViewRestriction.objects.create(page=roadmap.page, restriction_type="login")
    assert client.get(action.get_absolute_url()).status_code == 404
    assert as_user(jan).get(action.get_absolute_url()).status_code == 200


def test_an_archived_group_is_for_reading(client, ewa, anna, as_user, group, board, make_action):
    make_action("Debaty")
    group.archived = True
    group.save()
    for reader in (client, as_user(anna), as_user(ewa)):
        html = read(reader, board)
        assert "zakończyła pracę" in html and "Debaty" in html
        assert "Popieram" not in html and "Dodaj działanie" not in html


def test_the_group_page_shows_road_progress_and_latest_changes(client, anna, group, make_action):
    make_action("Debaty", state="done")
    make_action("Spacery").comment(anna, "Zaczynam.")
    html = read(client, "/grupy/edukacja/")
    assert "1 z&nbsp;2\xa0działań zrealizowane" in html.replace("\n", " ")
    assert "Ostatnie zmiany" in html and "nowy komentarz" in html


def test_roads_of_all_groups_in_one_query(rf, make_group, make_action, other_group, group, django_assert_num_queries):
    from roadmaps.shown.road import roads

    make_action("Debaty", state="agreed")
    third = make_group("Trzecia")
    with django_assert_num_queries(1):
        pieces = roads(rf.get("/"), [group, other_group, third])
    assert [stop["ahead"] for stop in pieces[group.pk].context["stops"]] == [False, False, False, True, True]
    assert [stop["count"] for stop in pieces[group.pk].context["stops"]] == [0, 0, 1, 0, 0]
    assert set(pieces) == {group.pk, other_group.pk, third.pk}


# one action


def test_everybody_reads_an_action_with_its_history_and_discussion(client, anna, bartek, make_action, agree_to_name):
    agree_to_name(anna)
    action = make_action("Debaty przy stole", term=None)
    action.revise(anna, 1, title="Debaty przy wspólnym stole", note="Bliżej nazwy z uchwały.")
    action.support(bartek)
    action.comment(bartek, "Zobacz https://example.org/<b>\n\n- raz\n- dwa", "question")
    html = read(client, action.get_absolute_url())
    assert re.search(r"<h2[^>]*>Dyskusja</h2>", html) and re.search(r"<h2[^>]*>Historia</h2>", html)
    assert "Debaty przy <ins>wspólnym </ins>stole" in html
    assert "Bliżej nazwy z\xa0uchwały." in html and "Anna Próbna" in html
    assert "Bartek" not in html
    assert "<li>raz</li><li>dwa</li>" in html and 'rel="nofollow"' in html and "&lt;b&gt;" in html


def test_an_action_asks_as_much_for_one_comment_as_for_many(client, anna, bartek, make_action):
    action = make_action()

    asked = []

    def ask():
        with CaptureQueriesContext(connection) as queries:
            read(client, action.get_absolute_url())
        asked[:] = [query["sql"][-300:] for query in queries.captured_queries]
        return len(queries)

    action.comment(anna, "Raz")
    action.revise(anna, 1, title="Debaty 1", responsible_members=[anna])
    ask()
    once = ask()
    for n in range(2, 8):
        action.comment(bartek, "Dwa")
        action.revise(bartek, n, title=f"Debaty {n}", responsible_members=[bartek] if n % 2 else [anna])
    assert ask() == once


@pytest.mark.parametrize("pk", [0, 987654, 10**30])
def test_an_unknown_action_is_404(client, db, home, pk):
    assert client.get(f"/dzialania/{pk}/").status_code == 404


def test_search_finds_actions_of_public_boards_only(client, group, make_action):
    make_action("Debaty przy wspólnym stole", partners="Biblioteka Wzorcowa")
    make_action("Debaty zaniechane", state="dropped")
    html = read(client, "/szukaj/?q=debat+wzorcowa")
    assert "/dzialania/" in html and "zaniechane" not in html
    group.unpublish()
    assert "/dzialania/" not in read(client, "/szukaj/?q=debat+wzorcowa")


def test_a_visitor_is_told_what_this_is_and_asked_in(client, anna, celina, call, as_user, board, make_action):
    action = make_action()
    way = 'href="/deklaracja/?grupa=edukacja">Dołącz do grupy</a>'
    for address in (board, action.get_absolute_url()):
        html = read(client, address)
        assert way in html and "grupy roboczej" in html
        assert way in read(as_user(celina), address)
        assert way not in read(as_user(anna), address)
        assert client.get(address)["Cache-Control"].startswith("public")
    call.groups = []
    call.save_revision().publish()
    html = read(client, board)
    assert "Dołącz do grupy" not in html and "Zobacz, jak dołączyć" in html
