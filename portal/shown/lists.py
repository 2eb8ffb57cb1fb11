"""The lists of news and of meetings, of all groups or (`?grupa=<slug>`) of one."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Min, Q
from django.http import Http404, HttpRequest
from wagtail.models import Page

from portal.models import MeetingPage, NewsPage, WorkingGroupPage
from portal.models.groups import numbered_groups

PER_PAGE = 12


def next_moment(at: datetime) -> datetime | None:
    """Slot moment: when the next meeting begins or ends."""
    ahead = {end: Min(end, filter=Q(**{f"{end}__gt": at})) for end in ("starts_at", "ends_at")}
    moments = MeetingPage.objects.live().filter(ends_at__gt=at).aggregate(**ahead)
    return min(filter(None, moments.values()), default=None)


def news_context(request: HttpRequest, page: Page) -> dict:
    """A page of news, the newest first."""
    groups, chosen = chosen_group(request)
    news = NewsPage.objects.shown().newest_first()
    return {"groups": groups, "chosen": chosen, "news": _page(request, _of(chosen, news), groups)}


def meetings_context(request: HttpRequest, page: Page) -> dict:
    """All coming meetings (on the first page), and a page of the past ones."""
    groups, chosen = chosen_group(request)
    meetings = _of(chosen, MeetingPage.objects.shown())
    past = _page(request, meetings.past(), groups)
    coming = meetings.coming().naming_groups(groups) if past.number == 1 else []
    return {"groups": groups, "chosen": chosen, "coming": coming, "past": past}


def chosen_group(request: HttpRequest) -> tuple[list[WorkingGroupPage], WorkingGroupPage | None]:
    """All groups, and the one that the address asks for (or None)."""
    groups = numbered_groups()
    slug = request.GET.get("grupa")
    if not slug:
        return groups, None
    chosen = next((group for group in groups if group.slug == slug), None)
    if chosen is None:
        raise Http404
    return groups, chosen


def _of(group, pages):
    return pages.filter(groups=group) if group else pages


def _page(request, pages, groups):
    page = Paginator(pages, PER_PAGE).get_page(request.GET.get("strona"))
    page.object_list = page.object_list.naming_groups(groups)
    return page
