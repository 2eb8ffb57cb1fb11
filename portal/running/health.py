"""/healthz: whether the process, the database and all that other rooms ask about (the queue) work."""

import logging
import time

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import slots
from portal.internals.django import mark_as_logged
from portal.serving import outages

log = logging.getLogger("portal.health")

GRACE = 15  # seconds after somebody first asked in which the worker may still be on its way; nobody need be warned
_first_asked = None


def database() -> None:
    """Raises when the database does not answer, or holds no tables of ours yet."""
    from wagtail.models import Site

    outages.connect()
    Site.objects.exists()


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when every part works, else 503; each part says "ok" or what is wrong with it."""
    global _first_asked
    _first_asked = _first_asked or time.monotonic()
    parts = {"process": "ok", "database": _state(database)}
    for filling in slots.fillings("health"):
        # without a database the others can say nothing that is worth waiting for
        parts[filling.name] = _state(filling.function) if parts["database"] == "ok" else "unknown"
    healthy = all(state == "ok" for state in parts.values())
    response = JsonResponse(parts, status=200 if healthy else 503)
    mark_as_logged(response)  # by us: Django would write a line each time somebody asks
    return response


def _state(check):
    """Names only the kind of the trouble; the details, such as an address of the database, go to the log."""
    try:
        check()
    except Exception as error:
        early = time.monotonic() - _first_asked < GRACE
        log.log(logging.DEBUG if early else logging.WARNING, "Unhealthy: %s", error)
        return "failed"
    return "ok"
