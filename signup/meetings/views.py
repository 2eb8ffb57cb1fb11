"""„Moje grupy”: where coordinators write their group's introduction and its meetings, without any page permission."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from portal.editing.header import header
from portal.models import MeetingIndexPage, MeetingPage, WorkingGroupPage
from portal.rules.parameters import flag_in
from portal.rules.refusals import Refused
from portal.serving.errors import forbidden
from portal.shown.home import ways_below
from signup.desk.waiting import waiting_in
from signup.meetings.editing import edit, explain, history, say, show
from signup.meetings.forms import IntroductionForm, MeetingForm, MinutesForm
from signup.meetings.gates import for_coordinators, groups_of, meetings_of, of_my_group, of_my_meeting, why_closed
from signup.models import Membership


@for_coordinators
def mine(request: HttpRequest) -> HttpResponse:
    """The groups that this person coordinates, and in each what waits, who is there, when it meets next."""
    groups = list(groups_of(request.user))
    waiting = {row["group"]: row["number"] for row in waiting_in(groups)}
    people = Membership.objects.current().filter(group__in=groups).order_by().values_list("group")
    people, ways = dict(people.annotate(Count("pk"))), ways_below(groups)
    for group in groups:
        ahead = sorted((one for one in meetings_of(group) if not one.over), key=lambda one: one.starts_at)
        group.next = next((meeting for meeting in ahead if meeting.live and not meeting.cancelled), None)
        group.drafts = sum(not meeting.live for meeting in ahead)
        group.waiting, group.people, group.ways = waiting.get(group.pk, 0), people.get(group.pk, 0), ways[group.pk]
    return render(request, "signup/coordinating/mine.html", {"mine": groups, **header("Moje grupy", icon="group")})


@of_my_group
def group(request: HttpRequest, group: WorkingGroupPage) -> HttpResponse:
    """One group: what it says of itself, its meetings, who changed what."""
    meetings = meetings_of(group)
    context = {
        "group": group,
        "newest": group.newest,
        "closed": group.closed_because(),
        "people": group.memberships.current().count(),
        "invited": group.invitations.pending().count(),
        "ahead": sorted((known for known in meetings if not known.over), key=lambda known: known.starts_at),
        "past": [known for known in meetings if known.over],
        **history(group),
        **header(group.title, ("Moje grupy", "my_groups"), icon="group"),
    }
    return render(request, "signup/coordinating/group.html", context)


@of_my_meeting
def preview(request: HttpRequest, group: WorkingGroupPage, page: MeetingPage) -> HttpResponse:
    """The newest version of a meeting as visitors would see it."""
    page = page if page.others else page.newest
    return page.make_preview_request(request, page.default_preview_mode)


@of_my_group
def introduction(request: HttpRequest, group: WorkingGroupPage) -> HttpResponse:
    """What the group says of itself."""
    return edit(request, group, group, IntroductionForm, "Wprowadzenie")


@of_my_group
def new_meeting(request: HttpRequest, group: WorkingGroupPage) -> HttpResponse:
    """Plan a meeting of the group."""
    if closed := group.closed_because():
        return forbidden(request, closed)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            page = MeetingPage.write(
                request.user,
                MeetingIndexPage.objects.get(),
                groups=[group],
                publish="publish" in request.POST,
                **form.changes(),
            )
        except ValidationError as wrong:
            explain(form, wrong)
        else:
            say(request, page)
            return redirect("my_meeting", group.pk, page.pk)
    status = 422 if form.is_bound else 200
    return show(request, group, None, form, "Nowe spotkanie", status=status)


@of_my_meeting
def meeting(request: HttpRequest, group: WorkingGroupPage, page: MeetingPage) -> HttpResponse:
    """When, where, what for."""
    return edit(request, group, page, MeetingForm, "Spotkanie")


@of_my_meeting
def minutes(request: HttpRequest, group: WorkingGroupPage, page: MeetingPage) -> HttpResponse:
    """What was said and agreed."""
    return edit(request, group, page, MinutesForm, "Protokół")


@of_my_meeting
@require_POST
def call_off(request: HttpRequest, group: WorkingGroupPage, page: MeetingPage) -> HttpResponse:
    """Cancel the meeting, or say that it takes place after all: `cancelled` is the state to be set."""
    closed = why_closed(page) or ("" if page.live else "Tego spotkania nikt jeszcze nie ogłosił.")
    if closed:
        return forbidden(request, closed)
    if flag_in(request.POST.get("cancelled")):
        page.call_off(request.user)
        messages.success(request, "Spotkanie odwołane. Strona i kalendarze już o tym mówią.")
    else:
        page.call_again(request.user)
        messages.success(request, "Spotkanie znów jest zapowiedziane.")
    return redirect("my_meeting", group.pk, page.pk)


@of_my_meeting
@require_POST
def discard(request: HttpRequest, group: WorkingGroupPage, page: MeetingPage) -> HttpResponse:
    """Delete a draft that nobody but its coordinators has seen."""
    if closed := why_closed(page):
        return forbidden(request, closed)
    try:
        page.discard(request.user)
    except Refused as refusal:
        return forbidden(request, refusal)
    messages.success(request, f"Szkic „{page.title}” jest usunięty.")
    return redirect("my_group", group.pk)


urls = [
    path("moje-grupy/", mine, name="my_groups"),
    path("moje-grupy/<int:group>/", group, name="my_group"),
    path("moje-grupy/<int:group>/wprowadzenie/", introduction, name="my_introduction"),
    path("moje-grupy/<int:group>/spotkania/nowe/", new_meeting, name="my_new_meeting"),
    path("moje-grupy/<int:group>/spotkania/<int:meeting>/", meeting, name="my_meeting"),
    path("moje-grupy/<int:group>/spotkania/<int:meeting>/protokol/", minutes, name="my_minutes"),
    path("moje-grupy/<int:group>/spotkania/<int:meeting>/odwolanie/", call_off, name="my_call_off"),
    path("moje-grupy/<int:group>/spotkania/<int:meeting>/usuniecie/", discard, name="my_discard"),
    path("moje-grupy/<int:group>/spotkania/<int:meeting>/podglad/", preview, name="my_preview"),
]
