"""What this room knows to wait for a person (slot `waiting`): declarations, meetings of own groups, dates."""

from collections.abc import Iterable

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from portal.models import MeetingPage, WorkingGroupPage
from portal.models.groups import numbered_groups
from portal.models.meetings import ENTRY
from portal.shown import waiting
from portal.shown.context import address_of
from portal.shown.waiting import Kind, Line
from portal.templatetags.polish import counted, day, moment
from signup.declaring.shown import calls_that_are_open
from signup.models import Correction, Declaration, DeclarationChoice, ErasureRequest

SOON = 7  # days before its end in which a call is mentioned to editors
AHEAD = 3  # coming meetings


def of_declarations(request: HttpRequest) -> list[Kind]:
    """What a group asked this person for; what waits for this person's decision."""
    user = request.user
    kinds = [Kind("Twoja deklaracja", "form", waiting.ASKED, _asked_of(user))]
    return [*kinds, _to_decide(user.coordinated)] if user.coordinates_any else kinds


def _asked_of(user):
    asked = Correction.objects.open().filter(declaration__in=Declaration.objects.of(user).values("pk"))
    return [
        Line(
            f"Uzupełnij deklarację {one.declaration}: pyta grupa „{one.group.title}”",
            one.declaration.address,
            f"termin minął {day(one.due)}, ale nadal czekamy" if one.is_overdue else f"do {day(one.due)}",
        )
        for one in asked.select_related("declaration", "group")
    ]


def _to_decide(groups):
    """A line for each group, the one where somebody waits longest on top; who chose several is counted once."""
    known = {group.pk: group for group in groups}
    lines = []
    for row in waiting_in(groups):
        lines.append(
            Line(
                f"{known[row['group']].title}: {counted(row['number'], 'deklaracja,deklaracje,deklaracji')}",
                f"{reverse('desk')}?grupa={known[row['group']].slug}",
                " · ".join(filter(None, [_since(row["oldest"]), _to_complete(row["asked"])])),
            )
        )
    number = Declaration.objects.awaiting(groups).count() if lines else 0
    return Kind("Deklaracje do decyzji", "doc-full-inverse", waiting.DECLARATIONS, lines, number)


def waiting_in(groups: Iterable[WorkingGroupPage]) -> QuerySet:
    """Of each group for which declarations wait: how many, since when, how many were asked for something."""
    asked = Correction.objects.open().filter(declaration=OuterRef("declaration"), group=OuterRef("group"))
    waiting_ones = DeclarationChoice.objects.filter(
        group__in=groups, state="waiting", declaration__state__in=Declaration.BEFORE_DECISION
    )
    return (
        waiting_ones.annotate(is_asked=Exists(asked), since=F("declaration__submitted_at"))
        .order_by()
        .values("group")
        .annotate(number=Count("pk"), oldest=Min("since"), asked=Count("pk", filter=Q(is_asked=True)))
        .order_by("oldest", "group")
    )


def _since(moment):
    days = (timezone.localdate() - timezone.localdate(moment)).days
    return f"najstarsza czeka {counted(days, 'dzień,dni,dni')}" if days else "najstarsza z dzisiaj"


def _to_complete(number):
    return f"{counted(number, 'czeka,czekają,czeka')} na uzupełnienie" if number else ""


def of_groups(request: HttpRequest) -> list[Kind]:
    """Meetings of one's groups: those whose minutes are still to be written, and the next ones."""
    user = request.user
    kinds = [Kind("Najbliższe spotkania", "date", waiting.MEETING, _next_meetings(user.joined))] if user.joined else []
    # whoever publishes pages is told of all meetings anyway
    if user.coordinates_any and not user.publishes_pages:
        lines = _without_minutes(user.coordinated)
        kinds.append(Kind("Spotkania bez protokołu", "group", waiting.MINUTES, lines))
    return kinds


def _next_meetings(groups):
    keys = {group.pk for group in groups}
    coming = MeetingPage.objects.shown().coming().filter(cancelled=False, groups__in=keys).distinct()
    found = []
    for meeting in coming[:AHEAD]:
        address = address_of(meeting)
        beside = f"{moment(meeting.starts_at)}, {meeting.place}"
        found.append(Line(meeting.title, address, beside, ("Do kalendarza", f"{address}{ENTRY}")))
    return found


def _without_minutes(groups):
    """Of meetings held by one group alone; a joint one is the editors'."""
    keys = {group.pk for group in groups}
    held = MeetingPage.objects.live().without_minutes().filter(groups__in=keys).distinct()
    return [
        Line(
            meeting.title,
            reverse("my_minutes", args=[meeting.named_groups[0].pk, meeting.pk]),
            f"{day(meeting.date)}{', protokół do zatwierdzenia' if meeting.minutes else ''}",
        )
        for meeting in held[: waiting.COUNTED + 1].naming_groups(numbered_groups())
        if len(meeting.named_groups) == 1
    ]


def of_the_office(request: HttpRequest) -> list[Kind]:
    """Calls that end soon, for those who publish pages; requests to be forgotten, for those who carry them out."""
    dates = []
    if request.user.is_superuser:
        for one in ErasureRequest.objects.open():
            address = reverse("erase_person", args=[one.user_id])
            dates.append(Line("Prośba o usunięcie danych", address, f"odpowiedź do {day(one.due)}"))
    if request.user.publishes_pages:
        for call, _ in calls_that_are_open():
            if call.days_left() <= SOON:
                address = reverse("wagtailadmin_pages:edit", args=[call.pk])
                dates.append(Line(f"Nabór „{call.title}”", address, f"trwa do {day(call.closes)}"))
    return [Kind("Terminy", "warning", waiting.DATES, dates)]
