"""Trouble: every error page says what happened and what to do next."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import path
from django.views.decorators.http import require_POST

from portal.serving import errors
from portal.urls import *  # noqa: F403 - the real addresses, with three of our own before them
from portal.urls import urlpatterns as real


def refuse(request):
    raise PermissionDenied("Tylko dla grupy.")


def break_down(request):
    raise RuntimeError("secret detail")


urlpatterns = [
    path("proba/odmowa/", refuse),
    path("proba/awaria/", break_down),
    path("proba/formularz/", require_POST(refuse)),
    *real,
]


@pytest.fixture
def with_trouble(settings):
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize("address", ["/nie-ma/", "/grupy/nie-ma/", "/spotkania/?grupa=nie-ma", "/nie/ma/wcale"])
def test_an_unknown_address_offers_search_and_the_groups(client, group, address):
    answer = client.get(address, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert page.count('<form class="search-form"') == 1
    assert f'href="{group.get_url(answer.wsgi_request)}"' in page


def test_whoever_opens_an_address_that_only_takes_forms_finds_a_page(client, home, with_trouble):
    answer = client.get("/proba/formularz/")
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert "<h1>Tu wysyła się tylko formularz</h1>" in answer.text.replace("\xa0", " ")
    assert 'href="/mapa-strony/"' in answer.text
    assert client.put("/proba/formularz/").content == b""


def test_a_refusal_gives_its_reason_and_leads_back_after_signing_in(client, home, with_trouble):
    answer = client.get("/proba/odmowa/?a=1")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Tylko dla grupy." in page
    assert "/konto/logowanie/?next=%2Fproba%2Fodmowa%2F%3Fa%3D1" in page


def test_somebody_signed_in_is_not_sent_to_sign_in(as_user, jan, with_trouble):
    page = as_user(jan).get("/proba/odmowa/").content.decode()
    assert "Tylko dla grupy." in page
    assert "/konto/logowanie/" not in page


def test_a_refused_write_leads_back_to_its_form_but_never_to_another_site(client, home, with_trouble):
    page = client.post("/proba/odmowa/", headers={"referer": "http://testserver/grupy/?x=1"}).content.decode()
    assert "next=%2Fgrupy%2F%3Fx%3D1" in page
    page = client.post("/proba/odmowa/", headers={"referer": "http://evil.example.org/x"}).content.decode()
    assert "evil" not in page


def test_a_form_without_its_token_is_refused_kindly(home):
    answer = Client(enforce_csrf_checks=True).post("/szukaj/", {"q": "a"})
    assert answer.status_code == 403
    assert "Nic nie zostało zapisane" in answer.content.decode()


def test_too_large_a_body_is_refused_before_it_is_read(client, home, settings):
    settings.MAX_BODY_BYTES = 10
    answer = client.post("/szukaj/", {"q": "a" * 100})
    assert answer.status_code == 413


def test_too_many_tries_say_when_to_try_again(home):
    answer = errors.too_many(RequestFactory().get("/"))
    assert answer.status_code == 429
    assert answer["Retry-After"] == "300"
    assert "za minutę" in answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_fault_tells_a_number_that_is_in_the_log_and_nothing_else(with_trouble, caplog, home):
    answer = Client(raise_request_exception=False).get("/proba/awaria/")
    page = answer.content.decode()
    assert answer.status_code == 500
    reference = re.search(r"<b>([0-9A-F]{8})</b>", page)[1]
    assert reference in caplog.text
    assert "secret" not in page
    assert "{" + "reference}" not in page


def test_a_fault_needs_no_database(with_trouble):
    # no database fixture: any query would fail the test
    assert errors.fault(RequestFactory().get("/")).status_code == 500


def test_the_style_of_the_fault_page_is_the_only_one_admitted(with_trouble, home):
    answer = Client(raise_request_exception=False).get("/proba/awaria/")
    policy = answer["Content-Security-Policy"]
    assert "style-src 'sha256-" in policy
    assert "unsafe" not in policy


def test_private_links_are_cut_out_of_the_log():
    import logging

    from portal.serving.logs import WithoutKeys

    def line(message, *args):
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
        assert WithoutKeys().filter(record)
        return record.getMessage()

    key = "Zm9vYmFyYmF6cXV4-Zm9vYmFyYmF6cXV4_Zm9vYmFy"
    assert line("Gone: %s", f"/deklaracje/{key}/") == "Gone: /deklaracje/…/"
    assert line("Fault %s at %s %s", "AB12", "GET", f"/konto/wejscie/1/{key}/").endswith("/konto/wejscie/1/…/")
    assert line("Not Found: %s", "/deklaracje/wyslano/") == "Not Found: /deklaracje/wyslano/"


@pytest.fixture
def console(settings):
    """console.write(record) as the one handler of the portal's log does it."""
    import io
    import logging.config

    (name,) = settings.LOGGING["root"]["handlers"]
    file = io.StringIO()
    handler = settings.LOGGING["handlers"][name] | {"stream": file}
    configurator = logging.config.DictConfigurator(settings.LOGGING | {"handlers": {name: handler}})
    for part in ("formatters", "filters"):
        configurator.config[part] = {
            key: getattr(configurator, f"configure_{part[:-1]}")(dict(value))
            for key, value in configurator.config[part].items()
        }
    return configurator.configure_handler(dict(handler)), file


def test_nothing_that_is_logged_forges_a_line_or_speaks_to_the_terminal(console):
    import logging
    import sys

    handler, file = console
    forged = "\n2026-01-01 00:00:00,000 INFO portal Forged\r\x1b[2J\x9b\x00\u2028\u202e\ud800"
    try:
        raise RuntimeError(forged)
    except RuntimeError:
        info = sys.exc_info()
    for message, values in ((f"raw {forged}", ()), ("value %s, agent %r", (forged, forged))):
        handler.handle(logging.LogRecord("portal.x", logging.ERROR, "", 0, message, values, info))
    text = file.getvalue()
    assert text.isprintable() or set(filter(lambda letter: not letter.isprintable(), text)) == {"\n"}
    lines = text.split("\n")[:-1]
    assert sum(not line.startswith("  ") for line in lines) == 2, lines
    assert text.count(r"\x1b[2J") == 5 and "Traceback" in text


def test_each_record_goes_out_by_that_handler_alone(settings):
    logging = settings.LOGGING
    assert list(logging["handlers"]) == logging["root"]["handlers"]
    assert not any("handlers" in logger for logger in logging["loggers"].values())
    assert {handler["formatter"] for handler in logging["handlers"].values()} == {"line"}


def test_the_console_of_the_log_cuts_them_out(settings):
    assert "without_keys" in settings.LOGGING["handlers"]["console"]["filters"]
