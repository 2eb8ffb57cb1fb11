"""Mail: written with the change, sent once by the worker through a real SMTP server; one that dies loses nothing."""

import email
import email.policy
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal import slots
from portal.models import Centre
from signup.letters import heartbeat, queue
from signup.models import Mail
from tests import post_office
from tests.post_office import work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]
letter, post_office = post_office.letter, post_office.post_office


def test_a_message_goes_out_once_and_keeps_no_text(post_office, letter):
    centre = Centre.default()
    centre.name, centre.contact_email = "Centrum Próbne", "biuro@example.org"
    centre.save()
    post_office.open()
    work()
    work()
    (got,) = post_office.read()
    assert got["To"] == "jan@example.org"
    assert got["Reply-To"] == "biuro@example.org"
    assert got["From"] == "Centrum Próbne <drogowskaz@localhost>"
    assert got["Subject"] == "Otrzymaliśmy Twoją deklarację nr D/2018/0042"
    assert str(letter.message_id) in got["Message-ID"]
    plain, html = got.get_body(("plain",)).get_content(), got.get_body(("html",)).get_content()
    for words in ("D/2018/0042", "„Edukacja”", "/deklaracje/x/", "Piszemy, bo"):
        assert words in plain
        assert words in html
    letter.refresh_from_db()
    assert letter.sent_at
    assert (letter.text, letter.html, letter.attempts) == ("", "", 1)


def test_a_change_that_fails_sends_nothing(post_office, db):
    post_office.open()
    with pytest.raises(RuntimeError), transaction.atomic():
        Mail.objects.post("login_code", "jan@example.org", {"code": "ABCD-EFGH"})
        raise RuntimeError
    work()
    assert not post_office.letters
    assert not Mail.objects.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("title", ["Grupa\r\nBcc: obcy@example.org", "Grupa\x85Bcc:\u2028x"])
def test_no_title_begins_a_header_of_its_own(post_office, title):
    post_office.open()
    Mail.objects.post(
        "welcome",
        "jan@example.org",
        {"groups": [title], "number": "D/2018/0001"},
    )
    work()
    (got,) = post_office.read()
    assert got["Bcc"] is None
    assert got["Subject"].startswith("Witamy w grupie roboczej «Grupa Bcc:")


def test_two_workers_never_hold_the_same_message(letter):
    barrier, taken = threading.Barrier(6), []

    def take():
        try:
            barrier.wait(10)
            taken.append(Mail.objects.take(letter.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(taken) == 6
    assert sum(row is not None for row in taken) == 1


def test_a_worker_that_died_with_a_message_in_hand_loses_nothing_and_is_replaced_within_five_minutes(
    post_office, letter
):
    post_office.open()
    # with a minute to the next look of the scheduler
    Mail.objects.take(letter.pk, timezone.now() - timedelta(minutes=4))
    DBTaskResult.objects.all().delete()  # its task is marked as running for ever, nobody takes it up
    queue.heal()
    queue.heal()
    assert DBTaskResult.objects.count() == 1
    work()
    assert len(post_office.letters) == 1


def test_a_message_in_a_living_workers_hand_is_left_alone(letter):
    Mail.objects.take(letter.pk)
    DBTaskResult.objects.all().delete()
    queue.heal()
    assert not DBTaskResult.objects.exists()


def test_what_went_is_forgotten_after_thirty_days(letter):
    now = timezone.now()
    letter.went(now - timedelta(days=29))
    queue.prune()
    assert Mail.objects.exists()
    letter.went(now - timedelta(days=31))
    queue.prune()
    assert not Mail.objects.exists()


def test_what_people_typed_is_text_in_a_message_and_never_markup(db):
    letter = Mail.objects.post(
        "declined",
        "jan@example.org",
        {"group": "<b>Grupa</b>", "number": "D/2018/0042", "reason": "1 < 2 & <script>alert(1)</script>"},
    )
    assert "<script>" not in letter.html
    assert "<b>Grupa" not in letter.html
    assert "1 < 2 & <script>" in letter.text


def test_without_a_server_each_message_is_one_file(settings, tmp_path, letter):
    settings.MAILERS = {"default": {"BACKEND": "signup.letters.eml.EmlBackend", "OPTIONS": {"folder": str(tmp_path)}}}
    letter.refresh_from_db()
    for _ in range(2):
        queue.message(letter).send()
    (file,) = tmp_path.iterdir()
    assert file.name == f"{letter.message_id}.eml"
    assert email.message_from_bytes(file.read_bytes(), policy=email.policy.default)["To"] == "jan@example.org"


# the heartbeat


def test_health_says_when_the_worker_is_dead(db):
    (check,) = [filling.function for filling in slots.fillings("health") if filling.name == "queue"]
    with pytest.raises(RuntimeError, match="worker"):
        check()
    heartbeat.beat()
    heartbeat.beat()
    assert DBTaskResult.objects.count() == 1  # a dead worker does not gather a heap
    with pytest.raises(RuntimeError):
        check()
    work()
    check()
    with pytest.raises(RuntimeError):
        heartbeat.check(at=timezone.now() + timedelta(seconds=91))


def test_the_heartbeat_goes_before_all_mail_and_old_ones_are_forgotten(letter):
    heartbeat.beat()
    assert DBTaskResult.objects.ready().first().task_path == heartbeat.heartbeat.module_path
    work()
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(hours=2))
    heartbeat.beat()
    assert DBTaskResult.objects.filter(task_path=heartbeat.heartbeat.module_path).count() == 1
