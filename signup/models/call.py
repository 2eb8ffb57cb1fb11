"""Calls (nabory): when declarations are taken, for which groups, on which terms."""

from datetime import datetime, time, timedelta
from typing import Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.dispatch import receiver
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index
from wagtail.signals import page_published

from portal.models import SitePage, WorkingGroupPage
from portal.models.base import NEEDED
from portal.models.blocks.body import BODY, Body
from portal.models.groups import NamesGroupsQuerySet, group_called, numbered_groups
from portal.models.page_forms import AskingPageForm

from .consent import ConsentText


class CallIndexPage(SitePage):
    """All calls: open, coming, closed."""

    class Meta:
        verbose_name = "spis naborów"

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["signup.DeclarationCallPage"]
    max_count = 1
    refuses = {"delete": NEEDED}
    template = "signup/calls.html"

    def get_context(self, request):
        calls = DeclarationCallPage.objects.shown().order_by("-closes", "-pk")
        return super().get_context(request) | {"calls": calls.naming_groups(numbered_groups())}


class CallQuerySet(NamesGroupsQuerySet):
    def open(self, at: datetime | None = None) -> Self:
        """Live calls that take declarations at that moment: first and last day count in full, in Warsaw time."""
        day = timezone.localdate(at or timezone.now())
        return self.live().filter(opens__lte=day, closes__gte=day).order_by("closes", "pk")

    def not_over(self, at: datetime | None = None) -> Self:
        """Live calls whose last day has not passed, open or still to come; the one that closes first on top."""
        return self.live().filter(closes__gte=timezone.localdate(at or timezone.now())).order_by("closes", "pk")

    def latest(self) -> "DeclarationCallPage | None":
        """The call that closed (or will close) last, or None."""
        return self.live().order_by("-closes", "-pk").first()


class CallForm(AskingPageForm):
    """The editors' form of a call."""

    def doubts(self) -> dict[str, str]:
        closes, today = self.cleaned_data.get("closes"), timezone.localdate()
        known = DeclarationCallPage.objects.filter(pk=self.instance.pk, live=True, closes=closes)
        if closes is None or closes > today or known.exists():
            return {}
        when = "Nabór kończy się dzisiaj." if closes == today else "Ten termin już minął: nabór będzie zamknięty."
        return {"closes": when}


class DeclarationCallPage(SitePage):
    """A period in which people may declare that they want to take part."""

    opens = models.DateField("otwarcie", help_text="Od początku tego dnia.")
    closes = models.DateField("termin", help_text="Do końca tego dnia, godz. 23.59.59.")
    first_meeting = models.CharField(
        "planowane pierwsze spotkanie",
        max_length=120,
        blank=True,
        help_text="np. pierwsza połowa lutego 2018 r.",
    )
    lede = models.TextField("dla kogo", max_length=400, blank=True)
    body = StreamField(Body(BODY), verbose_name="więcej", blank=True)
    groups = ParentalManyToManyField("portal.WorkingGroupPage", verbose_name="grupy", related_name="calls")
    clause = models.ForeignKey(
        "signup.ConsentText",
        verbose_name="klauzula informacyjna",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "clause"},
        help_text="Puste: najnowsza wersja.",
    )

    objects = PageManager.from_queryset(CallQuerySet)()

    class Meta:
        verbose_name = "nabór"
        verbose_name_plural = "nabory"

    content_panels = [
        *SitePage.content_panels,
        FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")], heading="Kiedy"),
        FieldPanel("sure", disable_comments=True),
        FieldPanel("first_meeting"),
        FieldPanel("lede"),
        FieldPanel("groups", widget=forms.CheckboxSelectMultiple),
        FieldPanel("clause"),
        FieldPanel("body"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("lede"), index.SearchField("body")]

    parent_page_types = ["signup.CallIndexPage"]
    base_form_class = CallForm
    subpage_types = []
    exclude_fields_in_copy = [*SitePage.exclude_fields_in_copy, "first_meeting"]
    refuses = {"alias": "deklaracje składa się w jednym naborze. Zamiast aliasu zrób kopię."}
    template = "signup/call.html"
    card_template = "signup/call.html#card"
    shown_by = "signup.declaring.views.call_context"
    reads = ("grupa",)
    found_as = "call"

    def clean(self):
        super().clean()
        if self.opens and self.closes and self.closes < self.opens:
            raise ValidationError({"closes": "Termin nie może być wcześniejszy niż otwarcie."})

    # questions

    @property
    def deadline(self) -> datetime:
        """The first moment after the call: midnight after the last day, in Warsaw."""
        return timezone.make_aware(datetime.combine(self.closes + timedelta(days=1), time.min))

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether it takes declarations at that moment (last day up to 23:59:59 Europe/Warsaw)."""
        return self.live and self.opens <= timezone.localdate(at or timezone.now()) <= self.closes

    @property
    def is_coming(self) -> bool:
        """Whether it has not opened yet."""
        return self.opens > timezone.localdate()

    def days_left(self, at: datetime | None = None) -> int:
        """Whole days until the last day: 0 on the last day itself."""
        return (self.closes - timezone.localdate(at or timezone.now())).days

    def offered(self) -> models.QuerySet:
        """The live groups in their order; those that not everybody may read only in a call that is private too.

        A preview holds its groups in memory, so they are asked for by their keys.
        """
        keys = [group.pk for group in self.groups.all()]
        groups = WorkingGroupPage.objects.shown() if self.is_public else WorkingGroupPage.objects.live()
        return groups.filter(pk__in=keys).order_by("path")

    def offered_as(self, slug: str) -> list[WorkingGroupPage]:
        """The group that it offers at that address, also a former one, as a list of one or none; not one that has
        ended."""
        asked = group_called(slug) if slug else None
        slug = asked.slug if asked else slug
        return [group for group in self.offered() if group.slug == slug and not group.archived] if slug else []

    def texts(self) -> dict[str, ConsentText]:
        """{kind: the version that its form shows now}: the clause of the call, or the newest; the newest consents."""
        return ConsentText.in_force() | ({"clause": self.clause} if self.clause else {})

    def text_shown(self, kind: str, version: int) -> ConsentText | None:
        """The version of a text that the form of this call may have shown to somebody since it opened, or None."""
        if kind == "clause" and self.clause:
            return self.clause if self.clause.version == version else None
        return ConsentText.shown_since(kind, self.opens).filter(version=version).first()

    def found_in(self) -> models.QuerySet:
        return self.groups.all()

    # verbs

    @transaction.atomic
    def note_deadline(self, at: datetime | None = None) -> None:
        """Remember the deadline that is public now; announce one moved later, once, to whoever has not confirmed."""
        type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        before = self.deadlines.order_by("-pk").first()
        if before is None or before.closes != self.closes:
            self.deadlines.create(closes=self.closes, since=at or timezone.now())
            if before and self.closes > before.closes and self.is_open(at):
                self.declarations.announce(self, at)


class CallDeadline(models.Model):
    """A deadline that a call had in public; the last row is the one that holds."""

    shown_publicly = True

    call = models.ForeignKey(DeclarationCallPage, on_delete=models.CASCADE, related_name="deadlines")
    closes = models.DateField("termin")
    since = models.DateTimeField("od", default=timezone.now)

    class Meta:
        verbose_name = "ogłoszony termin"
        verbose_name_plural = "ogłoszone terminy"

    def __str__(self):
        return f"{self.call_id}: {self.closes}"


@receiver(page_published, sender=DeclarationCallPage)
def note_deadline(sender: type, instance: DeclarationCallPage, **kwargs: object) -> None:
    instance.note_deadline()
