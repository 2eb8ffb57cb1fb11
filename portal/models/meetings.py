"""Meetings (spotkania)."""

import re
from datetime import date, datetime, timedelta
from typing import Self
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from portal.models.addresses import WebAddressField
from portal.models.blocks import FileBlock
from portal.models.blocks.body import BODY, Body
from portal.models.blocks.minutes import MINUTES
from portal.models.page_forms import AskingPageForm

from .base import NEEDED, SitePage
from .groups import NamesGroups, NamesGroupsQuerySet, WorkingGroupPage
from .revised import KeepsRevisions

CALENDAR = "kalendarz.ics"
ENTRY = "spotkanie.ics"
FAR = timedelta(days=5 * 365)  # nobody calls a meeting so early: the year is a slip
LATELY = timedelta(days=90)  # minutes of a meeting held before are not asked for any more
# what a map can find: a street with its number, without the room before it
_ADDRESS = re.compile(r"\b(ul|al|pl|os)\.\s?.+|[^,\s][^,]*\s\d+\w?,\s*\d\d-\d{3}\b.*", re.IGNORECASE)
_NUMBER = re.compile(r"^\d{1,2}[.)](?!\d)\s*")  # of a point of the agenda; „10 minut” and „17.30” are no numbers


class MeetingIndexPage(SitePage):
    """Meetings: the coming ones, then the past ones."""

    class Meta:
        verbose_name = "spis spotkań"

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.MeetingPage"]
    max_count = 1
    refuses = {"delete": NEEDED}
    also_at = {CALENDAR: "portal.out.calendars.all_meetings"}
    template = "portal/meetings.html"
    gathered_by = "portal.shown.lists.meetings_context"
    reads = ("grupa", "strona")


def odd_times(starts_at: datetime | None, ends_at: datetime | None, at: datetime | None = None) -> str | None:
    """A sentence on what is hardly meant by these times of a meeting, or None; either may be None."""
    today = timezone.localtime(at).date()
    if not (starts_at and ends_at):
        return None
    if ends_at - starts_at > timedelta(hours=12):
        return "Spotkanie trwa ponad 12 godzin."
    day = timezone.localtime(starts_at).date()
    if day < today:
        return f"Ten dzień już minął ({date_format(day, 'j E Y')})."
    if day > today + FAR:
        return f"To dopiero {date_format(day, 'j E Y')}."
    return None


class MeetingForm(AskingPageForm):
    """The editors' form of a meeting."""

    def doubts(self) -> dict[str, str]:
        times = {name: self.cleaned_data.get(name) for name in ("starts_at", "ends_at")}
        odd = odd_times(**times)
        as_known = odd and MeetingPage.objects.filter(pk=self.instance.pk, live=True, **times).exists()
        return {"ends_at": odd} if odd and not as_known else {}


class MeetingQuerySet(NamesGroupsQuerySet):
    def coming(self, at: datetime | None = None) -> Self:
        """Meetings that have not ended by then, the nearest first."""
        return self.filter(ends_at__gte=at or timezone.now()).order_by("starts_at", "pk")

    def past(self, at: datetime | None = None) -> Self:
        """Meetings that have ended by then, the latest first."""
        return self.filter(ends_at__lt=at or timezone.now()).order_by("-starts_at", "-pk")

    def without_minutes(self, at: datetime | None = None) -> Self:
        """Those held lately whose minutes nobody has approved yet, the latest first."""
        at = at or timezone.now()
        return self.past(at).filter(cancelled=False, minutes_approved=False, ends_at__gte=at - LATELY)


class MeetingPage(NamesGroups, KeepsRevisions, SitePage):
    """One meeting. Stored are an editor's decisions; that it was held follows from the clock."""

    starts_at = models.DateTimeField("początek")
    ends_at = models.DateTimeField("koniec")
    place = models.CharField("miejsce", max_length=200, help_text="Sala, ulica i numer, kod i miejscowość.")
    directions = models.CharField(
        "jak dojechać", max_length=300, blank=True, help_text="Przystanek, wejście, piętro, parking."
    )
    online_url = WebAddressField("link do spotkania zdalnego", blank=True)
    online_for_members = models.BooleanField(
        "link tylko dla członkiń i członków", default=True, help_text="Widzą go po zalogowaniu; inni wiedzą, że jest."
    )
    accessibility = models.CharField("dostępność miejsca", max_length=300, blank=True)
    lead = models.TextField("o czym", max_length=300, blank=True, help_text="Jedno zdanie na listę spotkań.")
    agenda = models.TextField("porządek spotkania", blank=True, help_text="Każdy punkt w osobnym wierszu.")
    body = StreamField(Body(BODY), verbose_name="więcej", blank=True)
    attachments = StreamField([("file", FileBlock())], verbose_name="pliki", blank=True)
    groups = ParentalManyToManyField(
        "portal.WorkingGroupPage", verbose_name="dotyczy grup", blank=True, related_name="meetings"
    )
    cancelled = models.BooleanField("odwołane", default=False)
    moved_from = models.DateTimeField(
        "przełożone z",
        null=True,
        blank=True,
        help_text="Wypełnia się samo, gdy zmieni się początek ogłoszonego spotkania. Po publikacji można usunąć.",
    )
    minutes = StreamField(
        MINUTES,
        verbose_name="protokół",
        blank=True,
        help_text="Role, liczby i ustalenia. Protokół jest publiczny: bez listy obecności i bez nazwisk.",
    )
    minutes_approved = models.BooleanField(
        "protokół zatwierdzony", default=False, help_text="Zatwierdzony widzą wszyscy, gdy spotkanie się zakończy."
    )

    objects = PageManager.from_queryset(MeetingQuerySet)()

    class Meta:
        verbose_name = "spotkanie"
        verbose_name_plural = "spotkania"
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="meeting_by_time")]

    content_panels = [
        *SitePage.content_panels,
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading="Kiedy"),
        FieldPanel("sure", disable_comments=True),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("directions"),
                FieldPanel("online_url", help_text="Cały adres, od https://"),
                FieldPanel("online_for_members"),
                FieldPanel("accessibility", help_text="Próg, winda, toaleta, pętla indukcyjna, tłumaczenie."),
            ],
            heading="Gdzie",
        ),
        FieldPanel("lead"),
        FieldPanel("agenda"),
        FieldPanel("body"),
        FieldPanel("attachments"),
        FieldPanel("groups", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel([FieldPanel("cancelled"), FieldPanel("moved_from")], heading="Zmiany"),
        MultiFieldPanel([FieldPanel("minutes"), FieldPanel("minutes_approved")], heading="Protokół"),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("agenda"),
        index.SearchField("body"),
        index.SearchField("place"),
        index.SearchField("minutes_to_find"),
    ]

    parent_page_types = ["portal.MeetingIndexPage"]
    base_form_class = MeetingForm
    subpage_types = []
    exclude_fields_in_copy = [
        *SitePage.exclude_fields_in_copy,
        "cancelled",
        "moved_from",
        "minutes",
        "minutes_approved",
    ]
    refuses = {"alias": "w kalendarzach byłyby dwa spotkania zamiast jednego. Zamiast aliasu zrób kopię."}
    also_at = {ENTRY: "portal.out.calendars.one_meeting"}
    template = "portal/meeting.html"
    card_template = "portal/meeting.html#card"
    found_as = "meeting"

    def clean(self):
        super().clean()
        # in the hour that comes twice clocks say less than moments
        if self.starts_at and self.ends_at and self.ends_at.timestamp() <= self.starts_at.timestamp():
            raise ValidationError({"ends_at": "Spotkanie kończy się po swoim początku."})
        if self.minutes_approved and not self.minutes:
            raise ValidationError({"minutes_approved": "Nie ma jeszcze protokołu do zatwierdzenia."})
        if self.minutes_approved and self.ends_at and self.ends_at > timezone.now():
            raise ValidationError({"minutes_approved": "Protokół zatwierdza się po zakończeniu spotkania."})
        if self.starts_at:
            self._remember_move()

    def _remember_move(self):
        """A new start of a meeting that readers know of says itself what the old one was."""
        known = MeetingPage.objects.filter(pk=self.pk, live=True).values("starts_at", "ends_at", "moved_from").first()
        if known is None or known["ends_at"] < timezone.now():
            return
        if self.starts_at == known["starts_at"]:
            if self.moved_from == self.starts_at:  # and back again, before anybody saw it
                self.moved_from = known["moved_from"]
        elif self.moved_from in (None, known["moved_from"]):
            self.moved_from = known["starts_at"]

    # questions

    @property
    def over(self) -> bool:
        return self.ends_at < timezone.now()

    @property
    def held(self) -> bool:
        """Whether it is over and was not cancelled."""
        return self.over and not self.cancelled

    @property
    def going_on(self) -> bool:
        return self.starts_at <= timezone.now() <= self.ends_at and not self.cancelled

    @property
    def state(self) -> str:
        """What readers are told of it, in one word."""
        if self.cancelled:
            return "odwołane"
        if self.held:
            return "odbyło się"
        return "przełożone" if self.moved_from else "zapowiedziane"

    @property
    def public_minutes(self) -> StreamValue | None:
        """The minutes as everybody may read them: of a meeting that was held, once approved."""
        return self.minutes if self.held and self.minutes_approved else None

    def minutes_to_find(self) -> list[str]:
        minutes = self.public_minutes
        return minutes.stream_block.get_searchable_content(minutes) if minutes else []

    @property
    def public_online_url(self) -> str:
        """The link for everybody: the only one that may stand outside of `online_url_for`."""
        return "" if self.online_for_members else self.online_url

    def online_url_for(self, user: AbstractUser | AnonymousUser) -> str:
        """The link as this person may know it; that of a meeting of no group is for the members of any."""
        if not self.online_url or not self.online_for_members:
            return self.online_url
        if not user.is_authenticated:
            return ""
        groups = self.groups.all() or WorkingGroupPage.objects.live()
        return self.online_url if any(user.belongs_to(group) for group in groups) else ""

    @property
    def map_url(self) -> str:
        """Where a map shows the place, while somebody may still go there; empty where there is no address to show."""
        address = _ADDRESS.search(self.place)
        if address is None or self.over or self.cancelled:
            return ""
        return settings.MAP_URL.format(quote(address[0]))

    @property
    def agenda_items(self) -> list[str]:
        """The points of the agenda, without the numbers that somebody may have typed."""
        lines = (_NUMBER.sub("", line.strip()) for line in self.agenda.splitlines())
        return [line for line in lines if line]

    @property
    def date(self) -> date:
        """The day it begins, in Warsaw."""
        return timezone.localtime(self.starts_at).date()

    @property
    def overnight(self) -> bool:
        """Whether it ends on another day than it begins."""
        return timezone.localtime(self.ends_at).date() != self.date

    def gather(self, request: HttpRequest) -> dict:
        return {"named_groups": self.named_groups}

    def get_context(self, request):
        # beside what is the same for everybody
        return super().get_context(request) | {"online_url": self.online_url_for(request.user)}

    @property
    def found_at(self) -> datetime:
        return self.starts_at

    def found_in(self) -> models.QuerySet:
        return self.groups.all()

    def closed_because(self) -> str:
        archived = self.groups.filter(archived=True).exists() if self.pk else False
        return "Grupa zakończyła pracę; jej spotkania zostają do czytania." if archived else super().closed_because()

    # verbs

    def call_off(self, by: AbstractUser) -> Self:
        """Cancel it for everybody; calendars that know of it are told."""
        return self.revise(by, cancelled=True, publish=True)

    def call_again(self, by: AbstractUser) -> Self:
        """It takes place after all."""
        return self.revise(by, cancelled=False, publish=True)


def holds(page: Page) -> str:
    """Slot holds: the minutes of meetings on the page or below it."""
    if any(meeting.minutes for meeting in MeetingPage.objects.filter(path__startswith=page.path)):
        return "jest w niej protokół, czyli praca grupy. Zamiast tego wycofaj ją z publikacji."
    return ""
