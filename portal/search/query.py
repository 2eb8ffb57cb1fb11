"""Search (szukaj): from what a visitor types to a list in the order that a Polish reader expects.

All words must be there, in any form; words in quotation marks stand exactly so; a slip is mended only when the
word is otherwise unknown and a live page has a word that near. What a room wants found it hands to `put`.
"""

import re
import time
from datetime import datetime
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from wagtail.models import Page
from wagtail.search.index import SearchField

from portal.models import MeetingPage, SearchEntry, SearchTerm
from portal.models.groups import group_called, numbered_groups
from portal.search import words

KINDS = {
    "group": "grupa robocza",
    "action": "działanie",
    "meeting": "spotkanie",
    "news": "aktualność",
    "call": "nabór",
    "page": "strona",
}
PER_PAGE = 10
LONGEST = 200  # characters of a query that are read
MOST_WORDS = 10
EXCERPT = 220  # characters
SUGGESTIONS = 6
KEPT = 600  # seconds for which the words of all live texts are kept


class Document(NamedTuple):
    """What a room hands over to be found: public text only. Without an address it is the page itself."""

    source: str
    page: Page
    kind: str
    title: str
    text: str
    date: datetime
    groups: tuple = ()
    address: str = ""


# what can be found


@transaction.atomic
def index(document):
    """Let a document be found, or found by its newer words."""
    text = " ".join(document.text.split())
    entry, _ = SearchEntry.objects.update_or_create(
        source=document.source,
        defaults={
            "page_id": document.page.pk,
            "kind": document.kind,
            "title": document.title,
            "folded_title": _folded(document.title),
            "text": text,
            "plain": f"{document.title} {text}".casefold(),
            "address": document.address,
            "date": document.date,
        },
    )
    entry.groups.set(document.groups)
    entry.set_words()


def unindex(source):
    """Let a document be found no longer."""
    SearchEntry.objects.filter(source=source).delete()


def keep_page(sender, instance, raw=False, update_fields=None, **kwargs):
    """After a page was saved: let it be found by its words.

    Saving a draft of a live page writes a revision and a few named fields of the page, while the instance
    holds the draft: such a save is none of ours.
    """
    if not (raw or update_fields) and isinstance(instance, Page) and hasattr(instance, "found_as"):
        index(page_document(instance))


def page_document(page):
    """A page as search sees it."""
    return Document(
        source=f"page:{page.pk}",
        page=page,
        kind=page.found_as,
        title=page.title,
        text=readable(page),
        date=page.found_at or timezone.now(),
        groups=tuple(page.found_in()),
    )


def readable(page):
    """The text of a page without its title."""
    fields = [field for field in page.get_search_fields() if isinstance(field, SearchField)]
    values = (field.get_value(page) for field in fields if field.field_name != "title")
    parts = (part for value in values for part in (value if isinstance(value, list) else [value]))
    return " ".join(str(part) for part in parts if part)


# asking


class Query(NamedTuple):
    """What was typed: single words and exact phrases, in lower case."""

    text: str
    words: tuple
    phrases: tuple

    @property
    def empty(self):
        return not self.words and not self.phrases

    @property
    def keys(self):
        """All keys that any of the words asks for."""
        return frozenset().union(*map(words.query_keys, self.words))


def understand(text):
    """What was typed, as words and phrases; never fails."""
    text = " ".join(text[:LONGEST].replace("\x00", " ").split())
    phrases = tuple(" ".join(phrase.split()).casefold() for phrase in words.PHRASE.findall(text))
    rest = words.PHRASE.sub(" ", text)
    # single letters are in every text; alone they ask for nothing, and so do the words that make a question
    single = [word for word in words.parts(rest) if len(word) > 1]
    single = [word for word in single if words.fold(word) not in words.ASKING] or single
    return Query(text, tuple(dict.fromkeys(single))[:MOST_WORDS], tuple(filter(words.PART.search, phrases))[:3])


def find(query, kind="", group=None):
    """All that answers a query, best first."""
    return best(query, _within(kind, group, SearchEntry.objects.public()))


def best(query, entries):
    """Those of the entries that answer a query, best first."""
    keys_by_word = [words.query_keys(word) for word in query.words]
    return answering(query, entries).best_first(_folded(query.text), keys_by_word)


def answering(query, entries):
    """Those of the entries that have all words of a query, in any form, and its phrases."""
    for word in query.words:
        entries = entries.having(words.query_keys(word))
    for phrase in query.phrases:
        entries = entries.filter(plain__contains=phrase)
    return entries


def _within(kind, group, entries):
    entries = entries.filter(kind=kind) if kind else entries
    return entries.filter(groups=group) if group else entries


def mend(query):
    """The query with each unknown word replaced by the nearest one of a live text, or None."""
    mended = []
    for word in query.words:
        if words.is_known(word) or _leads_somewhere(word):
            mended.append(word)
        elif (near := words.slip(word, vocabulary())) is not None:
            mended.append(vocabulary()[near])
        else:
            return None
    if tuple(mended) == query.words:
        return None
    text = " ".join([*mended, *(f"„{phrase}”" for phrase in query.phrases)])
    return query._replace(text=text, words=tuple(mended))


def without_one(query, kind="", group=None):
    """The query without the one word that keeps it from an answer (of several such, the rarest), or None."""
    if query.phrases or len(query.words) < 2:
        return None
    rare_first = sorted(
        query.words, key=lambda word: SearchEntry.objects.public().having(words.query_keys(word)).count()
    )
    for left_out in rare_first:
        rest = tuple(word for word in query.words if word != left_out)
        shorter = query._replace(text=" ".join(rest), words=rest)
        if find(shorter, kind, group).exists():
            return shorter
    return None


def _leads_somewhere(word):
    live = SearchTerm.objects.filter(entry__in=SearchEntry.objects.public())
    return live.filter(key__in=words.query_keys(word)).exists()


_kept = (0, {})


def vocabulary():
    """{folded word: the word} of everything public; this process keeps it for ten minutes."""
    global _kept
    if _kept[0] < time.monotonic():
        rows = SearchTerm.objects.exclude(surface="").filter(entry__in=SearchEntry.objects.public())
        _kept = (time.monotonic() + KEPT, dict(rows.order_by().values_list("key", "surface").distinct()))
    return _kept[1]


def forget_vocabulary():
    global _kept
    _kept = (0, {})


def _folded(text):
    return " ".join(words.parts(words.fold(text)))[:255]


# showing


def excerpt(text, query):
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


def mark(text, query):
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


def results(request):
    """/szukaj/?q=…; any input at all is answered with 200, an empty one with a hint."""
    query, groups = understand(request.GET.get("q", "")), numbered_groups()
    kind, group = _narrowed(request)
    used = query
    found = SearchEntry.objects.none() if query.empty else find(query, kind, group)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("strona"))
    if not query.empty and not page.paginator.count and request.GET.get("dokladnie") != "1":
        better = mend(query)
        mended = Paginator(find(better, kind, group), PER_PAGE).get_page(request.GET.get("strona")) if better else None
        if mended and mended.paginator.count:
            used, page = better, mended
    # whoever asks for a meeting mostly asks when the next one is, and the list begins with the latest
    tell_next = not page.paginator.count or query.keys & words.query_keys("spotkanie")
    context = {
        "query": query.text,
        "asked": not query.empty,
        "mended": used.text if used is not query else "",
        "found": page,
        "shorter": None if page.paginator.count else without_one(query, kind, group),
        "next_meeting": MeetingPage.objects.shown().coming().first() if tell_next else None,
        "shown": [_shown(entry, used, request) for entry in page.object_list.select_related("page")],
        "kinds": KINDS,
        "kind": kind,
        "groups": groups,
        "group": group,
    }
    return render(request, "portal/search.html", context)


def _narrowed(request):
    """The kind and the group that the address asks for; what is unknown narrows nothing."""
    kind, slug = request.GET.get("rodzaj", ""), request.GET.get("grupa", "")
    return kind if kind in KINDS else "", group_called(slug) if slug else None


def _shown(entry, query, request):
    return {
        "entry": entry,
        "kind": KINDS.get(entry.kind, entry.kind),
        "address": entry.address or entry.page.get_url(request),
        "title": mark(entry.title, query),
        "excerpt": excerpt(entry.text, query),
    }


def suggestions(request):
    """/szukaj/podpowiedzi/?q=…: titles with the words typed, the last of which may be unfinished; a fragment."""
    query = understand(request.GET.get("q", ""))
    found = []
    if query.words:
        *whole, begun = query.words
        kind, group = _narrowed(request)
        entries = _within(kind, group, SearchEntry.objects.public().beginning(words.fold(begun)))
        for word in whole:
            entries = entries.having(words.query_keys(word), in_title=True)
        found = entries.select_related("page").order_by("-date", "-pk")[:SUGGESTIONS]
    shown = [_shown(entry, query, request) for entry in found]
    return render(request, "portal/search.html#suggestions", {"suggested": shown, "typed": bool(query.words)})
