"""Who may enter which part of the admin: the gate before all of its views, and the gates of ours.

The admin is for those who edit pages. A view that others may enter says so itself (`open_to`), and asks whom it lets
in; Wagtail's own are named here. Whatever is added to the admin is shut to all others until it says so.
"""

import re
from collections.abc import Callable
from functools import wraps
from inspect import unwrap

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.views import redirect_to_login
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.urls import ResolverMatch
from wagtail.admin.views.home import default as unknown_address

from portal.serving.errors import forbidden, not_found

ADMIN = "/redakcja/"
# one's home and account there, and what the frame of the admin asks for
OPEN = {
    "admin_login",
    "admin_password",
    "wagtailadmin_account",
    "wagtailadmin_home",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_sprite",
}
# reports on the whole site, its history among them: for those who publish pages, not for those who send theirs in
FOR_PUBLISHERS = "wagtailadmin_reports"


def only(may: Callable, refusal: str) -> Callable:
    """The gate of a view in the admin: for those of whom `may(user)` is true; others are told the sentence."""

    def gated(view):
        @wraps(view)
        def gate(request, *args, **kwargs):
            if may(request.user):
                return view(request, *args, **kwargs)
            # returned and not raised: Wagtail would turn a raised one into a redirect to its home
            return forbidden(request, refusal)

        return gate

    return gated


def open_to(may: Callable, refusal: str) -> Callable:
    """The same gate, for a view that is not only for those who edit pages."""

    def gated(view):
        gate = only(may, refusal)(view)
        gate.is_open = True  # it stays on whatever Wagtail wraps around its views
        return gate

    return gated


def is_open(match: ResolverMatch) -> bool:
    """Whether those may come to this view of the admin who edit no pages; an unknown address is told to be none."""
    if match.url_name in OPEN or unwrap(match.func) is unwrap(unknown_address):
        return True
    return getattr(match.func, "is_open", False)


def admin_gate(get_response: Callable) -> Callable:
    """The one gate of the admin: strangers are sent to sign in, people without the right are told so."""

    def middleware(request):
        if not request.path.startswith(ADMIN) or request.user.has_perm("wagtailadmin.access_admin"):
            return get_response(request)
        if request.user.is_anonymous and request.method in {"GET", "HEAD"}:
            return redirect_to_login(request.get_full_path())
        return forbidden(request, "Redakcja jest dla osób, które prowadzą ten serwis.")

    middleware.process_view = _refuse
    middleware.process_exception = _answer_for_wagtail
    return middleware


def _refuse(request, view, args, kwargs):
    """A refusal to whoever may enter the admin and not this part of it, else None."""
    if not request.path.startswith(ADMIN):
        return None
    match = request.resolver_match
    if FOR_PUBLISHERS in match.namespaces and not request.user.publishes_pages:
        return forbidden(request, "Raporty są dla osób, które publikują strony.")
    if is_open(match) or request.user.edits_pages:
        return None
    return forbidden(request, "Tę część prowadzą redaktorki i redaktorzy. Swoje grupy znajdziesz w „Moje grupy”.")


def _answer_for_wagtail(request, exception):
    """What Wagtail's own views leave to whoever has them: an answer to what is no fault of ours."""
    if not request.path.startswith(ADMIN):
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
