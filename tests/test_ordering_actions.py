"""The order of actions within a state is one and strict, however many change it at once."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Action
from tests.threads import crowd

pytestmark = pytest.mark.engine

STATES = [state for state, _ in Action.STATES]


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


def test_a_member_changes_the_order_with_a_plain_form(anna, as_user, roadmap, make_action):
    first, second = make_action("Działanie 1"), make_action("Działanie 2")
    answer = as_user(anna).post(f"/dzialania/{second.pk}/przenies/", {"shift": "up"})
    assert answer.status_code == 302
    assert order(roadmap) == [second.pk, first.pk]


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
