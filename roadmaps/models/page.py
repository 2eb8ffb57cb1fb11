"""The page of a roadmap. It shares its group's fate: made with the group, public as long as it, held by its work."""

from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from portal.models import SitePage, WorkingGroupPage
from portal.models.groups import group_above
from roadmaps.models.roadmap import Roadmap

# what editors write of a board
WRITTEN = ("title", "slug", "introduction", "seo_title", "search_description", "show_in_menus")


class RoadmapPage(SitePage):
    """Shows the one roadmap of the group above it. Nothing that members write is stored on the page."""

    introduction = models.TextField("wprowadzenie", max_length=600, blank=True)

    class Meta:
        verbose_name = "strona mapy drogowej"

    content_panels = [*SitePage.content_panels, FieldPanel("introduction")]
    search_fields = [*SitePage.search_fields, index.SearchField("introduction")]

    parent_page_types = ["portal.WorkingGroupPage"]
    subpage_types = []
    max_count_per_parent = 1
    # it comes, stays and goes with its group (see below)
    is_creatable = False
    settings_panels = []
    refuses = dict.fromkeys(
        ("delete", "unpublish", "copy", "alias", "move"),
        "mapa drogowa należy do swojej grupy: jest publiczna razem z nią i razem z nią znika.",
    )
    template = "roadmaps/board.html"
    shown_by = "roadmaps.shown.board.board_context"
    # first those of the filter (shown/filters.py)
    reads = (
        *["slowa", "tylko", "kto", "horyzont", "moje", "bez-glosu", "porzadek"],
        *["stan", "wszystkie", "od", "dodaj", "od-wizyty"],
    )
    served_by = "roadmaps.views.board.serve"
    summed_up_by = "roadmaps.shown.road.summary"
    card_template = "roadmaps/roadmap_page.html#card"

    @cached_property
    def group(self) -> WorkingGroupPage:
        """The working group above it, whose fate it shares."""
        return group_above(self)

    def refused(self, act: str) -> str:
        if act == "publish" and not self.get_parent().live:
            return "jej grupa nie jest opublikowana. Opublikuj grupę, a mapa będzie publiczna razem z nią."
        return super().refused(act)

    def seen_by(self, request: HttpRequest) -> bool:
        return super().seen_by(request) and self.group.live

    def route(self, request, path_components):
        if not self.get_parent().live:
            raise Http404
        return super().route(request, path_components)

    def can_move_to(self, parent: Page) -> bool:
        return False

    def serve(self, request, *args, **kwargs):
        return import_string(self.served_by)(request, self)

    @property
    def summary(self) -> dict:
        """What the card on the group's page shows."""
        return import_string(self.summed_up_by)(self)


def make_page(sender: type, instance: WorkingGroupPage, **kwargs: object) -> None:
    """A published group has the page of its roadmap, once; one that was taken back with it is public again."""
    page = RoadmapPage.objects.child_of(instance).first()
    if page is None:
        page = instance.add_child(instance=RoadmapPage(title="Mapa drogowa", slug="mapa-drogowa"))
        page.save_revision(log_action=True)
        RoadmapPage.objects.filter(pk=page.pk).update(has_unpublished_changes=False)
    elif not page.live:
        bring_back(page)


def bring_back(page: Page) -> None:
    """Make a page public as it was; what an editor drafts of it stays a draft."""
    draft = page.get_latest_revision_as_object()
    page.live, page.expired = True, False
    page.last_published_at = timezone.now()
    page.first_published_at = page.first_published_at or page.last_published_at
    page.has_unpublished_changes = any(getattr(draft, name) != getattr(page, name) for name in WRITTEN)
    page.save()


def take_page_back(sender: type, instance: WorkingGroupPage, **kwargs: object) -> None:
    """A group that is taken back takes its board along; one that is deleted is not written, nor is its board."""
    if type(instance).objects.live().filter(pk=instance.pk).exists():
        return
    for page in RoadmapPage.objects.child_of(instance).live():
        page.unpublish()


def stay_back(sender: type, instance: RoadmapPage, **kwargs: object) -> None:
    """A board is not published before its group, whoever tries."""
    if not instance.get_parent().live:
        instance.unpublish()


def make_roadmap(sender: type, instance: RoadmapPage, created: bool, raw: bool = False, **kwargs: object) -> None:
    """A new page of a roadmap has a roadmap of its own."""
    if created and not raw:
        Roadmap.objects.create(page=instance)


def holds(page: Page) -> str:
    """Slot holds: the work on the boards on the page or below it."""
    if Roadmap.objects.filter(page__path__startswith=page.path, last_event__gt=0).exists():
        return "niesie pracę ludzi: działania z mapy drogowej. Grupę, która skończyła pracę, oznacz jako zakończoną."
    return ""
