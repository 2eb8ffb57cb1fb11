"""A group's roadmap (mapa drogowa) and the page that shows it."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from portal.models import SitePage


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
    template = "roadmaps/board.html"
    card_template = "roadmaps/roadmap_page.html#card"

    def get_context(self, request):
        from roadmaps.board import board_context

        return super().get_context(request) | board_context(request, self)


class Roadmap(models.Model):
    """The ordered actions of one group, and the log of what happened to them."""

    page = models.OneToOneField(RoadmapPage, on_delete=models.PROTECT, related_name="roadmap")
    # the number of the newest event; taken under this row's lock, so commits come in the order of numbers
    last_event = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "mapa drogowa"
        verbose_name_plural = "mapy drogowe"

    def __str__(self):
        return f"mapa drogowa {self.pk}"


def make_roadmap(sender, instance, **kwargs):
    """Publishing a group makes its roadmap, once."""
    if RoadmapPage.objects.child_of(instance).exists():
        return
    page = instance.add_child(instance=RoadmapPage(title="Mapa drogowa", slug="mapa-drogowa"))
    page.save_revision()
    Roadmap.objects.create(page=page)
