"""No key that stands in an address reaches any log, whatever becomes of the request; found from the routes."""

import io
import logging
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import get_resolver

from portal.serving import logs
from signup.models import Invitation
from tests.thorough import sample

MARK = "Sekret-Papuga_7"
OUTCOMES = ["as it is", "404", "403", "422", "429", "500"]


def outcome(get_response):
    """Middleware: each outcome of a request that our views, or a fault of theirs, can have."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        match request.headers.get("X-Outcome"):
            case "404":
                raise Http404(f"Nothing at {request.path}")
            case "403":
                raise PermissionDenied(request.path)
            case "500":
                raise RuntimeError(f"broken at {request.get_full_path()}")
            case "422" | "429" as status:
                return HttpResponse(request.path, status=int(status))

    middleware.process_view = process_view
    return middleware


def addresses():
    """(route, address) for each route that takes a key, with the mark for each of its keys."""
    for route in sorted(set(logs.routes())):
        if keys := logs.keys_of(route):

            def filled(match, keys=keys):
                return MARK if (match["name"] or match["group"]) in keys else "7"

            yield route, "/" + logs._PARAMETER.sub(filled, route).replace("\\", "")


@pytest.fixture
def log():
    """All that is logged, at every level, as a handler without any filter writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    everywhere = [logging.getLogger(), *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]
    levels = {logger: logger.level for logger in everywhere}
    for logger in everywhere:
        logger.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)
    for logger, level in levels.items():
        logger.setLevel(level)


@pytest.mark.parametrize("result", OUTCOMES)
def test_no_key_of_any_route_is_in_any_log(home, settings, log, as_user, admin, result):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.outcome"]
    visitor, office = Client(raise_request_exception=False), as_user(admin, raise_request_exception=False)
    connection.force_debug_cursor = True  # which logs what the database is asked, too
    there = list(addresses())
    assert len(there) > 30 and any("zaproszenia" in route for route, _ in there)
    headers = {"X-Outcome": result, "Referer": f"http://testserver/zaproszenia/{MARK}/"}
    # a view that answers so is the same for all routes, so each outcome is tried at some of them
    tried = there if result == "as it is" else sample(there, f"keys in logs {result}", one_in=5)
    for route, address in tried:
        if result == "as it is" and route.startswith("redakcja/") and "<str:code>" not in route:
            continue  # numbers and names of models as Wagtail takes them: no keys, and it repeats them in its errors
        client = office if address.startswith("/redakcja/") else visitor
        for method in (client.get, client.post):
            method(address, headers=headers)
    connection.force_debug_cursor = False
    # with a slash too few, a sign too many, and carried along in a query
    for address in ("/zaproszenia/{}", "/deklaracje/{}).", "/deklaracje/{}/nie-ma/", "/nie-ma/?next=/zaproszenia/{}/"):
        visitor.get(address.format(MARK), headers=headers)
    strict = Client(raise_request_exception=False, enforce_csrf_checks=True)
    strict.post(f"/zaproszenia/{MARK}/", headers=headers, secure=True)
    told = log.getvalue()
    assert logs.CUT in told  # so there was something to cut
    assert MARK not in told, re.findall(rf".*{MARK}.*", told)[:3]


def test_the_key_of_a_real_invitation_is_not_logged_with_its_wrong_fields(call, group, ewa, log, client):
    invitation = Invitation.objects.invite(ewa, group, "ola@example.org")
    assert client.post(invitation.address, {"given_name": "4"}).status_code == 422
    assert client.post(f"{invitation.address}odrzuc").status_code in (301, 404)
    assert "/zaproszenia/…/" in log.getvalue()
    assert invitation.token not in log.getvalue()


@pytest.mark.any_engine
def test_what_looks_like_a_key_is_cut_wherever_it_stands():
    key = "Zm9vYmFyYmF6cXV4-Zm9vYmFyYmF6cXV4_Zm9vYmFy"
    for line in (f"Not Found: /zaproszenie/{key}/", f"Fault at https://x.pl/a?b={key}", f"/deklaracje/wyslano/{key}"):
        assert key not in logs.without_keys(line)


@pytest.mark.any_engine
@pytest.mark.parametrize(
    "line",
    [
        *("/deklaracje/wyslano/", "/deklaracje/nabor/zima-2018/", "/redakcja/deklaracje/papier/", "/dzialania/12/"),
        *("/dzialania/wspomnienia/", "/static/css/main.55e7cbb9ba48.css", "/grupy/edukacja-obywatelska/mapa-drogowa/"),
        *("Mail 3fa85f64-5717-4562-b3fc-2c963f66afa6 (welcome) sent", "100 % / 20 %"),
    ],
)
def test_what_is_no_key_stays_readable(line):
    assert logs.without_keys(f"Not Found: {line}") == f"Not Found: {line}"


@pytest.mark.any_engine
def test_a_record_that_cannot_be_put_together_stops_nobody():
    logging.getLogRecordFactory()("x", logging.INFO, "", 0, "%s %s", ("one",), None)


@pytest.mark.any_engine
def test_every_route_that_takes_a_key_is_known():
    """`<str:…>` and what is called a token or a key, straight from the resolver."""
    known = set()

    def walk(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns)
            else:
                converters = pattern.pattern.converters.items()
                known.update(name for name, one in converters if type(one).__name__ == "StringConverter")

    walk(get_resolver().url_patterns)
    assert known <= {name for route in logs.routes() for name in logs.keys_of(route)}
