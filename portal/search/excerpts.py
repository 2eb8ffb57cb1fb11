"""How a hit is shown: the words that were found, marked in their surroundings."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.search import words
from portal.search.query import Query

EXCERPT = 220  # characters


def excerpt(text: str, query: Query) -> SafeString:
    """About 220 characters around the first word found, each found word in <mark>; safe HTML."""
    hits = _hits(text, query)
    start = max(0, hits[0][0] - EXCERPT // 3) if hits else 0
    if start:
        start = text.find(" ", start) + 1
    end = start + EXCERPT
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + EXCERPT // 2)
    piece = mark(text[start:end], query)
    return format_html("{}{}{}", "… " if start else "", piece, " …" if end < len(text) else "")


def mark(text: str, query: Query) -> SafeString:
    """The text with <mark> around each word and phrase that was found, in its own form; safe HTML."""
    parts, at = [], 0
    for left, right in _hits(text, query):
        if left >= at:
            parts.append((text[at:left], text[left:right]))
            at = right
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[at:])


def _hits(text, query):
    wanted = query.keys
    hits = [match.span() for match in words.PART.finditer(text) if wanted & words.index_keys(match.group().casefold())]
    for phrase in query.phrases:
        hits += [match.span() for match in re.finditer(re.escape(phrase), text, re.IGNORECASE)]
    return sorted(hits)
