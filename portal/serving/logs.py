"""What must not stand in a log: the private links of declarations, invitations, first sign-ins and mails are keys.

Which parts of which addresses are keys is found from the routes: whatever a route takes as any text (`<str:…>`), or
calls a key. So a route of next year is covered. Lines are mended when they are made, before any handler sees them.

Nor what makes a line look like two, or speaks to the terminal of whoever reads it: `Line` writes that out.
"""

import logging
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import pairwise

from django.apps import apps
from django.conf import settings
from django.urls import get_resolver

CUT = "…"
KEY_NAMES = re.compile(r"token|key|secret|signature|uidb64")
NUMBER = re.compile(r"[0-9]{1,18}")  # of a row: no key, though a route may take it as text
_PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>(?:[^()\\]|\\.|\([^()]*\))*\)")
# what a browser, a mail or a query string makes of a slash
_SLASH = "(?:/|%2[Ff])+"
_START = rf"(?:{_SLASH}|(?<![\w/%-]))"  # Django names a path without its first slash when it finds no route
_ANY = r"[^/\s%]+?"
_VALUE = r"(?:(?!%2[Ff])[^/\s?#\"'<>&])+"
# what looks like one of our keys, wherever it stands: 32 signs and more with capitals, which no slug has
_LOOKS_LIKE_A_KEY = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{32,}(?![\w-])")


def routes(patterns: Iterable | None = None, before: str = "") -> Iterator[str]:
    """All routes, each as it is written from the first slash on."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        written = str(pattern.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, before + written)
        else:
            yield before + written


def keys_of(route: str) -> list[str]:
    """The parameters of a route that are keys, in their order."""
    found = [(match["kind"], match["name"] or match["group"]) for match in _PARAMETER.finditer(route)]
    return [name for kind, name in found if kind == "str" or KEY_NAMES.search(name)]


def without_keys(text: str) -> str:
    """The text with all keys cut out of the addresses in it."""
    if not ("/" in text or "%2" in text) or not _routes_are_known():
        return text
    pattern, words = _keys()
    return _LOOKS_LIKE_A_KEY.sub(CUT, pattern.sub(lambda found: _cut(found, words), text))


def _routes_are_known():
    """Not while they are being read themselves: nobody can have asked for an address yet."""
    module = sys.modules.get(settings.ROOT_URLCONF)
    return apps.ready and (module is None or hasattr(module, "urlpatterns"))


@cache
def _keys():
    """(one expression for all routes with keys, {what stands before a key: words that are no keys there})"""
    expressions, words = set(), {}
    for route in routes():
        words_of = re.split(r"[/]", re.sub(_PARAMETER, "<>", route))
        for before, word in pairwise(words_of):
            if word and "<" not in word:
                words.setdefault(before, set()).add(word)
        if keys_of(route):
            expressions.add(_expression(route))
    # the longest first: what has more of the address is nearer to it
    return re.compile("|".join(sorted(expressions, key=len, reverse=True))), words


def _expression(route):
    """What finds the route in a text, each key as a group."""
    keys, parts, last, end = keys_of(route), [_START], 0, 0
    for match in _PARAMETER.finditer(route):
        parts.append(_literal(route[last : match.start()]))
        is_key = (match["name"] or match["group"]) in keys
        parts.append(f"({_VALUE})" if is_key else _ANY)
        last = match.end()
        end = len(parts) if is_key else end
    return "".join(parts[:end])


def _literal(text):
    return _SLASH.join(re.escape(part.replace("\\", "")) for part in text.split("/"))


def _cut(found, words):
    text, start = found[0], found.start()
    for number in reversed(range(1, len(found.groups()) + 1)):
        if found[number] is None:
            continue
        head, tail = text[: found.start(number) - start], text[found.end(number) - start :]
        before = re.split(_SLASH, head)[-2:-1]
        a_word = before and found[number] in words.get(before[0], ())
        if not a_word and not NUMBER.fullmatch(found[number]):
            text = f"{head}{CUT}{tail}"
    return text


# line breaks, escapes and other controls, marks that turn the direction of writing, halves of letters
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


class Line(logging.Formatter):
    """One line for each record, whatever a visitor put into it; the lines of a traceback are set in under it."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # as another formatter may have written it
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = escaped(record.message)
        return super().formatMessage(record)

    def formatException(self, exc_info: tuple) -> str:
        return _set_in(without_keys(super().formatException(exc_info)))

    def formatStack(self, stack_info: str) -> str:
        return _set_in(without_keys(super().formatStack(stack_info)))


def escaped(text: str) -> str:
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _set_in(lines):
    return "\n".join(f"  {escaped(line)}" for line in lines.split("\n"))


class WithoutKeys(logging.Filter):
    """Cuts keys out of a line and of the traceback that goes with it."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        if (shorter := without_keys(line)) != line:
            record.msg, record.args = shorter, ()
        if record.exc_info and record.exc_info[0] and not record.exc_text:
            trace = logging.Formatter().formatException(record.exc_info)
            if (shorter := without_keys(trace)) != trace:
                record.exc_text = shorter
        return True


def install() -> None:
    """Mend every line when it is made, whatever logger it is for and whatever handler will write it."""
    make, mend = logging.getLogRecordFactory(), WithoutKeys().filter
    if getattr(make, "mends", False):
        return

    def made(*args, **kwargs):
        record = make(*args, **kwargs)
        with suppress(Exception):  # of a line that cannot be put together its handler tells
            mend(record)
        return record

    made.mends = True
    logging.setLogRecordFactory(made)
