"""What the process keeps, each under its key: made once, and anew when something changes of what it shows.

What is made says itself of which topics it shows something (`shows`), and so does whatever is kept of it: a page
shows what its parts show.
"""

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import blake2b
from typing import NamedTuple

from django.core.cache import caches

from portal.serving import generations

_topics = ContextVar("of what is being made", default=None)


class Made(NamedTuple):
    """Something that was made, with the generations of the topics of which it shows something."""

    value: object
    tokens: dict


def shows(*topics: str) -> None:
    """Say of what is being made that it shows something of these topics."""
    if (noted := _topics.get()) is not None:
        noted.update(topics)


def shown_so_far() -> set[str]:
    """The topics of which the answer that is being made shows something, as far as it is known."""
    return set(_topics.get() or ())


@contextmanager
def noting_topics() -> Iterator[set[str]]:
    """The set of the topics that what is made in here shows."""
    outer = _topics.set(set())
    try:
        yield _topics.get()
    finally:
        _topics.reset(outer)


def key_of(*parts: str) -> str:
    """A key of the cache for these words, whatever their length and letters."""
    return blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def keep(words: Iterable[str], make: Callable, topics: Iterable[str] = ()) -> object:
    """What `make` gives, kept under these words; each caller has a copy of its own. It shows something of these topics
    in any case."""
    present = generations.now()
    if present is None:
        return make()
    key = key_of(present.token, *words)
    found = caches["local"].get(key)
    if found is None or not present.are_present(found.tokens):
        with noting_topics() as noted:
            value = make()
        found = Made(value, present.tokens_of(noted.union(topics)))
        caches["local"].set(key, found, None)
    shows(*found.tokens)
    return found.value


def cached(function: Callable) -> Callable:
    """What a function gives for its keys (numbers or words), kept."""
    name = f"{function.__module__}.{function.__qualname__}"

    @functools.wraps(function)
    def from_cache(*keys):
        return keep([name, *map(str, keys)], lambda: function(*keys))

    return from_cache
