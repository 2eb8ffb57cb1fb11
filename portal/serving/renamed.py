"""Old addresses lead on after a page was renamed or moved: with what was asked for, and never past a page's privacy."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.http import escape_leading_slashes
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from portal.editing.admin_gate import ADMIN
from portal.models.groups import group_called
from portal.shown.context import address_of


def lead_on(get_response: Callable) -> Callable:
    """The middleware: what is not found at an address is looked for where it went."""

    def middleware(request):
        response = get_response(request)
        return response if response.status_code != 404 else _where_it_went(request) or response

    return middleware


def _where_it_went(request):
    """The answer that leads on, or None."""
    if "\x00" in request.get_full_path() or request.path.startswith(ADMIN):
        return None
    return _by_page(request) or _by_group(request)


def _by_page(request):
    """A page that was renamed, or what editors redirect (Ustawienia → Przekierowania)."""
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    found, query = get_redirect(request, path), ""
    if found is None:
        found, query = get_redirect(request, urlsplit(path).path), request.META.get("QUERY_STRING", "")
    if found is None or found.link is None:
        return None
    page = found.redirect_page and found.redirect_page.specific
    if page and not page.seen_by(request):
        # the new address may say what the page does not; who may read it after signing in is asked to
        hidden = not page.live or request.user.is_authenticated
        return None if hidden else redirect_to_login(request.get_full_path())
    link = address_of(page) + _below(found.redirect_page_route_path) if page else found.link
    lead = HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect
    return lead(f"{link}{'&' if '?' in link else '?'}{query}" if query else link)


def _below(route):
    """What a page answers below its own address (SitePage.also_at); Wagtail writes it down without the last slash."""
    return f"{route.strip('/')}{'' if '.' in route else '/'}" if route else ""


def _by_group(request):
    """The list, feed or calendar of a group that was renamed (`?grupa=`)."""
    slug = request.GET.get("grupa", "")
    group = group_called(slug) if slug else None
    if group is None or group.slug == slug:
        return None
    asked = request.GET.copy()
    asked["grupa"] = group.slug
    return HttpResponsePermanentRedirect(f"{escape_leading_slashes(request.path)}?{asked.urlencode()}")
