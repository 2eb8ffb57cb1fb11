"""What the home page and the group pages gather, in as few queries as there are kinds of things."""

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from portal.models import MeetingPage, NewsPage, WorkingGroupPage
from portal.models.base import SitePageQuerySet
from portal.models.groups import numbered_groups
from portal.slots import pieces, pieces_by_group

# more lines than these would be a tangle; beyond them the groups are a plain list
LINES = 6
SLOTS_OF_HOME = ("group_road", "group_facts")
SLOTS_OF_GROUP = ("group_signs", "group_sections")


def home_context(request: HttpRequest, page: Page) -> dict:
    """The groups with all that other rooms say of them, the nearest meetings, the latest news."""
    groups = numbered_groups()
    meetings = _coming(groups)
    _fill(request, groups, SLOTS_OF_HOME)
    _lead_on(groups, meetings)
    return {
        "band": pieces("home_band", request),
        "groups": groups,
        "drawn": 0 < len(groups) <= LINES,
        "meetings": meetings[:3],
        "news": NewsPage.objects.shown().newest_first()[:3].naming_groups(groups),
    }


def groups_context(request: HttpRequest, page: Page) -> dict:
    """All groups as a list, those at work before those that have ended."""
    groups = numbered_groups()
    _fill(request, groups, SLOTS_OF_HOME)
    _lead_on(groups, _coming(groups))
    return {"groups": sorted(groups, key=lambda group: group.archived)}


def group_context(request: HttpRequest, group: WorkingGroupPage) -> dict:
    """One group: its signs and sections, its meetings and news; `group` is the page itself, with its number."""
    groups = numbered_groups()
    for known in groups:
        if known.pk == group.pk:
            group.number = known.number
    _fill(request, [group], SLOTS_OF_GROUP)
    coming = MeetingPage.objects.shown().filter(groups=group).coming()[:4]
    news = NewsPage.objects.shown().filter(groups=group).newest_first()[:3]
    meetings = coming.naming_groups(groups)
    return {
        "group": group,
        "next_meeting": next((meeting for meeting in meetings if not meeting.cancelled), None),
        "meetings": meetings,
        "news": news.naming_groups(groups),
    }


def _coming(groups):
    """The coming meetings, the nearest first; a hundred is more than any home page needs."""
    return MeetingPage.objects.shown().coming(timezone.now())[:100].naming_groups(groups)


def _fill(request, groups, slots):
    """Give each group `group_road`, `group_facts`, …: the pieces that other rooms put into these slots."""
    for slot in slots:
        found = pieces_by_group(slot, request, groups)
        for group in groups:
            setattr(group, slot, found[group.pk])


def _lead_on(groups, meetings):
    """Give each group its `next_meeting` and `ways`: the live pages right below it, in one query for all."""
    by_pk = {group.pk: group for group in groups}
    for group in groups:
        ahead = (meeting for meeting in meetings if group in meeting.named_groups and not meeting.cancelled)
        group.next_meeting = next(ahead, None)
    for pk, pages in ways_below(groups).items():
        by_pk[pk].ways = pages


def ways_below(groups: list[WorkingGroupPage]) -> dict[int, list[Page]]:
    """{group pk: the public pages right below it}, in one query for all."""
    by_path = {group.path: group.pk for group in groups}
    found = {group.pk: [] for group in groups}
    for page in _children_of(groups):
        if page.path[: -Page.steplen] in by_path:
            found[by_path[page.path[: -Page.steplen]]].append(page)
    return found


def _children_of(groups):
    """The public pages right below any of the groups."""
    if not groups:
        return []
    index = groups[0].path[: -Page.steplen]
    return SitePageQuerySet(Page).shown().filter(depth=groups[0].depth + 1, path__startswith=index).order_by("path")
