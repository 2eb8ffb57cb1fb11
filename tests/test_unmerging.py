"""A merge is undone: what was comes back, but no support of whoever withdrew it or left meanwhile."""

import pytest

from roadmaps.models import Action, Refused, Support
from roadmaps.rules.permissions import OPEN
from tests import duplicates
from tests.duplicates import fresh, votes
from tests.schedules import replays_exactly

two = duplicates.two


@pytest.mark.parametrize("state", OPEN)
def test_undoing_it_leads_back_to_what_was(anna, bartek, ewa, make_action, state):
    duplicate, other = make_action("Debaty o mieście"), make_action()
    duplicate.support(anna)
    duplicate.support(bartek)
    other.support(bartek)
    Action.objects.filter(pk=duplicate.pk).update(state=state, position=7)
    duplicate = fresh(duplicate)
    before = set(Support.objects.values_list("action", "by", "wording", "stale"))
    duplicate.merge_into(ewa, other)
    duplicate.unmerge(ewa)
    assert (fresh(duplicate).state, fresh(duplicate).merged_into) == (state, None)
    assert set(Support.objects.values_list("action", "by", "wording", "stale")) == before
    assert not Support.objects.exclude(came_from=None).exists()
    assert duplicate.events.filter(kind="unmerged").count() == other.events.filter(kind="unmerged").count() == 1


def test_a_support_withdrawn_meanwhile_does_not_come_back(anna, bartek, ewa, two):
    duplicate, other = two
    duplicate.support(anna)
    duplicate.support(bartek)
    other.support(bartek)
    duplicate.merge_into(ewa, other)
    other.withdraw_support(anna)
    other.withdraw_support(bartek)
    duplicate.unmerge(ewa)
    assert not Support.objects.exists()


def test_whoever_left_the_group_meanwhile_stands_behind_neither(anna, bartek, ewa, group, two):
    duplicate, other = two
    for person in (anna, bartek):
        duplicate.support(person)
    other.support(bartek)
    duplicate.merge_into(ewa, other)
    for person in (anna, bartek):
        person.membership_in(group).leave()
    duplicate.unmerge(ewa)
    assert not Support.objects.exists()


def test_a_support_confirmed_meanwhile_stands_behind_both(anna, ewa, two):
    duplicate, other = two
    duplicate.support(anna)
    duplicate.merge_into(ewa, other)
    other.confirm_support(anna)
    assert votes(other) == 1 and not other.supports.get().stale
    duplicate.unmerge(ewa)
    assert votes(other) == votes(duplicate) == 1


def test_a_merged_action_goes_back_to_the_road_by_unmerging_only(ewa, two):
    duplicate, other = two
    duplicate.merge_into(ewa, other)
    with pytest.raises(Refused, match="rozłączyć"):
        duplicate.reopen(ewa, "Jednak osobno.")
    with pytest.raises(Refused):
        duplicate.support(ewa)
    Action.objects.filter(pk=other.pk).update(state="done", position=5)
    with pytest.raises(Refused, match="Zrealizowane"):
        fresh(duplicate).unmerge(ewa)


@pytest.mark.parametrize("way", ["leave", "end", "erase"])
@pytest.mark.parametrize("confirms", [False, True])
def test_no_vote_of_somebody_gone_comes_back_with_a_duplicate(anna, bartek, ewa, admin, group, two, way, confirms):
    duplicate, other = two
    for action in two:
        for who in (anna, bartek):
            action.support(who)
    duplicate.merge_into(ewa, other)
    if confirms:
        fresh(other).revise(ewa, fresh(other).version, title="Zupełnie inny tytuł niż dotąd")
        fresh(other).confirm_support(anna)
    membership = anna.memberships.get()
    ways = {"leave": membership.leave, "end": lambda: membership.end(ewa, "Na prośbę."), "erase": lambda: None}
    ways[way]()
    if way == "erase":
        anna.erase(admin)
    assert replays_exactly(other.roadmap)
    fresh(duplicate).unmerge(ewa)
    for action in two:
        assert [support.by for support in action.supports.all()] == [bartek]
    assert replays_exactly(other.roadmap)
