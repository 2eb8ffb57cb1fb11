"""Search (szukaj): pages and what other rooms offer; every word must be found, „quoted words” as a phrase.

A word finds every word that begins with it, whatever its tails and case. `find` is the seam: what is asked
(`Query`) goes in, hits come out; how pages are looked through may change without the rest noticing.
"""

import re
from datetime import date
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from wagtail.models import Page

from portal.folding import fold, words
from portal.models.base import SitePageQuerySet
from portal.models.texts import PageText, readable
from portal.slots import fillings

PER_PAGE = 10
LONGEST = 200  # characters of a query that are read
MOST_WORDS = 10
MOST_HITS = 500
EXCERPT = 220  # characters


class Hit(NamedTuple):
    """One thing that was found. `text` is what the excerpt is cut from."""

    title: str
    address: str
    kind: str
    date: date
    text: str


class _PageHit(NamedTuple):
    """A page that was found; its text is read only when it is shown."""

    title: str
    pk: int
    date: date


def understand(query):
    """The folded words and phrases of a query: 'praca „na rzecz”' gives ["praca", "na rzecz"]."""
    query = re.sub(r"[„”“«»]", '"', query[:LONGEST])
    asked = []
    for i, part in enumerate(query.split('"')):
        found = words(part).split()
        asked += [" ".join(found)] if i % 2 else found
    # single letters are in every text; alone they ask for nothing
    return [word for word in dict.fromkeys(asked) if len(word) > 1][:MOST_WORDS]


def find(asked):
    """All hits for these words, those in titles first, then the newest."""
    hits = _pages(asked)
    for filling in fillings("search_source"):
        hits += filling.function(asked)
    return sorted(hits, key=lambda hit: (not in_title(hit, asked), -hit.date.toordinal(), hit.title))


def in_title(hit, asked):
    return holds(hit.title, asked)


def holds(text, asked):
    """Whether a text has all the words, each at the beginning of one of its own."""
    text = words(text)
    return all(f" {word}" in text for word in asked)


def _pages(asked):
    """Live public pages whose title and text together have all the words."""
    texts = PageText.objects.filter(*(Q(title__contains=f" {word}") | Q(body__contains=f" {word}") for word in asked))
    pages = SitePageQuerySet(Page).shown().filter(pk__in=texts.values("page_id"), depth__gt=1)
    newest = pages.order_by("-last_published_at", "-pk").values_list("title", "pk", "last_published_at")[:MOST_HITS]
    return [_PageHit(title, pk, timezone.localdate(when) if when else date.min) for title, pk, when in newest]


def _whole(hits, request):
    """The hits with their texts and addresses, pages among them read in as few queries as they have types."""
    wanted = [hit.pk for hit in hits if isinstance(hit, _PageHit)]
    pages = {page.pk: page for page in Page.objects.filter(pk__in=wanted).specific()}
    return [_from_page(pages[hit.pk], hit, request) if isinstance(hit, _PageHit) else hit for hit in hits]


def _from_page(page, hit, request):
    when = getattr(page, "date", None) or hit.date
    return Hit(page.title, page.get_url(request), page._meta.verbose_name, when, readable(page))


def excerpt(text, asked):
    """About 220 characters around the first word found, with <mark> on each; safe HTML."""
    text = " ".join(text.split())
    start = min((found.start() for found in _found(text, asked)), default=0)
    start = max(0, start - EXCERPT // 3)
    if start:
        start = text.find(" ", start) + 1
    end = start + EXCERPT
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + EXCERPT // 2)
    piece = mark(text[start:end], asked)
    return format_html("{}{}{}", "… " if start else "", piece, " …" if end < len(text) else "")


def mark(text, asked):
    """The text with <mark> around each word that was asked for; safe HTML."""
    parts, end = [], 0
    for found in _found(text, asked):
        parts += [(text[end : found.start()], text[found.start() : found.end()])]
        end = found.end()
    marked = format_html_join("", "{}<mark>{}</mark>", parts)
    return format_html("{}{}", marked, text[end:])


def _found(text, asked):
    if not asked:
        return []
    longest_first = sorted(asked, key=len, reverse=True)
    pattern = "|".join(r"[\W_]+".join(map(re.escape, word.split())) for word in longest_first)
    return list(re.finditer(rf"(?<![^\W_])(?:{pattern})[^\W_]*", fold(text)))


def results(request):
    """The search page; an empty query gets a hint."""
    query = request.GET.get("q", "").replace("\x00", "").strip()
    asked = understand(query)
    page = Paginator(find(asked) if asked else [], PER_PAGE).get_page(request.GET.get("strona"))
    shown = [
        {"hit": hit, "title": mark(hit.title, asked), "excerpt": excerpt(hit.text, asked)}
        for hit in _whole(page.object_list, request)
    ]
    return render(
        request, "portal/search.html", {"query": query[:LONGEST], "asked": asked, "found": page, "shown": shown}
    )
