"""Mail: written with the change, sent by the worker through a real SMTP server, tried again, never twice."""

import email
import email.policy
import socket
import socketserver
import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal import slots
from portal.models import Centre
from signup.letters import heartbeat, queue
from signup.models import Mail

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


class Postman(socketserver.StreamRequestHandler):
    """As much SMTP as our mailer speaks. What it says to RCPT and DATA comes from the server's `script`:

    a code is said to the address, „late” and a code to the whole letter; „drop” ends the line instead of an answer.
    """

    def handle(self):
        self.say(220, "hello")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                if not self.take_data():
                    return
            elif verb == b"RCPT" and self.server.script and self.server.script[0].startswith(("4", "5")):
                self.wfile.write(f"{self.server.script.pop(0)} <jan@example.org> not now\r\n".encode())
            elif verb == b"QUIT":
                self.say(221, "bye")
                return
            else:
                self.say(250, "ok")

    def take_data(self):
        self.say(354, "go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.server.script and self.server.script[0].startswith("late "):
            self.say(self.server.script.pop(0).removeprefix("late "), "not now")
            return True
        self.server.letters.append(b"".join(lines))
        if self.server.script and self.server.script[0] == "drop":
            self.server.script.pop(0)
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        if self.server.script:
            self.server.script.pop(0)  # „ok”
        self.say(250, "taken")
        return True

    def say(self, code, words):
        self.wfile.write(f"{code} {words}\r\n".encode())


class Office(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    script = ()
    letters = ()


@pytest.fixture
def post_office(settings):
    """A real SMTP server on loopback; `open()` starts it on the port that the mailer already knows."""

    class PostOffice:
        def __init__(self):
            with socket.create_server(("127.0.0.1", 0)) as spare:
                self.port = spare.getsockname()[1]
            self.server = None
            self.letters = []

        def open(self, *script):
            if self.server is None:
                self.server = Office(("127.0.0.1", self.port), Postman)
                threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
            self.server.script, self.server.letters = list(script), self.letters

        def close(self):
            if self.server:
                self.server.shutdown()
                self.server.server_close()

        def read(self):
            return [email.message_from_bytes(letter, policy=email.policy.default) for letter in self.letters]

    office = PostOffice()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": office.port, "timeout": 5},
        }
    }
    yield office
    office.close()


@pytest.fixture
def letter(db):
    """A message that waits."""
    return Mail.objects.post(
        "received",
        "jan@example.org",
        {"number": "D/2018/0042", "groups": "„Edukacja”", "address": "/deklaracje/x/"},
    )


def work():
    """What the worker does: everything that is due."""
    call_command("db_worker", "--backend=queue", "--queue-name=*", "--batch", "--no-startup-delay", "--no-reload")


def make_due(letter):
    """Let the time of waiting pass."""
    Mail.objects.filter(pk=letter.pk).update(taken_until=timezone.now())
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())


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


def test_the_pulse_goes_before_all_mail_and_old_ones_are_forgotten(letter):
    heartbeat.beat()
    assert DBTaskResult.objects.ready().first().task_path == heartbeat.heartbeat.module_path
    work()
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(hours=2))
    heartbeat.beat()
    assert DBTaskResult.objects.filter(task_path=heartbeat.heartbeat.module_path).count() == 1
