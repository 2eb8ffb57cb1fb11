"""Members bring back what an action said before, and undo their latest act for ten minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roadmaps.models import Event, NotAllowed, Refused
from tests import action_history
from tests.action_history import NOW, OPIS, html_of, newest
from tests.schedules import replays_exactly

pytestmark = pytest.mark.engine

SOON, LATE = NOW + timedelta(minutes=9), NOW + timedelta(minutes=11)
action = action_history.action


# bringing back


def test_a_member_brings_one_field_back_and_then_the_whole_text(anna, bartek, as_user, action):
    first = newest(action).number
    action.revise(anna, 1, description="Dwie rozmowy.", goal="Spór.")
    client = as_user(bartek)
    address = f"/dzialania/{action.pk}/historia/{first}/przywroc/"
    html = client.get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "<del>Spór</del><ins>Zgoda</ins>" in html and 'name="base" value="2"' in html
    assert client.post(address, {"base": 2, "pole": "goal"}).status_code == 302
    action.refresh_from_db()
    assert (action.goal, action.description) == ("Zgoda.", "Dwie rozmowy.")
    assert newest(action).about == first and newest(action).by == bartek
    assert client.post(address, {"base": 3}).status_code == 302
    action.refresh_from_db()
    assert action.description == OPIS and action.version == 4 and replays_exactly(action.roadmap)


def test_bringing_back_what_is_so_already_writes_nothing(anna, as_user, action):
    first = newest(action).number
    action.restore(anna, first)
    action.restore(anna, first, "goal")
    address = f"/dzialania/{action.pk}/historia/{first}/przywroc/"
    assert "Nie ma czego przywracać" in as_user(anna).get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert action.events.count() == 1 and action.version == 1


def test_a_text_that_changed_meanwhile_is_shown_before_it_goes(anna, bartek, as_user, action):
    first = newest(action).number
    action.revise(anna, 1, goal="Spór.")
    action.revise(anna, 2, goal="Wielki spór.")
    answer = as_user(bartek).post(f"/dzialania/{action.pk}/historia/{first}/przywroc/", {"base": 2})
    assert answer.status_code == 409 and "<del>Wielki spór</del>" in answer.content.decode().replace("\xa0", " ")
    action.refresh_from_db()
    assert action.goal == "Wielki spór."


def test_another_actions_event_brings_nothing_back(anna, as_user, action, make_action):
    other = newest(make_action("Spacery po dzielnicach")).number
    client = as_user(anna)
    assert client.get(f"/dzialania/{action.pk}/historia/{other}/przywroc/").status_code == 404
    assert client.post(f"/dzialania/{action.pk}/historia/{other}/cofnij/").status_code == 404
    assert client.get(f"/dzialania/{action.pk}/historia/99999/przywroc/").status_code == 404


# undoing


def test_an_edit_is_undone_once(anna, action):
    action.revise(anna, 1, goal="Spór.", at=NOW)
    number = newest(action).number
    for _ in range(2):
        action.undo(anna, number, at=SOON)
    assert action.goal == "Zgoda." and action.version == 3
    assert [event.about for event in action.events.all()] == [None, None, number]
    assert replays_exactly(action.roadmap)


def test_a_move_is_undone_to_its_place(anna, roadmap, make_action, action):
    below = make_action("Spacery po dzielnicach")
    action.move(anna, "discussed", at=NOW)
    action.undo(anna, newest(action).number, at=SOON)
    assert action.state == "proposed"
    assert list(roadmap.actions.filter(state="proposed")) == [action, below]


def test_finishing_is_undone_with_its_outcome(ewa, make_action):
    action = make_action(state="in_progress")
    action.move(ewa, "done", outcome="Udało się.", done_on=timezone.localdate(), at=NOW)
    action.undo(ewa, newest(action).number, at=SOON)
    action.refresh_from_db()
    assert (action.state, action.outcome, action.done_on) == ("in_progress", "", None)


def test_dropping_and_order_are_undone(anna, roadmap, make_action, action):
    others = [make_action(f"Działanie numer {number}") for number in range(3)]
    action.move(anna, "proposed", place=3, at=NOW)
    assert list(roadmap.actions.all()) == [others[0], others[1], action, others[2]]
    action.undo(anna, newest(action).number, at=SOON)
    assert list(roadmap.actions.all()) == [action, *others]
    last = others[2]
    last.move(anna, "proposed", place=1, at=NOW)
    last.undo(anna, newest(last).number, at=SOON)
    assert list(roadmap.actions.all()) == [action, *others]
    action.drop(anna, "Pomyłka", at=NOW)
    action.undo(anna, newest(action).number, at=SOON)
    assert action.state == "proposed" and list(roadmap.actions.all()) == [action, *others]


def test_adding_is_undone_into_the_dropped(anna, action):
    action.undo(anna, newest(action).number, at=SOON)
    assert action.state == "dropped" and newest(action).note == "Dodanie cofnięte"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda action, anna, bartek: None, "minęło 10 minut"),
        (lambda action, anna, bartek: action.revise(bartek, 2, title="Rozmowy przy stole"), "zmieniło się później"),
        (lambda action, anna, bartek: action.move(bartek, "discussed"), "zmieniło się później"),
    ],
)
def test_it_is_too_late_to_undo(anna, bartek, as_user, action, spoil, sentence):
    action.revise(anna, 1, goal="Spór.", at=NOW)
    number = newest(action).number
    spoil(action, anna, bartek)
    with pytest.raises(Refused, match=sentence):
        action.undo(anna, number, at=LATE if sentence.startswith("minęło") else SOON)
    action.refresh_from_db()
    assert action.goal == "Spór."


def test_votes_and_comments_do_not_spoil_undoing_and_others_cannot_undo(anna, bartek, jan, action):
    action.revise(anna, 1, goal="Spór.", at=NOW)
    number = newest(action).number
    action.support(bartek)
    action.comment(bartek, "Dobrze.")
    with pytest.raises(Refused, match="własną"):
        action.undo(bartek, number, at=SOON)
    with pytest.raises(NotAllowed):
        action.undo(jan, number, at=SOON)
    action.undo(anna, number, at=SOON)
    assert action.goal == "Zgoda."


def test_the_own_comment_is_undone(anna, bartek, action):
    comment = action.comment(bartek, "Kto policzy koszty?", at=NOW)
    number = newest(action).number
    for _ in range(2):
        action.undo(bartek, number, at=SOON)
    comment.refresh_from_db()
    assert comment.deleted_at and not comment.text
    assert action.events.filter(kind="comment_deleted").count() == 1


def test_undo_is_offered_where_it_happened_for_ten_minutes(anna, bartek, client, as_user, roadmap, action):
    annas, board = as_user(anna), roadmap.page.url
    answer = annas.post(f"/dzialania/{action.pk}/przenies/", {"to": "discussed"}, follow=True)
    button = 'aria-label="Cofnij: Debaty przy stole"'
    assert button in answer.content.decode()  # on the board, beside the message
    assert html_of(annas, action).count(button) == 2  # on top of the page and in the history
    assert button not in html_of(as_user(bartek), action) and button not in html_of(client, action)
    assert button not in as_user(bartek).get(board).content.decode()
    address = f"/dzialania/{action.pk}/historia/{newest(action).number}/cofnij/"
    assert annas.post(address).status_code == 302
    action.refresh_from_db()
    assert action.state == "proposed"
    Event.objects.update(at=NOW - timedelta(minutes=11))
    assert button not in html_of(annas, action)
