"""Everybody reads boards: by states, without JavaScript; each reader finds what is for them."""

import re

import pytest

from roadmaps.models import Action, RoadmapPage
from tests import board_pages
from tests.board_pages import read

board = board_pages.board


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
    assert ["Edytuj" in html for html in boards] == ["card-buttons" in html for html in boards] == [False, True]


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
