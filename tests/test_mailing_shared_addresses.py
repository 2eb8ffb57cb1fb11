"""Mail about a declaration goes to its person, and tells nobody else of it, whoever's the address is."""

from datetime import timedelta

import pytest
from django.db.models import F

from signup.models import Declaration, Mail
from signup.models.accounts import change_address
from tests import two_people
from tests.two_people import NEW, SHARED

pytestmark = pytest.mark.engine
declare, ola, zofia = two_people.declare, two_people.ola, two_people.zofia


def test_mail_about_a_declaration_follows_its_person_and_not_the_old_address(zofia, ola, karol, other_group):
    Mail.objects.all().delete()
    accepted, waiting = zofia.declarations.order_by("pk")
    accepted.renew_link()
    waiting.decline(karol, other_group, "Brak miejsc.")
    assert sorted((mail.kind, mail.to) for mail in Mail.objects.all()) == [("declined", NEW), ("link", NEW)]


def test_mail_that_waits_goes_along_and_what_is_out_is_not_kept(call, declare, group, ewa):
    zofia = declare("Zofia", "Kanarkowa").user
    waits = Mail.objects.get(kind="welcome")
    Mail.objects.get(kind="received").went()
    change_address(zofia, NEW)
    assert not Mail.objects.filter(kind="received").exists()
    assert Mail.objects.get(pk=waits.pk).to == NEW
    assert {mail.to for mail in Mail.objects.filter(user=zofia)} == {NEW, SHARED}  # „Adres … jest zmieniony”
    assert Mail.objects.get(kind="address_changed").to == SHARED


def test_the_second_person_is_not_told_that_a_declaration_is_there(zofia, declare, group, ewa):
    """Zofia was declined in this call; her row keeps the address that she gave."""
    row = zofia.declarations.order_by("pk").first()
    row.choices.update(state="rejected")
    zofia.memberships.all().delete()
    assert row.email_lower == SHARED
    assert declare("Ola", "Sikorkowa", accepted=False) is not None
    assert not Mail.objects.filter(kind="already").exists()


def test_mail_about_a_declaration_that_is_there_leads_to_ones_own_case_only(call, group, make_declaration):
    first = make_declaration("jan")
    again = {"groups": [group], "email": "jan@example.org", "capacity": "own"}
    Declaration.objects.send(call, given_name="JAN", family_name="testowy", **again)
    told = Mail.objects.filter(kind="already").first()
    assert first.address in told.text and first.address in told.html and "Zobacz deklarację" in told.text
    Declaration.objects.send(call, given_name="Ola", family_name="Sikorkowa", **again)
    told = Mail.objects.filter(kind="already").first()
    assert first.address not in told.text + told.html


def test_a_stranger_gets_few_mails_about_forms_that_somebody_fills_in(call, make_declaration, group, other_group):
    call.groups = [group, other_group]
    call.save_revision().publish()
    for name in "Abcdefghij":
        Declaration.objects.send(
            call, email=SHARED, given_name=name, family_name="Obca", capacity="own", groups=[group]
        )
    assert Mail.objects.filter(to=SHARED).count() == 3
    # what is new is still confirmed by mail, so nobody shuts the owner of the address out
    own = {"given_name": "Ola", "family_name": "Sikorkowa", "capacity": "own", "groups": [other_group]}
    assert Declaration.objects.send(call, email=SHARED, **own)
    for hours in (2, 4, 6):
        Mail.objects.update(created_at=F("created_at") - timedelta(hours=hours))
        Declaration.objects.send(call, email=SHARED, **own | {"given_name": f"Ola{'a' * hours}"})
    assert Mail.objects.filter(to=SHARED).count() == 6
