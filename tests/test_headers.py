"""What each answer says to the browser about safety."""

import pytest
from django.test import Client

ADDRESSES = ["/", "/konto/logowanie/", "/kontakt/", "/nie-ma-takiej/", "/healthz"]


def policy(response):
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_site_runs_only_its_own_files(client, home, address):
    found = policy(client.get(address))
    assert found["default-src"] == found["script-src"] == found["style-src"] == ["'self'"]
    assert found["object-src"] == found["base-uri"] == found["frame-ancestors"] == ["'none'"]
    assert found["form-action"] == ["'self'"]
    assert not [value for values in found.values() for value in values if "unsafe" in value or "*" in value]


@pytest.mark.parametrize("address", ADDRESSES)
def test_browsers_neither_guess_nor_tell_nor_frame(client, home, address):
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_only_the_editors_admin_has_a_looser_policy(as_user, admin):
    client = as_user(admin)
    inside = client.get("/redakcja/")
    assert inside.status_code == 200
    assert "'unsafe-inline'" in policy(inside)["script-src"]
    assert "'unsafe-eval'" not in policy(inside)["script-src"]
    assert inside["X-Frame-Options"] == "SAMEORIGIN"
    assert policy(inside)["frame-ancestors"] == ["'self'"]
    assert policy(client.get("/"))["script-src"] == ["'self'"]


def test_reading_sets_no_cookie(client, home):
    for address in ("/", "/kontakt/", "/healthz"):
        assert not client.get(address).cookies


def test_cookies_are_closed_to_scripts_and_other_sites(client, home):
    cookie = client.get("/konto/logowanie/").cookies["csrftoken"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_behind_https_everything_is_https(settings, home):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client()
    assert client.get("/").status_code == 301
    assert client.get("/healthz").status_code != 301  # asked from inside, past the proxy
    secure = client.get("/", headers={"x-forwarded-proto": "https"})
    assert secure.status_code == 200
    assert "max-age=31536000" in secure["Strict-Transport-Security"]


def test_a_form_without_a_token_changes_nothing(anna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna, backend="signup.backends.MembershipBackend")
    assert client.post("/konto/wylogowanie/").status_code == 403


def test_a_body_beyond_the_limit_is_refused_unread(client, settings):
    settings.MAX_BODY_BYTES = 10
    answer = client.post("/szukaj/", {"q": "x" * 100})
    assert answer.status_code == 413
    assert policy(answer)["default-src"] == ["'self'"]
    assert answer["X-Frame-Options"] == "DENY"
