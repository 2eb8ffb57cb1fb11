"""Meetings (spotkania)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from portal.blocks import BODY, FILE, MINUTES

from .base import SitePage
from .groups import ConcerningQuerySet


class MeetingIndexPage(SitePage):
    """Meetings: the coming ones, then the past ones."""

    class Meta:
        verbose_name = "spis spotkań"

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.MeetingPage"]
    max_count = 1
    template = "portal/meetings.html"

    def get_context(self, request):
        from portal.lists import meetings_context

        return super().get_context(request) | meetings_context(request)


class MeetingQuerySet(ConcerningQuerySet):
    def coming(self, at=None):
        """Meetings that have not ended by then, the nearest first."""
        return self.filter(ends_at__gte=at or timezone.now()).order_by("starts_at", "pk")

    def past(self, at=None):
        """Meetings that have ended by then, the latest first."""
        return self.filter(ends_at__lt=at or timezone.now()).order_by("-starts_at", "-pk")


class MeetingPage(SitePage):
    """One meeting. Stored are an editor's decisions; that it was held follows from the clock."""

    starts_at = models.DateTimeField("początek")
    ends_at = models.DateTimeField("koniec")
    place = models.CharField("miejsce", max_length=200, help_text="Sala, ulica i numer, kod i miejscowość.")
    directions = models.CharField(
        "jak dojechać", max_length=300, blank=True, help_text="Przystanek, wejście, piętro, parking."
    )
    online_url = models.URLField("link do spotkania zdalnego", blank=True)
    online_for_members = models.BooleanField(
        "link tylko dla członkiń i członków", default=True, help_text="Widzą go po zalogowaniu; inni wiedzą, że jest."
    )
    accessibility = models.CharField("dostępność miejsca", max_length=300, blank=True)
    lead = models.TextField("o czym", max_length=300, blank=True, help_text="Jedno zdanie na listę spotkań.")
    agenda = models.TextField("porządek spotkania", blank=True, help_text="Każdy punkt w osobnym wierszu.")
    body = StreamField(BODY, verbose_name="więcej", blank=True)
    attachments = StreamField([("file", FILE)], verbose_name="pliki", blank=True)
    groups = ParentalManyToManyField(
        "portal.WorkingGroupPage", verbose_name="dotyczy grup", blank=True, related_name="meetings"
    )
    cancelled = models.BooleanField("odwołane", default=False)
    moved_from = models.DateTimeField("przełożone z", null=True, blank=True)
    minutes = StreamField(MINUTES, verbose_name="protokół", blank=True)
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
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("directions"),
                FieldPanel("online_url"),
                FieldPanel("online_for_members"),
                FieldPanel("accessibility"),
            ],
            heading="Gdzie",
        ),
        FieldPanel("lead"),
        FieldPanel("agenda"),
        FieldPanel("body"),
        FieldPanel("attachments"),
        FieldPanel("groups"),
        MultiFieldPanel([FieldPanel("cancelled"), FieldPanel("moved_from")], heading="Zmiany"),
        MultiFieldPanel([FieldPanel("minutes"), FieldPanel("minutes_approved")], heading="Protokół"),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("agenda"),
        index.SearchField("body"),
        index.SearchField("place"),
    ]

    parent_page_types = ["portal.MeetingIndexPage"]
    subpage_types = []
    template = "portal/meeting.html"
    card_template = "portal/meeting.html#card"
    found_as = "meeting"

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "Spotkanie kończy się po swoim początku."})

    @property
    def held(self):
        """Whether it is over and was not cancelled."""
        return not self.cancelled and self.ends_at < timezone.now()

    @property
    def agenda_items(self):
        """The points of the agenda, without the numbers that somebody may have typed."""
        lines = (line.strip().lstrip("0123456789.) ") for line in self.agenda.splitlines())
        return [line for line in lines if line]

    @property
    def date(self):
        """The day it begins, in Warsaw."""
        return timezone.localtime(self.starts_at).date()

    @property
    def overnight(self):
        """Whether it ends on another day than it begins."""
        return timezone.localtime(self.ends_at).date() != self.date

    def get_context(self, request):
        from portal.lists import one_context

        return super().get_context(request) | one_context(self)

    @property
    def found_at(self):
        return self.starts_at

    def found_in(self):
        return self.groups.all()
