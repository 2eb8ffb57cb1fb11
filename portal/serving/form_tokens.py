"""A form that creates something carries a token of its own ({% form_token %}), and is answered once.

The first sending claims its key in the database; what it was answered is kept for an hour. The same sending again (a
double press, a reload, a second try after the answer was lost on its way) gets that answer and makes nothing. What was
changed in between (Back, another title, „Zapisz”) is another sending. An answer that took nothing (4xx, 5xx) lets go of
the key, and so does time, should the process have died with it.
"""

import hashlib
import json
import re
import secrets
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from http.cookies import CookieError

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import redirect
from django.utils import timezone

from portal.models import SentForm
from portal.serving.errors import still_sending, way_back

FIELD = "form_token"
TOKEN = re.compile(r"[0-9a-f]{64}")
KEPT = timedelta(hours=1)  # how long an answer can be asked for again
DEAD = timedelta(seconds=60)  # a sending without an answer for so long has lost its process
PATIENCE = 2  # seconds that the second sending waits for the answer of the first, in one of the few page threads
LOOK_EVERY = 0.1  # seconds
LARGEST = 512 * 1024  # bytes of an answer worth keeping; a larger one is read anew


def new_token() -> str:
    return secrets.token_hex(32)


class AnswerOnce:
    """The middleware. It stands outside of sessions and messages, whose cookies belong to the answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if key := getattr(request, "form_key", None):
            with suppress(DatabaseError):
                _settle(key, request, response)
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if request.method != "POST" or not (key := _key_of(request)):
            return None
        try:
            answered = _claim(key)
        except DatabaseError:
            return None  # the view will tell
        if answered is None:
            request.form_key = key
            return None
        return still_sending(request) if answered.status is None else _again(request, answered)


def _key_of(request):
    """What makes this sending itself: the browser, the address, the token, and all that was typed."""
    try:
        token = request.POST.get(FIELD, "")
        if not TOKEN.fullmatch(token):
            return None
        sent = [item for item in request.POST.lists() if item[0] != "csrfmiddlewaretoken"]
        files = [(name, file.name, file.size) for name, file in request.FILES.items()]
    except UnreadablePostError:
        return None
    browser = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return hashlib.sha256(json.dumps([browser, request.get_full_path(), sent, files]).encode()).hexdigest()


def _claim(key):
    """None when the sending is ours to answer; else the one before, with its answer unless it takes too long."""
    tired = time.monotonic() + PATIENCE
    while True:
        now = timezone.now()
        with suppress(IntegrityError), transaction.atomic():
            SentForm.objects.create(key=key, claimed_at=now)
            return None
        before = SentForm.objects.filter(key=key).first()
        if before is None:
            continue  # it has just let go
        if before.status is None and before.claimed_at < now - DEAD:
            mine = SentForm.objects.filter(key=key, status=None, claimed_at=before.claimed_at)
            if mine.update(claimed_at=now):
                return None
        if before.status is not None or time.monotonic() > tired:
            return before
        time.sleep(LOOK_EVERY)


def _settle(key, request, response):
    """Keep what was answered, or let go of a sending that took nothing."""
    mine = SentForm.objects.filter(key=key)
    if response.status_code >= 400 or response.streaming or len(response.content) > LARGEST:
        mine.delete()
        return
    mine.update(
        status=response.status_code,
        headers={name: value for name, value in response.items() if _is_told_again(name)} | _kind(request),
        cookies=[morsel.OutputString() for morsel in response.cookies.values()],
        body=zlib.compress(response.content),
    )


def _is_told_again(name):
    return name.lower() in {"location", "content-type", "clear-site-data"} or name.lower().startswith("hx-")


def _kind(request):
    return {"_fragment": "1" if request.headers.get("HX-Request") else ""}


def _again(request, sent):
    """The answer of the first sending. A page that was promised a whole page is not given a part of one."""
    if sent.headers.pop("_fragment") != _kind(request)["_fragment"] and "Location" not in sent.headers:
        return redirect(way_back(request))
    response = HttpResponse(zlib.decompress(bytes(sent.body)), status=sent.status, headers=sent.headers)
    for cookie in sent.cookies:
        with suppress(CookieError):
            response.cookies.load(cookie)
    return response


def forget_old() -> None:
    """Job: answers that nobody asks for any more."""
    SentForm.objects.filter(claimed_at__lt=timezone.now() - KEPT).delete()


def forget_answers(user: AbstractUser, at: datetime) -> None:
    """A person is erased: their words may stand in an answer, so none is kept."""
    SentForm.objects.exclude(status=None).delete()
