"""How long what everybody sees stays true: until something public changes, or a moment known in advance comes.

Whatever is kept (whole pages, parts of them, what every page knows) is kept by each process for itself, under the
token of `now()`. A commit that changes something public begins a new generation: a row in the database, at which each
process looks at most every `LOOK_EVERY` seconds. So all processes are fresh within that time, and no write has to
know which pages it touches. Moments known in advance (a meeting begins, a call closes) come from the slot `moment`.
"""

import functools
import time
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple
from uuid import uuid4

from django.apps import apps
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.models import Count, Max, Subquery, Value
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.signals import post_page_move

from portal import slots
from portal.internals.django import once_on_commit
from portal.serving import outages

LOOK_EVERY = 0.5  # seconds
# should a process die between its commit and the new generation, the others notice after so long
AT_MOST = timedelta(minutes=5)
# what public pages show of Wagtail's own; each model of ours says itself whether they show it (`shown_publicly`)
OF_WAGTAIL = {
    "wagtailcore.collection",
    "wagtailcore.collectionviewrestriction",
    "wagtailcore.locale",
    "wagtailcore.page",
    "wagtailcore.pageviewrestriction",
    "wagtailcore.site",
    "wagtailredirects.redirect",
}
# no page shows these fields: what saving a draft of a live page writes, and signing in
UNSEEN_FIELDS = {
    "draft_title",
    "has_unpublished_changes",
    "last_login",
    "latest_revision",
    "latest_revision_created_at",
}


class Now(NamedTuple):
    """The present generation, until the next moment known in advance."""

    token: str
    since: datetime
    until: datetime


# no lock: who holds one must not wait for a connection, and who holds a connection must not wait for a lock
_now = None
_looked = float("-inf")
_forgotten = 0  # how often
_started = timezone.now()


def now():
    """The present `Now`, or None where nothing may be kept: in a transaction, which sees what others do not."""
    global _now, _looked
    if connection.in_atomic_block:
        return None
    present = _now
    if present and time.monotonic() - _looked < LOOK_EVERY and timezone.now() < present.until:
        return present
    if outages.database_is_away():
        return None
    forgotten, looked = _forgotten, time.monotonic()
    try:
        token, since = _present()
    except DatabaseError as error:
        outages.note(error)
        return None  # it does not answer, or is not migrated: the page itself will tell
    if present is None or not present.token.startswith(token) or timezone.now() >= present.until:
        present = _begin(token, since, present)
    if forgotten == _forgotten:  # or something changed while we looked
        _now, _looked = present, looked
    return present


def latest():
    """What `now` last knew, for when it could not ask: without its database nobody changes anything."""
    return None if connection.in_atomic_block else _now


def _row():
    return apps.get_model("portal", "CacheGeneration")


def _present():
    # which restrictions there are is looked at itself: what was just made private is so though its news was lost
    shut = PageViewRestriction.objects.order_by().annotate(all=Value(1)).values("all")
    count, last = (Subquery(shut.annotate(found=found).values("found")) for found in (Count("pk"), Max("pk")))
    found = _row().objects.annotate(count=count, last=last).values_list("token", "began_at", "count", "last").first()
    return (f"{found[0].hex}.{found[2]}.{found[3]}:", found[1]) if found else ("none", _started)


def _begin(token, since, before):
    at = timezone.now()
    # a process that has just begun, or has not looked for long, cannot know when a moment passed
    since = since if before and at < before.until else at
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    known = (filling.function(at) for filling in slots.fillings("moment"))
    until = min([midnight, at + AT_MOST, *(moment for moment in known if moment)])
    return Now(f"{token}{until.timestamp()}", since, until)


def look_again():
    """Look at the generation before anything kept is used: somebody signed in must see what they have just done."""
    global _looked
    _looked = float("-inf")


def forget():
    """Know nothing of the present any more."""
    global _now, _forgotten
    _forgotten += 1
    _now = None


def change(**kwargs):
    """Something public changes (also a receiver of signals): with this transaction's commit a new generation begins."""
    if not connection.in_atomic_block:
        begin_generation()
    else:
        once_on_commit(begin_generation)


def begin_generation():
    """Let every process forget what it keeps."""
    fresh = {"token": uuid4(), "began_at": timezone.now()}
    if not _row().objects.update(**fresh):
        _row().objects.get_or_create(pk=1, defaults=fresh)
    forget()


def is_shown_publicly(model):
    """Whether a public page can show anything of its rows; a table of links is shown if its model is."""
    model = model._meta.auto_created or model
    return getattr(model, "shown_publicly", model._meta.label_lower in OF_WAGTAIL)


def watch():
    """Begin a new generation whenever a row that the public can see is saved, deleted, linked or moved."""
    for model in apps.get_models(include_auto_created=True):
        if is_shown_publicly(model):
            post_save.connect(_saved, sender=model)
            post_delete.connect(change, sender=model)
            m2m_changed.connect(change, sender=model)
    post_page_move.connect(change)


def _saved(sender, update_fields=None, **kwargs):
    if not (update_fields and UNSEEN_FIELDS.issuperset(update_fields)):
        change()


def key_of(*parts):
    """A key of the cache for these words, whatever their length and letters."""
    return blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def cached(function):
    """What a function without arguments gives, cached until the next generation; each caller has a copy of its own."""
    name = f"{function.__module__}.{function.__qualname__}"

    @functools.wraps(function)
    def from_cache():
        present = now()
        if present is None:
            return function()
        key = key_of(present.token, name)
        found = caches["local"].get(key)
        if found is None:
            found = function()
            caches["local"].set(key, found, None)
        return found

    return from_cache
