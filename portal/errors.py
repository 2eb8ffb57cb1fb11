"""Answers to trouble: each says what happened and what to do next."""

import logging
import secrets
from pathlib import Path

from django.conf import settings
from django.http import HttpResponseServerError
from django.shortcuts import render

log = logging.getLogger("portal.errors")

# read at start and never rendered: this page must work when nothing else does
_FAULT_PAGE = (Path(settings.BASE_DIR) / "templates" / "500.html").read_text(encoding="utf-8")


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def forbidden(request, exception=None):
    return render(request, "403.html", {"reason": str(exception) if exception else ""}, status=403)


def bad_csrf(request, reason=""):
    """A form without a valid token: signed out meanwhile, cookies off, or an attack."""
    return render(request, "403.html", {"csrf": True}, status=403)


def too_large(request):
    return render(request, "413.html", {"limit": settings.MAX_BODY_BYTES // 1024 // 1024}, status=413)


def too_many(request, exception=None):
    return render(request, "429.html", status=429)


def fault(request):
    """A fault of ours. The reference number on the page is the one in the log."""
    reference = secrets.token_hex(4).upper()
    log.error("Fault %s at %s %s", reference, request.method, request.path, exc_info=True)
    return HttpResponseServerError(_FAULT_PAGE.replace("{reference}", reference))
