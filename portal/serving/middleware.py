"""Small gates around everything else."""

import re
from contextlib import suppress

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.functional import cached_property

from portal.internals.django import Utf8Request, changed_query, has_own_policy, set_policy, when_form_is_read
from portal.internals.wagtail import know_site
from portal.rules.cleaning import clean, without_nul
from portal.serving import outages
from portal.serving.errors import forbidden, not_found, only_sent_to, too_large, unavailable
from portal.shown.context import the_site


class Request(Utf8Request):
    """What every view is asked by."""

    @cached_property
    def COOKIES(self):
        """Without those that no text column of PostgreSQL can be asked for; none of ours holds a NUL."""
        return {name: value for name, value in super().COOKIES.items() if "\x00" not in value}


def refuse_large_bodies(get_response):
    """Answer 413 before a body beyond the hard limit is read."""

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and (len(length) > 18 or int(length) > settings.MAX_BODY_BYTES):
            return too_large(request)
        return get_response(request)

    return middleware


def clean_text(get_response):
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


def admin_policy(get_response):
    """Give the Wagtail admin its own, looser content security policy; it alone needs inline scripts.

    A page in the editor's preview keeps the policy of the site, but the editor may frame it.
    """

    def middleware(request):
        response = get_response(request)
        if getattr(request, "is_preview", False):
            set_policy(response, settings.PREVIEW_CSP)
            response["X-Frame-Options"] = "SAMEORIGIN"
        elif request.path.startswith("/redakcja/") and not has_own_policy(response):
            set_policy(response, settings.ADMIN_CSP)
            response["X-Frame-Options"] = "SAMEORIGIN"  # the editor shows its previews in a frame
        return response

    return middleware


ASKS_FOR_NO_SITE = ("/redakcja/", "/media/", "/healthz")


def know_the_site(get_response):
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


def answer_readers(get_response):
    """Whoever opens an address that only takes forms finds a page there, never an empty sheet."""

    def middleware(request):
        response = get_response(request)
        if request.method == "GET" and response.status_code == 405 and not response.streaming and not response.content:
            return only_sent_to(request, response.headers.get("Allow", ""))
        return response

    return middleware


# All of the admin that is open to those who enter by a membership alone: their desk, their groups, their account
# and what the frame of the admin asks for. Everything else there is about pages, of which they have none.
COORDINATORS_ROOMS = (
    "/redakcja/deklaracje/",
    "/redakcja/moje-grupy/",
    "/redakcja/wiadomosci/",
    "/redakcja/account/",
    "/redakcja/login/",
    "/redakcja/logout/",
    "/redakcja/password_reset/",
    "/redakcja/jsi18n/",
    "/redakcja/sprite",
)
# Reports on the whole site, its history among them: for those who publish pages, not for those who send theirs in.
PUBLISHERS_ROOMS = ("/redakcja/reports/",)


def admin_door(get_response):
    """The one door of the admin: strangers are sent to sign in, people without the right are told so."""

    def middleware(request):
        if not request.path.startswith("/redakcja/"):
            return get_response(request)
        if request.user.has_perm("wagtailadmin.access_admin"):
            if request.path.startswith(PUBLISHERS_ROOMS) and not request.user.publishes_pages:
                return forbidden(request, "Raporty są dla osób, które publikują strony.")
            if request.path == "/redakcja/" or request.path.startswith(COORDINATORS_ROOMS) or request.user.edits_pages:
                return get_response(request)
            return forbidden(
                request, "Tę część prowadzą redaktorki i redaktorzy. Swoje grupy znajdziesz w „Moje grupy”."
            )
        if request.user.is_anonymous and request.method in {"GET", "HEAD"}:
            return redirect_to_login(request.get_full_path())
        return forbidden(request, "Redakcja jest dla osób, które prowadzą ten serwis.")

    middleware.process_exception = _of_the_admin
    return middleware


def _of_the_admin(request, exception):
    """What Wagtail's own views leave to whoever has them: an answer to what is no fault of ours."""
    if not request.path.startswith("/redakcja/"):
        return None
    if isinstance(exception, ProtectedError):
        # what people wrote came to hang on a thing between the question and the answer; nothing is deleted
        messages.error(request, "Tego nie można usunąć, bo niesie pracę ludzi.")
        return redirect("wagtailadmin_home")
    if isinstance(exception, ValueError) and (no_key := _NO_KEY.match(str(exception))):
        # its addresses take any text for a key, and ask the database for it
        asked = [*request.path_info.split("/"), *(value for _, values in request.GET.lists() for value in values)]
        if no_key[1] in {repr(text) for word in asked for text in (word, unquote(word))}:
            return not_found(request)
    return None


_NO_KEY = re.compile(r"Field '\w+' expected a number but got (.*)\.$", re.DOTALL)


def say_when_away(get_response):
    """The middleware: while the database is away, answer at once, where it has no other part in the answer."""

    def middleware(request):
        needs_none = request.path == "/healthz" or request.path.startswith("/media/")
        if not needs_none and outages.database_is_away():
            return unavailable(request)
        return get_response(request)

    return middleware
