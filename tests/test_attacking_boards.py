"""Requests that no form of ours sends: to boards and things of other people, and broken off in the middle."""

import pytest
from django.utils import timezone

from roadmaps.models import Action, Comment, Event, Refused, Support
from roadmaps.models.roadmap import Roadmap
from tests.board_writes import HUGE, writes
from tests.thorough import sample


@pytest.fixture
def elsewhere(other_group, karol):
    roadmap = Roadmap.objects.get(page__path__startswith=other_group.path)
    return roadmap.add(karol, title="Spacery po dachach", description="Opis.")


def state_of(roadmap):
    rows = list(Action.objects.order_by("pk").values())
    comments = list(Comment.objects.order_by("pk").values())
    return rows, comments, Event.objects.count(), Support.objects.count()


# rights


@pytest.mark.any_engine
@pytest.mark.parametrize("htmx", [False, True])
def test_no_address_writes_for_whoever_has_no_right(
    htmx, client, jan, celina, karol, editor, admin, anna, as_user, make_user, join, group, roadmap, make_action
):
    action = make_action()
    comment = action.comment(anna, "Pytanie.")
    former, suspended = make_user("dawna"), make_user("zawieszona")
    join(former, group, status="ended", ended_at=timezone.now())
    join(suspended, group, status="suspended")
    headers = {"HX-Request": "true"} if htmx else {}
    before = state_of(roadmap)
    people = [as_user(one) for one in (jan, celina, karol, editor, admin, former, suspended)]
    for number, who in enumerate((client, *people)):
        for address, data in sample(writes(action.pk, comment.pk).items(), f"no right {htmx} {number}", one_in=3):
            if who is people[4] and "usun-tresc" in address:
                continue  # an administrator does this one
            assert who.post(address, data, headers=headers).status_code == 403, address
            assert who.get(address, headers=headers).status_code in (302, 403, 405), address
        answer = who.post(
            f"/mapy/{roadmap.pk}/dzialania/", {"title": "Ławka", "description": "W cieniu"}, headers=headers
        )
        assert answer.status_code == 403
    assert state_of(roadmap) == before


def test_an_archived_board_is_written_by_nobody_who_belongs_to_it(anna, ewa, as_user, group, roadmap, make_action):
    action = make_action()
    comment = action.comment(anna, "Pytanie.")
    group.archived = True
    group.save_revision().publish()
    before = state_of(roadmap)
    for who in (as_user(anna), as_user(ewa)):
        for address, data in writes(action.pk, comment.pk).items():
            assert who.post(address, data).status_code == 403, address
    assert state_of(roadmap) == before


# other people's things


def test_a_comment_or_an_event_of_another_action_is_not_there(
    anna, ewa, as_user, roadmap, make_action, elsewhere, karol
):
    action, beside = make_action("Debaty o mieście"), make_action("Spacery po dzielnicy")
    comments = [beside.comment(anna, "Tutaj.").pk, elsewhere.comment(karol, "Tam.").pk, 10**12, 10**30]
    numbers = [beside.events.last().number, 99, 10**12, 10**30]
    for who in (as_user(anna), as_user(ewa)):
        for comment in comments:
            for act in ("odpowiedz", "popraw", "usun", "ukryj", "przypnij"):
                address = f"/dzialania/{action.pk}/komentarze/{comment}/{act}/"
                assert who.post(address, {"text": "Tak", "reason": "Tak", "cast": "1"}).status_code in (403, 404), (
                    address
                )
        for number in numbers:
            for act in ("przywroc", "cofnij"):
                assert who.post(f"/dzialania/{action.pk}/historia/{number}/{act}/", {"base": 1}).status_code == 404
    assert action.events.count() == 1 and not action.comments.exists()


def test_boards_are_not_joined_and_verbs_refuse_strange_keys(anna, ewa, as_user, make_action, elsewhere, karol):
    action = make_action()
    assert as_user(ewa).post(f"/dzialania/{action.pk}/polacz/", {"drugie": elsewhere.pk}).status_code == 422
    for key in (*HUGE, str(action.pk), "-1", "²", "1.5", "x", ""):
        assert as_user(ewa).post(f"/dzialania/{action.pk}/polacz/", {"drugie": key}).status_code == 422, key
    there = elsewhere.comment(karol, "Tam.")
    for verb in (
        lambda: action.merge_into(ewa, elsewhere),
        lambda: action.comment(anna, "Tak.", reply_to=there.pk),
        lambda: action.revise_comment(anna, there.pk, "Tak."),
        lambda: action.delete_comment(anna, there.pk),
        lambda: action.hide_comment(ewa, there.pk, "Nie."),
        lambda: action.pin_comment(ewa, there.pk),
    ):
        with pytest.raises(Refused):
            verb()
    assert Event.objects.filter(roadmap=action.roadmap).count() == 1


def test_a_connection_that_dies_in_the_middle_leaves_nothing_half_done(
    anna, bartek, as_user, roadmap, make_action, monkeypatch
):
    action = make_action()
    action.support(bartek)
    before = state_of(roadmap)
    who = as_user(anna, raise_request_exception=False)

    def dies(*args, **kwargs):
        raise ConnectionError

    for place in ("mark_stale_supports", "snapshot"):
        with monkeypatch.context() as broken:
            broken.setattr(Action, place, dies)
            assert who.post(f"/dzialania/{action.pk}/edycja/", {"base": 1, "title": "Inny tytuł"}).status_code == 500
    with monkeypatch.context() as broken:
        broken.setattr(Roadmap, "record", dies)
        told = {address: who.post(address, data).status_code for address, data in writes(action.pk).items()}
    assert state_of(roadmap) == before
    one = f"/dzialania/{action.pk}"
    recorded = ("glos", "pomoc", "zastrzezenie", "edycja", "przenies", "zaniechaj", "komentarze")
    assert [f"{one}/{what}/" for what in recorded if told[f"{one}/{what}/"] != 500] == []
    # what has nothing to record is answered as ever
    assert told[f"{one}/glos/wersja/"] == 409 and told[f"{one}/historia/1/przywroc/"] == 302
    assert who.post(f"{one}/edycja/", {"base": 1, "title": "Inny tytuł"}).status_code == 302
    action.refresh_from_db()
    assert (action.title, action.version, action.events.last().kind) == ("Inny tytuł", 2, "revised")
