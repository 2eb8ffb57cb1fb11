"""Our part of the admin: the desk of coordinators; people and memberships for administrators."""

from django import forms
from django.db import transaction
from django.forms import modelform_factory
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import AdminOnlyMenuItem, MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from portal.wagtail_hooks import way
from signup.desk import views as desk
from signup.letters import preview
from signup.meetings import views as coordinating
from signup.models import CallIndexPage, ConsentText, Membership, User
from signup.people import members
from signup.people.admin import AdministratorsOnly
from signup.privacy import access_log, erasing
from signup.privacy.consent_texts import ConsentTextViewSet, WrittenOnce


@hooks.register("register_admin_urls")
def desk_urls():
    return [*desk.urls, *coordinating.urls, *members.urls, *preview.urls, *erasing.urls]


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


class MembershipForm(WagtailAdminModelForm):
    """Role and state are changed by the verbs, so the person hears of it; whose membership it is never changes."""

    VERBS = {"active": Membership.resume, "suspended": Membership.suspend, "ended": Membership.end}

    reason = forms.CharField(
        label="Powód zmiany",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Gdy zmienia się rola albo stan. Trafi do osoby, której dotyczy, i zostanie w historii.",
    )

    field_order = ["user", "group", "role", "status", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("user", "group") if self.instance.pk else ("reason",):
            del self.fields[name]

    @transaction.atomic
    def save(self, commit=True):
        if not self.instance.pk:
            return super().save(commit)
        membership, reason = Membership.objects.get(pk=self.instance.pk), self.cleaned_data["reason"]
        if "role" in self.changed_data:
            membership.give_role(self.for_user, self.cleaned_data["role"], reason)
            self._log("give_role", membership)
        if "status" in self.changed_data:
            verb = self.VERBS[self.cleaned_data["status"]]
            verb(membership, self.for_user, reason)
            self._log(verb.__name__, membership)
        for name in ("org_name", "org_kind", "org_role"):
            setattr(membership, name, self.cleaned_data[name])
        membership.save(update_fields=["org_name", "org_kind", "org_role"])
        return membership

    def _log(self, act, membership):
        access_log.write(act, self.for_user, group=membership.group, memberships=[membership])


class ForGood(AdministratorsOnly):
    """Nobody deletes: what was is ended, so that its person hears of it and its history stays."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)


class MembershipViewSet(ModelViewSet):
    """Administrators name coordinators here, and mend what went wrong."""

    model = Membership
    icon = "group"
    menu_label = "Członkostwa"
    menu_name = "czlonkostwa"
    menu_order = 610
    add_to_settings_menu = True
    FIELDS = ["user", "group", "role", "status", "org_name", "org_kind", "org_role"]
    list_display = ["user", "group", "role", "status"]
    list_filter = ["group", "role", "status"]
    search_backend_name = None
    search_fields = ["user__last_name", "user__first_name", "user__email"]
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return modelform_factory(Membership, form=MembershipForm, fields=self.FIELDS)


register_permission_policy(User, AdministratorsOnly(User))
register_permission_policy(ConsentText, WrittenOnce(ConsentText))
register_permission_policy(Membership, ForGood(Membership))


@hooks.register("register_admin_viewset")
def memberships():
    return MembershipViewSet("czlonkostwa")


@hooks.register("register_admin_viewset")
def consent_texts():
    return ConsentTextViewSet("tresci_zgod", url_prefix="tresci-zgod")


@hooks.register("register_settings_menu_item")
def erasures_menu_item():
    address = reverse("erasure_requests")
    return AdminOnlyMenuItem("Usuwanie danych", address, name="usuwanie-danych", icon_name="bin", order=630)


@hooks.register("before_delete_user")
def erase_instead(request, user):
    """What a person wrote stands under their row: it is blanked, never deleted."""
    return redirect("erase_person", user.pk)


@hooks.register("before_edit_user")
def leave_the_erased(request, user):
    """Nobody gives an erased person a name again."""
    return redirect("erase_person", user.pk) if user.erased_at else None


@hooks.register("before_bulk_action")
def erase_one_by_one(request, action_type, objects, action):
    if action_type == "delete" and any(isinstance(one, User) for one in objects):
        messages.error(request, "Dane osób usuwa się pojedynczo: najpierw widać, co zniknie, a co zostanie.")
        return redirect("erasure_requests")
    return None
