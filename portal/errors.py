"""Answers to trouble: each says what happened and what to do next."""

import base64
import hashlib
import logging
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

log = logging.getLogger("portal.errors")

# read at start and never rendered: this page must work when nothing else does. It brings its own style,
# which the content security policy admits by its hash.
_FAULT_PAGE = (Path(settings.BASE_DIR) / "templates" / "500.html").read_text(encoding="utf-8")
_FAULT_STYLE = re.search(r"<style>(.*?)</style>", _FAULT_PAGE, re.DOTALL)[1]
_FAULT_HASH = base64.b64encode(hashlib.sha256(_FAULT_STYLE.encode()).digest()).decode()
_FAULT_POLICY = settings.SECURE_CSP | {"style-src": [f"'sha256-{_FAULT_HASH}'"]}


def not_found(request, exception=None):
    from portal.models import WorkingGroupPage

    return render(request, "404.html", {"groups": WorkingGroupPage.objects.numbered()}, status=404)


def forbidden(request, exception=None):
    """No permission. Whoever is signed out gets a link that leads back to where they were."""
    reason = str(exception) if exception else ""
    return render(request, "403.html", {"reason": reason, "back": _way_back(request)}, status=403)


def bad_csrf(request, reason=""):
    """A form without a valid token: signed out meanwhile, cookies off, or an attack."""
    return render(request, "403.html", {"csrf": True, "back": _way_back(request)}, status=403)


def too_large(request):
    return render(request, "413.html", {"limit": settings.MAX_BODY_BYTES // 1024 // 1024}, status=413)


def too_many(request, exception=None):
    """Too many tries: the longest of allauth's limits is five minutes."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = "300"
    return response


def fault(request):
    """A fault of ours. The reference number on the page is the one in the log."""
    reference = secrets.token_hex(4).upper()
    log.error("Fault %s at %s %s", reference, request.method, request.path, exc_info=True)
    response = HttpResponseServerError(_FAULT_PAGE.replace("{reference}", reference))
    response._csp_config = _FAULT_POLICY  # what Django's csp_override sets
    return response


def _way_back(request):
    """The address to return to: this one when it was only read, else the page with the form."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    referer = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return urlsplit(referer)._replace(scheme="", netloc="").geturl()
    return "/"
