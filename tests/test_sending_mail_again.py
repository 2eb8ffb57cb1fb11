"""Mail that an office does not take is tried again, with growing patience, and given up after five days."""

from datetime import timedelta

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from signup.letters import queue
from signup.models import Mail
from tests import post_office
from tests.post_office import work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]
letter, post_office = post_office.letter, post_office.post_office


def make_due(letter):
    """Let the time of waiting pass."""
    Mail.objects.filter(pk=letter.pk).update(taken_until=timezone.now())
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())


def test_a_closed_office_is_tried_again_with_growing_patience(post_office, letter):
    waits = []
    for _ in range(4):
        before = timezone.now()
        work()
        letter.refresh_from_db()
        assert letter.sent_at is None
        waits.append(round((letter.taken_until - before).total_seconds() / 60))
        make_due(letter)
    assert waits == [1, 2, 4, 8]
    post_office.open()
    work()
    letter.refresh_from_db()
    assert letter.sent_at
    assert len(post_office.letters) == 1


def test_the_next_try_waits_until_it_is_due(post_office, letter):
    work()
    post_office.open()
    work()
    assert not post_office.letters


def test_451_is_put_off_and_the_try_after_it_succeeds(post_office, letter):
    post_office.open("451")
    work()
    letter.refresh_from_db()
    assert letter.last_error == "SMTPRecipientsRefused 451"
    make_due(letter)
    work()
    letter.refresh_from_db()
    assert letter.sent_at
    assert len(post_office.letters) == 1


def test_550_is_the_end_and_nothing_else_suffers(post_office, letter):
    other = Mail.objects.post("login_code", "anna@example.org", {"code": "ABCD-EFGH"})
    post_office.open("550")
    work()
    letter.refresh_from_db()
    other.refresh_from_db()
    assert {bool(m.failed_at) for m in (letter, other)} == {True, False}
    failed = letter if letter.failed_at else other
    assert failed.last_error == "SMTPRecipientsRefused 550"
    assert failed.text == ""
    make_due(failed)
    queue.heal()
    work()
    assert len(post_office.letters) == 1


def test_a_line_that_drops_after_data_is_tried_again_as_the_same_message(post_office, letter):
    post_office.open("drop")
    work()
    letter.refresh_from_db()
    assert letter.sent_at is None
    make_due(letter)
    work()
    first, second = post_office.read()
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    letter.refresh_from_db()
    assert letter.sent_at


@pytest.fixture
def clock(monkeypatch):
    """clock(minutes=…) moves the time of this process on."""
    moved = [timedelta()]
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + moved[0])

    def move(**by):
        moved[0] += timedelta(**by)

    return move


def test_an_office_away_for_ten_minutes_that_is_moody_then_gets_each_message_once(post_office, clock):
    """Every kind of trouble, minute by minute: each is delivered, and twice only what was dropped after DATA."""
    people = [f"osoba{n}@example.org" for n in range(8)]
    for person in people:
        Mail.objects.post("login_code", person, {"code": "ABCD-EFGH"})
    for _ in range(10):
        work()
        queue.heal()
        clock(minutes=1)
    assert not post_office.letters
    assert Mail.objects.waiting().count() == len(people)
    post_office.open("451", "ok", "late 451", "drop", "ok", "421", "drop", "451")
    for _ in range(60):
        work()
        queue.heal()
        clock(minutes=1)
    assert not Mail.objects.waiting().exists()
    assert not Mail.objects.exclude(failed_at=None).exists()
    got = [letter["To"] for letter in post_office.read()]
    twice = [person for person in people if got.count(person) == 2]
    assert sorted({*got}) == people
    assert len(got) == len(people) + 2
    assert len(twice) == 2
    for person in twice:  # and whoever reads them can know that they are one
        assert len({letter["Message-ID"] for letter in post_office.read() if letter["To"] == person}) == 1


def test_after_five_days_it_is_given_up_and_the_log_names_nobody(post_office, letter, caplog):
    Mail.objects.update(created_at=timezone.now() - timedelta(days=5))
    caplog.set_level("DEBUG")
    work()
    letter.refresh_from_db()
    assert letter.failed_at
    assert "given up" in caplog.text
    assert "jan@" not in "".join(r.getMessage() for r in caplog.records if r.name.startswith("signup"))


def test_waits_never_grow_beyond_six_hours(letter):
    letter.attempts = 300
    now = timezone.now()
    assert letter.put_off("OSError", now) == now + timedelta(hours=6)
