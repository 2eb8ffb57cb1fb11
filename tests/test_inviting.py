"""Coordinators invite people into their group: who may, whom, how often; and the screen on which they do it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.models import WorkingGroupPage
from signup.models import Declaration, DeclarationCallPage, Invitation, Mail, Membership, Refused
from tests import inviting
from tests.browser import PHONE
from tests.inviting import fresh
from tests.threads import at_once

data_dir, invite, over = inviting.data_dir, inviting.invite, inviting.over


@pytest.mark.parametrize("who", ["karol", "anna", "editor", "admin", "jan"])
def test_only_coordinators_of_the_group_invite_withdraw_and_resend(invite, who, request):
    by, invitation = request.getfixturevalue(who), invite()
    for verb in (Invitation.withdraw, Invitation.resend, lambda _, by: invite("inna@example.org", by=by)):
        with pytest.raises(PermissionDenied):
            verb(invitation, by)
    assert Mail.objects.count() == 1 and fresh(invitation).closed_at is None


def test_an_address_that_waits_is_not_mailed_twice(invite):
    assert invite() == invite("OLA@example.org ")
    assert Mail.objects.count() == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_ten_invitations_at_once_are_one(invite):
    assert not at_once(*[invite for _ in range(10)])
    assert Invitation.objects.count() == Mail.objects.count() == 1


def test_who_is_there_is_not_invited(invite, anna, join, jan, group, make_declaration, call):
    join(jan, group, status="suspended")
    with pytest.raises(Refused, match="już jest w grupie"):
        invite("anna@example.org")
    with pytest.raises(Refused, match="zawieszone"):
        invite("jan@example.org")


def test_who_waits_on_the_desk_is_accepted_there_and_who_has_not_confirmed_is_not_told_of(
    call, ewa, group, make_declaration
):
    make_declaration("zofia")
    make_declaration("iga", confirmed=False)
    with pytest.raises(Refused, match="na biurku"):
        Invitation.objects.invite(ewa, group, "zofia@example.org")
    assert Invitation.objects.invite(ewa, group, "iga@example.org")


def test_what_waited_meanwhile_waits_no_longer(call, ewa, group, make_declaration):
    invitation = Invitation.objects.invite(ewa, group, "ola@example.org")
    first = make_declaration("ola")
    came = invitation.accept(given_name="Ola", family_name="Zaproszona", capacity="own")
    first.refresh_from_db()
    assert (first.state, first.choices.get().state) == ("decided", "withdrawn")
    assert came.number in first.notes.get().text
    assert not Declaration.objects.awaiting([group]).exists()
    assert Membership.objects.get(group=group, user=came.user).declaration == came


def test_without_a_call_or_in_an_archived_group_nobody_is_invited(group, ewa, call):
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    with pytest.raises(Refused, match="zakończyła pracę"):
        Invitation.objects.invite(ewa, group, "ola@example.org")
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=False)
    call.unpublish()
    with pytest.raises(Refused, match="naboru"):
        Invitation.objects.invite(ewa, group, "ola@example.org")


def test_the_latest_call_of_the_group_is_taken(invite, over, group, call, home):
    from signup.models import CallIndexPage

    today = timezone.localdate()
    later = DeclarationCallPage(
        title="Później", slug="pozniej", opens=today - timedelta(days=30), closes=today - timedelta(days=9)
    )
    later = CallIndexPage.objects.get().add_child(instance=later)
    later.groups = [group]
    later.save_revision().publish()
    assert invite().call.pk == later.pk


def test_resending_renews_the_days_with_the_same_link(invite, ewa):
    invitation = invite()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=29))
    fresh(invitation).resend(ewa)
    assert fresh(invitation).expires_at > timezone.now() + timedelta(days=29)
    assert [invitation.address in mail.text for mail in Mail.objects.all()] == [True, True]
    invitation.withdraw(ewa)
    with pytest.raises(Refused):
        invitation.resend(ewa)


def test_the_inviting_person_is_named_only_if_they_agreed(invite, ewa, agree_to_name):
    invite()
    assert "Ewa" not in Mail.objects.get().text
    agree_to_name(ewa)
    invite("iga@example.org")
    assert "Ewa Próbna zaprasza" in Mail.objects.get(to="iga@example.org").text


def test_an_invitation_outlives_the_coordination_of_who_sent_it(invite, ewa, group):
    invitation = invite()
    Membership.objects.get(user=ewa, group=group).leave(alone=True)
    assert fresh(invitation).accept(given_name="Ola", family_name="Z", capacity="own").state == "decided"


# the screen


@pytest.fixture
def here(group):
    return f"/redakcja/moje-grupy/{group.pk}/"


def test_the_screen_invites_shows_resends_and_withdraws(over, ewa, as_user, here):
    client = as_user(ewa)
    wrong = client.post(f"{here}zaproszenia/", {"email": "nie adres", "given_name": "Ola1"})
    assert wrong.status_code == 422 and "Podaj adres e-mail ze znakiem" in wrong.text and "Ola1" in wrong.text
    assert client.post(f"{here}zaproszenia/", {"email": "ola@example.org", "given_name": "Ola"}).status_code == 302
    invitation = Invitation.objects.get()
    page = client.get(f"{here}osoby/").text
    assert "ola@example.org" in page and invitation.code in page and invitation.token not in page
    assert "1 zaproszenie czeka" in client.get(here).text.replace("\xa0", " ")
    assert client.post(f"{here}zaproszenia/{invitation.code}/ponowienie/").status_code == 302
    assert client.post(f"{here}zaproszenia/{invitation.code}/wycofanie/").status_code == 302
    assert client.post(f"{here}zaproszenia/{invitation.code}/wycofanie/").status_code == 302
    assert client.post(f"{here}zaproszenia/{invitation.code}/ponowienie/").status_code == 422
    assert "ola@example.org" not in client.get(f"{here}osoby/").text
    assert Mail.objects.filter(kind="invitation").count() == 2


def test_the_screen_says_the_same_of_an_address_with_and_without_an_account(over, ewa, celina, as_user, here):
    client = as_user(ewa)
    told = []
    for name in ("celina", "nowa"):
        answer = client.post(f"{here}zaproszenia/", {"email": f"{name}@example.org"}, follow=True)
        told.append([str(message) for message in answer.context["messages"]])
    assert told[0] == told[1]


def test_invitations_of_others_are_not_there(invite, karol, other_group, as_user, here):
    invitation = invite()
    for way in ("ponowienie", "wycofanie"):
        for address in (here, f"/redakcja/moje-grupy/{other_group.pk}/"):
            assert as_user(karol).post(f"{address}zaproszenia/{invitation.code}/{way}/").status_code == 404
        assert as_user(karol).post(f"{here}zaproszenia/{invitation.pk}/{way}/").status_code == 404
    assert as_user(karol).post(f"{here}zaproszenia/", {"email": "iga@example.org"}).status_code == 404
    assert Invitation.objects.open().count() == Mail.objects.count() == 1


def test_one_address_is_not_flooded(over, ewa, as_user, here, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invite": "60/1h/user,2/1d/key"}
    client = as_user(ewa)
    answers = [client.post(f"{here}zaproszenia/", {"email": "ola@example.org"}).status_code for _ in range(3)]
    assert answers == [302, 302, 429]
    assert Mail.objects.count() == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_new_screens_are_accessible(over, server, new_page, sign_in_as, ewa, anna, group, axe):
    invitation = Invitation.objects.invite(ewa, group, "ola@example.org")
    here = f"/redakcja/moje-grupy/{group.pk}/osoby/"
    member = f"{here}{Membership.objects.get(user=anna).code}/"
    pages = [(None, invitation.address, None), (ewa, "/konto/grupy/edukacja/opusc/", None)]
    pages += [(anna, "/konto/", None), (ewa, here, ".desk"), (ewa, member, ".desk")]
    for who, address, part in pages:
        page = new_page(viewport=PHONE)
        if who:
            sign_in_as(page, who)
        page.goto(server + address)
        axe(page, part)
