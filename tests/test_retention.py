"""How long data are kept, with a moving clock, on data that could leak: what is over its time goes, the rest stays."""

import logging
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from portal import slots
from portal.models import MeetingPage
from signup.models import Consent, DataProtection, Declaration, DeclarationCallPage, Mail, Membership, User
from signup.privacy import access_log, retention

pytestmark = pytest.mark.engine


def warsaw(text):
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "log"


@pytest.fixture
def call(call):
    """The call of 2018, until 15 January."""
    call.opens, call.closes = datetime(2018, 1, 1).date(), datetime(2018, 1, 15).date()
    call.save_revision().publish()
    return DeclarationCallPage.objects.get(pk=call.pk)


SENT = warsaw("2018-01-10 12:00")


@pytest.fixture
def declare(make_declaration):
    """declare("zofia") is a declaration of 10 January with something in every field that tells of a person."""

    def make(name, **fields):
        told = {"phone": "+48601602603", "contribution": "śpiew", "needs": "pętla", "org_name": "Papużka"}
        return make_declaration(name, at=SENT, **told | fields)

    return make


def numbers(found):
    return {rule.name: number for rule, number in found if number}


def told(declaration):
    declaration.refresh_from_db()
    return [getattr(declaration, name) for name in Declaration.PERSONAL if getattr(declaration, name)]


# unconfirmed


def test_what_was_not_confirmed_in_a_week_is_forgotten(declare):
    late = declare("spozniona", confirmed=False)
    assert numbers(retention.forget(SENT + timedelta(days=7, seconds=-1))) == {}
    assert told(late)
    assert numbers(retention.report(SENT + timedelta(days=7))) == {"unconfirmed": 1}
    assert numbers(retention.forget(SENT + timedelta(days=7))) == {"unconfirmed": 1}
    assert told(late) == ["own"]
    assert numbers(retention.forget(SENT + timedelta(days=8))) == {}


def test_the_week_is_a_setting(declare):
    data = DataProtection.load()
    data.unconfirmed_days = 3
    data.save()
    late = declare("spozniona", confirmed=False)
    assert late.expires_at == SENT + timedelta(days=3)
    assert numbers(retention.forget(SENT + timedelta(days=3))) == {"unconfirmed": 1}


# withdrawn and declined


def test_withdrawn_and_declined_go_thirty_days_after_the_call(declare, ewa, group):
    withdrawn, declined, accepted, waiting = (declare(name) for name in ("ola", "ula", "iza", "ada"))
    withdrawn.withdraw(at=SENT)
    declined.note(ewa, group, "O Uli.", at=SENT)
    declined.decline(ewa, group, "Ula nie pasuje.", at=SENT)
    accepted.accept(ewa, group, at=SENT)
    assert numbers(retention.forget(warsaw("2018-02-14 23:59"))) == {}
    assert numbers(retention.report(warsaw("2018-02-15 00:00"))) == {"refused": 2}
    assert told(withdrawn)  # a report changes nothing
    assert numbers(retention.forget(warsaw("2018-02-15 00:00"))) == {"refused": 2}
    for declaration in (withdrawn, declined):
        assert {*told(declaration)} <= {declaration.sought, "own"}
        assert "ola" not in declaration.sought and "ula" not in declaration.sought
        assert (declaration.state, bool(declaration.number)) == ("anonymised", True)
    choice = declined.choices.get()
    assert (choice.state, choice.reason, choice.decided_by) == ("rejected", "", ewa)
    assert not declined.notes.exists()
    assert told(accepted) and told(waiting)
    assert numbers(retention.forget(warsaw("2018-02-16 00:00"))) == {}


def test_a_withdrawn_one_that_some_group_accepted_stays_with_its_member(declare, ewa, karol, group, other_group, call):
    call.groups = [group, other_group]
    call.save_revision().publish()
    declaration = declare("ola", groups=[group, other_group])
    declaration.accept(ewa, group, at=SENT)
    declaration.withdraw(at=SENT)
    assert numbers(retention.forget(warsaw("2018-06-01"))) == {}
    assert told(declaration)


def test_the_link_of_a_forgotten_declaration_leads_nowhere(declare, client):
    declaration = declare("ola")
    address = declaration.address
    declaration.withdraw(at=SENT)
    retention.forget(warsaw("2018-03-01"))
    for way in ("", "deklaracja.pdf", "popraw/"):
        assert client.get(f"{address}{way}").status_code == 404


def test_the_days_are_a_setting(declare):
    data = DataProtection.load()
    data.refused_days = 10
    data.save()
    declare("ola").withdraw(at=SENT)
    assert numbers(retention.report(warsaw("2018-01-25 23:59"))) == {}
    assert numbers(retention.report(warsaw("2018-01-26 00:00"))) == {"refused": 1}


# people who left


@pytest.fixture
def member(declare, ewa, group, agree_to_name):
    """Zofia, accepted in 2018, whose membership ended on 31 March 2018."""
    declaration = declare("zofia", consents=["public_name"])
    declaration.accept(ewa, group, at=SENT)
    ended = {"status": "ended", "ended_at": warsaw("2018-03-31 10:00"), "org_name": "Papużka"}
    Membership.objects.filter(user__email="zofia@example.org").update(**ended)
    return User.objects.get(email="zofia@example.org")


def test_a_person_who_left_is_forgotten_after_twelve_months(member):
    assert numbers(retention.forget(warsaw("2019-03-31 10:00"))) == {}
    assert numbers(retention.report(warsaw("2019-03-31 10:01"))) == {"left": 1}
    assert numbers(retention.forget(warsaw("2019-03-31 10:01"))) == {"left": 1}
    member.refresh_from_db()
    assert (str(member), member.email, member.erased_at) == ("osoba usunięta", None, warsaw("2019-03-31 10:01"))
    assert {*told(Declaration.objects.get(user=member))} <= {Declaration.objects.get(user=member).sought, "own"}
    assert not Mail.objects.filter(to="zofia@example.org").exists()
    assert not Consent.objects.current().filter(user=member).exists()
    assert numbers(retention.forget(warsaw("2019-05-01"))) == {}


@pytest.mark.parametrize("status", ["active", "suspended"])
def test_who_is_still_in_another_group_stays(member, other_group, status):
    Membership.objects.create(user=member, group=other_group, status=status)
    assert numbers(retention.forget(warsaw("2020-01-01"))) == {}


def test_who_left_two_groups_stays_for_the_time_of_the_later_one(member, other_group):
    Membership.objects.create(user=member, group=other_group, status="ended", ended_at=warsaw("2018-12-01"))
    assert numbers(retention.report(warsaw("2019-11-30"))) == {}
    assert numbers(retention.report(warsaw("2019-12-02"))) == {"left": 1}


def test_who_declared_anew_stays_until_the_decision(member, make_declaration, group):
    declaration = Declaration.objects.get(user=member)
    Declaration.objects.filter(pk=declaration.pk).update(state="in_review", user=None)
    assert numbers(retention.forget(warsaw("2020-01-01"))) == {}


def test_who_works_in_the_office_keeps_the_account_alone(member, editor):
    from django.contrib.auth.models import Group

    member.groups.add(Group.objects.get(name="Redaktorzy"))
    assert numbers(retention.forget(warsaw("2020-01-01"))) == {"left": 1}
    member.refresh_from_db()
    assert (member.email, member.is_active, member.erased_at) == ("zofia@example.org", True, None)
    assert Declaration.objects.get().state == "anonymised"
    assert member.memberships.get().org_name == ""
    assert numbers(retention.forget(warsaw("2020-01-02"))) == {}


def test_an_account_without_memberships_is_not_ours_to_forget(jan, admin, editor):
    assert numbers(retention.forget(warsaw("2030-01-01"))) == {}


def test_one_that_fails_stops_no_other(member, make_user, group, monkeypatch, caplog):
    second = make_user("druga")
    Membership.objects.create(user=second, group=group, status="ended", ended_at=warsaw("2018-03-31"))

    def erase(self, by=None, at=None, real=User.erase):
        if self.pk == member.pk:
            raise RuntimeError("nie tym razem")
        real(self, by, at)

    monkeypatch.setattr(User, "erase", erase)
    assert numbers(retention.forget(warsaw("2020-01-01"))) == {"left": 1}
    assert "was not forgotten" in caplog.text
    assert "zofia" not in caplog.text.lower()


# needs of accessibility


@pytest.fixture
def meet(make_meeting):
    """meet("2018-02-06 17:00", group) is a meeting of two hours."""

    def make(when, *groups, **fields):
        starts = warsaw(when)
        slug = f"spotkanie-{MeetingPage.objects.count()}"
        return make_meeting(slug, groups, starts_at=starts, ends_at=starts + timedelta(hours=2), **fields)

    return make


@pytest.fixture
def needy(declare, ewa, group):
    declaration = declare("zofia")
    declaration.accept(ewa, group, at=warsaw("2018-01-20 12:00"))
    return declaration


def has_needs(declaration):
    declaration.refresh_from_db()
    return bool(declaration.needs)


def test_needs_go_the_day_after_the_first_meeting_that_follows_the_acceptance(needy, meet, group):
    meet("2018-01-18 17:00", group)  # before the acceptance
    meet("2018-02-06 17:00", group)
    for at in ("2018-01-25 12:00", "2018-02-06 23:59"):
        assert numbers(retention.forget(warsaw(at))) == {}
    assert numbers(retention.report(warsaw("2018-02-07 00:00"))) == {"needs": 1}
    retention.forget(warsaw("2018-02-07 00:00"))
    assert not has_needs(needy)
    assert needy.contribution  # and nothing else
    assert numbers(retention.report(warsaw("2018-02-08 00:00"))) == {}


@pytest.mark.parametrize("kind", ["cancelled", "draft", "other", "nobody"])
def test_a_meeting_that_was_not_theirs_forgets_nothing(needy, meet, group, other_group, kind):
    groups = {"other": [other_group], "nobody": []}.get(kind, [group])
    meet("2018-02-06 17:00", *groups, cancelled=kind == "cancelled", live=kind != "draft")
    assert numbers(retention.forget(warsaw("2018-03-01"))) == {}
    assert has_needs(needy)


def test_needs_wait_for_every_group_that_took_the_person_in(declare, ewa, karol, group, other_group, call, meet):
    call.groups = [group, other_group]
    call.save_revision().publish()
    declaration = declare("zofia", groups=[group, other_group])
    declaration.accept(ewa, group, at=SENT)
    meet("2018-02-06 17:00", group)
    assert numbers(retention.report(warsaw("2018-02-10"))) == {}  # the other has not decided
    declaration.accept(karol, other_group, at=warsaw("2018-02-08"))
    assert numbers(retention.report(warsaw("2018-02-10"))) == {}
    meet("2018-02-20 17:00", other_group)
    assert numbers(retention.report(warsaw("2018-02-21"))) == {"needs": 1}


def test_needs_of_a_person_nobody_took_in_go_with_the_declaration(declare, meet, group):
    declare("zofia")
    meet("2018-02-06 17:00", group)
    assert numbers(retention.report(warsaw("2018-03-01"))) == {}


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


# how it runs


def test_the_command_only_counts_unless_told(declare):
    declaration = declare("ola")
    declaration.withdraw(at=SENT)
    said = StringIO()
    call_command("retention", stdout=said)
    assert "     1 declarations withdrawn, or declined by all" in said.getvalue()
    assert "Nothing was changed" in said.getvalue()
    assert told(declaration)
    call_command("retention", "--do", stdout=said)
    assert "Forgotten." in said.getvalue()
    assert not declaration.given_name or not told(declaration)[2:]


def test_the_scheduler_forgets_once_a_day_and_logs_numbers_alone(declare, caplog):
    caplog.set_level(logging.INFO)
    declare("ola").withdraw(at=SENT)
    (job,) = [filling for filling in slots.fillings("job") if filling.name == "retention"]
    assert job.seconds == 24 * 60 * 60
    job.function()
    assert "refused 1" in caplog.text
    assert "ola" not in caplog.text.replace("Ola", "ola").split("refused")[1]
    assert Declaration.objects.get().state == "anonymised"


def test_administrators_set_the_numbers(admin, editor, as_user):
    address = "/redakcja/settings/signup/dataprotection/"
    page = as_user(admin).get(address, follow=True)
    assert "refused_days" in page.text
    pk = DataProtection.load().pk
    sent = {"basis": "f", "interest": "", "recipients": "poczta", "complaint_address": "x", "inspector": ""}
    sent |= {"unconfirmed_days": 5, "refused_days": 0, "membership_months": 6, "needs_days": 1, "log_months": 6}
    answer = as_user(admin).post(f"{address}{pk}/", sent)
    assert answer.status_code == 200  # the interest must be named, and nought is no time
    assert DataProtection.load().unconfirmed_days == 7
    as_user(admin).post(f"{address}{pk}/", sent | {"interest": "współpraca", "refused_days": 14})
    assert DataProtection.load().refused_days == 14
    assert as_user(editor).post(f"{address}{pk}/", sent | {"basis": "b", "refused_days": 99}).status_code == 302
    assert DataProtection.load().refused_days == 14
