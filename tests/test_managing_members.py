"""Coordinators look after the people of their group: suspend, resume, end, each with a reason and a mail."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.models import WorkingGroupPage
from roadmaps.models import Event, Support
from signup.models import Mail, Membership, MembershipChange, Refused
from tests import members
from tests.members import fresh
from tests.threads import at_once

annas, data_dir = members.annas, members.data_dir


@pytest.mark.parametrize(
    ("verb", "status", "words"),
    [("suspend", "suspended", "zostało zawieszone"), ("end", "ended", "zostało zakończone")],
)
def test_a_coordinator_changes_a_membership_and_the_person_hears_why(annas, ewa, anna, group, verb, status, words):
    getattr(annas, verb)(ewa, " Bo tak. ")
    getattr(annas, verb)(ewa, "Jeszcze raz.")
    assert fresh(annas).status == status
    assert (fresh(annas).ended_at is not None) == (status == "ended")
    assert not anna.belongs_to(group)
    change = MembershipChange.objects.get()
    assert (change.by, change.reason) == (ewa, "Bo tak.")
    mail = Mail.objects.get()
    assert (mail.subject, mail.to) == ("Zmiana w Twoim członkostwie", "anna@example.org")
    assert words in mail.text and "„Edukacja”" in mail.text and "Bo tak." in mail.text
    assert "Ewa" not in mail.text


def test_who_rests_is_resumed_and_support_waits_meanwhile(annas, ewa, anna, group, make_action):
    action = make_action()
    action.support(anna)
    annas.suspend(ewa, "Wyjazd.")
    assert action.supports.count() == 1
    with pytest.raises(Refused):
        action.withdraw_support(anna)
    annas.resume(ewa, "Powrót.")
    assert anna.belongs_to(group)
    assert [mail.kind for mail in Mail.objects.all()] == ["membership", "membership"]
    assert "zostało wznowione" in Mail.objects.first().text
    assert "/konto/" in Mail.objects.first().text


def test_an_ended_membership_takes_support_with_it_and_only_a_declaration_brings_it_back(
    annas, ewa, anna, make_action, group, make_declaration
):
    make_action().support(anna)
    annas.end(ewa, "Bo tak.")
    assert not Support.objects.exists()
    assert Event.objects.get(kind="support_withdrawn").by == anna
    for verb in (annas.resume, annas.suspend):
        with pytest.raises(Refused, match="zakończone"):
            verb(ewa, "Jednak.")
    make_declaration("anna").accept(ewa, group)
    assert anna.belongs_to(group)


def test_no_reason_no_change(annas, ewa):
    for verb in (annas.suspend, annas.end):
        with pytest.raises(Refused, match="Podaj powód"):
            verb(ewa, "  ")
    assert fresh(annas).status == "active" and not Mail.objects.exists()


@pytest.mark.parametrize("who", ["karol", "bartek", "celina", "editor", "jan"])
def test_nobody_else_changes_a_membership(annas, who, request):
    by = request.getfixturevalue(who)
    for verb in (annas.suspend, annas.resume, annas.end):
        with pytest.raises(PermissionDenied):
            verb(by, "Bo tak.")
    with pytest.raises(PermissionDenied):
        annas.give_role(by, "coordinator")
    assert (fresh(annas).status, fresh(annas).role) == ("active", "member")


def test_coordinators_neither_name_nor_dismiss_coordinators(annas, ewa, karol, group, join):
    theirs = join(karol, group, role="coordinator")
    mine = Membership.objects.get(user=ewa)
    for membership in (theirs, mine):
        with pytest.raises(Refused, match="administracja"):
            membership.end(ewa, "Bo tak.")
    with pytest.raises(PermissionDenied):
        annas.give_role(ewa, "coordinator")


def test_in_an_archived_group_nothing_changes(annas, ewa, group):
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    with pytest.raises(Refused, match="zakończyła pracę"):
        fresh(annas).end(ewa, "Bo tak.")


def test_whoever_has_no_address_gets_no_mail(annas, ewa, anna):
    anna.email = None
    anna.save()
    fresh(annas).suspend(ewa, "Bo tak.")
    assert not Mail.objects.exists()


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["suspend", "end"])
def test_ten_at_once_are_one_change_and_one_mail(annas, ewa, karol, group, join, verb):
    join(karol, group, role="coordinator")
    works = [lambda by=by: getattr(Membership.objects.get(pk=annas.pk), verb)(by, "Bo tak.") for by in (ewa, karol) * 5]
    assert not at_once(*works)
    assert MembershipChange.objects.count() == Mail.objects.count() == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_ended_and_left_at_once_is_over_once(annas, ewa):
    errors = at_once(lambda: fresh(annas).end(ewa, "Bo tak."), lambda: fresh(annas).leave())
    assert not errors
    assert MembershipChange.objects.count() == Mail.objects.count() == 1
