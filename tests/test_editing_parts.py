"""An edit sends the fields that were changed; links, people and what was left alone stay as they are."""

import pytest

from tests import schedules
from tests.schedules import OPIS, edit

pytestmark = pytest.mark.engine

action = schedules.action


# the form


def test_boxes_that_were_all_unticked_are_told_from_boxes_left_alone(anna, bartek, as_user, action):
    action.revise(anna, 1, responsible_members=[bartek])
    assert edit(as_user(anna), action, 2, goal="Nowy cel").status_code == 302
    assert list(action.responsible_members.all()) == [bartek]
    assert edit(as_user(anna), action, 2, many=["responsible_members"]).status_code == 302
    assert not action.responsible_members.exists()


# what the script sends: the fields that were changed, and of boxes those in which a tick came or went
PARTS = {
    "description": {"description": "Nowy opis działania."},
    "title": {"title": "Debaty i rozmowy"},
    "nothing": {},
    "the-only-link-unticked": {"many": ["related"]},
    "the-only-person-unticked": {"many": ["responsible_members"]},
    "a-wrong-title": {"title": "Raz"},
    "words-that-seek-links": {"znajdz": "related", "related_slowa": "stół"},
}


@pytest.mark.parametrize("part", PARTS)
def test_an_edit_of_one_part_leaves_links_and_people_as_they_are(ewa, bartek, as_user, make_action, action, part):
    other = make_action("Spacery po dzielnicach")
    action.revise(ewa, 1, related=[other], depends_on=[other], responsible_members=[bartek])
    before = action.snapshot()
    answer = edit(as_user(ewa), action, 2, **PARTS[part])
    assert answer.status_code == {"a-wrong-title": 422, "words-that-seek-links": 200}.get(part, 302)
    wanted = {name: value for name, value in PARTS[part].items() if name in before} if answer.status_code == 302 else {}
    wanted |= {name: [] for name in PARTS[part].get("many", [])}
    action.refresh_from_db()
    assert action.snapshot() == before | wanted


def test_a_wrong_edit_of_one_field_comes_back_whole(anna, as_user, action):
    html = edit(as_user(anna), action, 1, title="Raz").content.decode()
    assert 'value="Raz"' in html and f"{OPIS}</textarea>" in html and "data-fresh" in html
    assert html.count('name="many"') == 3


@pytest.mark.parametrize("many", [["title"], ["nie-ma"], ["related", "related"]])
def test_odd_lists_of_fields_break_nothing(anna, as_user, action, many):
    assert edit(as_user(anna), action, 1, many=many).status_code in (302, 422)
    assert action.events.count() == 1
