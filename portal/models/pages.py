"""Home and ordinary pages."""

from itertools import accumulate

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from portal.internals.wagtail import know_parent
from portal.models.blocks.body import BODY, Body

from .base import NEEDED, SitePage

# words of an address that are looked up at once; no address of ours has more, a hostile one may have thousands
LONGEST_WAY = 12


class HomePage(SitePage):
    """The front door: what this is, the groups, the next meetings, the latest news."""

    heading = models.CharField("nagłówek", max_length=120, help_text="Jedno zdanie: po co to wszystko.")
    lede = models.TextField("wprowadzenie", max_length=400)
    groups_heading = models.CharField("nagłówek grup", max_length=80, default="Grupy robocze")
    groups_lede = models.TextField("skąd wzięły się grupy", max_length=300, blank=True)

    class Meta:
        verbose_name = "strona główna"

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("lede"),
        FieldPanel("groups_heading"),
        FieldPanel("groups_lede"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("heading"), index.SearchField("lede")]

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    refuses = {"delete": NEEDED, "unpublish": "bez strony głównej nie ma serwisu. Możesz zmienić jej treść."}
    # nor does it end by itself
    settings_panels = []
    template = "portal/home.html"
    gathered_by = "portal.shown.home.home_context"

    def route(self, request, path_components):
        """Go straight to the deepest page of the address, in two queries; Wagtail asks two for each step."""
        slugs = path_components[:LONGEST_WAY]
        addresses = list(accumulate(slugs, lambda above, slug: f"{above}{slug}/", initial=self.url_path))[1:]
        # only the slugs are indexed
        way = list(Page.objects.filter(slug__in=slugs, url_path__in=addresses).order_by("depth")) if slugs else []
        if not way:
            return super().route(request, path_components)
        page = way[-1].specific
        know_parent(page, way[-2] if len(way) > 1 else self)
        page.above = way[:-1]
        return page.route(request, path_components[len(way) :])


class ContentPage(SitePage):
    """Any text: about the centre, contact, rules."""

    lede = models.TextField("wprowadzenie", max_length=400, blank=True)
    body = StreamField(Body(BODY), verbose_name="treść", blank=True)

    class Meta:
        verbose_name = "strona z tekstem"
        verbose_name_plural = "strony z tekstem"

    content_panels = [*SitePage.content_panels, FieldPanel("lede"), FieldPanel("body")]
    search_fields = [*SitePage.search_fields, index.SearchField("lede"), index.SearchField("body")]

    parent_page_types = ["portal.HomePage", "portal.ContentPage"]
    template = "portal/content.html"
