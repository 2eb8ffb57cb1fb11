"""A mailbox gets few codes an hour and a day; its holder gets in all the same, and nobody learns of it."""

import re
import time
from datetime import timedelta

import pytest
from django.core import signing
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from signup.models import Mail, User
from signup.people import login_codes
from signup.people.adapter import AccountAdapter
from tests.signing_in import ask, newest_code
from tests.thorough import steps

LOGIN, CODE = "/konto/logowanie/", "/konto/logowanie/kod/"


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
