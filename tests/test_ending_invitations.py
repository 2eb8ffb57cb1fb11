"""Invitations end: used, withdrawn, declined, too old; their links lead nowhere, and the address is forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import WorkingGroupPage
from signup.models import Declaration, Invitation, Mail, Membership
from tests import inviting
from tests.inviting import ANSWERS, fresh

data_dir, invite, over = inviting.data_dir, inviting.invite, inviting.over


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("used", "skorzystał"),
        ("expired", "wygasło"),
        ("withdrawn", "wycofane"),
        ("declined", "odrzucone"),
        ("archived", "zakończyła pracę"),
        ("unpublished", "zakończyła pracę"),
        ("joined", "już członkostwo"),
        ("suspended", "już członkostwo"),
        ("came and went", "już członkostwo"),
    ],
)
def test_a_link_that_is_over_says_so_and_does_nothing(
    invite, client, ewa, group, make_user, join, monkeypatch, what, words
):
    invitation = invite()
    if what == "used":
        client.post(invitation.address, ANSWERS)
    elif what == "expired":
        Invitation.objects.update(sent_at=timezone.now() - timedelta(days=30))
    elif what == "withdrawn":
        invitation.withdraw(ewa)
    elif what == "declined":
        assert client.post(f"{invitation.address}odrzuc/").status_code == 200
    elif what == "archived":
        WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    elif what == "unpublished":
        group.unpublish()
    else:
        status = {"joined": "active", "came and went": "ended"}.get(what, what)
        join(make_user("ola"), group, status=status)
    before = Declaration.objects.count(), Membership.objects.count(), Mail.objects.count()
    for answer in (client.get(invitation.address), client.post(invitation.address, ANSWERS | {"given_name": "Inna"})):
        assert answer.status_code == 410
        assert words in answer.text.replace("\xa0", " ")
        assert "ola@example.org" not in answer.text and "Zaproszona" not in answer.text
    assert (Declaration.objects.count(), Membership.objects.count(), Mail.objects.count()) == before


def test_guessed_links_are_not_there(invite, client):
    invitation = invite()
    for token in ("1", invitation.code, invitation.token[:-1], "x" * 43, "nie ma", "%00"):
        assert client.get(f"/zaproszenia/{token}/").status_code == 404
        assert client.post(f"/zaproszenia/{token}/", ANSWERS).status_code == 404
        assert client.post(f"/zaproszenia/{token}/odrzuc/").status_code == 404
    assert invitation.token not in str(Invitation.objects.values())


def test_declining_forgets_the_address(invite, client):
    invitation = invite(given_name="Ola")
    page = client.post(f"{invitation.address}odrzuc/")
    assert page.status_code == client.post(f"{invitation.address}odrzuc/").status_code == 200
    assert (fresh(invitation).email, fresh(invitation).given_name) == ("", "")
    assert invite().pk != invitation.pk  # the group may ask again


def test_after_thirty_days_the_address_is_forgotten(invite):
    invitation, other = invite(given_name="Ola"), invite("iga@example.org")
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now() - timedelta(days=30))
    assert Invitation.objects.expire() == 1
    assert Invitation.objects.expire() == 0
    assert (fresh(invitation).email, fresh(invitation).given_name) == ("", "")
    assert fresh(other).email == "iga@example.org"


def test_too_many_tries_are_429(invite, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invited": "2/5m/key"}
    invitation = invite()
    answers = [client.post(invitation.address, {}).status_code for _ in range(3)]
    assert answers == [422, 422, 429]
