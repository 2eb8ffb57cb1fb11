"""Members stand behind actions: one support each, set and not toggled, safe under a crowd."""

import random

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from roadmaps.models import Action, Event, NotAllowed, Refused, Support
from tests.conftest import MODEL_BACKEND
from tests.threads import crowd

pytestmark = pytest.mark.engine


def test_support_counts_once_however_often_it_is_given(anna, make_action):
    action = make_action()
    action.support(anna)
    action.support(anna)
    assert action.supports.count() == 1
    assert action.events.filter(kind="supported").count() == 1


def test_withdrawing_twice_writes_one_event(anna, make_action):
    action = make_action()
    action.withdraw_support(anna)
    assert not action.events.filter(kind="support_withdrawn").exists()
    action.support(anna)
    action.withdraw_support(anna)
    action.withdraw_support(anna)
    assert action.supports.count() == 0
    assert action.events.filter(kind="support_withdrawn").count() == 1


def test_support_keeps_the_wording_it_was_given_for(anna, bartek, make_action):
    action = make_action()
    action.support(anna)
    action.revise(bartek, 1, title="Debaty przy okrągłym stole")
    action.support(bartek)
    assert list(action.supports.order_by("pk").values_list("wording", flat=True)) == [1, 2]


def test_third_support_brings_a_proposal_into_discussion(anna, bartek, ewa, make_action):
    action = make_action()
    action.support(anna)
    action.support(bartek)
    assert action.state == "proposed"
    action.support(ewa)
    assert action.state == "discussed"
    event = action.events.get(kind="moved")
    assert event.by is None and event.changes["state"] == ["proposed", "discussed"]


def test_withdrawn_support_does_not_move_back(anna, bartek, ewa, make_action):
    action = make_action()
    for person in (anna, bartek, ewa):
        action.support(person)
    action.withdraw_support(anna)
    assert action.state == "discussed"


def test_it_moves_by_itself_once_in_its_life(anna, bartek, ewa, make_action):
    action = make_action()
    for person in (anna, bartek, ewa):
        action.support(person)
    action.move(anna, "proposed")
    action.withdraw_support(anna)
    action.support(anna)
    assert action.supports.count() == 3
    assert action.state == "proposed"


@pytest.mark.parametrize("state", ["agreed", "in_progress", "done", "dropped"])
def test_later_states_count_only(anna, make_action, state):
    action = make_action(state=state)
    with pytest.raises(Refused):
        action.support(anna)
    assert action.supports.count() == 0


@pytest.mark.parametrize("who", ["jan", "celina", "admin"])
def test_strangers_cannot_support(request, who, make_action):
    action = make_action()
    with pytest.raises(NotAllowed):
        action.support(request.getfixturevalue(who))
    assert not Support.objects.exists()


def test_the_database_holds_one_support_a_person(anna, make_action):
    action = make_action()
    action.support(anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        action.supports.create(by=anna, wording=1)


@pytest.mark.django_db(transaction=True)
def test_a_crowd_that_supports_at_once_is_counted_right(group, roadmap, make_user, join, make_action):
    members = [make_user(f"osoba{n}") for n in range(20)]
    for member in members:
        join(member, group)
    actions = [make_action(f"Działanie numer {n}") for n in range(4)]
    clients = {}
    for member in members:
        clients[member.pk] = Client()
        clients[member.pk].force_login(member, backend=MODEL_BACKEND)
    statuses = []

    def press(member, action):
        answer = clients[member.pk].post(f"/dzialania/{action.pk}/glos/", {"cast": "1"})
        statuses.append(answer.status_code)

    # a client is not for sharing: all presses of one member stay on one thread
    lanes = [[(member, action) for member in members[n::10] for action in actions] for n in range(10)]
    for lane in lanes:
        random.Random(7).shuffle(lane)
    jobs = [lambda pair=pair: press(*pair) for turn in zip(*lanes, strict=True) for pair in turn]
    assert crowd(jobs, 10) == []
    assert set(statuses) == {302}
    assert Support.objects.count() == 80
    assert Action.objects.filter(state="discussed").count() == 4
    assert Event.objects.filter(kind="moved", by=None).count() == 4
    assert Event.objects.filter(kind="supported").count() == 80
    numbers = list(roadmap.events.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db(transaction=True)
def test_one_member_on_many_devices_has_one_support(anna, make_action):
    action = make_action()
    jobs = [lambda: Action.objects.get(pk=action.pk).support(anna) for _ in range(16)]
    assert crowd(jobs, 8) == []
    assert action.supports.count() == 1
    assert action.events.filter(kind="supported").count() == 1
