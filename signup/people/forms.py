"""Forms about people: signing in, whom a list shows, whom a group asks in."""

from urllib.parse import urlencode

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.db.models import QuerySet

from portal.forms import ErrorSummary
from portal.models import WorkingGroupPage
from portal.rules import cleaning
from signup.declaring.fields import NameField
from signup.models import Membership

from . import login_codes


class AskForCodeForm(ErrorSummary, RequestLoginCodeForm):
    """The address to which a code goes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False
        field = self.fields["email"]
        field.label = "Adres e-mail"
        field.widget.attrs = {"autocomplete": "email"}
        field.error_messages |= {
            "required": "Podaj adres e-mail.",
            "invalid": cleaning.NO_ADDRESS,
        }


class CodeForm(ErrorSummary, ConfirmLoginCodeForm):
    """The code from the mail."""

    WIDGET = {
        "autocomplete": "one-time-code",
        "autocapitalize": "characters",
        "spellcheck": "false",
        "class": "code",
    }

    def __init__(self, *args, email="", **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.email = email
        self.use_required_attribute = False
        field = self.fields["code"]
        field.label = "Kod"
        field.widget.attrs = dict(self.WIDGET)
        field.error_messages["required"] = "Podaj kod z wiadomości."

    def clean_code(self):
        # it may be copied with a dash or spaces of another kind
        self.cleaned_data["code"] = cleaning.code(self.cleaned_data["code"])
        if self.email and login_codes.is_newest(self.email, self.cleaned_data["code"]):
            return self.cleaned_data["code"]
        return super().clean_code()


class MembersFilter(forms.Form):
    """Whom the list shows. What makes no sense is left out of account: a filter is never wrong."""

    LISTS = [("", "w grupie"), ("zawieszone", "zawieszone"), ("zakonczone", "zakończone")]

    q = forms.CharField(label="Szukaj osób", required=False, max_length=120)
    lista = forms.ChoiceField(label="Lista", choices=LISTS, required=False)

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        self.fields["q"].widget.attrs = {"placeholder": "nazwisko, organizacja"}

    def found(self, group: WorkingGroupPage) -> QuerySet | list[Membership]:
        """The memberships of the group that are wanted, in their order."""
        self.is_valid()
        found = group.memberships.select_related("user", "declaration")
        match self.cleaned_data.get("lista"):
            case "zawieszone":
                found = found.filter(status="suspended")
            case "zakonczone":
                found = found.filter(status="ended")
            case _:
                found = found.current()
        words = self.cleaned_data.get("q")
        return found.seek(words) if words else found

    @property
    def address(self) -> str:
        """The filter as it stands in an address, without the page."""
        return urlencode({name: self[name].data for name in self.fields if self[name].data})


class InvitationForm(ErrorSummary, forms.Form):
    """Whom the group asks in."""

    email = forms.EmailField(
        label="Adres e-mail",
        max_length=254,
        help_text="Tu wyślemy zaproszenie z linkiem do deklaracji.",
        error_messages={
            "required": "Podaj adres e-mail.",
            "invalid": cleaning.NO_ADDRESS,
        },
    )
    given_name = NameField(label="Imię", required=False)
    family_name = NameField(label="Nazwisko", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False
