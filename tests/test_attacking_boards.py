"""Requests that no form of ours sends: strange keys, other people's things, missing and doubled fields, long texts."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.templatetags.plain import plain
from portal.templatetags.polish import typo
from roadmaps.models import Action, Comment, Event, Refused, Support
from roadmaps.models.roadmap import Roadmap
from roadmaps.rules.differences import differences
from roadmaps.rules.mentions import with_names, with_tokens
from roadmaps.rules.merge import merge
from roadmaps.rules.terms import parse
from roadmaps.rules.wording import material
from tests.test_any_order import holds
from tests.thorough import sample

HUGE = ["0", "2147483648", "9223372036854775807", "9223372036854775808", "1" * 40, "1" * 4000]


@pytest.fixture
def elsewhere(other_group, karol):
    roadmap = Roadmap.objects.get(page__path__startswith=other_group.path)
    return roadmap.add(karol, title="Spacery po dachach", description="Opis.")


def writes(action, comment=1, number=1):
    """{address: what its form sends} of all that is done to an action."""
    one, said = f"/dzialania/{action}", f"/dzialania/{action}/komentarze/{comment}"
    return {
        f"{one}/glos/": {"cast": "1"},
        f"{one}/glos/wersja/": {"answer": "confirm", "seen": "1"},
        f"{one}/pomoc/": {"kind": "time", "text": "Godzina"},
        f"{one}/zastrzezenie/": {"reason": "Za drogo"},
        f"{one}/edycja/": {"base": "1", "title": "Inny tytuł"},
        f"{one}/historia/{number}/przywroc/": {"base": "1", "pole": "title"},
        f"{one}/historia/{number}/cofnij/": {},
        f"{one}/ukryj/": {"reason": "Obraża"},
        f"{one}/pokaz/": {},
        f"{one}/usun-tresc/": {"phrase": "Opis", "reason": "Dane"},
        f"{one}/przenies/": {"to": "discussed"},
        f"{one}/zaniechaj/": {"reason": "Nie ma komu"},
        f"{one}/polacz/": {"z": "1"},
        f"{one}/rozlacz/": {},
        f"{one}/komentarze/": {"text": "Tak", "kind": "comment"},
        f"{said}/odpowiedz/": {"text": "Tak"},
        f"{said}/popraw/": {"text": "Tak", "kind": "comment"},
        f"{said}/usun/": {},
        f"{said}/ukryj/": {"reason": "Obraża"},
        f"{said}/przypnij/": {"cast": "1"},
    }


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
    assert as_user(ewa).post(f"/dzialania/{action.pk}/polacz/", {"z": elsewhere.pk}).status_code == 422
    for key in (*HUGE, str(action.pk), "-1", "²", "1.5", "x", ""):
        assert as_user(ewa).post(f"/dzialania/{action.pk}/polacz/", {"z": key}).status_code == 422, key
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


@pytest.mark.any_engine
@pytest.mark.parametrize("number", HUGE)
def test_a_number_that_no_key_can_be_is_404(number, anna, ewa, as_user, roadmap, make_action):
    make_action()
    who = as_user(ewa, raise_request_exception=False)
    for address in [*writes(number), f"/dzialania/{number}/", f"/dzialania/{number}/osoby/"]:
        assert who.get(address).status_code in (404, 405), address
        assert who.post(address, {"cast": "1", "base": "1"}).status_code in (404, 405), address
    for address in writes(roadmap.actions.get().pk, comment=number, number=number):
        if f"/{number}/" in address:
            assert who.post(address, {"text": "Tak", "reason": "Tak"}).status_code in (404, 405), address
    for address in (
        f"/mapy/{number}/dzialania/",
        f"/mapy/{number}/podobne/?title=Spacery",
        f"/mapy/{number}/powiazania/",
    ):
        assert who.get(address).status_code == 404
    for name in "epz":
        assert who.get(f"/dzialania/?{name}={number}").status_code == 404


# fields


STRANGE = ["-1", "0", "2147483648", "1" * 30, "1.5", "²", "٣", "x", "", " 1 ", "1\x00"]


@pytest.mark.parametrize("value", STRANGE)
def test_a_strange_version_or_place_is_refused_with_all_that_was_typed(value, ewa, as_user, roadmap, make_action):
    action = make_action()
    action.support(ewa)
    who = as_user(ewa, raise_request_exception=False)
    one = action.get_absolute_url()
    answer = who.post(f"{one}edycja/", {"base": value, "title": "Zupełnie inny tytuł"})
    # digits of any script are digits to a form
    assert answer.status_code in (302, 422) and (
        answer.status_code == 302 or "Zupełnie inny tytuł" in answer.content.decode()
    )
    for address, data in {
        f"{one}przenies/": {"to": "proposed", "place": value},
        f"{one}glos/wersja/": {"answer": "confirm", "seen": value},
        f"{one}historia/1/przywroc/": {"base": value, "pole": value},
        f"{one}glos/": {"cast": value},
        f"{one}komentarze/": {"text": value, "kind": value},
        f"{one}pomoc/": {"kind": value, "text": value},
        f"{one}edycja/": {"base": "1", "many": value, "related": value, "responsible_members": value, "horizon": value},
        f"/mapy/{roadmap.pk}/dzialania/": {"title": value, "depends_on": value, "term": value},
    }.items():
        assert who.post(address, data).status_code < 500, address
    for name in ("bez", "related", "znajdz", "related_slowa"):
        query = {"znajdz": "related", name: value}
        assert who.get(f"/mapy/{roadmap.pk}/powiazania/", query).status_code in (200, 404)
    roadmap.refresh_from_db()
    assert holds(roadmap) is None


def test_a_version_of_the_future_is_the_newest_one(anna, bartek, as_user, make_action):
    action = make_action()
    action.revise(bartek, 1, goal="Zgoda")
    assert (
        as_user(anna).post(f"/dzialania/{action.pk}/edycja/", {"base": "77", "title": "Inny tytuł"}).status_code == 302
    )
    action.refresh_from_db()
    assert (action.goal, action.title, action.version) == ("Zgoda", "Inny tytuł", 3)


def test_forms_without_any_field_or_with_each_twice_break_nothing(ewa, admin, as_user, roadmap, make_action):
    for doubled in (False, True):
        action = make_action()
        comment = action.comment(ewa, f"Pytanie {doubled}.")
        number = action.events.first().number
        for who in (as_user(ewa, raise_request_exception=False), as_user(admin, raise_request_exception=False)):
            for headers in ({}, {"HX-Request": "true"}):
                for address, data in writes(action.pk, comment.pk, number).items():
                    data = {name: [value, value] for name, value in data.items()} if doubled else {}
                    assert who.post(address, data, headers=headers).status_code < 500, address
    roadmap.refresh_from_db()
    holds(roadmap)


# time


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


# long texts

LONG = {
    "spaces": " " * 10_000,
    "lines": "\n" * 10_000,
    "lines and spaces": "\n " * 5_000 + "x",
    "one word": "a" * 10_000,
    "at": "@" * 10_000,
    "at and names": "@Anna " * 1_600,
    "tokens": "@[1]" * 2_500,
    "open tokens": "@[" * 5_000,
    "digits in a token": "@[" + "1" * 10_000,
    "addresses": "http://a.pl/" * 800,
    "one address": "https://" + "a." * 5_000,
    "mail": "a@" * 5_000,
    "mail and dots": "a@b." * 2_500,
    "brackets": "(" * 5_000 + ")" * 5_000,
    "an address in brackets": "http://a.pl/" + "(" * 5_000 + ")" * 4_000,
    "hyphens": "- " * 5_000,
    "list": "- a\n" * 2_500,
    "marks": ".,;:" * 2_500,
    "entities": "&amp;" * 2_000,
    "tags": "<a " * 3_000,
    "quotes": "„" * 10_000,
    "one-letter words": "i w z " * 1_600,
    "numbers": "1 " * 5_000,
    "combining": "a" + "\u0301" * 9_999,
    "nothing seen": "\u200b" * 10_000,
    "www": "www." * 2_500,
}


@pytest.mark.any_engine
@pytest.mark.parametrize("kind", LONG)
def test_no_text_holds_a_page_up(kind, make_user):
    """Each within a second, which on a busy machine is far above what they take; squares of the length are not."""
    text, people = (
        LONG[kind],
        [make_user("anna", first_name="Anna"), make_user("aaa", first_name="a a a", last_name="a")],
    )
    for work in (
        lambda: plain(text),
        lambda: typo(text),
        lambda: differences(text[:5000], text[1:5000:2]),
        lambda: merge(text[:5000], text[:4000] + " x", text[1:5000]),
        lambda: with_tokens(text[:5000], people),
        lambda: with_names(text, {1: "Anna"}),
        lambda: material({"description": text[:5000]}, {"description": text[5:5000:2]}),
    ):
        began = time.process_time()
        work()
        assert time.process_time() - began < 1
    with pytest.raises(ValueError):
        parse(text[:200])


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
        wrong, barrier = [], threading.Barrier(len(jobs))

        def run(job, wrong=wrong, barrier=barrier):
            barrier.wait(60)
            try:
                job()
            except Refused:
                pass
            except Exception as error:
                wrong.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=[job]) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        roadmap.refresh_from_db()
        holds(roadmap)
    assert not Support.objects.filter(by=people[0]).exists()


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
