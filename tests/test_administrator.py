"""`manage.py administrator`: the first way in on a new instance."""

from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.management import CommandError, call_command
from django.test import Client

from signup.models import User


def administrator(email):
    """The path of the link that the command prints."""
    out = StringIO()
    call_command("administrator", email, stdout=out)
    link = out.getvalue().strip()
    assert link.startswith("http")
    return urlsplit(link).path


def test_the_link_signs_in_once_with_a_press(db):
    path = administrator("Szefowa@Example.org")
    user = User.objects.get(email="szefowa@example.org")
    assert user.is_superuser
    assert not user.has_usable_password()
    assert EmailAddress.objects.filter(user=user, email=user.email, verified=True, primary=True).exists()
    scanner, phone, thief = Client(), Client(), Client()
    assert scanner.get(path).status_code == 200
    assert scanner.get("/konto/").status_code == 302
    assert phone.post(path).url == "/redakcja/"
    assert phone.get("/redakcja/").status_code == 200
    assert thief.get(path).status_code == 410
    assert thief.post(path).status_code == 410
    assert thief.get("/konto/").status_code == 302


def test_two_links_are_both_over_after_one_was_used(client, db):
    first, second = administrator("szefowa@example.org"), administrator("szefowa@example.org")
    assert client.post(second).status_code == 302
    assert Client().post(first).status_code == 410


def test_a_link_is_good_for_an_hour(client, db, monkeypatch):
    path = administrator("szefowa@example.org")
    now = PasswordResetTokenGenerator._now
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now(self) + timedelta(minutes=59))
    assert client.get(path).status_code == 200
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now(self) + timedelta(minutes=61))
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410


def test_run_again_it_mends_the_account(anna, client, group):
    User.objects.filter(pk=anna.pk).update(is_active=False)
    path = administrator("ANNA@example.org")
    anna.refresh_from_db()
    assert (anna.is_active, anna.is_staff, anna.is_superuser) == (True, True, True)
    assert anna.first_name == "Anna"
    assert User.objects.count() == 1
    assert client.post(path).status_code == 302


@pytest.mark.parametrize("path", ["1/x-y/", "zzzzzzzzzzzzzzzzzz/a-b/", "-/a-b/", "ż/a-b/"])
def test_a_made_up_link_opens_nothing(client, db, path):
    assert client.get(f"/konto/wejscie/{path}").status_code == 410
    assert client.post(f"/konto/wejscie/{path}").status_code == 410


def test_a_link_does_not_open_another_account(client, admin):
    path = administrator("szefowa@example.org")
    token = path.rstrip("/").split("/")[-1]
    assert client.post(f"/konto/wejscie/{admin.pk}/{token}/").status_code == 410


def test_what_is_no_address_is_refused(db):
    with pytest.raises(CommandError):
        call_command("administrator", "szefowa")
    assert not User.objects.exists()
