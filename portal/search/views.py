"""The page of search, and titles suggested while somebody types."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.models import MeetingPage, SearchEntry
from portal.models.groups import group_called, numbered_groups
from portal.rules.parameters import flag_in
from portal.search import words
from portal.search.excerpts import excerpt, mark
from portal.search.query import find, mend, understand, within, without_one

KINDS = {
    "group": "grupa robocza",
    "action": "działanie",
    "meeting": "spotkanie",
    "news": "aktualność",
    "call": "nabór",
    "page": "strona",
}
PER_PAGE = 10
SUGGESTIONS = 6


def results(request: HttpRequest) -> HttpResponse:
    """/szukaj/?q=…; any input at all is answered with 200, an empty one with a hint."""
    query, groups = understand(request.GET.get("q", "")), numbered_groups()
    kind, group = _narrowed(request)
    used = query
    found = SearchEntry.objects.none() if query.empty else find(query, kind, group)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("strona"))
    if not query.empty and not page.paginator.count and not flag_in(request.GET.get("dokladnie")):
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


def suggestions(request: HttpRequest) -> HttpResponse:
    """/szukaj/podpowiedzi/?q=…: titles with the words typed, the last of which may be unfinished; a fragment."""
    query = understand(request.GET.get("q", ""))
    found = []
    if query.words:
        *whole, begun = query.words
        kind, group = _narrowed(request)
        entries = within(kind, group, SearchEntry.objects.public().beginning(words.fold(begun)))
        for word in whole:
            entries = entries.having(words.query_keys(word), in_title=True)
        found = entries.select_related("page").order_by("-date", "-pk")[:SUGGESTIONS]
    shown = [_shown(entry, query, request) for entry in found]
    return render(request, "portal/search.html#suggestions", {"suggested": shown, "typed": bool(query.words)})
