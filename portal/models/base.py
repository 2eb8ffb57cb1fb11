"""What all our page types share."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import get_resolver
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.url_routing import RouteResult

from portal.internals.wagtail import free_slug
from portal.rules.cover_names import cover_url
from portal.search.words import fold
from portal.serving import generations
from portal.serving.cached import cached

from .copying import CopyForm
from .page_forms import PageForm

# why the pages on whose addresses others lean are not deleted
NEEDED = "na jej adresie opiera się cały serwis. Możesz zmienić jej treść albo wycofać ją z publikacji."


def taken_slugs() -> set[str]:
    """The first path words that our own views answer; no page directly under home may have one of them."""

    def patterns(entries):
        for entry in entries:
            if str(entry.pattern) == "" and hasattr(entry, "url_patterns"):
                yield from patterns(entry.url_patterns)
            else:
                yield str(entry.pattern)

    words = {pattern.split("/")[0] for pattern in patterns(get_resolver().url_patterns)}
    return {word for word in words if word.replace("-", "").isalnum()}


def restricted_paths() -> list[str]:
    """The paths of pages that, with all below them, not everybody may read; an alias is as private as its source."""
    present = generations.now()
    return [] if present and not present.restricted else _restricted_paths()


@cached
def _restricted_paths():
    paths = list(PageViewRestriction.objects.values_list("page__path", flat=True).distinct())
    if paths:
        aliases = list(Page.objects.exclude(alias_of=None).values_list("path", "alias_of__path"))
        while found := {alias for alias, source in aliases if source.startswith(tuple(paths))}.difference(paths):
            paths += found
    return paths


@cached
def unpublished_paths() -> list[str]:
    """The paths of pages that are not live and have pages below them."""
    return list(Page.objects.filter(live=False, numchild__gt=0).values_list("path", flat=True))


class SitePageQuerySet(PageQuerySet):
    def shown(self) -> Self:
        """Live pages that everybody may read: Wagtail's `live().public()` without its extra query."""
        return self.live()._not_below(restricted_paths())

    def offered(self) -> Self:
        """Those of them that a list may offer: with nothing unpublished on the way to them."""
        return self.shown()._not_below(unpublished_paths())

    def _not_below(self, paths):
        # a few conditions instead of a look at all pages for each page
        for path in paths:
            self = self.exclude(path__startswith=path)
        return self


class SitePage(Page):
    """A page of this site: its card in the parent's list is brought along (`card_template`)."""

    shown_publicly = True

    content_panels = [TitleFieldPanel("title", help_text="Tak, jak przeczytają go wszyscy.")]
    promote_panels = [
        FieldPanel(
            "slug",
            heading="Adres strony",
            help_text="Koniec adresu, powstaje z tytułu. Gdy go zmienisz, stary adres będzie prowadził do nowego.",
        ),
        FieldPanel(
            "seo_title",
            heading="Tytuł w wyszukiwarkach",
            help_text="Tylko gdy ma być inny niż tytuł strony; widać go też na karcie przeglądarki.",
        ),
        FieldPanel(
            "search_description",
            heading="Opis w wyszukiwarkach",
            help_text="Jedno zdanie, do 160 znaków. Bez niego serwis weźmie początek strony.",
            widget=AdminAutoHeightTextInput(attrs={"maxlength": 160}),
        ),
        FieldPanel(
            "show_in_menus",
            heading="Pokaż w menu",
            help_text="W głównym menu stoją strony, które leżą tuż pod stroną główną.",
        ),
    ]
    card_template = "portal/page.html#card"
    # what search calls it (portal.search.views.KINDS)
    found_as = "page"
    base_form_class = PageForm
    copy_form_class = CopyForm
    # what belongs to one page and one day: a copy begins without it
    exclude_fields_in_copy = ["go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by"]
    # what editors cannot do with pages of this kind: {"delete", "unpublish", "copy", "alias" or "move": why}
    refuses = {}
    # Functions(request, page) by name, since rows import nothing that shows them. What gathers what its template shows
    # beside its own fields, the same for everybody; and what adds to that for the one who reads
    gathered_by = ""
    shown_by = ""
    # the parameters of its address that any of these reads, as do those below; nothing else in it reaches them
    reads = ()
    # addresses below its own, and by name the view(request, page) that answers; they lead on too when it is renamed
    also_at = {}

    class Meta:
        abstract = True

    def full_clean(self, *args, **kwargs):
        self.give_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """What is asked of a draft."""
        self.give_slug()
        super().minimal_clean()

    def give_slug(self) -> None:
        """Out of the title, where none was typed: Wagtail's own would lose each ł."""
        if not self.slug and self.title:
            self.slug = free_slug(self, slugify(fold(self.title)))

    def clean(self):
        super().clean()
        if sentence := self.slug_taken(self.slug, self.get_parent()):
            raise ValidationError({"slug": sentence})

    @classmethod
    def slug_taken(cls, slug: str, parent: Page | None) -> str:
        """Why a page of this kind cannot have the slug below that parent, apart from other pages; empty: it can."""
        if (parent is None or parent.depth == 2) and slug in taken_slugs():
            return f"Adres „{slug}” jest zajęty przez część serwisu. Wybierz inny."
        return ""

    def can_move_to(self, parent: Page) -> bool:
        return super().can_move_to(parent) and not self.slug_taken(self.slug, parent)

    def get_route_paths(self) -> list[str]:
        return [*super().get_route_paths(), *(f"/{name}" for name in self.also_at)]

    def refused(self, act: str) -> str:
        """Why editors cannot do this with the page, as the rest of a sentence; empty: they can."""
        return self.refuses.get(act, "")

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it, as lists, search and machines ask."""
        return self.live and not self.path.startswith(tuple(restricted_paths()))

    def seen_by(self, request: HttpRequest) -> bool:
        """The gate: whether this request may see the page. Wagtail asks it of what it serves; each view, list and
        slot of ours that comes by another way asks here."""
        return self.live and all(rule.accept_request(request) for rule in self.get_view_restrictions())

    @property
    def cover_url(self) -> str:
        """The whole address of the picture by which others show it; a page that not everybody may read has none."""
        return cover_url("strona", self.pk, *self.cover()) if self.pk and self.is_public else ""

    def cover(self) -> tuple[str, list[tuple[int, int]]]:
        """What it shows: the title, and the shields of the groups that it is about."""
        return self.seo_title or self.title, [(group.number, group.hue) for group in self.named_groups]

    @cached_property
    def named_groups(self) -> list[Page]:
        """The numbered groups that it is about: the one that it is or stands below."""
        groups = apps.get_model("portal", "WorkingGroupPage").numbered()
        return [group for group in groups if self.path.startswith(group.path)]

    def gather(self, request: HttpRequest) -> dict:
        """What its template shows beside its own fields; asked only when a part of it must be made anew."""
        return import_string(self.gathered_by)(request, self) if self.gathered_by else {}

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | import_string(self.shown_by)(request, self) if self.shown_by else context

    def route(self, request, path_components):
        if len(path_components) == 1 and path_components[0] in self.also_at and self.live:
            return RouteResult(self, kwargs={"below": path_components[0]})
        return super().route(request, path_components)

    def serve(self, request, *args, below=None, **kwargs):
        if below:
            return import_string(self.also_at[below])(request, self)
        return super().serve(request, *args, **kwargs)

    def cards(self) -> PageQuerySet:
        """The live children in their order, as themselves; those that not everybody may read bring no card."""
        return self.get_children().live().exclude(path__in=restricted_paths()).specific()

    @cached_property
    def above(self) -> list[Page]:
        """The pages between home and this one, for the crumbs."""
        return list(self.get_ancestors().filter(depth__gt=2)) if self.depth > 3 else []

    def get_view_restrictions(self) -> QuerySet:
        """Wagtail's own answer, without another look at the pages above; those of an alias are its source's."""
        restricted = restricted_paths()
        if not restricted:
            return PageViewRestriction.objects.none()
        if any(page.alias_of_id for page in [*self.above, self]):
            return super().get_view_restrictions()
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        above = {self.path[:end] for end in ends} & set(restricted)
        return PageViewRestriction.objects.filter(page__path__in=above)

    @property
    def found_at(self) -> datetime | None:
        """The moment by which search orders it: newer ones come first."""
        return self.last_published_at

    def found_in(self) -> Iterable[Page]:
        """The groups that search counts it to."""
        return []
