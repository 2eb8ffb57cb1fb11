"""Forms check shape; whether something can be done now is asked of the models."""

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.core.validators import RegexValidator

from portal.templatetags.polish import counted
from signup.models import Declaration

# letters of any alphabet (with combining marks), space, hyphen, apostrophe; at least one letter
NAME = RegexValidator(
    r"^(?=.*[^\W\d_])(?:[^\W\d_]|[\u0300-\u036f '’ʼ\u2010\u2011-])+$",
    "Użyj liter, spacji, łącznika lub apostrofu, bez cyfr i innych znaków.",
)


class Wrongs:
    """For a form: what must be put right, for the summary at its top."""

    @property
    def wrongs(self):
        """(id to go to, sentence) in the order of the form."""
        found = [(_first_id(self[next(iter(self.fields))]), error) for error in self.non_field_errors()]
        found += [(_first_id(self[name]), self[name].errors[0]) for name in self.fields if self[name].errors]
        return found

    @property
    def wrongs_title(self):
        return f"Popraw {counted(len(self.wrongs), 'pole,pola,pól')}"


class Choices(forms.ModelMultipleChoiceField):
    """Boxes of rows to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError as error:  # SQLite, of a number that no key can be
            sentence = self.error_messages["invalid_choice"]
            raise forms.ValidationError(sentence, "invalid_choice", {"value": ", ".join(value)}) from error


class GroupChoices(Choices):
    """Groups by name, each with its shield."""

    def label_from_instance(self, group):
        return group.title


class DeclarationForm(Wrongs, forms.Form):
    """The declaration of participation, as far as it is asked for today."""

    given_name = forms.CharField(
        label="Imię", max_length=80, validators=[NAME], error_messages={"required": "Podaj imię."}
    )
    family_name = forms.CharField(
        label="Nazwisko", max_length=80, validators=[NAME], error_messages={"required": "Podaj nazwisko."}
    )
    email = forms.EmailField(
        label="Adres e-mail",
        max_length=254,
        help_text="Tu wyślemy link do potwierdzenia.",
        error_messages={
            "required": "Podaj adres e-mail.",
            "invalid": "Podaj adres e-mail ze znakiem @, na przykład jan@example.org.",
        },
    )
    groups = GroupChoices(
        label="Wybierz co najmniej jedną grupę",
        queryset=None,
        error_messages={"required": "Wybierz co najmniej jedną grupę."},
    )
    capacity = forms.ChoiceField(
        label="Występuję",
        choices=Declaration.CAPACITIES,
        initial="own",
        widget=forms.RadioSelect,
        error_messages={"required": "Zaznacz, w czyim imieniu występujesz."},
    )
    org_name = forms.CharField(label="Nazwa organizacji", max_length=160, required=False)
    org_kind = forms.ChoiceField(
        label="Rodzaj podmiotu", choices=[("", "wybierz z listy"), *Declaration.ORG_KINDS], required=False
    )
    org_role = forms.CharField(label="Funkcja", max_length=120, required=False)
    stmt_voluntary = forms.BooleanField(
        label="Deklaruję dobrowolny udział w pracach grupy i akceptuję zasady jej pracy",
        error_messages={"required": "Potwierdź, że udział jest dobrowolny."},
    )
    stmt_adult = forms.BooleanField(
        label="Mam ukończone 18 lat", error_messages={"required": "Potwierdź ukończenie 18 lat."}
    )
    stmt_clause = forms.BooleanField(
        label="Znam treść klauzuli informacyjnej",
        error_messages={"required": "Potwierdź znajomość klauzuli informacyjnej."},
    )
    consent_public_name = forms.BooleanField(
        label="Zgadzam się na podanie mojego imienia, nazwiska i organizacji na publicznej liście członków",
        required=False,
    )
    consent_image = forms.BooleanField(
        label="Zgadzam się na publikację wizerunku utrwalonego podczas spotkań", required=False
    )
    # a trap: people do not see it, robots fill it in
    second_subject = forms.CharField(required=False)

    ORGANISATION = {
        "org_name": "Podaj nazwę organizacji.",
        "org_kind": "Wybierz rodzaj podmiotu.",
        "org_role": "Podaj funkcję w organizacji.",
    }
    # the parts of the form in their order, as stops of its road
    STAGES = [
        ("given_name", "family_name", "email"),
        ("groups",),
        ("capacity", "org_name", "org_kind", "org_role"),
        ("stmt_voluntary", "stmt_adult", "stmt_clause", "consent_public_name", "consent_image"),
    ]

    def __init__(self, call, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.call = call
        self.fields["groups"].queryset = call.offered().filter(archived=False)
        for name, token in {"given_name": "given-name", "family_name": "family-name", "email": "email"}.items():
            self.fields[name].widget.attrs["autocomplete"] = token
        self.fields["org_name"].widget.attrs["autocomplete"] = "organization"
        self.fields["org_role"].widget.attrs["autocomplete"] = "organization-title"
        # an <input type=email> would stop the form in the browser's words; the server's are better
        self.use_required_attribute = False

    def clean(self):
        cleaned = super().clean()
        for name, sentence in self.ORGANISATION.items():
            if cleaned.get("capacity") != "representative":
                cleaned[name] = ""
            elif not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    @property
    def is_from_a_robot(self):
        return bool(self.cleaned_data["second_subject"])

    def fields_to_send(self):
        """What `Declaration.objects.send` takes."""
        wanted = ["given_name", "family_name", "email", "capacity", "org_name", "org_kind", "org_role"]
        kinds = ["public_name", "image"]
        return {name: self.cleaned_data[name] for name in wanted} | {
            "groups": list(self.cleaned_data["groups"]),
            "consents": [kind for kind in kinds if self.cleaned_data[f"consent_{kind}"]],
        }

    # what the template draws

    @property
    def stages(self):
        """For each part of the form: halt (something is wrong in it), passed, or nothing yet."""
        if not self.is_bound:
            return ["" for _ in self.STAGES]
        return ["halt" if any(self[name].errors for name in stage) else "passed" for stage in self.STAGES]

    @property
    def group_choices(self):
        """(checkbox, group) pairs."""
        return list(zip(self["groups"], self.fields["groups"].queryset, strict=True))


def _first_id(field):
    """The id of a field, or of the first box of a list of boxes."""
    return f"{field.auto_id}_0" if field.field.widget.use_fieldset else field.auto_id


class AskForCodeForm(Wrongs, RequestLoginCodeForm):
    """The address to which a code goes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False
        field = self.fields["email"]
        field.label = "Adres e-mail"
        field.widget.attrs = {"autocomplete": "email"}
        field.error_messages |= {
            "required": "Podaj adres e-mail.",
            "invalid": "Podaj adres e-mail ze znakiem @, na przykład jan@example.org.",
        }


class CodeForm(Wrongs, ConfirmLoginCodeForm):
    """The code from the mail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False
        field = self.fields["code"]
        field.label = "Kod"
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "code",
        }
        field.error_messages["required"] = "Podaj kod z wiadomości."
