"""„Co czeka”: what waits for a person, and what is new to that person; read on the account and on the admin's home.

Each room says what it knows of in the slot `waiting`: `fn(request) -> [Kind, …]`, in as many queries for one thing as
for twenty. Nothing is written by looking.
"""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from wagtail.models import Page, Revision, WorkflowState
from wagtail.permissions import page_permission_policy

from portal.models import MeetingPage
from portal.shown.context import the_centre
from portal.slots import fillings
from portal.templatetags.polish import day, stamp

MOST = 5  # lines shown of one kind
COUNTED = 99  # of so many it is still said how many there are

# what is more urgent comes first; from NEWS on nobody needs to do anything
ASKED, DECLARATIONS, WORDING, SENT_IN, DATES, MINUTES, DRAFTS, SCHEDULED = range(8)
NEWS = MEETING, MENTIONS, CHANGES = range(8, 11)


class Line(NamedTuple):
    """One thing that waits: words that lead to it, what is soft beside them, perhaps another way (words, address)."""

    words: str
    address: str
    beside: str = ""
    way: tuple = ()


class Kind(NamedTuple):
    """What waits of one kind."""

    heading: str
    icon: str
    order: int
    lines: list
    number: int | None = None  # where a line stands for several things

    @property
    def first(self) -> list:
        return self.lines[:MOST]

    @property
    def count(self) -> int | str:
        number = len(self.lines) if self.number is None else self.number
        return f"{COUNTED}+" if number > COUNTED else number

    @property
    def further(self) -> int:
        return max(len(self.lines) - MOST, 0)


def what_waits(request: HttpRequest) -> dict[str, list[Kind]]:
    """{todo, news: [Kind, …]}, the most urgent first; kinds of the same heading are one."""
    found = {}
    for filling in fillings("waiting"):
        for kind in filling.function(request):
            known = found.get(kind.heading)
            found[kind.heading] = known._replace(lines=known.lines + kind.lines) if known else kind
    kinds = sorted((kind for kind in found.values() if kind.lines), key=lambda kind: kind.order)
    return {
        "todo": [kind for kind in kinds if kind.order not in NEWS],
        "news": [kind for kind in kinds if kind.order in NEWS],
    }


# what the portal itself knows: pages, for those who write them


def for_writers(request: HttpRequest) -> list[Kind]:
    """Slot waiting: what others sent in, drafts, what has a date, meetings without minutes."""
    if not request.user.edits_pages:
        return []
    kinds = _pages(request.user)
    return [*kinds, *_dates(request.user)] if request.user.publishes_pages else kinds


def _pages(user):
    """An author meets their own pages, an editor all."""
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    # asked apart: rows name their page in a text column, which PostgreSQL does not compare with a number
    rows = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    in_hands = {int(pk) for pk in rows.values_list("object_id", flat=True)}
    approved = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    appearing = {int(pk): at for pk, at in approved.values_list("object_id", "approved_go_live_at")}
    sent_in = mine.filter(pk__in=in_hands).order_by("latest_revision_created_at")
    drafts = mine.filter(has_unpublished_changes=True).exclude(pk__in=in_hands | appearing.keys())
    scheduled = mine.filter(pk__in=appearing).order_by("go_live_at")
    checked = "Teksty do sprawdzenia" if user.publishes_pages else "Czekają na redakcję"
    return [
        Kind(checked, "tasks", SENT_IN, _lines(sent_in, last_change)),
        Kind("Szkice", "edit", DRAFTS, _lines(drafts.order_by("-latest_revision_created_at"), last_change)),
        Kind("Zaplanowane", "date", SCHEDULED, _lines(scheduled, lambda page: stamp(appearing[page.pk]))),
    ]


def _dates(user):
    held = MeetingPage.objects.live().without_minutes()
    if the_centre().review_is_due():
        review = Line("Deklaracja dostępności czeka na coroczny przegląd", *_where_to_review(user))
        yield Kind("Terminy", "warning", DATES, [review])
    yield Kind("Spotkania bez protokołu", "group", MINUTES, _lines(held, lambda page: day(page.date)))


def _where_to_review(user):
    if user.has_perm("portal.change_centre"):
        return reverse("wagtailsettings:edit", args=["portal", "centre", the_centre().site_id]), "do 31 marca"
    return reverse("accessibility"), "do 31 marca; datę przeglądu wpisuje administratorka lub administrator"


def _lines(pages, beside):
    """A line for each page that leads to its form; `beside(page)` says when."""
    return [
        Line(page.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[page.pk]), beside(page))
        for page in pages[: COUNTED + 1]
    ]


def last_change(page: Page) -> str:
    if not (moment := page.latest_revision_created_at):
        return ""
    lately = moment > timezone.now() - timezone.timedelta(minutes=1)
    return "przed chwilą" if lately else f"{timesince(moment, depth=1)} temu"
