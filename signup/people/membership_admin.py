"""Memberships in the admin: administrators name coordinators here, and mend what went wrong."""

from django import forms
from django.db import transaction
from django.forms import modelform_factory
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet

from signup.models import Membership
from signup.people.admin import AdministratorsOnly
from signup.privacy import access_log


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
