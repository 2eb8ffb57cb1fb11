"""How long what everybody sees stays true: until something public changes, or a moment known in advance comes.

Whatever is kept (whole pages, parts of them, what every page knows) is kept by each process for itself, under the
token of `now()`. A commit that changes something public begins a new generation: a row in the database, at which each
process looks at most every `LOOK_EVERY` seconds. So all processes are fresh within that time, and no write has to
know which pages it touches. Moments known in advance (a meeting begins, a call closes) come from the slot `moment`.

The site has a generation, and so has each topic (a board). A model whose rows concern topics alone names them by its
method `topics`; what shows something of a topic says so while it is made (`cached.shows`). All else ends everything.
"""

import threading
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.models import Count, Max, Subquery, Value
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal import slots
from portal.internals.django import once_on_commit
from portal.serving import outages

SITE = ""  # the topic of what may stand on any page
LOOK_EVERY = 0.5  # seconds
# should a process die between its commit and the new generation, the others notice after so long
AT_MOST = timedelta(minutes=5)


class Now(NamedTuple):
    """The present generation of the site, until the next moment known in advance, and those of the topics."""

    token: str
    since: datetime
    until: datetime
    topics: dict  # {topic: (token, since when)}; one in which nothing has changed yet is not there
    restricted: bool  # whether some pages are not for everybody

    def tokens_of(self, topics: Iterable[str]) -> dict[str, str]:
        """{topic: its generation}, to be remembered by what shows something of these topics."""
        return {topic: self.topics[topic][0] if topic in self.topics else "" for topic in topics}

    def are_present(self, tokens: dict[str, str]) -> bool:
        """Whether these are still the generations of their topics."""
        return tokens == self.tokens_of(tokens)

    def since_when(self, topics: Iterable[str]) -> datetime:
        """Since when nothing of the site and of these topics has changed."""
        return max([self.since, *(self.topics[topic][1] for topic in topics if topic in self.topics)])


# no lock: who holds one must not wait for a connection, and who holds a connection must not wait for a lock
_now = None
_looked = float("-inf")
_forgotten = 0  # how often
_started = timezone.now()
_changed = threading.local()  # the topics in which the thread's transaction changes something


def now() -> Now | None:
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
        token, since, topics, restricted = _present()
    except DatabaseError as error:
        outages.note(error)
        return None  # it does not answer, or is not migrated: the page itself will tell
    if present is None or not present.token.startswith(token) or timezone.now() >= present.until:
        present = _begin(token, since, present)
    present = present._replace(topics=topics, restricted=restricted)
    if forgotten == _forgotten:  # or something changed while we looked
        _now, _looked = present, looked
    return present


def latest() -> Now | None:
    """What `now` last knew, for when it could not ask: without its database nobody changes anything."""
    return None if connection.in_atomic_block else _now


def _row():
    return apps.get_model("portal", "CacheGeneration")


def _present():
    # which restrictions there are is looked at itself: what was just made private is so though its news was lost
    shut = PageViewRestriction.objects.order_by().annotate(all=Value(1)).values("all")
    count, last = (Subquery(shut.annotate(found=found).values("found")) for found in (Count("pk"), Max("pk")))
    rows = _row().objects.annotate(count=count, last=last).values_list("topic", "token", "began_at", "count", "last")
    topics, restrictions = {}, None
    for topic, token, began_at, count, last in rows:
        topics[topic], restrictions = (token.hex, began_at), (count, last)
    token, since = topics.pop(SITE, ("none", _started))
    return f"{token}.{restrictions}:", since, topics, not restrictions or restrictions[0] > 0


def _begin(token, since, before):
    at = timezone.now()
    # a process that has just begun, or has not looked for long, cannot know when a moment passed
    since = since if before and at < before.until else at
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    known = (filling.function(at) for filling in slots.fillings("moment"))
    until = min([midnight, at + AT_MOST, *(moment for moment in known if moment)])
    return Now(f"{token}{until.timestamp()}", since, until, {}, True)


def look_again() -> None:
    """Look at the generation before anything kept is used: somebody signed in must see what they have just done."""
    global _looked
    _looked = float("-inf")


def forget() -> None:
    """Know nothing of the present any more."""
    global _now
    _now = None
    _look_anew()


def _look_anew():
    global _forgotten
    _forgotten += 1
    look_again()


def change(*topics: str) -> None:
    """Something public changes in these topics, without any: anywhere. With this transaction's commit they have a new
    generation, one query for all, however much the transaction writes."""
    _topics_changed().update(topics or [SITE])
    if connection.in_atomic_block:
        once_on_commit(begin_generations)
    else:
        begin_generations()


def _topics_changed():
    # one that a transaction took back may be among them; that costs a look, no more
    if not hasattr(_changed, "topics"):
        _changed.topics = set()
    return _changed.topics


def begin_generations() -> None:
    """Let every process forget what it keeps of the topics that changed."""
    topics = _topics_changed()
    row, began_at = _row(), timezone.now()
    row.objects.bulk_create(
        [row(topic=topic, token=uuid4(), began_at=began_at) for topic in sorted(topics)],
        update_conflicts=True,
        unique_fields=["topic"],
        update_fields=["token", "began_at"],
    )
    if SITE in topics:
        forget()
    else:
        _look_anew()
    topics.clear()
