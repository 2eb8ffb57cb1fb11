"""Our part of the admin: the desk of coordinators; people and memberships for administrators."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from portal.wagtail_hooks import way
from signup import coordinating, desk, mail_samples
from signup.models import CallIndexPage, Declaration, Membership, User
from signup.people import AdministratorsOnly

for model in (Membership, User):
    register_permission_policy(model, AdministratorsOnly(model))


@hooks.register("register_admin_urls")
def desk_urls():
    return [*desk.urls, *coordinating.urls, *mail_samples.urls]


way(CallIndexPage, "Nabory", "form", 125)


class DeskMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.coordinates_any


@hooks.register("register_admin_menu_item")
def desk_menu_item():
    return DeskMenuItem("Deklaracje", reverse("desk"), name="deklaracje", icon_name="doc-full-inverse", order=150)


@hooks.register("register_admin_menu_item")
def my_groups_menu_item():
    return DeskMenuItem("Moje grupy", reverse("my_groups"), name="moje-grupy", icon_name="group", order=140)


class MailsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.coordinates_any or request.user.is_superuser


@hooks.register("register_admin_menu_item")
def mails_menu_item():
    return MailsMenuItem("Wiadomości", reverse("mails"), name="wiadomosci", icon_name="mail", order=160)


class DeskPanel(Component):
    """On the admin's home: what waits for this coordinator."""

    order = 50
    template_name = "signup/desk/panel.html"

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context=None):
        groups = self.user.memberships.active().coordinators().values("group")
        waiting = Declaration.objects.filter(
            state__in=Declaration.BEFORE_DECISION, choices__group__in=groups, choices__state="waiting"
        )
        return {"waiting": waiting.distinct().count(), "address": reverse("desk")}


@hooks.register("construct_homepage_panels")
def desk_panel(request, panels):
    if request.user.coordinates_any:
        panels.append(DeskPanel(request.user))


class MembershipViewSet(ModelViewSet):
    """Administrators name coordinators here, and mend what went wrong."""

    model = Membership
    icon = "group"
    menu_label = "Członkostwa"
    menu_name = "czlonkostwa"
    menu_order = 610
    add_to_settings_menu = True
    form_fields = ["user", "group", "role", "status", "org_name", "org_kind", "org_role"]
    list_display = ["user", "group", "role", "status"]
    list_filter = ["group", "role", "status"]
    search_backend_name = None
    search_fields = ["user__last_name", "user__first_name", "user__email"]
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def memberships():
    return MembershipViewSet("czlonkostwa")
