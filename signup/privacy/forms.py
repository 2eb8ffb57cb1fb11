"""Forms of „Moje dane”: what a person may put right, another address, the codes that prove it."""

from copy import deepcopy

from django import forms
from django.utils.crypto import constant_time_compare

from portal.forms import ErrorSummary
from portal.rules import cleaning
from signup.declaring.forms import DeclarationForm
from signup.models import Declaration
from signup.people.forms import CodeForm


class MoveForm(ErrorSummary, forms.Form):
    """The codes that move an account: from the mail at its present address (if it has one), and at the new one."""

    use_required_attribute = False
    LABELS = {"own_code": "Kod z obecnego adresu", "code": "Kod z nowego adresu"}

    def __init__(self, *args, code, own_code="", **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.expected = {"own_code": own_code, "code": code} if own_code else {"code": code}
        for name in self.expected:
            self.fields[name] = forms.CharField(
                label=self.LABELS[name],
                widget=forms.TextInput(attrs=CodeForm.WIDGET),
                error_messages={"required": f"Podaj {self.LABELS[name].lower()}."},
            )

    def clean(self):
        cleaned = super().clean()
        for name, code in self.expected.items():
            if name in cleaned and not constant_time_compare(_bare(cleaned[name]), _bare(code)):
                self.add_error(name, f"{self.LABELS[name]} nie pasuje. Przepisz go z ostatniej wiadomości.")
        return cleaned


def _bare(code):
    """A code without the hyphen and the case that people leave out."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


class NewAddressForm(ErrorSummary, forms.Form):
    """Another address for one's account."""

    email = forms.EmailField(
        label="Nowy adres e-mail",
        max_length=254,
        help_text="Wyślemy na niego kod.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Podaj nowy adres e-mail.",
            "invalid": cleaning.NO_ADDRESS,
        },
    )
    use_required_attribute = False

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class MyDetailsForm(ErrorSummary, forms.Form):
    """What a person may put right: the name, the phone of the declarations, the organisation in each group."""

    ORGANISATION = ["org_name", "org_kind", "org_role"]
    use_required_attribute = False

    def __init__(self, user, data=None):
        super().__init__(data, label_suffix="")
        known = DeclarationForm.base_fields
        declaration = Declaration.objects.of(user).order_by("-sent_at", "-pk").first()
        self.fields["first_name"] = deepcopy(known["given_name"])
        self.fields["last_name"] = deepcopy(known["family_name"])
        self.initial = {"first_name": user.first_name, "last_name": user.last_name}
        if declaration:
            self.fields["phone"] = deepcopy(known["phone"])
            self.fields["phone"].help_text = "Jest w Twojej deklaracji. Puste pole usuwa numer."
            self.initial["phone"] = declaration.shown_phone
        self.memberships = list(user.memberships.exclude(status="ended").select_related("group"))
        for membership in self.memberships:
            for name in self.ORGANISATION:
                self.fields[f"{name}_{membership.pk}"] = deepcopy(known[name])
                self.initial[f"{name}_{membership.pk}"] = getattr(membership, name)
        for name, token in {"first_name": "given-name", "last_name": "family-name", "phone": "tel"}.items():
            if name in self.fields:
                self.fields[name].widget.attrs = {"autocomplete": token}

    def clean(self):
        cleaned = super().clean()
        for membership in self.memberships:
            fields = [f"{name}_{membership.pk}" for name in self.ORGANISATION]
            for name, field in zip(self.ORGANISATION, fields, strict=True):
                if any(cleaned.get(other) for other in fields) and not cleaned.get(field) and field not in self.errors:
                    self.add_error(field, DeclarationForm.NEEDED_OF_ORGANISATIONS[name])
        return cleaned

    def corrections(self) -> dict:
        """What `User.correct` takes."""
        said = self.cleaned_data
        return {name: said[name] for name in ("first_name", "last_name", "phone") if name in said} | {
            "organisations": {
                membership: {name: said[f"{name}_{membership.pk}"] for name in self.ORGANISATION}
                for membership in self.memberships
            }
        }

    @property
    def organisations(self) -> list[tuple]:
        """(membership, its fields) pairs."""
        return [(one, [self[f"{name}_{one.pk}"] for name in self.ORGANISATION]) for one in self.memberships]
