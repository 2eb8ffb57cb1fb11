"""Whoever left is forgotten after twelve months unless they are in another group, declared anew or work here."""

import pytest

from signup.models import Consent, Declaration, Mail, Membership, User
from signup.privacy import retention
from tests import kept_data
from tests.kept_data import SENT, numbers, told, warsaw

pytestmark = pytest.mark.engine
call, declare, folder = kept_data.call, kept_data.declare, kept_data.folder


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
