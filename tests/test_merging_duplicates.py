"""Coordinators merge duplicates: each person's support is kept once, and both actions tell of it."""

import pytest

from roadmaps.models import NotAllowed, Refused
from roadmaps.models.roadmap import Roadmap
from tests import duplicates
from tests.duplicates import fresh, votes

two = duplicates.two


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
    event = duplicate.events.get(kind="merged")
    assert event.note == "Połączone z działaniem «Debaty przy wspólnym stole»"
    assert event.changes["state"] == ["proposed", "dropped"]
    assert other.events.get(kind="merged").note == "Dołączono działanie «Debaty o mieście»"


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


def test_merging_and_unmerging_twice_change_nothing(anna, ewa, two):
    duplicate, other = two
    duplicate.support(anna)
    duplicate.merge_into(ewa, other)
    duplicate.merge_into(ewa, other)
    assert duplicate.events.filter(kind="merged").count() == 1
    duplicate.unmerge(ewa)
    duplicate.unmerge(ewa)
    assert duplicate.events.filter(kind="unmerged").count() == 1


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
    beside = desk.get(address, {"drugie": other.pk}).text
    assert "Debaty o\xa0mieście" in beside and "Debaty przy wspólnym stole" in beside and "1\xa0głos" in beside
    answer = desk.post(address, {"drugie": other.pk})
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
    answer = as_user(ewa).post(f"/dzialania/{duplicate.pk}/polacz/", {"drugie": key})
    assert answer.status_code == 422 and "Najbardziej podobne" in answer.text
    assert as_user(ewa).get(f"/dzialania/{duplicate.pk}/polacz/", {"drugie": key, "q": "%'\""}).status_code == 200


def test_a_merged_duplicate_shows_no_names(anna, ewa, client, as_user, two, agree_to_name):
    agree_to_name(anna)
    duplicate, other = two
    duplicate.support(anna)
    duplicate.merge_into(ewa, other)
    for reader in (client, as_user(ewa)):
        for action in two:
            assert "Anna" not in reader.get(action.get_absolute_url()).text
