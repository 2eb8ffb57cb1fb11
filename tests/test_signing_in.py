"""Signing in with a code by e-mail, one's own page, signing out. Nobody meets a dead end."""

import html
import re
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client

from signup.models import Declaration, Mail, User
from tests.signing_in import ask, newest_code

LOGIN, CODE = "/konto/logowanie/", "/konto/logowanie/kod/"


def test_a_code_from_the_mail_signs_in(client, anna):
    assert "Wyślij kod" in client.get(LOGIN).text
    response = ask(client, "ANNA@example.org")
    assert (response.status_code, response.url) == (302, CODE)
    page = client.get(CODE).text
    assert "Zaloguj się" in page
    mail = Mail.objects.get()
    assert mail.to == "anna@example.org"
    assert newest_code() not in mail.subject
    response = client.post(CODE, {"code": newest_code().lower()})
    assert (response.status_code, response.url) == (302, "/konto/")
    page = re.sub(r"\n\s*", " ", client.get("/konto/").text)
    since = "w\N{NO-BREAK SPACE}grupie od"
    for words in ("Anna Próbna", "Edukacja", since, "/grupy/edukacja/mapa-drogowa/", "Wyloguj się"):
        assert words in page
    assert "Redakcja" not in page


def test_an_account_needs_no_address_row_of_allauth(client, jan):
    assert not EmailAddress.objects.exists()
    ask(client, "jan@example.org")
    assert client.post(CODE, {"code": newest_code()}).url == "/konto/"


def test_an_unknown_address_gets_the_same_screen_and_no_mail(client, anna):
    other = Client()
    first, second = ask(client, "anna@example.org"), ask(other, "nikt.taki@example.org")
    assert (first.status_code, first.url) == (second.status_code, second.url)
    known, unknown = client.get(CODE).text, other.get(CODE).text
    token = r'name="(csrfmiddlewaretoken|form_token)" value="[^"]*"'
    assert re.sub(token, "", known) == re.sub(token, "", unknown.replace("nikt.taki@", "anna@"))
    assert sorted(mail.to for mail in Mail.objects.all()) == ["", "anna@example.org"]  # one that goes nowhere
    for code in ("", "AAAA-AAAA"):
        assert other.post(CODE, {"code": code}).status_code == 422


def test_an_inactive_account_stays_out_even_when_switched_off_after_asking(client, anna):
    ask(client, "anna@example.org")
    code = newest_code()
    User.objects.update(is_active=False)
    response = client.post(CODE, {"code": code}, follow=True)
    assert response.status_code == 200
    assert client.get("/konto/").status_code == 302
    Mail.objects.all().delete()
    client.post("/konto/wylogowanie/")
    assert ask(client, "anna@example.org").status_code == 302
    assert not Mail.objects.exclude(to="").exists()


def test_a_wrong_address_or_code_comes_back_with_what_was_typed(client, anna):
    response = ask(client, "anna.example.org")
    assert response.status_code == 422
    assert "anna.example.org" in response.text
    assert 'href="#id_email"' in response.text
    ask(client, "anna@example.org")
    response = client.post(CODE, {"code": "ZLEE-ZLEE"})
    assert response.status_code == 422
    assert "ZLEE-ZLEE" in response.text
    assert "Ten kod nie pasuje" in response.text


def test_after_three_wrong_codes_a_new_one_is_needed(client, anna):
    ask(client, "anna@example.org")
    code = newest_code()
    responses = [client.post(CODE, {"code": "ZLEE-ZLEE"}) for _ in range(3)]
    assert [response.status_code for response in responses] == [422, 422, 302]
    assert "Za dużo prób" in client.get(responses[-1].url).text
    assert client.post(CODE, {"code": code}).status_code == 302
    assert client.get("/konto/").status_code == 302


def test_a_code_can_be_sent_again_and_the_old_one_is_void(client, anna):
    ask(client, "anna@example.org")
    old = newest_code()
    assert client.post(CODE, {"action": "resend"}).status_code == 302
    assert Mail.objects.count() == 2
    assert newest_code() != old
    assert client.post(CODE, {"code": old}).status_code == 422
    assert client.post(CODE, {"code": newest_code()}).url == "/konto/"


def test_cancelling_leads_back_to_the_address(client, anna):
    ask(client, "anna@example.org")
    assert client.get(LOGIN).url == CODE
    response = client.post("/konto/wylogowanie/", {"next": LOGIN})
    assert response.url == LOGIN
    assert client.get(LOGIN).status_code == 200


def test_without_a_code_under_way_its_page_leads_to_the_start(client, db):
    assert client.get(CODE).url == LOGIN
    assert client.post(CODE, {"code": "AAAA-AAAA"}).url == LOGIN


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/grupy/edukacja/", "/grupy/edukacja/"),
        ("https://zlo.example.com/", "/konto/"),
        ("//zlo.example.com/", "/konto/"),
        ("javascript:alert(1)", "/konto/"),
    ],
)
def test_next_is_kept_through_the_code_and_stays_in_the_house(client, anna, asked, reached):
    response = ask(client, "anna@example.org", next=asked)
    response = client.post(response.url, {"code": newest_code()})
    assert response.url == reached


def test_signing_out_needs_a_press(anna, as_user):
    client = as_user(anna)
    assert client.get("/konto/wylogowanie/").status_code == 200
    assert client.get("/konto/").status_code == 200
    assert client.post("/konto/wylogowanie/").status_code == 302
    assert client.get("/konto/").status_code == 302


def test_a_signed_in_person_does_not_sign_in_again(anna, as_user):
    assert as_user(anna).get(LOGIN).url == "/konto/"
    assert as_user(anna).get(CODE).url == "/konto/"


def test_my_account_shows_my_declarations_and_nobody_elses(call, group, ewa, as_user):
    for name in ("maria", "obca"):
        declaration = Declaration.objects.send(
            call,
            given_name=name.capitalize(),
            family_name="Próbna",
            email=f"{name}@example.org",
            capacity="own",
            groups=[group],
        )
        declaration.confirm()
        declaration.accept(ewa, group)
    mine, other = Declaration.objects.order_by("pk")
    page = as_user(User.objects.get(email="maria@example.org")).get("/konto/").text
    assert mine.number in page
    assert "rozpatrzona" in page
    assert other.number not in page


def test_the_story_of_the_mail_ends_in_the_inbox(transactional_db, client, make_user, mailoutbox):
    make_user("jan")
    ask(client, "jan@example.org")
    code = newest_code()
    call_command("db_worker", "--backend=queue", "--queue-name=*", "--batch", "--no-startup-delay", "--no-reload")
    letter = mailoutbox[0]
    assert code in letter.body
    assert code in letter.alternatives[0].content
    assert code not in Mail.objects.get().text


@pytest.mark.parametrize("detour", ["cancel", "again", "three wrong codes", "too late"])
def test_next_survives_each_detour(client, anna, detour, monkeypatch):
    there = "/grupy/edukacja/?a=1&b=2"
    page = client.get(ask(client, "anna@example.org", next=there).url).text
    if detour == "cancel":
        form = re.search(r'<form[^>]*action="/konto/wylogowanie/".*?</form>', page, re.DOTALL).group()
        address = html.unescape(re.search(r'name="next" value="([^"]*)"', form).group(1))
        answer = client.post("/konto/wylogowanie/", {"next": address})
    elif detour == "again":
        answer = client.get(f"{LOGIN}?{urlencode({'next': there})}")
    else:
        if detour == "too late":
            session = client.session
            session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 700
            session.save()
        for _ in range(3):
            answer = client.post(CODE, {"code": "ZLEE-ZLEE", "next": there})
    assert answer.status_code == 302
    assert html.escape(there) in client.get(answer.url).text
