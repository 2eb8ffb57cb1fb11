"""Another SECRET_KEY, with the former one among its fallbacks: nothing that was mailed or signed is dead."""

import pytest
from django.core.signing import TimestampSigner
from django.test import Client, RequestFactory

from roadmaps.out.mentions import stop_link
from signup.models import Declaration, Invitation, Mail
from signup.people import login_codes
from signup.people.sign_in import entry_link

NEW = "another-k3y-of-the-tests-" * 3


@pytest.fixture
def change(settings):
    """change() gives the portal another key; with kept=False the former one is lost."""

    def turn(kept=True):
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if kept else []
        settings.SECRET_KEY = NEW

    return turn


def test_links_that_are_out_work_and_stay_the_same(call, group, ewa, make_declaration, client, change):
    declaration, other = make_declaration("jan", confirmed=False), make_declaration("ola")
    invitation = Invitation.objects.invite(ewa, group, "iga@example.org")
    links = [declaration.address, other.address, invitation.address]
    change()
    declaration, other = (Declaration.objects.get(pk=one.pk) for one in (declaration, other))
    invitation = Invitation.objects.get(pk=invitation.pk)
    assert [declaration.address, other.address, invitation.address] == links
    assert client.post(declaration.address).url == links[0]  # the button leads back to the page that it stood on
    assert [client.get(link).status_code for link in links] == [200, 200, 200]
    other.ask(ewa, group, "Jaka rola?")
    assert links[1] in Mail.objects.get(kind="correction").text
    other.renew_link()  # a new one is of the new key, and the old one is dead
    assert client.get(other.address).status_code == 200
    assert client.get(links[1]).status_code == 404


def test_new_links_are_made_with_the_new_key(call, group, make_declaration, change, settings, client):
    change()
    declaration = make_declaration("jan")
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(Declaration.objects.get(pk=declaration.pk).address).status_code == 200


def test_sessions_and_other_signed_things_go_on(anna, as_user, change, settings):
    session, stop, entry = as_user(anna), stop_link(anna), entry_link(anna)
    asked = RequestFactory().get("/")
    asked.user = anna
    device = login_codes.know(asked, Client().get("/zgloszenie/")).cookies[login_codes.DEVICE].value
    opened = TimestampSigner(salt="signup.declaration.opened").sign("x")
    change()
    assert session.get("/konto/").status_code == 200
    assert Client().get(stop).status_code == Client().get(entry).status_code == 200
    asked.COOKIES = {login_codes.DEVICE: device}
    assert login_codes.is_known(asked, anna)
    assert TimestampSigner(salt="signup.declaration.opened").unsign(opened) == "x"


def test_without_the_former_key_nothing_of_it_opens(anna, as_user, make_declaration, change):
    session, stop, entry = as_user(anna), stop_link(anna), entry_link(anna)
    change(kept=False)
    assert session.get("/konto/").status_code == 302
    assert (Client().get(stop).status_code, Client().get(entry).status_code) == (404, 410)
