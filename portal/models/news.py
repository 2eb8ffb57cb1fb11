"""News (aktualności)."""

from datetime import datetime, time
from typing import Self

from django import forms
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from portal.models.blocks.body import BODY, Body
from portal.models.page_forms import PageForm

from .base import NEEDED, SitePage
from .groups import NamesGroups, NamesGroupsQuerySet
from .meetings import MeetingPage

FEED = "rss"


class NewsIndexPage(SitePage):
    """All news, the newest first."""

    class Meta:
        verbose_name = "spis aktualności"

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.NewsPage"]
    max_count = 1
    refuses = {"delete": NEEDED}
    also_at = {FEED: "portal.out.feeds.news_feed"}
    template = "portal/news_index.html"
    gathered_by = "portal.shown.lists.news_context"
    reads = ("grupa", "strona")


class NewsQuerySet(NamesGroupsQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-date", "-pk")


class NewsForm(PageForm):
    """A picture on top is described, or said to be an ornament (WCAG 2.2, 1.1.1)."""

    def clean(self):
        cleaned = super().clean()
        told = cleaned.get("picture_alt") or cleaned.get("picture_decorative")
        if cleaned.get("picture") and not told and not self.is_deferred_validation:
            self.add_error("picture_alt", "Napisz, co widać na zdjęciu, albo zaznacz, że to tylko ozdoba.")
        return cleaned


class NewsPage(NamesGroups, SitePage):
    """One piece of news."""

    date = models.DateField("data", default=timezone.localdate)
    lead = models.TextField("lead", max_length=300, help_text="Jedno lub dwa zdania: najważniejsze.")
    body = StreamField(Body(BODY), verbose_name="treść", blank=True)
    picture = models.ForeignKey(
        "portal.Picture", verbose_name="zdjęcie", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    picture_alt = models.CharField(
        "opis zdjęcia",
        max_length=200,
        blank=True,
        help_text="Co na nim widać – dla osób, które go nie zobaczą.",
    )
    picture_decorative = models.BooleanField(
        "to tylko ozdoba", default=False, help_text="Zdjęcie niczego nie mówi, więc nie potrzebuje opisu."
    )
    meeting = models.ForeignKey(
        "portal.MeetingPage",
        verbose_name="dotyczy spotkania",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="news",
    )
    groups = ParentalManyToManyField(
        "portal.WorkingGroupPage", verbose_name="dotyczy grup", blank=True, related_name="news"
    )

    objects = PageManager.from_queryset(NewsQuerySet)()

    class Meta:
        verbose_name = "aktualność"
        verbose_name_plural = "aktualności"

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("date"),
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("picture_decorative")], heading="Na górze"
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("groups", widget=forms.CheckboxSelectMultiple), FieldPanel("meeting")], heading="Czego dotyczy"
        ),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    parent_page_types = ["portal.NewsIndexPage"]
    base_form_class = NewsForm
    subpage_types = []
    exclude_fields_in_copy = [*SitePage.exclude_fields_in_copy, "date"]
    template = "portal/news.html"
    card_template = "portal/news.html#card"
    found_as = "news"

    @classmethod
    def slug_taken(cls, slug: str, parent: Page | None) -> str:
        if slug == FEED:
            return f"Pod adresem „{FEED}” jest kanał RSS. Wybierz inny."
        return super().slug_taken(slug, parent)

    def gather(self, request: HttpRequest) -> dict:
        return {"named_groups": self.named_groups} | self.neighbours()

    def neighbours(self) -> dict[str, Self | None]:
        """The news right before and right after this one, as far as everybody may read them."""
        others = NewsPage.objects.shown()
        this_day = Q(date=self.date)
        return {
            "older": others.filter(Q(date__lt=self.date) | this_day & Q(pk__lt=self.pk)).newest_first().first(),
            "newer": others.filter(Q(date__gt=self.date) | this_day & Q(pk__gt=self.pk)).order_by("date", "pk").first(),
        }

    @property
    def picture_words(self) -> str:
        """What stands for the picture on top where it is not seen; nothing for an ornament."""
        return "" if self.picture_decorative else self.picture_alt

    @property
    def shown_meeting(self) -> MeetingPage | None:
        """The meeting that it is about, if everybody may read of it."""
        return self.meeting_id and MeetingPage.objects.shown().filter(pk=self.meeting_id).first()

    @property
    def found_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.date, time(8)))

    def found_in(self) -> models.QuerySet:
        return self.groups.all()
