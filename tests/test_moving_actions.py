"""Actions move along the road by the table of rights; order within a state is one and strict."""

import json
import random
import re
from contextlib import contextmanager
from datetime import date
from html import unescape
from itertools import product

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roadmaps.models import Action, NotAllowed, Refused
from roadmaps.rules.permissions import ACTS, MOVES
from tests.test_supporting_actions import crowd

pytestmark = pytest.mark.engine

STATES = [state for state, _ in Action.STATES]
READY = {"responsible_organisations": "Fundacja Demo", "term": date(2030, 6, 30), "term_precision": "quarter"}
WHY = {"note": "Ustalone na spotkaniu.", "outcome": "Trzy szkoły.", "done_on": date(2030, 6, 1)}

# who: what each may do beyond the one before
RANKS = {"jan": 0, "celina": 0, "admin": 0, "anna": 1, "bartek": 2, "ewa": 3}
NEEDED = {"member": 1, "responsible": 2, "coordinator": 3}


@pytest.fixture
def cast(anna, bartek, ewa, jan, celina, admin):
    return {"anna": anna, "bartek": bartek, "ewa": ewa, "jan": jan, "celina": celina, "admin": admin}


@pytest.fixture
def make_ready(make_action, bartek):
    """An action that may go anywhere; Bartek is responsible for it."""
    return lambda state="proposed", **fields: make_action(state=state, responsible_members=[bartek], **READY | fields)


def table():
    """The table of domain.md, section 7, written down a second time."""
    member, responsible, coordinator = 1, 2, 3
    return {
        ("proposed", "discussed"): member,
        ("discussed", "proposed"): member,
        ("discussed", "agreed"): coordinator,
        ("agreed", "discussed"): coordinator,
        ("agreed", "in_progress"): responsible,
        ("in_progress", "done"): responsible,
        ("proposed", "dropped"): member,
        ("discussed", "dropped"): member,
        ("agreed", "dropped"): responsible,
        ("in_progress", "dropped"): responsible,
        ("dropped", "proposed"): coordinator,
    }


def test_the_rights_are_those_of_the_table():
    assert {way: NEEDED[rank] for way, rank in MOVES.items()} == table()


@contextmanager
def cell(subtests, **names):
    """One cell of a table: a test of its own that leaves nothing behind, in a world that is made once."""
    with subtests.test(**names), transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_cell_of_the_table_of_moves(cast, make_ready, subtests):
    for who, start, to in product(RANKS, STATES, STATES):
        if start == to:
            continue
        with cell(subtests, who=who, start=start, to=to):
            action = make_ready(start)
            if RANKS[who] >= table().get((start, to), 9):
                action.move(cast[who], to, **WHY)
                assert action.state == to
                event = action.events.get(kind="moved")
                assert event.by == cast[who] and event.changes["state"] == [start, to]
            else:
                with pytest.raises(Refused):
                    action.move(cast[who], to, **WHY)
                action.refresh_from_db()
                assert action.state == start and not action.events.filter(kind="moved").exists()


@pytest.mark.any_engine
def test_every_cell_of_the_table_of_acts(cast, make_ready, roadmap, subtests):
    member, responsible, coordinator, nobody = 1, 2, 3, 9
    for act, state, who in product(ACTS, STATES, RANKS):
        early, middle = state in {"proposed", "discussed"}, state in {"agreed", "in_progress"}
        needed = {
            "edit": member if early else responsible if middle else coordinator,
            "order": member if early else coordinator,
            "comment": member,
            "support": member if early else nobody,
            "pledge": member if early or middle else nobody,
            "object": member if early or middle else nobody,
            "moderate": coordinator,
            "merge": coordinator if early or middle else nobody,
        }[act]
        with cell(subtests, act=act, state=state, who=who):
            other = make_ready("proposed" if act == "merge" else state)
            action = make_ready(state)
            said = action.comment(cast["ewa"], "Do przypięcia.") if act == "moderate" else None
            before = roadmap.events.count()
            verb = {
                "edit": lambda by, action=action: action.revise(by, 1, title="Nowy tytuł"),
                "order": lambda by, action=action: action.shift(by, up=True),
                "comment": lambda by, action=action: action.comment(by, "Zgoda."),
                "support": lambda by, action=action: action.support(by),
                "pledge": lambda by, action=action: action.pledge(by, "room", "Sala na 20 osób"),
                "object": lambda by, action=action: action.object(by, "Za drogo."),
                "moderate": lambda by, action=action, said=said: action.pin_comment(by, said.pk),
                "merge": lambda by, action=action, other=other: action.merge_into(by, other),
            }[act]
            if RANKS[who] >= needed:
                verb(cast[who])
                assert roadmap.events.count() == before + (2 if act == "merge" else 1)
            else:
                with pytest.raises(Refused):
                    verb(cast[who])
                assert roadmap.events.count() == before


@pytest.mark.parametrize(
    ("start", "to", "lack"),
    [
        ("discussed", "agreed", {"note": " "}),
        ("in_progress", "done", {"outcome": ""}),
        ("in_progress", "done", {"done_on": None}),
        ("proposed", "dropped", {"note": ""}),
        ("dropped", "proposed", {"note": ""}),
    ],
)
def test_a_state_asks_for_its_words(ewa, make_ready, start, to, lack):
    action = make_ready(start)
    with pytest.raises(Refused):
        action.move(ewa, to, **WHY | lack)
    action.refresh_from_db()
    assert action.state == start


@pytest.mark.parametrize("lack", [{"term": None, "term_precision": ""}, {"responsible_organisations": ""}])
def test_work_begins_with_somebody_responsible_and_a_term(ewa, make_action, bartek, lack):
    action = make_action(state="agreed", **READY | lack)
    with pytest.raises(Refused):
        action.move(ewa, "in_progress")
    action.revise(ewa, 1, **READY | {"responsible_organisations": "", "responsible_members": [bartek]})
    action.move(ewa, "in_progress")
    assert action.state == "in_progress"


def test_drop_and_reopen_keep_their_reasons(anna, ewa, make_action):
    action = make_action()
    action.drop(anna, "Zbiega się z innym.")
    action.drop(anna, "Jeszcze raz.")
    with pytest.raises(NotAllowed):
        action.reopen(anna, "Wracamy.")
    action.reopen(ewa, "Wracamy.")
    assert action.state == "proposed"
    assert list(action.events.filter(kind="moved").values_list("note", flat=True)) == [
        "Zbiega się z innym.",
        "Wracamy.",
    ]
    with pytest.raises(Refused):
        action.reopen(ewa, "I znowu.")


def test_moved_actions_come_last_or_where_they_are_put(anna, roadmap, make_action):
    first, second, third = (make_action(f"Działanie {n}", state="discussed") for n in range(3))
    new = make_action("Nowe działanie")
    new.move(anna, "discussed", place=2)
    assert order(roadmap, "discussed") == [first.pk, new.pk, second.pk, third.pk]
    third.move(anna, "discussed", place=1)
    assert order(roadmap, "discussed") == [third.pk, first.pk, new.pk, second.pk]


def order(roadmap, state="proposed"):
    return list(roadmap.actions.filter(state=state).order_by("position").values_list("pk", flat=True))


def test_neighbours_change_places_and_ends_stay(anna, roadmap, make_action):
    first, second, third = (make_action(f"Działanie {n}") for n in range(3))
    second.shift(anna, up=True)
    assert order(roadmap) == [second.pk, first.pk, third.pk]
    events = roadmap.events.count()
    second.shift(anna, up=True)
    third.shift(anna, up=False)
    assert order(roadmap) == [second.pk, first.pk, third.pk]
    assert roadmap.events.count() == events


def test_a_card_to_the_top_of_sixty_asks_as_much_as_to_the_top_of_five(anna, roadmap, make_action):
    asked = {}
    actions = [make_action(f"Działanie {n}") for n in range(5)]
    for number in (5, 60):
        actions += [make_action(f"Działanie {n}") for n in range(len(actions), number)]
        with CaptureQueriesContext(connection) as queries:
            actions[-1].move(anna, "proposed", place=1)
        asked[number] = len(queries)
        actions.insert(0, actions.pop())
        actions[0].move(anna, "proposed", place=number - 1)
        actions.insert(number - 2, actions.pop(0))
        assert order(roadmap) == [action.pk for action in actions]
    assert asked[5] == asked[60]


def test_an_archived_group_moves_nothing(ewa, group, make_action):
    action = make_action()
    group.archived = True
    group.save()
    for verb in (
        lambda: action.move(ewa, "discussed"),
        lambda: action.shift(ewa, up=True),
        lambda: action.comment(ewa, "Szkoda."),
        lambda: action.support(ewa),
        lambda: action.revise(ewa, 1, title="Nowy tytuł"),
        lambda: action.drop(ewa, "Koniec."),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert action.events.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_crowd_that_shifts_leaves_one_strict_order(anna, roadmap, make_action):
    keys = [make_action(f"Działanie {n}").pk for n in range(8)]
    jobs = [
        lambda pk=pk, up=up: Action.objects.get(pk=pk).shift(anna, up=up)
        for _ in range(5)
        for pk in keys
        for up in (True, False)
    ]
    assert crowd(jobs, 8) == []
    assert sorted(order(roadmap)) == keys
    positions = list(roadmap.actions.values_list("position", flat=True))
    assert len(set(positions)) == len(keys)
    numbers = list(roadmap.events.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def replay(roadmap):
    """{state: keys in their order} as the log alone tells it."""
    rows = {state: [] for state in STATES}
    where = {}
    for event in roadmap.events.order_by("number"):
        if event.kind == "added":
            rows["proposed"].append(event.action_id)
            where[event.action_id] = "proposed"
        elif event.kind in {"moved", "ordered"}:
            before, now = event.changes["place"]
            old, new = event.changes.get("state", [where[event.action_id]] * 2)
            assert rows[old].pop(before - 1) == event.action_id
            rows[new].insert(now - 1, event.action_id)
            where[event.action_id] = new
    return rows


@pytest.mark.django_db(transaction=True)
def test_a_crowd_that_moves_and_orders_leaves_one_strict_order_that_the_log_can_tell(anna, ewa, roadmap, make_action):
    keys = [make_action(f"Działanie {n}").pk for n in range(8)]
    chance = random.Random(5)

    def at(pk):
        return Action.objects.get(pk=pk)

    jobs = []
    for n in range(96):
        pk, other = chance.sample(keys, 2)
        to, place = chance.choice(["proposed", "discussed"]), chance.choice([None, 1, 2, 5, 99])
        jobs.append(
            chance.choice(
                [
                    lambda pk=pk, to=to, place=place: at(pk).move(anna, to, place=place),
                    lambda pk=pk, to=to, other=other: at(pk).move(ewa, to, after=other),
                    lambda pk=pk, up=bool(n % 2): at(pk).shift(anna, up=up),
                ]
            )
        )
    assert crowd(jobs, 8) == []
    rows = {state: order(roadmap, state) for state in STATES}
    assert sorted(pk for row in rows.values() for pk in row) == keys
    assert replay(roadmap) == rows
    for state in STATES:
        positions = list(roadmap.actions.filter(state=state).values_list("position", flat=True))
        assert len(set(positions)) == len(positions)
    numbers = list(roadmap.events.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db(transaction=True)
def test_a_crowd_that_moves_over_http_meets_no_fault(anna, as_user, roadmap, make_action):
    keys = [make_action(f"Działanie {n}").pk for n in range(8)]
    clients = [as_user(anna, raise_request_exception=False) for _ in range(8)]
    statuses = []

    def send(n):
        data = [
            {"to": "discussed", "place": "1"},
            {"to": "proposed"},
            {"shift": "up"},
            {"to": "proposed", "place": "3"},
        ]
        answer = clients[n % 8].post(
            f"/dzialania/{keys[n // 8 % 8]}/przenies/", data[n % 4], headers={"HX-Request": "true"}
        )
        statuses.append(answer.status_code)

    assert crowd([lambda n=n: send(n) for n in range(64)], 8) == []
    assert len(statuses) == 64 and max(statuses) < 500
    assert replay(roadmap) == {state: order(roadmap, state) for state in STATES}


# over HTTP


def test_a_member_moves_with_a_plain_form(anna, as_user, make_action):
    action = make_action()
    client = as_user(anna)
    html = client.get(f"/dzialania/{action.pk}/przenies/").content.decode()
    assert "W górę" not in html  # alone it has no other place
    make_action("Drugie")
    html = client.get(f"/dzialania/{action.pk}/przenies/").content.decode()
    assert (
        "W dyskusji" in html
        and "W górę" in html
        and "W dół" in html
        and 'aria-label="Do stanu: Uzgodnione"' not in html
    )
    assert re.search(r"disabled>Uzgodnione</button></dt>\s*<dd>Ze stanu „Propozycje” nie ma tu drogi\.", html)
    answer = client.post(f"/dzialania/{action.pk}/przenies/", {"to": "discussed"})
    assert answer.status_code == 302 and answer.url.endswith(f"?stan=w-dyskusji#dzialanie-{action.pk}")


def test_a_member_changes_the_order_with_a_plain_form(anna, as_user, roadmap, make_action):
    first, second = make_action("Działanie 1"), make_action("Działanie 2")
    answer = as_user(anna).post(f"/dzialania/{second.pk}/przenies/", {"shift": "up"})
    assert answer.status_code == 302
    assert order(roadmap) == [second.pk, first.pk]


def test_missing_words_come_back_as_422_with_what_was_typed(ewa, as_user, make_ready):
    action = make_ready("in_progress")
    answer = as_user(ewa).post(f"/dzialania/{action.pk}/przenies/", {"to": "done", "outcome": "Trzy szkoły w mieście"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Podaj dzień zakończenia" in html and "Trzy szkoły w mieście" in html and 'href="#done_done_on"' in html


def test_dropping_asks_for_a_reason(anna, as_user, make_action):
    action = make_action()
    client = as_user(anna)
    assert "Powód" in client.get(f"/dzialania/{action.pk}/zaniechaj/").content.decode()
    assert client.post(f"/dzialania/{action.pk}/zaniechaj/", {"reason": " "}).status_code == 422
    assert client.post(f"/dzialania/{action.pk}/zaniechaj/", {"reason": "Bez sensu."}).status_code == 302
    action.refresh_from_db()
    assert action.state == "dropped"


def test_a_move_that_came_too_late_is_409_with_what_is_true_now(anna, as_user, make_action):
    action = make_action(state="discussed")
    Action.objects.filter(pk=action.pk).update(state="dropped")
    answer = as_user(anna).post(f"/dzialania/{action.pk}/przenies/", {"to": "in_progress", "note": "Mój długi powód"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Zaniechane" in html and "Mój długi powód" in html


@pytest.mark.parametrize("name", ["edycja", "przenies", "zaniechaj"])
@pytest.mark.parametrize("who", [None, "jan", "celina", "admin", "editor", "anna"])
def test_forms_that_are_not_for_you_are_403(request, who, name, as_user, make_action):
    action = make_action(state="agreed")
    client = as_user(request.getfixturevalue(who)) if who else Client()
    data = {"to": "in_progress", "reason": "Bo tak.", "title": "Nowy tytuł", "description": "Opis", "base": 1}
    address = f"/dzialania/{action.pk}/{name}/"
    assert client.get(address).status_code == 403
    assert client.post(address, data).status_code == 403
    action.refresh_from_db()
    assert action.state == "agreed" and action.version == 1


@pytest.mark.parametrize("name", ["edycja", "przenies", "zaniechaj"])
def test_forms_of_unknown_actions_are_404(anna, as_user, name):
    assert as_user(anna).get(f"/dzialania/987654/{name}/").status_code == 404


# editors


def test_pages_that_carry_work_cannot_be_deleted(admin, as_user, group, roadmap, make_action):
    make_action()
    client = as_user(admin)
    for page in (group, roadmap.page):
        answer = client.post(f"/redakcja/pages/{page.pk}/delete/", follow=True)
        assert "niesie pracę ludzi" in answer.content.decode()
        # several at once: Wagtail itself refuses where a membership protects the group
        client.post(f"/redakcja/bulk/wagtailcore/page/delete/?id={page.pk}")
        assert type(page).objects.filter(pk=page.pk).exists()
    assert Action.objects.count() == 1


def test_a_board_with_work_is_kept_from_deletion_of_many(admin, as_user, roadmap, make_action):
    make_action()
    answer = as_user(admin).post(f"/redakcja/bulk/wagtailcore/page/delete/?id={roadmap.page.pk}", follow=True)
    assert "niesie pracę ludzi" in answer.content.decode()
    assert Action.objects.count() == 1


def test_an_empty_group_can_be_deleted(admin, as_user, group, roadmap):
    assert as_user(admin).post(f"/redakcja/pages/{group.pk}/delete/").status_code == 302
    assert not type(group).objects.filter(pk=group.pk).exists()
    assert not type(roadmap).objects.filter(pk=roadmap.pk).exists()


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


def test_an_action_is_put_to_any_place_with_a_plain_form(anna, as_user, roadmap, make_action):
    first, second, third, fourth = (make_action(f"Działanie {n}") for n in range(4))
    client = as_user(anna)

    def send(action, **data):
        answer = client.post(f"/dzialania/{action.pk}/przenies/", data)
        assert answer.status_code == 302
        return order(roadmap)

    assert send(fourth, to="proposed", place="2") == [first.pk, fourth.pk, second.pk, third.pk]
    assert send(first, shift="last") == [fourth.pk, second.pk, third.pk, first.pk]
    assert send(third, shift="first") == [third.pk, fourth.pk, second.pk, first.pk]
    assert send(third, to="proposed", after=second.pk) == [fourth.pk, second.pk, third.pk, first.pk]
    assert send(second, to="proposed", place="999999") == [fourth.pk, third.pk, first.pk, second.pk]


@pytest.mark.parametrize("place", ["0", "-1", "pierwsze", "9" * 30])
def test_a_place_that_is_none_is_422(anna, as_user, roadmap, make_action, place):
    action = make_action()
    answer = as_user(anna).post(f"/dzialania/{action.pk}/przenies/", {"to": "discussed", "place": place})
    assert answer.status_code == 422
    action.refresh_from_db()
    assert action.state == "proposed"


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
