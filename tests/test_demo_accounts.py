"""The buttons of the demo: six accounts, in demo mode only."""

import pytest

from signup.models import User
from signup.people.sign_in import DEMO_ACCOUNTS


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True
    for email in DEMO_ACCOUNTS:
        User.objects.create_user(email)


def test_each_button_opens_its_account(demo, client):
    page = client.get("/konto/logowanie/").text
    for email in DEMO_ACCOUNTS:
        assert f"Zaloguj jako {email}" in page
        response = client.post("/konto/logowanie/pokaz/", {"account": email})
        assert response.status_code == 302
        assert email in client.get("/konto/").text
        client.post("/konto/wylogowanie/")


def test_a_button_leads_where_the_visitor_wanted_to_go(demo, client):
    answers = {"account": "anna@example.org", "next": "/spotkania/"}
    assert client.post("/konto/logowanie/pokaz/", answers).url == "/spotkania/"
    client.post("/konto/wylogowanie/")
    answers["next"] = "https://zlo.example.com/"
    assert client.post("/konto/logowanie/pokaz/", answers).url == "/konto/"


def test_outside_demo_mode_there_is_no_button_and_no_way(demo, client, settings):
    settings.DEMO = False
    assert "Zaloguj jako" not in client.get("/konto/logowanie/").text
    for email in DEMO_ACCOUNTS:
        assert client.post("/konto/logowanie/pokaz/", {"account": email}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("account", ["jan@example.org", "ANNA@example.org", "", None])
def test_no_other_account_opens(demo, client, jan, account):
    answers = {"account": account} if account is not None else {}
    assert client.post("/konto/logowanie/pokaz/", answers).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_link_opens_nothing(demo, client):
    assert client.get("/konto/logowanie/pokaz/?account=anna@example.org").status_code == 405


def test_an_account_that_is_off_or_missing_has_no_button(demo, client):
    User.objects.filter(email="anna@example.org").update(is_active=False)
    User.objects.filter(email="bartek@example.org").delete()
    page = client.get("/konto/logowanie/").text
    assert "anna@" not in page
    assert "bartek@" not in page
    assert client.post("/konto/logowanie/pokaz/", {"account": "anna@example.org"}).status_code == 404
