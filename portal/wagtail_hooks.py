"""Our part of the editors' admin: what waits, short ways, the things that they keep apart from pages."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.editing import tree  # noqa: F401 - importing them registers their hooks
from portal.editing.pictures import OwnPictureForm
from portal.internals.wagtail import set_own_picture_form
from portal.models import (
    AlertBanner,
    ContactPerson,
    GroupIndexPage,
    MeetingIndexPage,
    NewsIndexPage,
    Partner,
)
from portal.serving.cached import cached
from portal.serving.page_cache import read_only
from portal.shown import links  # noqa: F401 - importing them registers their hooks
from portal.shown.waiting import what_waits

set_own_picture_form(OwnPictureForm)


@hooks.register("before_serve_page")
def read_what_it_says(page: Page, request: HttpRequest, args: tuple, kwargs: dict) -> None:
    """A page reads the parameters of its address that its type names, and no others."""
    read_only(request, getattr(page, "reads", ()))


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
class SharedSnippets(SnippetViewSetGroup):
    """What stands on several pages and is kept in one place."""

    items = (ContactPersonViewSet, PartnerViewSet, AlertBannerViewSet)
    menu_label = "Wspólne"
    menu_icon = "snippet"
    menu_name = "wspolne"
    menu_order = 450


# short ways, in the order of an editor's work


class WayItem(MenuItem):
    """A way to the pages of one kind, for those who edit pages; asked each time, since lists come and go."""

    def __init__(self, model, label, **options):
        super().__init__(label, "", **options)
        self.model = model

    def is_shown(self, request):
        return request.user.edits_pages

    def render_component(self, request):
        index = below_home().get(self.model._meta.label_lower)
        self.url = reverse("wagtailadmin_explore", args=[index]) if index else reverse("wagtailadmin_explore_root")
        return super().render_component(request)


@cached
def below_home() -> dict[str, int]:
    """The key of the first page of each kind right below home."""
    pages = Page.objects.filter(depth=3).order_by("-path").select_related("content_type")
    return {f"{page.content_type.app_label}.{page.content_type.model}": page.pk for page in pages}


def way(model: type[Page], label: str, icon: str, order: int) -> None:
    @hooks.register("register_admin_menu_item")
    def item():
        return WayItem(model, label, name=f"droga-{label.lower()}", icon_name=icon, order=order)


way(NewsIndexPage, "Aktualności", "doc-full", 110)
way(MeetingIndexPage, "Spotkania", "date", 120)
way(GroupIndexPage, "Grupy", "group", 130)


class WaitingPanel(Component):
    """What waits for whoever enters, above everything else."""

    order = 40
    template_name = "portal/admin/waiting.html"

    class Media:
        css = {"all": ["css/desk.css"]}

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context=None):
        return what_waits(self.request) | {"request": self.request}


@hooks.register("construct_homepage_panels")
def waiting_panel(request: HttpRequest, panels: list) -> None:
    # it says what Wagtail's own panels say of what was sent in
    own = (UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)
    panels[:] = [panel for panel in panels if not isinstance(panel, own)]
    panels.append(WaitingPanel(request))


@hooks.register("construct_reports_menu")
def reports_for_publishers(request: HttpRequest, items: list) -> None:
    """What portal.editing.admin_gate shuts is not offered."""
    if not request.user.publishes_pages:
        items.clear()


@hooks.register("register_rich_text_features", order=1000)
def no_embeds(features: FeatureRegistry) -> None:
    """Pictures and films have blocks of their own; what a text from elsewhere embeds is left out, whole or broken."""
    features.embed_types.clear()


@hooks.register("insert_global_admin_js")
def what_is_typed_stays() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/dates.js"))


@hooks.register("construct_help_menu")
def plain_help(request: HttpRequest, items: list) -> None:
    """Keep the shortcuts; release notes and a guide in English help nobody here."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


class TextChecker(ContentCheckerItem):
    """Wagtail's content checker, which does not blame editors for what a template draws."""

    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        {"id": "p-as-heading", "selector": ".reading p:not([class])", "enabled": True},
    ]


@hooks.register("construct_wagtail_userbar")
def check_what_editors_wrote(request: HttpRequest, items: list, page: Page) -> None:
    items[:] = [
        TextChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]
