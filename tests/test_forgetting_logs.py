"""Old months of the log, the moment of the last sign-in and sessions go; the chain of the log holds."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from signup.models import User
from signup.privacy import access_log, retention
from tests import kept_data
from tests.kept_data import numbers, warsaw

pytestmark = pytest.mark.engine
folder = kept_data.folder


# the log, sessions


def test_old_months_of_the_log_go_and_the_chain_holds(folder, ewa):
    for month in ("2018-01", "2018-02", "2018-03", "2018-09"):
        for day in (1, 28):
            access_log.write("view", ewa, [day], at=warsaw(f"{month}-{day:02} 12:00"))
    at = warsaw("2018-09-15 12:00")
    assert numbers(retention.report(at)) == {"log": 2}
    assert numbers(retention.forget(at)) == {"log": 2}
    assert [path.name for path in sorted(folder.glob("*.jsonl"))] == ["access-2018-03.jsonl", "access-2018-09.jsonl"]
    assert access_log.verify() == (9, None)
    access_log.write("view", ewa, [9], at=at)
    call_command("verify_log")
    assert numbers(retention.forget(warsaw("2018-10-15"))) == {"log": 1}
    assert access_log.verify() == (11, None)
    assert numbers(retention.forget(warsaw("2018-10-16"))) == {}


def test_a_month_that_went_without_a_line_is_missed(folder, ewa):
    for month in ("2018-01", "2018-02", "2018-09"):
        access_log.write("view", ewa, [1], at=warsaw(f"{month}-01 12:00"))
    retention.forget(warsaw("2018-08-15"))
    assert access_log.verify()[1] is None
    (folder / "access-2018-02.jsonl").unlink()
    assert "missing" in access_log.verify()[1]


def test_a_line_about_months_that_are_still_there_hides_nothing(folder, ewa):
    """The process was killed between the line and the removal: the next run removes them."""
    for month in ("2018-01", "2018-09"):
        access_log.write("view", ewa, [1], at=warsaw(f"{month}-01 12:00"))
    january = folder / "access-2018-01.jsonl"
    kept = january.read_text()
    retention.forget(warsaw("2018-09-15"))
    january.write_text(kept)
    assert access_log.verify() == (3, None)
    january.write_text(kept.replace("view", "list"))
    assert access_log.verify()[1]
    january.write_text(kept)
    assert numbers(retention.forget(warsaw("2018-09-16"))) == {"log": 1}
    assert access_log.verify() == (4, None)


def test_a_portal_without_a_log_keeps_none(db, folder):
    assert numbers(retention.forget(warsaw("2018-09-15"))) == {}
    assert not folder.exists()


def test_the_moment_of_the_last_sign_in_is_kept_for_six_months(anna, bartek):
    User.objects.filter(pk=anna.pk).update(last_login=warsaw("2018-01-31 12:00"))
    User.objects.filter(pk=bartek.pk).update(last_login=warsaw("2018-02-01 12:00"))
    assert numbers(retention.forget(warsaw("2018-07-31 13:00"))) == {"sign-ins": 1}
    assert User.objects.get(pk=anna.pk).last_login is None
    assert User.objects.get(pk=bartek.pk).last_login


def test_sessions_that_are_over_go(db):
    old, young = SessionStore(), SessionStore()
    for session in (old, young):
        session["x"] = 1
        session.create()
    Session.objects.filter(pk=old.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert numbers(retention.forget()) == {"sessions": 1}
    assert [session.pk for session in Session.objects.all()] == [young.session_key]
