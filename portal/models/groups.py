"""Working groups."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import OuterRef, StringAgg, Subquery, Value
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from portal.models.blocks.body import BODY, Body
from portal.serving.cached import cached

from .base import NEEDED, SitePage, SitePageQuerySet
from .revised import KeepsRevisions

# as many hues as static/css/tokens.css has routes
HUES = 8


class GroupIndexPage(SitePage):
    """All working groups, in the editors' order."""

    lede = models.TextField("wprowadzenie", max_length=400, blank=True)

    class Meta:
        verbose_name = "spis grup"

    content_panels = [*SitePage.content_panels, FieldPanel("lede")]
    search_fields = [*SitePage.search_fields, index.SearchField("lede")]

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.WorkingGroupPage"]
    max_count = 1
    refuses = {"delete": NEEDED}
    template = "portal/groups.html"

    gathered_by = "portal.shown.home.groups_context"


class WorkingGroupQuerySet(SitePageQuerySet):
    def numbered(self) -> list["WorkingGroupPage"]:
        """The live groups that everybody may read, as a list in their order; each knows its number from 1 on."""
        groups = list(self.shown().order_by("path"))
        for number, group in enumerate(groups, start=1):
            group.number = number
        return groups


@cached
def numbered_groups() -> list["WorkingGroupPage"]:
    """The groups, as `numbered` gives them; each caller has copies of its own."""
    return WorkingGroupPage.objects.numbered()


def group_called(slug: str) -> "WorkingGroupPage | None":
    """The numbered group of that slug, or the one that had it before it was renamed; None when there is neither."""
    groups = numbered_groups()
    found = next((group for group in groups if group.slug == slug), None)
    return found or formerly_called(slug, groups)


def formerly_called(slug: str, pages: Iterable[SitePage]) -> SitePage | None:
    """Which of these pages was read at an address that ends so; None when none was."""
    by_key = {page.pk: page for page in pages}
    if not by_key or not slug or "\x00" in slug:
        return None
    # Wagtail writes one down for each page whose address changes
    left = Redirect.objects.filter(redirect_page__in=by_key, redirect_page_route_path="", old_path__endswith=f"/{slug}")
    key = left.order_by("-pk").values_list("redirect_page", flat=True).first()
    return by_key.get(key)


def group_above(page: Page) -> "WorkingGroupPage":
    """The group below which the page is."""
    known = (group for group in numbered_groups() if page.path.startswith(group.path))
    return next(known, None) or WorkingGroupPage.objects.ancestor_of(page).get()


class NamesGroupsQuerySet(SitePageQuerySet):
    """Of pages that concern groups (a field `groups`)."""

    def naming_groups(self, groups: list["WorkingGroupPage"]) -> list[SitePage]:
        """A list; each page knows as `named_groups` those of the numbered groups that it concerns, and as `group_pks`
        the keys of all. One query.

        A page's own `groups` would cost a query a page, and its groups would not know their numbers.
        """
        page = f"{self.model._meta.model_name}_id"
        links = self.model.groups.through.objects.filter(**{page: OuterRef("pk")}).order_by().values(page)
        numbers = StringAgg(Cast("workinggrouppage_id", models.CharField()), Value(","))
        pages = list(self.annotate(group_pks=Subquery(links.annotate(pks=numbers).values("pks"))))
        for found in pages:
            found.group_pks = {int(pk) for pk in (found.group_pks or "").split(",") if pk}
            found.named_groups = [group for group in groups if group.pk in found.group_pks]
        return pages


class NamesGroups:
    """Mixed into a page type that concerns groups (a field `groups`)."""

    @cached_property
    def named_groups(self) -> list["WorkingGroupPage"]:
        """Those of the numbered groups that it concerns."""
        keys = {group.pk for group in self.groups.all()}
        return [group for group in numbered_groups() if group.pk in keys]


class WorkingGroupPage(KeepsRevisions, SitePage):
    """A voluntary, informal working group (grupa robocza)."""

    purpose = models.TextField(
        "po co jest grupa", max_length=400, help_text="Dwa zdania, które czyta się jako pierwsze."
    )
    introduction = models.TextField(
        "wprowadzenie",
        max_length=4000,
        blank=True,
        help_text="Zwykły tekst, który może pisać też koordynatorka lub koordynator grupy. "
        "Pusty wiersz dzieli akapity, „- ” na początku wiersza tworzy listę.",
    )
    body = StreamField(Body(BODY), verbose_name="więcej o grupie", blank=True)
    contact = models.ForeignKey(
        "portal.ContactPerson",
        verbose_name="kto odpowiada na pytania",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="groups",
        help_text="Bez wyboru: kontakt z ustawień centrum.",
    )
    archived = models.BooleanField(
        "zakończyła pracę",
        default=False,
        help_text="Wszystko w grupie zostaje do czytania; nic nie można zmienić.",
    )

    objects = PageManager.from_queryset(WorkingGroupQuerySet)()

    class Meta:
        verbose_name = "grupa robocza"
        verbose_name_plural = "grupy robocze"

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("purpose"),
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("contact"),
        FieldPanel("archived"),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("purpose"),
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    parent_page_types = ["portal.GroupIndexPage"]
    exclude_fields_in_copy = [*SitePage.exclude_fields_in_copy, "archived"]
    refuses = {"alias": "każda grupa ma własną mapę drogową i własnych ludzi. Zamiast aliasu zrób kopię."}
    template = "portal/group.html"
    card_template = "portal/group.html#card"
    found_as = "group"
    gathered_by = "portal.shown.home.group_context"

    @property
    def number(self) -> int:
        """The group's number on its shield: its place among the live groups."""
        if not hasattr(self, "_number"):
            self._number = 1 + sum(group.path < self.path for group in numbered_groups())
        return self._number

    @number.setter
    def number(self, value: int) -> None:
        self._number = value

    @property
    def hue(self) -> int:
        """Which of the palette's hues the group wears: 1 to HUES, then from the start."""
        return (self.number - 1) % HUES + 1

    def found_in(self) -> list[Page]:
        return [self]

    def closed_because(self) -> str:
        return (
            "Ta grupa zakończyła pracę; wszystko w niej zostaje do czytania."
            if self.archived
            else super().closed_because()
        )

    @classmethod
    def numbered(cls) -> list[Self]:
        """All groups with their numbers, for those who may not import them."""
        return numbered_groups()
