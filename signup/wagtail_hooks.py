"""Our part of the admin: the desk of coordinators; people and memberships for administrators."""

from collections.abc import Iterable

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import AdminOnlyMenuItem, MenuItem
from wagtail.permissions import register_permission_policy

from portal.wagtail_hooks import way
from signup.desk import views as desk
from signup.letters import preview
from signup.meetings import views as coordinating
from signup.models import CallIndexPage, ConsentText, Membership, User
from signup.people import inviting, members
from signup.people.admin import AdministratorsOnly
from signup.people.membership_admin import ForGood, MembershipViewSet
from signup.privacy import erasing
from signup.privacy.consent_texts import ConsentTextViewSet, WrittenOnce


@hooks.register("register_admin_urls")
def desk_urls() -> list:
    return [*desk.urls, *coordinating.urls, *members.urls, *inviting.urls, *preview.urls, *erasing.urls]


way(CallIndexPage, "Nabory", "form", 125)


class DeskMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.coordinates_any


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return DeskMenuItem("Deklaracje", reverse("desk"), name="deklaracje", icon_name="doc-full-inverse", order=150)


@hooks.register("register_admin_menu_item")
def my_groups_menu_item() -> MenuItem:
    return DeskMenuItem("Moje grupy", reverse("my_groups"), name="moje-grupy", icon_name="group", order=140)


class MailsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.coordinates_any or request.user.is_superuser


@hooks.register("register_admin_menu_item")
def mails_menu_item() -> MenuItem:
    return MailsMenuItem("Wiadomości", reverse("mails"), name="wiadomosci", icon_name="mail", order=160)


register_permission_policy(User, AdministratorsOnly(User))
register_permission_policy(ConsentText, WrittenOnce(ConsentText))
register_permission_policy(Membership, ForGood(Membership))


@hooks.register("register_admin_viewset")
def memberships() -> MembershipViewSet:
    return MembershipViewSet("czlonkostwa")


@hooks.register("register_admin_viewset")
def consent_texts() -> ConsentTextViewSet:
    return ConsentTextViewSet("tresci_zgod", url_prefix="tresci-zgod")


@hooks.register("register_settings_menu_item")
def erasures_menu_item() -> MenuItem:
    address = reverse("erasure_requests")
    return AdminOnlyMenuItem("Usuwanie danych", address, name="usuwanie-danych", icon_name="bin", order=630)


@hooks.register("before_delete_user")
def erase_instead(request: HttpRequest, user: User) -> HttpResponse:
    """What a person wrote stands under their row: it is blanked, never deleted."""
    return redirect("erase_person", user.pk)


@hooks.register("before_edit_user")
def leave_the_erased(request: HttpRequest, user: User) -> HttpResponse | None:
    """Nobody gives an erased person a name again."""
    return redirect("erase_person", user.pk) if user.erased_at else None


@hooks.register("before_bulk_action")
def erase_one_by_one(
    request: HttpRequest, action_type: str, objects: Iterable[Model], action: object
) -> HttpResponse | None:
    if action_type == "delete" and any(isinstance(one, User) for one in objects):
        messages.error(request, "Dane osób usuwa się pojedynczo: najpierw widać, co zniknie, a co zostanie.")
        return redirect("erasure_requests")
    return None
