"""Actions move in place on the board: the menu, the card in its new column, the sign it leaves behind."""

import json
import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.engine


def test_the_menu_opens_in_place_and_stays_open_while_the_order_changes(anna, as_user, make_action):
    first, second = make_action("Pierwsze działanie"), make_action("Drugie działanie")
    client, asked = as_user(anna), {"HX-Request": "true"}
    html = client.get(f"/dzialania/{second.pk}/przenies/", headers=asked).content.decode()
    assert "<html" not in html and 'id="okno-tytul"' in html
    assert "Miejsce 2 z&nbsp;2" in html and "W\xa0dyskusji" in html
    answer = client.post(f"/dzialania/{second.pk}/przenies/", {"shift": "up"}, headers=asked)
    html = answer.content.decode()
    assert answer.status_code == 200 and "Miejsce 1 z&nbsp;2" in html and 'hx-target="#lista-propozycje"' in html
    # the card goes before the one that follows it now
    assert (
        re.search(rf'id="dzialanie-{second.pk}"\s+data-followed="{first.pk}"', html)
        and "Pierwsze działanie" not in html
    )


def test_a_card_goes_to_its_new_column_in_place(anna, as_user, roadmap, make_action):
    last = make_action("Już w rozmowie", state="discussed")
    action = make_action("Do rozmowy")
    client, asked = as_user(anna), {"HX-Request": "true"}
    data = {"to": "discussed", "place": "1"}
    html = client.post(f"/dzialania/{action.pk}/przenies/", data, headers=asked).content.decode()
    assert left_behind(html, action) == "Do rozmowy jedzie dalej: W dyskusji Cofnij"
    assert 'hx-target="#lista-w-dyskusji" hx-swap="append"' in html and f'data-followed="{last.pk}"' in html
    assert "Do rozmowy: W dyskusji, miejsce 1" in html and not html.startswith("<div")


def left_behind(html, action):
    """The words of the sign that a card leaves in its old place."""
    sign = html.split(f'hx-target="#dzialanie-{action.pk}" hx-swap="outerHTML"')[1].split("</hx-partial>")[0]
    assert f"#dzialanie-{action.pk}" in sign  # the way to the card
    return " ".join(re.sub(r"<[^>]*>", " ", sign.partition(">")[2]).split()).replace(" :", ":")


def test_a_card_that_leaves_its_place_says_where_it_went_and_comes_back(anna, ewa, as_user, roadmap, make_action):
    action = make_action("Do rozmowy")
    client, asked = as_user(ewa), {"HX-Request": "true"}

    def send(address, data=None):
        answer = client.post(f"/dzialania/{action.pk}/{address}/", data or {}, headers=asked)
        assert answer.status_code == 200
        return answer.content.decode()

    def undo():
        return send(f"historia/{action.events.order_by('-number')[0].number}/cofnij")

    html = send("przenies", {"to": "discussed"})
    # an emptied state does not ask for what has been done
    assert "Wszystkie propozycje są już w\xa0dyskusji." in html
    # what is offered on the sign is not offered on the card once more
    assert html.count('aria-label="Cofnij: Do rozmowy"') == 1
    html = undo()
    assert left_behind(html, action) == "Cofnięte. Do rozmowy wraca: Propozycje"
    assert "Cofnij" not in html  # nobody undoes an undoing
    assert left_behind(send("zaniechaj", {"reason": "Pomyłka"}), action) == (
        "Do rozmowy schodzi z drogi: Zaniechane Cofnij"
    )
    assert left_behind(undo(), action) == "Cofnięte. Do rozmowy wraca: Propozycje"
    action.refresh_from_db()
    assert action.state == "proposed"


def test_the_first_card_that_is_given_up_has_a_place_to_come_to(anna, as_user, roadmap, make_action):
    make_action()
    html = as_user(anna).get(roadmap.page.url).content.decode()
    assert re.search(r'id="zaniechane"[^>]*\shidden', html) and 'id="lista-zaniechane"' in html
    html = Client().get(roadmap.page.url).content.decode()
    assert 'id="zaniechane"' not in html


def test_where_a_card_may_be_carried_and_why_not_elsewhere_is_on_the_board(
    anna, bartek, ewa, as_user, roadmap, make_action
):
    own = make_action("Nasze działanie", state="agreed", responsible_members=[anna])
    make_action("Cudze działanie", state="agreed", responsible_members=[bartek])

    def lists(person):
        html = as_user(person).get(roadmap.page.url).content.decode()
        found = re.findall(r'data-state="(\w+)"\s+data-ways="([^"]*)"\s+data-closed="([^"]*)"', html)
        return html, {state: (ways.split(), json.loads(unescape(closed))) for state, ways, closed in found}

    html, of_members = lists(anna)
    ways, closed = of_members["discussed"]
    assert ways == ["proposed", "discussed", "dropped"]
    assert closed == {"agreed": "Tu przenoszą koordynatorki i koordynatorzy grupy."}
    assert of_members["agreed"][0] == []
    # only of a card that may go where its neighbours may not
    assert re.findall(r'id="dzialanie-(\d+)"\s+data-ways="([^"]*)"', html) == [(str(own.pk), "in_progress dropped")]
    for state, (ways, closed) in lists(ewa)[1].items():
        assert ways and not closed, state


def test_the_menu_says_of_each_state_why_it_is_closed(anna, as_user, make_action):
    action = make_action(state="discussed")
    html = as_user(anna).get(f"/dzialania/{action.pk}/przenies/").content.decode().replace("\xa0", " ")
    closed = dict(re.findall(r"disabled>([^<]+)</button></dt>\s*<dd>([^<]+)</dd>", html))
    assert closed == {
        "Uzgodnione": "Tu przenoszą koordynatorki i koordynatorzy grupy.",
        "W realizacji": "Ze stanu „W dyskusji” nie ma tu drogi.",
        "Zrealizowane": "Ze stanu „W dyskusji” nie ma tu drogi.",
    }


def test_the_place_in_the_window_is_told_anew_and_finishing_is_today(ewa, as_user, make_action):
    make_action()
    action = make_action("Drugie działanie")
    client, asked = as_user(ewa), {"HX-Request": "true"}
    html = client.post(f"/dzialania/{action.pk}/przenies/", {"shift": "up"}, headers=asked).content.decode()
    assert re.search(r'hx-target="#numer"[^>]*><input id="na-miejsce"[^>]*\svalue="1"', html)
    running = make_action("Trzecie działanie", state="in_progress")
    html = client.get(f"/dzialania/{running.pk}/przenies/").content.decode()
    assert f'value="{timezone.localdate():%d.%m.%Y}"' in html
    html = client.get(f"/dzialania/{action.pk}/zaniechaj/", headers=asked).content.decode()
    assert re.search(r"<textarea[^>]* autofocus", html) and html.count("autofocus") == 1


def test_a_state_that_asks_for_something_answers_with_its_form_in_the_window(ewa, as_user, make_action):
    action = make_action(state="discussed")
    answer = as_user(ewa).post(f"/dzialania/{action.pk}/przenies/", {"to": "agreed"}, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert answer.status_code == 422 and "<html" not in html
    assert "Gdzie to uzgodniono" in html and "Napisz, gdzie to uzgodniono." in html


def test_a_move_in_place_that_is_refused_says_why(anna, as_user, make_action):
    action = make_action(state="discussed")
    for to, status in (("agreed", 403), ("done", 409)):
        data = {"to": to, "note": "Tak było.", "outcome": "Trzy szkoły.", "done_on": "01.06.2030"}
        answer = as_user(anna).post(f"/dzialania/{action.pk}/przenies/", data, headers={"HX-Request": "true"})
        html = answer.content.decode()
        assert answer.status_code == status and answer["HX-Retarget"] == "#okno" and "<html" not in html
        assert "Tego teraz nie można zrobić" in html and "Teraz: W\xa0dyskusji" in html


def test_on_the_page_of_the_action_the_page_is_shown_anew(anna, as_user, make_action):
    action = make_action()
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{action.get_absolute_url()}"}
    answer = as_user(anna).post(f"/dzialania/{action.pk}/zaniechaj/", {"reason": "Zbiega się."}, headers=headers)
    assert answer["HX-Redirect"] == action.get_absolute_url()
