"""The gates of „Moje grupy”: which groups a person coordinates, and which of their meetings may be written here."""

from collections.abc import Callable
from functools import wraps

from django.db.models import QuerySet
from django.http import Http404
from wagtail.models import Page

from portal.models import MeetingPage, WorkingGroupPage
from signup.models import User
from signup.people import gates

JOINT = "To wspólne spotkanie kilku grup, więc zmienia je redakcja. Poproś ją o zmianę albo o osobne spotkanie."
REFUSAL = "Tę część prowadzą koordynatorki i koordynatorzy grup."
for_coordinators = gates.for_coordinators(REFUSAL)
of_my_group = gates.of_my_group(REFUSAL, live=True)


def groups_of(user: User) -> QuerySet:
    mine = user.memberships.active().coordinators().values("group")
    return WorkingGroupPage.objects.live().filter(pk__in=mine).order_by("path")


def meetings_of(group: WorkingGroupPage) -> list[MeetingPage]:
    """The group's meetings; of drafts those that are still meant for it. Each knows `others`: that it is joint."""
    found = []
    meetings = MeetingPage.objects.filter(groups=group).select_related("latest_revision").order_by("-starts_at")
    for meeting in meetings.naming_groups(WorkingGroupPage.objects.all()):
        public = {known.pk for known in meeting.named_groups}
        drafted = set(meeting.latest_revision.content["groups"]) if meeting.latest_revision else public
        meeting.others = public != {group.pk} or drafted != {group.pk}
        if meeting.live or group.pk in drafted:
            found.append(meeting)
    return found


def meeting_of(group: WorkingGroupPage, pk: int) -> MeetingPage:
    """One of them; 404 for all others, drafts of other groups among them."""
    found = next((meeting for meeting in meetings_of(group) if meeting.pk == pk), None)
    if found is None:
        raise Http404
    return found


def why_closed(page: Page) -> str:
    """Why this page cannot be written here, as a sentence."""
    return JOINT if getattr(page, "others", False) else page.closed_because()


def of_my_meeting(view: Callable) -> Callable:
    """The gate behind that of a group: the meeting of the address, if it is one of the group's."""

    @of_my_group
    @wraps(view)
    def gate(request, group, meeting):
        return view(request, group, meeting_of(group, meeting))

    return gate
