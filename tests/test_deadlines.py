"""The deadline of a call with a moving clock: reminders, an extension; each person gets each mail once."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from signup.models import Declaration, DeclarationCallPage, Mail
from tests.thorough import steps

pytestmark = pytest.mark.engine


def warsaw(text):
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture
def call(call):
    """The call of 2018, over the change of hour in spring: until 27 March, two days after it."""
    call.opens, call.closes = datetime(2018, 3, 1).date(), datetime(2018, 3, 27).date()
    call.save_revision().publish()
    return DeclarationCallPage.objects.get(pk=call.pk)


def reminded():
    return sorted(Mail.objects.filter(kind="reminder").values_list("to", flat=True))


def test_three_days_before_the_deadline_those_still_unconfirmed_are_reminded_once(make_declaration):
    sent = warsaw("2018-03-22 12:00")
    make_declaration("spozniona", confirmed=False, at=sent)
    make_declaration("potwierdzona", at=sent)
    make_declaration("wygasla", confirmed=False, at=warsaw("2018-03-10 12:00"))
    make_declaration("wycofana", confirmed=False, at=sent).withdraw()
    moments = [warsaw("2018-03-23 12:00") + timedelta(minutes=10) * step for step in range(6 * 24 * 5)]
    times = [at for at in moments if Declaration.objects.remind(at)]
    assert reminded() == ["spozniona@example.org"]
    assert times == [warsaw("2018-03-24 09:00")]
    [mail] = Mail.objects.filter(kind="reminder")
    assert mail.subject == "Przypomnienie: nabór trwa do 27 marca 2018 r."


def test_whoever_declares_within_the_last_days_needs_no_reminder(make_declaration):
    make_declaration("jan", confirmed=False, at=warsaw("2018-03-25 12:00"))
    assert Declaration.objects.remind(warsaw("2018-03-26 12:00")) == 0


def test_a_scheduler_that_was_down_reminds_late_but_never_after_the_deadline(make_declaration):
    make_declaration("jan", confirmed=False, at=warsaw("2018-03-23 12:00"))
    make_declaration("ola", confirmed=False, at=warsaw("2018-03-23 12:00"))
    Declaration.objects.filter(email_lower="ola@example.org").update(reminded_at=warsaw("2018-03-24 09:00"))
    assert Declaration.objects.remind(warsaw("2018-03-28 00:00")) == 0
    assert Declaration.objects.remind(warsaw("2018-03-27 23:59:59")) == 1
    assert reminded() == ["jan@example.org"]


def test_a_deadline_moved_later_is_announced_once_to_whoever_has_not_confirmed(make_declaration, call):
    now = timezone.now()
    call.closes = timezone.localdate() + timedelta(days=1)
    call.save_revision().publish()
    make_declaration("jan", confirmed=False, at=now, call=call)
    make_declaration("ola", at=now, call=call)
    Mail.objects.all().delete()
    call.closes += timedelta(days=10)
    for _ in range(2):
        call.save_revision().publish()
    assert [(mail.to, mail.kind) for mail in Mail.objects.all()] == [("jan@example.org", "extended")]
    assert Mail.objects.get().subject.startswith("Przedłużamy nabór do ")
    call.closes -= timedelta(days=5)
    call.save_revision().publish()
    assert Mail.objects.count() == 1  # one moved earlier is not a good thing to tell


def test_a_draft_moves_no_deadline(make_declaration, call):
    make_declaration("jan", confirmed=False, at=warsaw("2018-03-23 12:00"))
    Mail.objects.all().delete()
    call.closes += timedelta(days=10)
    call.save_revision()
    assert not Mail.objects.exists()
    assert call.deadlines.order_by("-pk").first().closes != call.closes


def test_after_an_extension_the_reminder_comes_again_for_the_new_deadline(make_declaration, call):
    make_declaration("jan", confirmed=False, at=warsaw("2018-03-23 12:00"))
    assert Declaration.objects.remind(warsaw("2018-03-24 09:00")) == 1
    call.closes = datetime(2018, 4, 1).date()
    call.save()
    call.note_deadline(at=warsaw("2018-03-25 08:00"))
    assert Declaration.objects.remind(warsaw("2018-03-26 12:00")) == 0
    assert Declaration.objects.remind(warsaw("2018-03-29 09:00")) == 1


# the whole call, hour by hour


EVENTS = [  # when, who, what
    ("2018-03-05 12:00", "szybka", "sends"),
    ("2018-03-05 12:10", "szybka", "confirms"),
    ("2018-03-10 12:00", "wczesna", "sends"),
    ("2018-03-22 12:00", "gapa", "sends"),
    ("2018-03-22 12:05", "powolna", "sends"),
    ("2018-03-22 12:10", "wycofana", "sends"),
    ("2018-03-23 08:00", "wycofana", "withdraws"),
    ("2018-03-27 23:59:59", "ostatnia", "sends"),
    ("2018-03-29 11:00", "powolna", "confirms"),  # sent in time
    ("2018-04-02 10:00", "ostatnia", "confirms"),
]
MAILS = {
    "szybka": ["confirm", "received"],
    "wczesna": ["confirm"],
    "gapa": ["confirm", "reminder"],
    "powolna": ["confirm", "reminder", "received"],
    "wycofana": ["confirm", "withdrawn"],
    "ostatnia": ["confirm", "received"],
}
NO_REMINDER = {"gapa": ["confirm"], "powolna": ["confirm", "received"]}
EXTENDED = {
    "gapa": ["confirm", "reminder", "extended"],
    "powolna": ["confirm", "reminder", "extended", "received"],
    "nowa": ["confirm", "reminder"],
}


def play(call, make_declaration, events, down):
    """What people do, with a scheduler that works but for while it is down; {who: kinds of mail in their order}."""
    people, events = {}, [(warsaw(when), *rest) for when, *rest in events]
    down = [warsaw(each) for each in down]
    # it works every hour; every third is enough to find what comes too late
    hours = [warsaw("2018-03-01 00:00") + timedelta(hours=n) for n in range(0, 24 * 45, steps(3, 1))]
    looks = [(at, "", "the scheduler") for at in hours if not down or not down[0] <= at < down[1]]
    for at, who, what in sorted([*events, *looks], key=lambda step: step[0]):
        if what == "sends":
            call = DeclarationCallPage.objects.get(pk=call.pk)
            people[who] = make_declaration(who, confirmed=False, at=at, call=call)
        elif what == "confirms":
            people[who].confirm(at=at)
        elif what == "withdraws":
            people[who].withdraw(at=at)
        elif what == "moves the deadline":
            call = DeclarationCallPage.objects.get(pk=call.pk)
            call.closes = warsaw(who).date()
            call.save()
            call.note_deadline(at=at)
        else:
            Declaration.objects.remind(at)
            Declaration.objects.expire(at)
    got = {who: [] for who in people}
    for letter in Mail.objects.order_by("pk"):
        got[letter.to.split("@")[0]].append(letter.kind)
    return got


@pytest.mark.parametrize(
    ("down", "differs"),
    [
        ((), {}),
        (("2018-03-24 08:00", "2018-03-27 20:00"), {}),  # over the change of hour; the reminder is only late
        (("2018-03-24 08:30", "2018-03-28 00:00"), NO_REMINDER),  # it would tell of a call that is over
        (("2018-03-12 00:00", "2018-03-20 00:00"), {}),
        (("2018-03-28 00:00", "2018-04-13 00:00"), {}),
    ],
)
def test_each_person_gets_exactly_the_mails_of_the_table(make_declaration, call, down, differs):
    assert play(call, make_declaration, EVENTS, down) == MAILS | differs
    states = {one.code: one.state for one in Declaration.objects.all()}
    assert sorted(states.values()) == ["expired", "expired", "submitted", "submitted", "submitted", "withdrawn"]


@pytest.mark.parametrize(
    "down", [(), ("2018-03-24 08:00", "2018-03-25 20:00"), ("2018-04-07 08:00", "2018-04-07 21:00")]
)
def test_after_an_extension_too(make_declaration, call, down):
    events = [
        *EVENTS,
        ("2018-03-26 10:00", "2018-04-10", "moves the deadline"),
        ("2018-04-01 12:00", "nowa", "sends"),
        ("2018-04-08 11:00", "2018-04-09", "moves the deadline"),  # earlier: nothing to tell
    ]
    assert play(call, make_declaration, events, down) == MAILS | EXTENDED


@pytest.mark.parametrize("closes", ["2018-03-28", "2018-03-27", "2018-10-31", "2018-10-29"])
def test_nine_o_clock_is_nine_o_clock_on_the_days_of_the_change_too(make_declaration, call, closes):
    call.closes = warsaw(closes).date()
    call.save()
    nine = warsaw(closes).replace(hour=9) - timedelta(days=3)
    nine = warsaw(f"{nine:%Y-%m-%d} 09:00")
    make_declaration("jan", confirmed=False, at=nine - timedelta(days=1), call=call)
    assert Declaration.objects.remind(nine - timedelta(seconds=1)) == 0
    assert Declaration.objects.remind(nine) == 1
