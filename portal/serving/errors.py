"""Answers to trouble: each says what happened and what to do next."""

import base64
import hashlib
import logging
import re
import secrets
import sys
from contextlib import suppress
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError, UnreadablePostError
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csp import csp_override

from portal.internals.django import mark_as_logged
from portal.models.groups import numbered_groups
from portal.serving import outages

log = logging.getLogger("portal.errors")

FORM_PAGE = "form_page"  # where a form stands ({% form_token %})


def _bare(name, title):
    """A page that is read at start and never rendered: it must work when nothing else does."""
    folder = Path(settings.BASE_DIR) / "templates"
    frame, main = ((folder / file).read_text(encoding="utf-8") for file in ("bare.html", name))
    return frame.replace("{title}", title).replace("{main}", main.strip())


_FAULT_PAGE = _bare("500.html", "Błąd po naszej stronie")
_AWAY_PAGE = _bare("503.html", "Zaraz wracamy")
_BAD_PAGE = _bare("400.html", "Niezrozumiałe zapytanie")
# both bring the style of their frame, which the content security policy admits by its hash
_BARE_STYLE = re.search(r"<style>(.*?)</style>", _FAULT_PAGE, re.DOTALL)[1]
_BARE_HASH = base64.b64encode(hashlib.sha256(_BARE_STYLE.encode()).digest()).decode()
_BARE_POLICY = settings.SECURE_CSP | {"style-src": [f"'sha256-{_BARE_HASH}'"]}


@csp_override(_BARE_POLICY)
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What cannot be read: a wrong host, a broken body. Bare, since even the host of the request may be wrong."""
    return HttpResponseBadRequest(_BAD_PAGE)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", {"groups": numbered_groups()}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No permission. Whoever is signed out gets a link that leads back to where they were."""
    reason = str(exception) if exception else ""
    # visitors are offered no form that they may not send: whoever sends one was signed in when it was opened
    lost = request.method == "POST" and not request.user.is_authenticated
    context = {"reason": reason, "back": way_back(request), "lost": lost, "texts": _texts(request) if lost else []}
    return render(request, "403.html", context, status=403)


def bad_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: signed out meanwhile, cookies off, or an attack."""
    brought = settings.SESSION_COOKIE_NAME in request.COOKIES
    lost = brought and not request.user.is_authenticated and request.session.is_empty()
    context = {"csrf": not lost, "lost": lost, "back": way_back(request), "texts": _texts(request)}
    return render(request, "403.html", context, status=403)


def only_sent_to(request: HttpRequest, allowed: str) -> HttpResponse:
    """A page was asked for where forms are only sent: the address of a form that came back, opened once more."""
    response = render(request, "405.html", status=405)
    response.headers["Allow"] = allowed
    return response


def still_sending(request: HttpRequest) -> HttpResponse:
    """The same form, sent a moment ago, has not been answered yet."""
    response = render(request, "409.html", {"back": way_back(request)}, status=409)
    response.headers["Retry-After"] = "2"
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "413.html", {"limit": settings.MAX_BODY_BYTES // 1024 // 1024}, status=413)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many tries: the longest of allauth's limits is five minutes."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = "300"
    return response


@csp_override(_BARE_POLICY)
def fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours. The reference number on the page is the one in the log."""
    error = sys.exc_info()[1]
    if error and outages.is_passing(error):
        outages.note(error)
        log.warning("Away at %s %s: %s", request.method, request.path, error)
        return unavailable(request)
    reference = secrets.token_hex(4).upper()
    log.error("Fault %s at %s %s", reference, request.method, request.path, exc_info=True)
    return HttpResponseServerError(_FAULT_PAGE.replace("{reference}", reference))


def _texts(request):
    """What was written into a form that could not be taken: texts, to be copied where no script keeps them."""
    with suppress(UnreadablePostError, RequestDataTooBig, TooManyFieldsSent):
        sent = (value.replace("\x00", "").strip() for _, values in request.POST.lists() for value in values)
        return [text for text in sent if len(text.split()) > 1]
    return []


@csp_override(_BARE_POLICY)
def unavailable(request: HttpRequest) -> HttpResponse:
    """The database or the disk cannot be used now. What was typed stays on the page, to be sent again."""
    headers = {"Retry-After": "30", "Cache-Control": "no-store"}
    response = HttpResponse(_AWAY_PAGE.replace("{form}", _sent_again(request)), status=503, headers=headers)
    mark_as_logged(response)  # where the trouble was found
    return response


def _sent_again(request):
    """A form that holds what an ordinary form sent; htmx leaves its page as it is, and files stay where they were."""
    if request.method != "POST" or request.headers.get("HX-Request"):
        return ""
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except Exception:  # it could not even be read
        return ""
    hidden = "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in fields)
    return (
        "<p>To, co wpisujesz, nie jest jeszcze zapisane, ale czeka na tej stronie: nie zamykaj jej.</p>"
        f'<form method="post" action="{escape(request.get_full_path())}">{hidden}'
        '<p><button type="submit">Wyślij jeszcze raz</button></p></form>'
    )


def way_back(request: HttpRequest) -> str:
    """The address to return to: this one when it was only read, else the page with the form."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    here = {"allowed_hosts": {request.get_host()}, "require_https": request.is_secure()}
    for page in (request.POST.get(FORM_PAGE, ""), request.META.get("HTTP_REFERER", "")):
        if url_has_allowed_host_and_scheme(page, **here):
            return urlsplit(page)._replace(scheme="", netloc="").geturl()
    return "/"
