"""How long declarations are kept, with a moving clock: what is over its time goes, the rest stays."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from portal import slots
from signup.models import DataProtection, Declaration
from signup.privacy import retention
from tests import kept_data
from tests.kept_data import SENT, numbers, told, warsaw

pytestmark = pytest.mark.engine
call, declare, folder = kept_data.call, kept_data.declare, kept_data.folder


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
