"""People in the admin: Wagtail's screens for users, by e-mail alone, for administrators only."""

from contextlib import suppress

from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies.base import ModelPermissionPolicy
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import EditView, IndexView, UserViewSet

from portal.rules import cleaning
from portal.rules.polish_order import by_name
from signup.models import Refused, User
from signup.models.accounts import change_address, claim, let_in_by_code


class AdministratorsOnly(ModelPermissionPolicy):
    """Whatever permissions a group was given: only active administrators."""

    def user_has_permission(self, user, action):
        return user.is_active and user.is_superuser

    def user_has_any_permission(self, user, actions):
        return self.user_has_permission(user, None)

    def users_with_any_permission(self, actions):
        return User.objects.filter(is_active=True, is_superuser=True)


class ByCode:
    """Nobody has a password; whoever has an address can sign in by a code to it."""

    LABELS = {"email": "Adres e-mail", "first_name": "Imię", "last_name": "Nazwisko"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.LABELS.items():
            self.fields[name].label = label

    def clean_first_name(self):
        return cleaning.name(self.cleaned_data["first_name"])

    def clean_last_name(self):
        return cleaning.name(self.cleaned_data["last_name"])

    def clean_email(self):
        return User.objects.normalize_email(self.cleaned_data["email"])

    def save(self, commit=True):
        user = super().save(commit=False)
        if user.has_usable_password():  # another unusable one would sign the person out everywhere
            user.set_unusable_password()
        if commit:
            new, address = user.pk is None, user.email
            if not new:
                user.email = User.objects.get(pk=user.pk).email
            user.save()
            self.save_m2m()
            change_address(user, address)
            if user.email:
                let_in_by_code(user)
            if new:
                claim(user)
        return user


class PersonCreationForm(ByCode, UserCreationForm):
    pass


class PersonEditForm(ByCode, UserEditForm):
    """Nobody shuts oneself out: not as an administrator (Wagtail sees to that), and not by a slip in the address.

    The address of somebody who came on paper is confirmed by its own mail, whoever writes it down.
    """

    def __init__(self, *args, editing_self=False, by=None, **kwargs):
        super().__init__(*args, editing_self=editing_self, **kwargs)
        self.by, self.paper = by, None
        if self.instance.pk and not self.instance.email:
            known = self.instance.declarations.order_by("-pk")
            self.paper = next((declaration for declaration in known if declaration.takes_address), None)
        if self.paper:
            self.initial["email"] = self.paper.email
            self.fields[
                "email"
            ].help_text = "Wyślemy na ten adres link. Adres będzie tu widoczny, gdy osoba naciśnie w nim przycisk."
        if editing_self:
            self.fields["email"].disabled = True
            self.fields[
                "email"
            ].help_text = (
                "Własnego adresu nie zmienisz: pomyłka zamknęłaby drogę do konta. Poproś inną osobę z administracji."
            )

    def save(self, commit=True):
        if self.paper:
            address, self.instance.email = self.cleaned_data["email"], None
            with suppress(Refused):  # confirmed since the form was read
                self.paper.write_address(self.by, address)
        return super().save(commit)


class PersonEditView(EditView):
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}


class PeopleIndexView(IndexView):
    @cached_property
    def columns(self):
        """Wagtail's own, with the address, which only administrators see."""
        address = Column("email", label="Adres e-mail", sort_key="email", classname="username", width="20%")
        return [address if column.name == "email" else column for column in super().columns]

    def order_queryset(self, queryset):
        """By name in the order of the Polish alphabet."""
        if self.ordering not in ("name", "-name"):
            return super().order_queryset(queryset)
        found = queryset.order_by(*by_name())
        return found.reverse() if self.ordering == "-name" else found


class PeopleViewSet(UserViewSet):
    menu_label = "Osoby"
    index_view_class = PeopleIndexView
    edit_view_class = PersonEditView

    def get_form_class(self, for_update=False):
        return PersonEditForm if for_update else PersonCreationForm
