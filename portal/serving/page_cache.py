"""Public pages for visitors who are not signed in: kept by this process, told apart by their ETag, compressed once.

Outermost of the middleware, so that a kept page costs neither a query nor a template. What everybody may be given is
said by the view (`same_for_everybody`; Wagtail's pages are) and then seen from the answer: no cookie, no token, no
opinion of its own about caching. Somebody with a session is never given a kept page, nor is his page ever kept.

The view, or the type of the page (`SitePage.reads`), says which parameters of the address it reads. All others are
taken away before it is asked, so no answer can depend on them, and whatever is made up there is the same kept page.
"""

import functools
import gzip
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple, Self
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from wagtail.views import serve as a_page_of_wagtail

from portal.serving import generations
from portal.serving.cached import key_of, noting_topics
from portal.serving.compression import is_worth_it, reads_gzip
from portal.serving.single_flight import single_flight

# cookies by which somebody is known
PERSONAL = {settings.SESSION_COOKIE_NAME, settings.MESSAGES_COOKIE_NAME}
# a browser keeps the page and asks each time whether it is still this one
EVERYBODYS = "public, max-age=0, must-revalidate"
ONES_OWN = "private, no-cache"
HEALTH = "/healthz"  # asks the database itself, and for no longer than it has to


def same_for_everybody(*reads: str) -> Callable:
    """Say of a view that its answer depends on the address alone for all who are not signed in, and which parameters
    behind the question mark it reads."""

    def said_of(view):
        @functools.wraps(view)
        def reading_no_other(request, *args, **kwargs):
            read_only(request, reads)
            return view(request, *args, **kwargs)

        reading_no_other.same_for_everybody = True
        return reading_no_other

    return said_of


def read_only(request: HttpRequest, names: Iterable[str]) -> None:
    """Take away all parameters but these."""
    request.reads = names
    if request.method in {"GET", "HEAD"} and request.META.get("QUERY_STRING"):
        read = [(name, value) for name, values in request.GET.lists() for value in values if name in names]
        request.META["QUERY_STRING"] = urlencode(read)
        request.GET = QueryDict(request.META["QUERY_STRING"])


def asked(request: HttpRequest, names: Iterable[str]) -> str:
    """What the address says of these parameters, in whatever order, as one text."""
    if not names or not request.META.get("QUERY_STRING"):
        return ""
    return urlencode([(name, value) for name in names for value in request.GET.getlist(name)])


def is_same_for_everybody(request: HttpRequest) -> bool:
    """Whether the view that answers is one of those."""
    return bool(request.resolver_match) and _is_same(request.resolver_match.func)


def _is_same(view):
    return view is a_page_of_wagtail or getattr(view, "same_for_everybody", False)


class Page(NamedTuple):
    """An answer as it is kept."""

    headers: tuple
    body: bytes
    compressed: bytes
    since: int  # seconds since 1970
    tokens: dict  # {topic of which it shows something: its generation}

    @classmethod
    def of(cls, response: HttpResponse, since: datetime, tokens: dict | None = None) -> Self:
        """Of an answer in which nothing has changed since then; it can be kept with the tokens of its topics."""
        body = response.content
        compress = tokens is not None and is_worth_it(response)
        response["Cache-Control"] = EVERYBODYS
        response["ETag"] = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
        response["Last-Modified"] = http_date(since.timestamp())
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        small = gzip.compress(body, 6) if compress else b""
        return cls(tuple(response.items()), body, small, int(since.timestamp()), tokens or {})

    def answer(self, request: HttpRequest) -> HttpResponse:
        accepts = self.compressed and reads_gzip(request)
        body = self.compressed if accepts else self.body
        response = HttpResponse(body if request.method == "GET" else b"", headers=dict(self.headers))
        if accepts:
            response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(body))
        return get_conditional_response(request, response["ETag"], self.since, response)


class Parameters(NamedTuple):
    """What stands at an address of which there are several pages: the names of the parameters that tell them apart."""

    names: tuple


def keep_pages(get_response: Callable) -> Callable:
    """The middleware."""

    def middleware(request):
        with noting_topics() as topics:
            return answer(request, topics)

    def answer(request, topics):
        if request.method not in {"GET", "HEAD"} or PERSONAL & request.COOKIES.keys():
            generations.look_again()
            return _ones_own(get_response(request))
        if request.path == HEALTH:
            return _ones_own(get_response(request))
        present = generations.now() or generations.latest()
        if present is None:
            return made(request, None, topics)
        key, page = _kept(request, present)
        if page is None and request.method == "GET" and _is_for_everybody(request):
            with single_flight(key):
                return kept_or_made(request, present, topics)
        return kept_or_made(request, present, topics, page)

    def kept_or_made(request, present, topics, page=None):
        page = page or _kept(request, present)[1]
        return page.answer(request) if page else made(request, present, topics)

    def made(request, present, topics):
        """The answer of the view; it is kept if there is a present generation and everybody may be given it."""
        response = get_response(request)
        if not _is_everybodys(request, response):
            return _ones_own(response)
        if present is None or request.method == "HEAD":
            return Page.of(response, present.since_when(topics) if present else timezone.now()).answer(request)
        page = Page.of(response, present.since_when(topics), present.tokens_of(topics))
        _keep(request, present, page)
        return page.answer(request)

    return middleware


def _place(request, present, query=""):
    """The key under which an address is kept, without its parameters or with those that are read there."""
    asks = (request.META.get(f"HTTP_HX_{name}") == "true" for name in ("REQUEST", "HISTORY_RESTORE_REQUEST"))
    return key_of(present.token, request.scheme, request.get_host(), *map(str, asks), request.path, query)


def _is_for_everybody(request):
    """Whether the view of this address says so."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return _is_same(view)


def _kept(request, present):
    """(the key of what is asked for, the page if it is kept and nothing has changed in its topics)."""
    key = _place(request, present)
    page = caches["pages"].get(key)
    if isinstance(page, Parameters):
        key = _place(request, present, f"?{asked(request, page.names)}")
        page = caches["pages"].get(key)
    return key, page if page and present.are_present(page.tokens) else None


def _keep(request, present, page):
    # without parameters the page stands at the address itself; with them stand there their names
    if request.reads:
        caches["pages"].set(_place(request, present), Parameters(request.reads), None)
    where = _place(request, present, f"?{asked(request, request.reads)}" if request.reads else "")
    caches["pages"].set(where, page, None)


def _is_everybodys(request, response):
    """Whether this answer to a visitor may be given to every other."""
    return (
        is_same_for_everybody(request)
        and hasattr(request, "reads")
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        # a form's token is worth nothing to others; with a cookie from before the answer does not show one
        and settings.CSRF_COOKIE_NAME not in request.COOKIES
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
    )


def _ones_own(response):
    """Nobody else may keep this page, or this file: some are not for everybody."""
    if response.get("Content-Type", "").startswith("text/html") or response.has_header("Content-Disposition"):
        patch_vary_headers(response, ["Cookie"])
        response.setdefault("Cache-Control", ONES_OWN)
    return response
