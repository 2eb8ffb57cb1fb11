"""Our part of the editors' admin: what waits, short ways, the things that they keep apart from pages."""

from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal import links  # noqa: F401 - importing it registers its hook
from portal.context import the_centre
from portal.models import (
    AlertBanner,
    ContactPerson,
    GroupIndexPage,
    MeetingIndexPage,
    MeetingPage,
    NewsIndexPage,
    Partner,
)
from portal.slots import fillings

MOST = 8  # lines of one kind in the panel


class ContactPersonViewSet(SnippetViewSet):
    model = ContactPerson
    icon = "user"
    menu_label = "Osoby do kontaktu"
    list_display = ["role", "name", "email"]
    search_backend_name = None
    search_fields = ["role", "name", "email"]


class PartnerViewSet(SnippetViewSet):
    model = Partner
    icon = "group"
    menu_label = "Partnerzy"
    list_display = ["name", "role", "place"]
    search_backend_name = None
    search_fields = ["name", "role"]


class AlertBannerViewSet(SnippetViewSet):
    model = AlertBanner
    icon = "warning"
    menu_label = "Komunikaty"
    list_display = ["text", "until"]
    search_backend_name = None
    search_fields = ["text"]


@register_snippet
class KeptThings(SnippetViewSetGroup):
    """What stands on several pages and is kept in one place."""

    items = (ContactPersonViewSet, PartnerViewSet, AlertBannerViewSet)
    menu_label = "Wspólne"
    menu_icon = "snippet"
    menu_name = "wspolne"
    menu_order = 450


# short ways, in the order of an editor's work


class WayItem(MenuItem):
    """A way to the pages of one kind, for those who edit pages."""

    def is_shown(self, request):
        return request.user.edits_pages


def way(model, label, icon, order):
    @hooks.register("register_admin_menu_item")
    def item():
        index = model.objects.first()
        address = reverse("wagtailadmin_explore", args=[index.pk]) if index else reverse("wagtailadmin_explore_root")
        return WayItem(label, address, name=f"droga-{label.lower()}", icon_name=icon, order=order)


way(NewsIndexPage, "Aktualności", "doc-full", 110)
way(MeetingIndexPage, "Spotkania", "date", 120)
way(GroupIndexPage, "Grupy", "group", 130)


class WaitingPanel(Component):
    """What waits for an editor: drafts, texts sent in, meetings without minutes, calls that end, the yearly review."""

    order = 40
    template_name = "portal/admin/waiting.html"

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context=None):
        drafts = Page.objects.filter(has_unpublished_changes=True).order_by("-latest_revision_created_at")
        without = MeetingPage.objects.live().past().filter(cancelled=False, minutes_approved=False)
        lines = [line for filling in fillings("waiting") for line in filling.function(self.request)]
        if the_centre().review_is_due():
            address = (
                reverse("wagtailsettings:edit", args=["portal", "centre", 1]) if self.request.user.is_superuser else ""
            )
            lines.append(("Deklaracja dostępności czeka na coroczny przegląd (do 31 marca).", address))
        return {
            "drafts": drafts[:MOST],
            "sent_in": Page.objects.filter(_workflow_states__status="in_progress").distinct()[:MOST],
            "without_minutes": without.filter(ends_at__gte=timezone.now() - timezone.timedelta(days=90))[:MOST],
            "lines": lines,
        }


@hooks.register("construct_homepage_panels")
def waiting_panel(request, panels):
    if request.user.edits_pages:
        panels.append(WaitingPanel(request))


@hooks.register("construct_reports_menu")
def reports_for_publishers(request, items):
    """What portal.middleware.admin_door shuts is not offered."""
    if not request.user.publishes_pages:
        items.clear()


@hooks.register("register_rich_text_features", order=1000)
def no_embeds(features):
    """Pictures and films have blocks of their own; what a text from elsewhere embeds is left out, whole or broken."""
    features.embed_types.clear()
