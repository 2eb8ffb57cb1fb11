"""Coordinators merge duplicates: each person's support is kept once, and the merge can be undone."""

import pytest

from roadmaps.models import Action, NotAllowed, Refused, Support
from roadmaps.models.roadmap import Roadmap
from roadmaps.rules.permissions import OPEN
from tests.schedules import replays_exactly


@pytest.fixture
def two(make_action):
    """A duplicate and the action that it is merged into."""
    return make_action("Debaty o mieście"), make_action("Debaty przy wspólnym stole")


def fresh(action):
    return Action.objects.get(pk=action.pk)


def votes(action):
    return Action.objects.for_board().get(pk=action.pk).votes


def test_supporters_of_both_are_counted_once_and_the_others_move(anna, bartek, ewa, two):
    duplicate, other = two
    duplicate.support(anna)
    duplicate.support(bartek)
    other.support(bartek)
    duplicate.merge_into(ewa, other)
    assert set(other.supports.values_list("by", flat=True)) == {anna.pk, bartek.pk}
    assert votes(other) == 2
    lent = other.supports.get(by=anna)
    assert lent.came_from == duplicate and lent.wording == 1
    assert other.supports.get(by=bartek).came_from is None
    assert list(duplicate.supports.values_list("by", flat=True)) == [bartek.pk]


def test_the_duplicate_is_dropped_with_a_note_and_both_tell_of_it(ewa, two):
    duplicate, other = two
    duplicate.merge_into(ewa, other)
    assert (fresh(duplicate).state, fresh(duplicate).merged_into) == ("dropped", other)
    event = duplicate.events.get(kind="joined")
    assert event.note == "Połączone z działaniem «Debaty przy wspólnym stole»"
    assert event.changes["state"] == ["proposed", "dropped"]
    assert other.events.get(kind="joined").note == "Dołączono działanie «Debaty o mieście»"


def test_a_support_for_another_text_is_one_for_an_earlier_wording(anna, ewa, roadmap, make_action):
    duplicate, other = make_action("Debaty o mieście"), make_action("Debaty przy wspólnym stole")
    same = make_action("Debaty przy wspólnym stole")
    duplicate.support(anna)
    same.support(ewa)
    duplicate.merge_into(ewa, other)
    same.merge_into(ewa, other)
    assert other.supports.get(by=anna).stale and not other.supports.get(by=ewa).stale


def test_no_third_support_moves_anything_when_it_came_by_merging(anna, bartek, ewa, two):
    duplicate, other = two
    for person in (anna, bartek):
        duplicate.support(person)
    other.support(ewa)
    duplicate.merge_into(ewa, other)
    assert votes(other) == 3
    assert fresh(other).state == "proposed"
    assert not other.events.filter(kind="moved").exists()


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
    assert duplicate.events.filter(kind="parted").count() == other.events.filter(kind="parted").count() == 1


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


def test_merging_and_unmerging_twice_change_nothing(anna, ewa, two):
    duplicate, other = two
    duplicate.support(anna)
    duplicate.merge_into(ewa, other)
    duplicate.merge_into(ewa, other)
    assert duplicate.events.filter(kind="joined").count() == 1
    duplicate.unmerge(ewa)
    duplicate.unmerge(ewa)
    assert duplicate.events.filter(kind="parted").count() == 1


def test_what_makes_no_sense_is_refused(ewa, karol, other_group, make_action, two):
    duplicate, other = two
    third = make_action("Trzecie działanie")
    elsewhere = Roadmap.objects.get(page__path__startswith=other_group.path).add(
        karol, title="Działanie obok", description="W innej grupie."
    )
    dropped, done = make_action("Porzucone", state="dropped"), make_action("Zrobione", state="done")
    for wrong in (duplicate, elsewhere, dropped, done):
        with pytest.raises(Refused):
            duplicate.merge_into(ewa, wrong)
    duplicate.merge_into(ewa, other)
    for one, into in ((duplicate, third), (third, duplicate), (other, third)):
        with pytest.raises(Refused):
            one.merge_into(ewa, into)
    for one in (dropped, done):
        with pytest.raises(Refused):
            one.merge_into(ewa, third)


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


@pytest.mark.parametrize("who", ["anna", "jan", "karol", "admin"])
def test_only_coordinators_of_the_group_join_and_part(request, who, ewa, two):
    duplicate, other = two
    somebody = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        duplicate.merge_into(somebody, other)
    duplicate.merge_into(ewa, other)
    with pytest.raises(NotAllowed):
        duplicate.unmerge(somebody)
    assert fresh(duplicate).merged_into == other


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


# over HTTP


def test_the_coordinator_chooses_compares_joins_and_parts(anna, ewa, as_user, client, make_action, two):
    duplicate, other = two
    make_action("Ławki w parku")
    duplicate.support(anna)
    desk, address = as_user(ewa), f"/dzialania/{duplicate.pk}/polacz/"
    page = desk.get(address).text
    assert page.index("Debaty przy wspólnym stole") < page.index("Ławki w\xa0parku")
    found = desk.get(address, {"q": "debatami"}).text
    assert "Debaty przy" in found and "Ławki" not in found
    beside = desk.get(address, {"z": other.pk}).text
    assert "Debaty o\xa0mieście" in beside and "Debaty przy wspólnym stole" in beside and "1\xa0głos" in beside
    answer = desk.post(address, {"z": other.pk})
    assert answer.status_code == 302 and answer.url == f"/dzialania/{duplicate.pk}/#glosy"
    assert f'href="/dzialania/{other.pk}/"' in client.get(duplicate.get_absolute_url()).text
    assert f'href="/dzialania/{duplicate.pk}/"' in client.get(other.get_absolute_url()).text
    assert "Rozłącz" not in client.get(duplicate.get_absolute_url()).text
    assert "Rozłącz" in desk.get(duplicate.get_absolute_url()).text
    assert desk.post(f"/dzialania/{duplicate.pk}/rozlacz/").status_code == 302
    assert fresh(duplicate).merged_into is None


@pytest.mark.parametrize("key", ["", "x", "999999", "9" * 40])
def test_a_choice_that_is_none_shows_the_choices_again(ewa, as_user, two, key):
    duplicate, _ = two
    answer = as_user(ewa).post(f"/dzialania/{duplicate.pk}/polacz/", {"z": key})
    assert answer.status_code == 422 and "Najbardziej podobne" in answer.text
    assert as_user(ewa).get(f"/dzialania/{duplicate.pk}/polacz/", {"z": key, "q": "%'\""}).status_code == 200


def test_a_merged_duplicate_shows_no_names(anna, ewa, client, as_user, two, agree_to_name):
    agree_to_name(anna)
    duplicate, other = two
    duplicate.support(anna)
    duplicate.merge_into(ewa, other)
    for reader in (client, as_user(ewa)):
        for action in two:
            assert "Anna" not in reader.get(action.get_absolute_url()).text
