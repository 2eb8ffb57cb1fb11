"""Signing in with a code by e-mail, one's own page, signing out. Nobody meets a dead end."""

import html
import re
import time
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.core.management import call_command
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from signup.models import Declaration, Mail, User
from signup.people import login_codes
from signup.people.adapter import AccountAdapter
from tests.thorough import steps

LOGIN, CODE = "/konto/logowanie/", "/konto/logowanie/kod/"


def ask(client, email, **more):
    return client.post(LOGIN, {"email": email, **more})


def newest_code():
    mail = Mail.objects.filter(kind="login_code").exclude(to="").first()
    return re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.text).group()


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


@pytest.mark.parametrize("address", ["/konto/", "/redakcja/", "/redakcja/deklaracje/", "/redakcja/pages/"])
def test_signed_out_people_are_asked_to_sign_in_and_come_back(client, db, address):
    first = client.get(address)
    assert first.status_code == 302
    response = client.get(address, follow=True)
    last = response.redirect_chain[-1][0]
    assert last.startswith(f"{LOGIN}?next=")
    assert address in last.replace("%2F", "/")
    assert response.status_code == 200


def test_a_member_at_the_editors_door_gets_403_and_no_loop(anna, as_user):
    response = as_user(anna).get("/redakcja/", follow=True)
    assert response.status_code == 403
    assert len(response.redirect_chain) <= 1


def test_who_may_enter_finds_the_way_to_the_admin(ewa, editor, admin, anna, as_user):
    for person in (ewa, editor, admin):
        assert ">Redakcja</a>" in as_user(person).get("/konto/").text
        assert as_user(person).get("/redakcja/").status_code == 200
    assert ">Redakcja</a>" not in as_user(anna).get("/konto/").text


def test_signing_out_needs_a_press(anna, as_user):
    client = as_user(anna)
    assert client.get("/konto/wylogowanie/").status_code == 200
    assert client.get("/konto/").status_code == 200
    assert client.post("/konto/wylogowanie/").status_code == 302
    assert client.get("/konto/").status_code == 302


def test_a_signed_in_person_does_not_sign_in_again(anna, as_user):
    assert as_user(anna).get(LOGIN).url == "/konto/"
    assert as_user(anna).get(CODE).url == "/konto/"


@pytest.mark.parametrize(
    "address", ["signup/", "login/", "password/reset/", "password/change/", "email/", "inactive/", "haslo/"]
)
def test_what_is_not_used_is_not_there(anna, as_user, address):
    assert as_user(anna).get(f"/konto/{address}").status_code == 404


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


def test_too_many_requests_for_a_code_are_stopped_for_all_processes(client, anna, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,2/m/key"}
    from django.core.cache import cache

    cache.clear()
    statuses = []
    for _ in range(3):
        statuses.append(ask(client, "anna@example.org").status_code)
        client.post("/konto/wylogowanie/")
    assert statuses == [302, 302, 429]
    assert Mail.objects.count() == 2
    assert "DatabaseCache" in settings.CACHES["default"]["BACKEND"]


def test_the_story_of_the_mail_ends_in_the_inbox(transactional_db, client, make_user, mailoutbox):
    make_user("jan")
    ask(client, "jan@example.org")
    code = newest_code()
    call_command("db_worker", "--backend=queue", "--queue-name=*", "--batch", "--no-startup-delay", "--no-reload")
    letter = mailoutbox[0]
    assert code in letter.body
    assert code in letter.alternatives[0].content
    assert code not in Mail.objects.get().text


@pytest.mark.parametrize("door", ["/_util/login/", "/redakcja/login/", "/redakcja/password_reset/"])
def test_no_door_of_wagtail_asks_for_a_password(client, home, door):
    typed = {"username": "ewa@example.org", "password": "haslo"}
    for answer in (client.get(f"{door}?next=/grupy/", follow=True), client.post(door, typed, follow=True)):
        assert 'type="password"' not in answer.content.decode() and "_auth_user_id" not in client.session


# how many codes go to one mailbox


@pytest.fixture
def clock(monkeypatch):
    """clock(minutes) moves the time on."""
    moved = {"now": timezone.now()}
    monkeypatch.setattr(timezone, "now", lambda: moved["now"])
    monkeypatch.setattr(time, "time", lambda: moved["now"].timestamp())

    def move(minutes):
        moved["now"] += timedelta(minutes=minutes)

    return move


def press(client, number):
    """One of the ways in which a stranger has a code sent: a new session, again, cancelled and begun anew."""
    way = number % 3
    if way == 0 or client.get(CODE).status_code == 302:
        client.logout()
        return ask(client, "anna@example.org")
    if way == 1:
        return client.post(CODE, {"action": "resend"})
    client.post("/konto/wylogowanie/", {"next": LOGIN})
    return ask(client, "anna@example.org")


def sent_lately(minutes=60):
    since = timezone.now() - timedelta(minutes=minutes)
    return Mail.objects.filter(kind="login_code", to="anna@example.org", created_at__gt=since).count()


def test_an_hour_of_presses_sends_a_mailbox_five_mails_and_its_holder_gets_in(anna, clock):
    """200 tries a minute in a thorough run, through the same gate as those over HTTP."""
    stranger, known, new, most = Client(), Client(), Client(), 0
    ask(known, "anna@example.org")
    known.post(CODE, {"code": newest_code()})
    known.post("/konto/wylogowanie/")
    clock(120)
    for minute in range(90):
        press(stranger, minute)
        for _ in range(tries := steps(5, 200)):
            with transaction.atomic():
                if login_codes.take_turn(anna.email, RequestFactory().post(LOGIN)):
                    AccountAdapter()._post("anna@example.org", "AAAA-AAAA", anna)
        most = max(most, sent_lately())
        clock(1)
    assert (tries, most) and most == 5
    # on a device that signed in before: at once
    ask(known, "anna@example.org")
    assert sent_lately(1) == 1
    assert known.post(CODE, {"code": newest_code()}).url == "/konto/"
    clock(2)
    # on a new one: with the newest code in the mailbox, whose press ever brought it, within a quarter of an hour
    for _ in range(16):
        press(stranger, 0)
        ask(new, "anna@example.org") if new.get(CODE).status_code == 302 else new.post(CODE, {"action": "resend"})
        if sent_lately(1):
            break
        clock(1)
    times = [f"{sent:%H:%M}" for sent in Mail.objects.exclude(to="").values_list("created_at", flat=True)]
    assert sent_lately(1), times
    answer = new.post(CODE, {"code": newest_code()})
    assert answer.status_code == 302 and answer.url == "/konto/", times


def test_a_known_device_has_three_mails_more_and_no_other_person_has_them(anna, bartek, clock):
    known = Client()
    ask(known, "bartek@example.org")
    known.post(CODE, {"code": newest_code()})
    device = known.cookies[login_codes.DEVICE].value
    known.post("/konto/wylogowanie/")
    for number in range(30):  # a device of Bartek's has no allowance for Anna's address
        press(known, number)
    assert sent_lately() == 2
    clock(61)
    asked = RequestFactory().post(LOGIN)
    asked.COOKIES = {login_codes.DEVICE: device}
    for _ in range(20):
        AccountAdapter().send_mail("", "bartek@example.org", {"code": "AAAA-AAAA", "request": asked})
    assert Mail.objects.filter(to="bartek@example.org", created_at__gt=timezone.now() - timedelta(hours=1)).count() == 8


def test_a_day_has_a_limit_too(anna, clock):
    for _ in range(24 * 4):
        press(Client(), 0)
        clock(15)
    assert sent_lately(24 * 60 + 1) == login_codes.A_DAY


def test_a_device_is_forgotten_when_the_address_changes_and_no_cookie_can_be_made_up(anna):
    from signup.models.accounts import change_address

    client = Client()
    ask(client, "anna@example.org")
    client.post(CODE, {"code": newest_code()})
    asked = RequestFactory().get("/")
    asked.COOKIES = {login_codes.DEVICE: client.cookies[login_codes.DEVICE].value}
    assert login_codes.is_known(asked, User.objects.get(pk=anna.pk))
    change_address(anna, "nowa@example.org")
    assert not login_codes.is_known(asked, anna)
    for made_up in ("", "x", signing.dumps({str(anna.pk): "x"}, salt="signup.device"), signing.dumps([1])):
        asked.COOKIES = {login_codes.DEVICE: made_up}
        assert not login_codes.is_known(asked, anna)


def test_what_is_shown_tells_nobody_that_an_address_has_had_its_share(anna):
    pages = []
    for email in ("anna@example.org", "nikt.taki@example.org"):
        stranger = Client()
        answers = [press_as(stranger, email, number) for number in range(3)]
        pages.append([answers, without_tokens(stranger.get(CODE).text, email)])
    assert pages[0] == pages[1]
    assert sent_lately() == 2 and Mail.objects.filter(to="").count() == 4  # the same work each time


def press_as(client, email, number):
    answer = ask(client, email) if number == 0 else client.post(CODE, {"action": "resend"})
    return answer.status_code, answer.url


def without_tokens(page, email):
    return re.sub(r'name="(csrfmiddlewaretoken|form_token)" value="[^"]*"', "", page.replace(email, ""))


def test_a_code_that_a_stranger_had_sent_works_for_the_holder_once_and_not_for_the_stranger(anna):
    stranger, holder, late = Client(), Client(), Client()
    for client in (holder, late, stranger):
        ask(client, "anna@example.org")
    ask(Client(), "anna@example.org")
    assert sent_lately() == 2  # the third and the fourth were too many
    assert late.post(CODE, {"code": newest_code()}).url == "/konto/"
    assert stranger.post(CODE, {"code": newest_code()}).status_code == 422
    elsewhere = Client()
    ask(elsewhere, "bartek@example.org")
    assert elsewhere.post(CODE, {"code": newest_code()}).status_code in (302, 422)
    assert elsewhere.get("/konto/").status_code == 302


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
