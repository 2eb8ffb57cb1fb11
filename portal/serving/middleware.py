"""Small gates around everything else."""

import re
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError
from django.utils.functional import cached_property

from portal.editing.admin_gate import ADMIN
from portal.internals.django import Utf8Request, changed_query, has_own_policy, set_policy, when_form_is_read
from portal.internals.wagtail import know_site
from portal.rules.cleaning import clean, without_nul
from portal.serving import outages
from portal.serving.errors import not_found, only_sent_to, too_large, unavailable
from portal.shown.context import the_site


class Request(Utf8Request):
    """What every view is asked by."""

    @cached_property
    def COOKIES(self) -> dict[str, str]:
        """Without those that no text column of PostgreSQL can be asked for; none of ours holds a NUL."""
        return {name: value for name, value in super().COOKIES.items() if "\x00" not in value}


def refuse_large_bodies(get_response: Callable) -> Callable:
    """Answer 413 before a body beyond the hard limit is read."""

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and (len(length) > 18 or int(length) > settings.MAX_BODY_BYTES):
            return too_large(request)
        return get_response(request)

    return middleware


def clean_text(get_response: Callable) -> Callable:
    """Everything that is sent is cleaned here, once, for all forms, lists and searches (portal.rules.cleaning).

    In an address a NUL or another control character leads nowhere (404), behind the question mark it is left out;
    in a form it stays, so that the field refuses it (422).
    """

    def middleware(request):
        if _CONTROLS.search(request.path_info):
            return not_found(request)
        request.GET = _cleaned(request.GET, without_nul)
        when_form_is_read(request, _cleaned_form)
        return get_response(request)

    return middleware


_CONTROLS = re.compile("[\x00-\x1f\x7f]")


def _cleaned_form(fields, files):
    for file in (file for _, sent in files.lists() for file in sent):
        file.name = without_nul(file.name or "")
    return _cleaned(fields, clean)


def _cleaned(sent, how):
    """A QueryDict with its values cleaned, without names that no field has.

    The editor's rich text is left to its field (portal.editing.rich_text): it counts its letters.
    """
    pairs = [(name, values) for name, values in sent.lists() if not _CONTROLS.search(name)]
    better = [(name, [value if _is_rich(value) else how(value) for value in values]) for name, values in pairs]
    return sent if better == list(sent.lists()) else changed_query(sent, better)


def _is_rich(value):
    return value.startswith("{") and '"entityMap"' in value


def admin_policy(get_response: Callable) -> Callable:
    """Give the Wagtail admin its own, looser content security policy; it alone needs inline scripts.

    A page in the editor's preview keeps the policy of the site, but the editor may frame it.
    """

    def middleware(request):
        response = get_response(request)
        if getattr(request, "is_preview", False):
            set_policy(response, settings.PREVIEW_CSP)
            response["X-Frame-Options"] = "SAMEORIGIN"
        elif request.path.startswith(ADMIN) and not has_own_policy(response):
            set_policy(response, settings.ADMIN_CSP)
            response["X-Frame-Options"] = "SAMEORIGIN"  # the editor shows its previews in a frame
        return response

    return middleware


ASKS_FOR_NO_SITE = (ADMIN, "/media/", "/healthz")


def know_the_site(get_response: Callable) -> Callable:
    """Tell Wagtail what it would ask the database for on every page: which site this is and where sites begin.

    Most writes answer with a fragment or a redirect and ask for neither.
    """

    def middleware(request):
        # without a database the view itself tells, and /healthz in its own way
        with suppress(DatabaseError):
            reads = request.method in {"GET", "HEAD"} and not request.path.startswith(ASKS_FOR_NO_SITE)
            if reads and (known := the_site()):
                know_site(request, *known)
        return get_response(request)

    return middleware


def answer_readers(get_response: Callable) -> Callable:
    """Whoever opens an address that only takes forms finds a page there, never an empty sheet."""

    def middleware(request):
        response = get_response(request)
        if request.method == "GET" and response.status_code == 405 and not response.streaming and not response.content:
            return only_sent_to(request, response.headers.get("Allow", ""))
        return response

    return middleware


def say_when_away(get_response: Callable) -> Callable:
    """The middleware: while the database is away, answer at once, where it has no other part in the answer."""

    def middleware(request):
        needs_none = request.path == "/healthz" or request.path.startswith("/media/")
        if not needs_none and outages.database_is_away():
            return unavailable(request)
        return get_response(request)

    return middleware
