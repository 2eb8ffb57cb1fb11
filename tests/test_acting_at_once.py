"""What members do on a board at the same time, or a moment too late, adds up afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roadmaps.models import Action, Refused, Support
from tests.test_any_order import holds
from tests.threads import at_once


@pytest.mark.parametrize(("minutes", "seconds", "undone"), [(9, 59, True), (10, 0, True), (10, 1, False)])
def test_ten_minutes_are_ten_minutes(minutes, seconds, undone, anna, make_action):
    action, now = make_action(), timezone.now()
    action.revise(anna, 1, goal="Zgoda", at=now)
    number, later = action.events.last().number, now + timedelta(minutes=minutes, seconds=seconds)
    assert bool(action.undoable_by(anna, later)) is undone
    if undone:
        action.undo(anna, number, at=later)
    else:
        with pytest.raises(Refused):
            action.undo(anna, number, at=later)
    action.refresh_from_db()
    assert action.goal == ("" if undone else "Zgoda")


def test_a_move_that_the_third_support_overtook_is_not_undone(anna, bartek, ewa, make_action):
    action = make_action()
    action.shift(anna, up=True)
    action.revise(anna, 1, goal="Zgoda")
    number = action.events.last().number
    for person in (anna, bartek, ewa):
        action.support(person)
    assert action.state == "discussed" and action.undoable_by(anna) is None
    with pytest.raises(Refused):
        action.undo(anna, number)
    with pytest.raises(Refused):
        action.undo(anna, action.events.last().number)  # nobody's


# two at once


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_whatever_happens_at_once_adds_up_afterwards(anna, bartek, ewa, roadmap, make_action, make_user, join, group):
    people = [make_user(f"naraz{number}") for number in range(4)]
    for person in people:
        join(person, group)
    one, other, third = (make_action(f"Działanie numer {number}") for number in range(3))
    for person in people[:2]:
        one.support(person)
    one.revise(anna, 1, goal="Zgoda")
    edited = one.events.last().number
    copy = lambda action: Action.objects.get(pk=action.pk)  # noqa: E731
    rounds = [
        [lambda: copy(one).merge_into(ewa, other), *[lambda p=p: copy(one).support(p) for p in people]],
        [lambda: copy(one).unmerge(ewa), *[lambda p=p: copy(other).confirm_support(p) for p in people]],
        [
            lambda: copy(third).drop(anna, "Nie."),
            lambda: copy(third).move(bartek, "discussed"),
            lambda: copy(third).shift(ewa, up=True),
        ],
        [lambda: copy(one).undo(anna, edited)] * 3
        + [lambda: copy(one).revise(bartek, 2, title="Inny tytuł działania")],
        [
            lambda: copy(other).restore(anna, 2, "title"),
            lambda: copy(other).revise(bartek, 1, title="Jeszcze inny tytuł"),
        ],
        [lambda: people[0].memberships.get().leave(), *[lambda: copy(other).support(people[0])] * 3],
        [lambda: copy(other).merge_into(ewa, one), lambda: copy(one).merge_into(ewa, other)],
        [
            *[lambda p=p: copy(other).withdraw_support(p) for p in people[1:]],
            lambda: copy(one).unmerge(ewa),
            lambda: copy(other).unmerge(ewa),
        ],
    ]
    for jobs in rounds:
        wrong = [error for error in at_once(*jobs) if not isinstance(error, Refused)]
        assert wrong == []
        roadmap.refresh_from_db()
        holds(roadmap)
    assert not Support.objects.filter(by=people[0]).exists()
