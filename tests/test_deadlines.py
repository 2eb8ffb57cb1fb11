"""The deadline of a call with a moving clock: reminders, an extension; each person gets each mail once."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from signup.models import Declaration, DeclarationCallPage, Mail


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
