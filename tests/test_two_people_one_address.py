"""An address is not a person. Zofia had it and took another; now it is Ola's. Nothing of one is the other's."""

from datetime import timedelta

import pytest
from django.core import serializers
from django.test import Client
from django.utils import timezone

from signup.models import Consent, Declaration, Invitation, Mail, Membership, MembershipChange, Refused, User
from signup.models.accounts import change_address, open_account
from tests import two_people
from tests.two_people import SHARED

pytestmark = pytest.mark.engine

MINE = "/konto/moje-dane/"
OF_ZOFIA = ["Zofia", "Kanarkowa", "zofia.nowa", "+48 601 602 603", "Umiem śpiewać"]
OF_OLA = ["Ola", "Sikorkowa", "+48 602 602 602", "Umiem gwizdać"]
declare, ola, zofia = two_people.declare, two_people.ola, two_people.zofia


def read(user, client, *addresses):
    pages = [client.get(address).text for address in addresses or ("/konto/", MINE, f"{MINE}moje-dane.json")]
    return " ".join(pages).replace("\N{NO-BREAK SPACE}", " ")


def rows_of(user):
    """Everything that is this person's, as it stands in the tables."""
    declarations = user.declarations.order_by("pk")
    sets = [
        User.objects.filter(pk=user.pk),
        declarations,
        Consent.objects.filter(declaration__in=declarations),
        Membership.objects.filter(user=user),
        MembershipChange.objects.filter(membership__user=user),
        Mail.objects.filter(user=user),
    ]
    return [serializers.serialize("python", found.order_by("pk")) for found in sets]


def test_neither_reads_anything_of_the_other(zofia, ola, as_user):
    for mine, theirs, user in ((OF_ZOFIA, OF_OLA, zofia), (OF_OLA, OF_ZOFIA, ola)):
        shown = read(user, as_user(user))
        assert mine[0] in shown and mine[3] in shown
        assert not [word for word in theirs if word in shown]
        numbers = {one.number for one in Declaration.objects.exclude(user=user)}
        assert numbers and not [number for number in numbers if number in shown]


@pytest.mark.parametrize("acts", ["zofia", "ola"])
def test_neither_changes_anything_of_the_other(zofia, ola, as_user, acts):
    acting, other = (zofia, ola) if acts == "zofia" else (ola, zofia)
    before, client = rows_of(other), as_user(acting)
    correction = {"first_name": "Inna", "last_name": "Osoba", "phone": "603 603 603"}
    assert client.post(f"{MINE}poprawki/", correction).status_code == 302
    client.post(f"{MINE}zgody/public_name/", {"cast": "0"})
    acting.memberships.get().leave()
    change_address(acting, "trzeci@example.org")
    assert rows_of(other) == before
    assert other.agreed_to_name


@pytest.mark.parametrize("goes", ["zofia", "ola"])
def test_neither_is_erased_with_the_other(zofia, ola, admin, other_group, as_user, goes):
    gone, stays = (zofia, ola) if goes == "zofia" else (ola, zofia)
    Invitation.objects.create(group=other_group, email=stays.email, given_name=stays.first_name, family_name="Inna")
    waits, session = Client(), as_user(stays)
    waits.post("/konto/logowanie/", {"email": stays.email})
    before = rows_of(stays)
    gone.erase(admin)
    assert rows_of(stays) == before
    assert Invitation.objects.open().get().email == stays.email
    assert session.get("/konto/").status_code == waits.get("/konto/logowanie/kod/").status_code == 200


def test_the_session_of_somebody_whose_address_only_ends_alike_goes_on(make_user, admin):
    waits = Client()
    make_user("bojan")
    waits.post("/konto/logowanie/", {"email": "bojan@example.org"})
    make_user("jan").erase(admin)
    assert waits.get("/konto/logowanie/kod/").status_code == 200


def test_what_was_confirmed_before_an_account_had_the_address_is_its_by_name_alone(declare, group, ewa, other_group):
    zofia = declare("Zofia", "Kanarkowa", accepted=False)
    own = declare("Ola", "Sikorkowa", accepted=False, groups=[group], email="inny@example.org")
    Declaration.objects.filter(pk=own.pk).update(email=SHARED, email_lower=SHARED)
    ola = open_account(SHARED, first_name="Ola", last_name="Sikorkowa")
    assert list(Declaration.objects.of(ola)) == [own]
    with pytest.raises(Refused, match="kogoś o innym imieniu"):
        zofia.accept(ewa, group)
    zofia.refresh_from_db()
    assert (zofia.user, zofia.state, zofia.choices.get().state) == (None, "submitted", "waiting")


def test_a_paper_with_the_address_of_somebody_stands_on_no_account_before_they_confirm_it(anna, call, other_group, ewa):
    paper = {"given_name": "Zofia", "family_name": "Kanarkowa", "email": "anna@example.org", "capacity": "own"}
    call.groups = [other_group]
    call.save_revision().publish()
    Membership.objects.create(user=ewa, group=other_group, role="coordinator")
    declaration = Declaration.objects.enter(
        ewa, call, groups=[other_group], received_on=timezone.localdate(), phone="+48601602603", **paper
    )
    client = Client()
    client.force_login(anna, backend="signup.backends.MembershipBackend")
    shown = read(anna, client)
    assert not [word for word in (*OF_ZOFIA, declaration.number) if word in shown]
    declaration.confirm()
    assert declaration.number in read(anna, client)


def test_an_invitation_that_names_who_had_the_address_before_is_not_shown(zofia, ola, other_group, as_user):
    before = ola.address_since - timedelta(days=3)
    Invitation.objects.create(group=other_group, email=SHARED, given_name="Zofia", sent_at=before)
    shown = as_user(ola).get(MINE).text
    assert "Zofia" not in shown
    Invitation.objects.all().delete()
    Invitation.objects.create(group=other_group, email=SHARED, given_name="Oleńka")
    assert "Oleńka" in as_user(ola).get(MINE).text


def test_coming_in_by_an_invitation_leaves_the_declaration_of_another_person_alone(declare, group, ewa):
    zofia = declare("Zofia", "Kanarkowa", accepted=False)
    ewa_invites = Invitation.objects.create(group=group, email=SHARED, invited_by=ewa)
    ewa_invites.accept(given_name="Ola", family_name="Sikorkowa", capacity="own")
    zofia.refresh_from_db()
    assert (zofia.user, zofia.choices.get().state) == (None, "waiting")


def test_nobody_is_known_from_a_declined_declaration_once_it_is_forgotten(make_user, make_declaration, group, ewa):
    declaration = make_declaration(make_user("jan").first_name.lower())
    declaration.decline(ewa, group, "Brak miejsc.")
    assert declaration.user
    declaration.anonymise()
    declaration.refresh_from_db()
    assert declaration.user is None


def test_after_erasing_no_queue_keeps_the_address_that_the_person_had_asked_for(anna, admin, as_user):
    as_user(anna).post(f"{MINE}adres/", {"email": "wymarzony@example.org"})
    assert Mail.objects.filter(to="wymarzony@example.org").exists()
    anna.erase(admin)
    assert not Mail.objects.exclude(kind="erased").exists()
