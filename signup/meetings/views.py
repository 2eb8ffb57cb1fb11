"""„Moje grupy”: where coordinators write their group's introduction and its meetings, without any page permission.

Each write goes through `Revised` (portal/models/revised.py), so it is a revision with a name in the page's history.
"""

from functools import wraps

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.models import PageLogEntry

from portal.forms import AsksBack, Understood
from portal.models import MeetingIndexPage, MeetingPage, WorkingGroupPage
from portal.models.meetings import odd_times
from portal.models.revised import Overtaken
from portal.rules.parameters import key_in
from portal.rules.refusals import Refused
from portal.serving.errors import forbidden
from portal.shown.home import ways_below
from signup.desk.views import header
from signup.desk.waiting import waiting_in
from signup.models import Membership

JOINT = "To wspólne spotkanie kilku grup, więc zmienia je redakcja. Poproś ją o zmianę albo o osobne spotkanie."
# the browser's own pickers; they speak ISO whatever the reader's language
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
HOUR = forms.TimeInput({"type": "time"}, format="%H:%M")
RECENT = 20  # lines of history


# what people write


class IntroductionForm(forms.Form):
    """What coordinators say about their group; the blocks of an editor stay as they are."""

    purpose = forms.CharField(
        label="Po co jest grupa",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text="Dwa zdania, które czyta się jako pierwsze.",
    )
    introduction = forms.CharField(
        label="Wprowadzenie",
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 12}),
        help_text="Pusty wiersz dzieli akapity, „- ” na początku wiersza tworzy listę, adresy stają się linkami.",
    )

    @staticmethod
    def values(page):
        return {"purpose": page.purpose, "introduction": page.introduction}

    def changes(self):
        return self.cleaned_data


class MeetingForm(AsksBack, forms.Form):
    """A meeting as coordinators write it; days as 15.01.2018 or 2018-01-15, hours as 17.30 or 17:30."""

    title = forms.CharField(label="Tytuł", max_length=255)
    day = forms.DateField(label="Dzień", widget=DAY)
    begins = forms.TimeField(label="Początek", widget=HOUR)
    ends = forms.TimeField(label="Koniec", widget=HOUR)
    last_day = forms.DateField(
        label="Ostatni dzień",
        required=False,
        widget=DAY,
        help_text="Gdy trwa dłużej niż dzień.",
    )
    sure = AsksBack.SURE
    place = forms.CharField(label="Miejsce", max_length=200, help_text="Sala, ulica i numer, kod i miejscowość.")
    directions = forms.CharField(
        label="Jak dojechać", max_length=300, required=False, help_text="Przystanek, wejście, piętro, parking."
    )
    accessibility = forms.CharField(
        label="Dostępność miejsca",
        max_length=300,
        required=False,
        help_text="Próg, winda, toaleta, pętla indukcyjna, tłumacz PJM.",
    )
    online_url = forms.URLField(label="Link do spotkania zdalnego", required=False, assume_scheme="https")
    online_for_members = forms.BooleanField(
        label="Link tylko dla członkiń i członków grupy", required=False, initial=True
    )
    lead = forms.CharField(
        label="O czym",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Jedno zdanie na listę spotkań.",
    )
    agenda = forms.CharField(
        label="Porządek spotkania",
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text="Każdy punkt w osobnym wierszu.",
    )
    TIMES_OF = {"starts_at": "begins", "ends_at": "ends", "moved_from": "begins"}
    PLAIN = ("title", "place", "directions", "accessibility", "online_url", "online_for_members", "lead", "agenda")

    @classmethod
    def values(cls, page):
        starts, ends = timezone.localtime(page.starts_at), timezone.localtime(page.ends_at)
        return {name: getattr(page, name) for name in cls.PLAIN} | {
            "day": starts.date(),
            "begins": starts.time(),
            "ends": ends.time(),
            "last_day": ends.date() if page.overnight else None,
        }

    def clean(self):
        given = super().clean()
        if {"day", "begins", "ends"} <= given.keys():
            for moment, day, hour in (("starts_at", "day", "begins"), ("ends_at", "last_day", "ends")):
                try:
                    given[moment] = forms.utils.from_current_timezone(
                        timezone.datetime.combine(given.get(day) or given["day"], given[hour])
                    )
                except (ValidationError, OverflowError):
                    self.add_error(hour, "Tej nocy zmienia się czas i takiej godziny nie ma albo jest dwa razy.")
        self.ask_back("publish" in self.data)
        return given

    def doubts(self):
        as_known = self.initial and not {"day", "begins", "ends", "last_day"} & set(self.changed_data)
        odd = not as_known and odd_times(*map(self.cleaned_data.get, ("starts_at", "ends_at")))
        return {"ends": odd} if odd else {}

    def changes(self):
        return {name: self.cleaned_data[name] for name in (*self.PLAIN, "starts_at", "ends_at")}


class MinutesForm(Understood, forms.Form):
    """The minutes in their blocks; none of them has a chooser."""

    minutes_approved = forms.BooleanField(
        label="Protokół zatwierdzony", required=False, help_text="Zatwierdzony i opublikowany czytają wszyscy."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        blocks = MeetingPage._meta.get_field("minutes").formfield()
        self.fields = {"minutes": blocks, **self.fields}

    @staticmethod
    def values(page):
        return {"minutes": page.minutes, "minutes_approved": page.minutes_approved}

    def changes(self):
        return self.cleaned_data


# the gates


def for_coordinators(view):
    """The gate of this area: whoever coordinates no group may not enter."""

    @wraps(view)
    def gate(request, *args, **kwargs):
        if not request.user.coordinates_any:
            # returned and not raised: Wagtail would turn a raised one into a redirect to its home
            return forbidden(request, "Tę część prowadzą koordynatorki i koordynatorzy grup.")
        return view(request, *args, **kwargs)

    return gate


def _groups(user):
    mine = user.memberships.active().coordinators().values("group")
    return WorkingGroupPage.objects.live().filter(pk__in=mine).order_by("path")


def _meetings(group):
    """The group's meetings; of drafts those that are still meant for it. Each knows `others`: that it is joint."""
    found = []
    meetings = MeetingPage.objects.filter(groups=group).select_related("latest_revision").order_by("-starts_at")
    for meeting in meetings.naming_groups(WorkingGroupPage.objects.all()):
        public = {known.pk for known in meeting.concerned}
        drafted = set(meeting.latest_revision.content["groups"]) if meeting.latest_revision else public
        meeting.others = public != {group.pk} or drafted != {group.pk}
        if meeting.live or group.pk in drafted:
            found.append(meeting)
    return found


def _meeting(group, pk):
    """One of them; 404 for all others, drafts of other groups among them."""
    found = next((meeting for meeting in _meetings(group) if meeting.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _why_closed(page):
    """Why this page cannot be written here, as a sentence."""
    return JOINT if getattr(page, "others", False) else page.closed_because()


# reading


@for_coordinators
def mine(request):
    """The groups that this person coordinates, and in each what waits, who is there, when it meets next."""
    groups = list(_groups(request.user))
    waiting = {row["group"]: row["number"] for row in waiting_in(groups)}
    people = Membership.objects.current().filter(group__in=groups).order_by().values_list("group")
    people, ways = dict(people.annotate(Count("pk"))), ways_below(groups)
    for group in groups:
        ahead = sorted((one for one in _meetings(group) if not one.over), key=lambda one: one.starts_at)
        group.next = next((meeting for meeting in ahead if meeting.live and not meeting.cancelled), None)
        group.drafts = sum(not meeting.live for meeting in ahead)
        group.waiting, group.people, group.ways = waiting.get(group.pk, 0), people.get(group.pk, 0), ways[group.pk]
    return render(request, "signup/coordinating/mine.html", {"mine": groups, **header("Moje grupy", icon="group")})


@for_coordinators
def group(request, group):
    """One group: what it says of itself, its meetings, who changed what."""
    group = get_object_or_404(_groups(request.user), pk=group)
    meetings = _meetings(group)
    context = {
        "group": group,
        "newest": group.newest,
        "closed": group.closed_because(),
        "people": group.memberships.current().count(),
        "invited": group.invitations.pending().count(),
        "ahead": sorted((known for known in meetings if not known.over), key=lambda known: known.starts_at),
        "past": [known for known in meetings if known.over],
        **_history(group),
        **header(group.title, ("Moje grupy", "my_groups"), icon="group"),
    }
    return render(request, "signup/coordinating/group.html", context)


@for_coordinators
def preview(request, group, meeting):
    """The newest version of a meeting as visitors would see it."""
    group = get_object_or_404(_groups(request.user), pk=group)
    page = _meeting(group, meeting)
    page = page if page.others else page.newest
    return page.make_preview_request(request, page.default_preview_mode)


# writing


@for_coordinators
def introduction(request, group):
    """What the group says of itself."""
    group = get_object_or_404(_groups(request.user), pk=group)
    return _edit(request, group, group, IntroductionForm, "Wprowadzenie")


@for_coordinators
def new_meeting(request, group):
    """Plan a meeting of the group."""
    group = get_object_or_404(_groups(request.user), pk=group)
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
            _explain(form, wrong)
        else:
            _say(request, page)
            return redirect("my_meeting", group.pk, page.pk)
    status = 422 if form.is_bound else 200
    return _show(request, group, None, form, "Nowe spotkanie", status=status)


@for_coordinators
def meeting(request, group, meeting):
    """When, where, what for."""
    group = get_object_or_404(_groups(request.user), pk=group)
    return _edit(request, group, _meeting(group, meeting), MeetingForm, "Spotkanie")


@for_coordinators
def minutes(request, group, meeting):
    """What was said and agreed."""
    group = get_object_or_404(_groups(request.user), pk=group)
    return _edit(request, group, _meeting(group, meeting), MinutesForm, "Protokół")


@for_coordinators
@require_POST
def call_off(request, group, meeting):
    """Cancel the meeting, or say that it takes place after all: `cancelled` is the state to be set."""
    group = get_object_or_404(_groups(request.user), pk=group)
    page = _meeting(group, meeting)
    closed = _why_closed(page) or ("" if page.live else "Tego spotkania nikt jeszcze nie ogłosił.")
    if closed:
        return forbidden(request, closed)
    if request.POST.get("cancelled") == "1":
        page.call_off(request.user)
        messages.success(request, "Spotkanie odwołane. Strona i kalendarze już o tym mówią.")
    else:
        page.call_again(request.user)
        messages.success(request, "Spotkanie znów jest zapowiedziane.")
    return redirect("my_meeting", group.pk, page.pk)


@for_coordinators
@require_POST
def discard(request, group, meeting):
    """Delete a draft that nobody but its coordinators has seen."""
    group = get_object_or_404(_groups(request.user), pk=group)
    page = _meeting(group, meeting)
    if closed := _why_closed(page):
        return forbidden(request, closed)
    try:
        page.discard(request.user)
    except Refused as refusal:
        return forbidden(request, refusal)
    messages.success(request, f"Szkic „{page.title}” jest usunięty.")
    return redirect("my_group", group.pk)


def _edit(request, group, page, form_class, heading):
    """Show the form, or take it: 422 with what is wrong, 409 with both versions, 403 where it is closed."""
    closed = _why_closed(page)
    if request.method != "POST":
        # of a page that others write too only what is public is shown
        shown = page if closed else page.newest
        return _show(request, group, page, form_class(initial=form_class.values(shown)), heading, closed=closed)
    if closed:
        return forbidden(request, closed)
    form = form_class(request.POST, initial=form_class.values(page) if page.live else None)
    base = request.POST.get("base", "")
    if not form.is_valid():
        return _show(request, group, page, form, heading, status=422, base=base)
    try:
        page = page.revise(request.user, base=key_in(base), publish="publish" in request.POST, **form.changes())
    except Overtaken as overtaken:
        theirs = form_class(initial=form_class.values(overtaken.latest))
        return _show(request, group, page, form, heading, theirs=theirs, latest=overtaken.latest, status=409)
    except Refused as refusal:
        return forbidden(request, refusal)
    except ValidationError as wrong:
        _explain(form, wrong)
        return _show(request, group, page, form, heading, status=422, base=base)
    _say(request, page, "publish" in request.POST)
    return redirect(request.path)


def _explain(form, wrong):
    """Put what a verb found wrong beside the fields in which people write it."""
    names = getattr(form, "TIMES_OF", {})
    for field, errors in wrong.message_dict.items():
        name = names.get(field, field)
        form.add_error(name if name in form.fields else None, errors)


def _say(request, page, published=None):
    published = page.live if published is None else published
    messages.success(request, "Zapisano i opublikowano." if published else "Zapisano szkic. Czytelnicy go nie widzą.")


def _show(request, group, page, form, heading, *, status=200, closed="", base=None, theirs=None, latest=None):
    here = [("Moje grupy", "my_groups")]
    context = {
        "group": group,
        "page": page,
        "meeting": page if isinstance(page, MeetingPage) else None,
        "form": form,
        "closed": closed,
        "heading": heading,
        "base": base if base is not None else (page.latest_revision_id if page else ""),
        "latest": latest,
        "discards": page is not None and page != group and not closed and page.may_be_discarded_by(request.user),
        "differences": _differences(form, theirs) if theirs else [],
        **(_history(page) if page else {}),
        **header(page.draft_title or page.title if page and page != group else heading, *here, icon="group"),
    }
    crumbs = context["breadcrumbs_items"]
    crumbs.insert(-1, {"url": reverse("my_group", args=[group.pk]), "label": group.title})
    if latest:
        context["base"] = latest.latest_revision_id
    return render(request, "signup/coordinating/form.html", context, status=status)


def _differences(form, theirs):
    """(label, mine, theirs) of each field that both wrote differently."""
    found = []
    for name, field in form.fields.items():
        own, other = form.cleaned_data.get(name), theirs.initial.get(name)
        if name in form.data and not hasattr(field, "block") and not isinstance(field, forms.fields.BaseTemporalField):
            own = form.data[name]
        if str(own if own is not None else "").strip() != str(other if other is not None else "").strip():
            found.append((field.label, own, other))
    return found


def _history(page):
    entries = PageLogEntry.objects.filter(page=page.pk).select_related("user").order_by("-timestamp", "-pk")
    return {"history": entries[:RECENT]}


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
