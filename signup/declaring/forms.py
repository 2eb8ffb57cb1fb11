"""The forms of the declaration. They check shape; whether something can be done now is asked of the models."""

from django import forms
from django.forms import BoundField

from portal.forms import ErrorSummary, TextField
from portal.models import WorkingGroupPage
from portal.rules import cleaning
from signup.models import ConsentText, Declaration
from signup.rules import numbers

from .fields import GroupChoices, NameField, NumberField
from .precautions import AgainstRobots, ShowsTexts
from .rules import STATEMENTS


class DeclarationForm(ErrorSummary, AgainstRobots, ShowsTexts, forms.Form):
    """The declaration of participation."""

    given_name = NameField(label="Imię", error_messages={"required": "Podaj imię."})
    family_name = NameField(label="Nazwisko", error_messages={"required": "Podaj nazwisko."})
    email = forms.EmailField(
        label="Adres e-mail",
        max_length=254,
        help_text="Tu wyślemy link do potwierdzenia.",
        error_messages={
            "required": "Podaj adres e-mail.",
            "invalid": cleaning.NO_ADDRESS,
        },
    )
    phone = NumberField(
        numbers.phone,
        label="Numer telefonu",
        help_text="Zadzwonimy tylko w sprawie tej deklaracji.",
        widget=forms.TelInput,
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
    krs = NumberField(numbers.krs, label="Numer KRS")
    nip = NumberField(numbers.nip, label="Numer NIP")
    regon = NumberField(numbers.regon, label="Numer REGON")
    street = forms.CharField(label="Ulica i numer", max_length=120, required=False)
    postal_code = NumberField(numbers.postal_code, label="Kod pocztowy")
    city = forms.CharField(label="Miejscowość", max_length=80, required=False)
    contribution = TextField(
        label="Co chcę wnieść do prac grupy",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-limit": 1000}),
        help_text="Do 1000 znaków.",
        error_messages={"max_length": "Skróć wypowiedź do 1000 znaków."},
    )
    availability = forms.MultipleChoiceField(
        label="Dogodne terminy spotkań",
        choices=Declaration.AVAILABILITIES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs = TextField(
        label="Potrzeby związane z dostępnością",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-limit": 1000}),
        help_text="np. tłumacz PJM, pętla indukcyjna, dojazd wózkiem",
        error_messages={"max_length": "Skróć opis do 1000 znaków."},
    )
    stmt_voluntary = forms.BooleanField(
        label=STATEMENTS["stmt_voluntary"],
        error_messages={"required": "Potwierdź, że udział jest dobrowolny."},
    )
    stmt_adult = forms.BooleanField(
        label=STATEMENTS["stmt_adult"], error_messages={"required": "Potwierdź ukończenie 18 lat."}
    )
    stmt_clause = forms.BooleanField(
        label=STATEMENTS["stmt_clause"],
        error_messages={"required": "Potwierdź znajomość klauzuli informacyjnej."},
    )
    consent_public_name = forms.BooleanField(
        label=STATEMENTS["consent_public_name"],
        required=False,
    )
    consent_image = forms.BooleanField(label=STATEMENTS["consent_image"], required=False)
    # a trap: people do not see it, robots fill it in
    second_subject = forms.CharField(required=False)
    # when the form was opened, signed: nobody reads it in two seconds
    opened = forms.CharField(required=False)
    # the versions of the texts that it showed: „clause:2 public_name:1 image:1”
    shown = forms.CharField(required=False)

    NEEDED_OF_ORGANISATIONS = {
        "org_name": "Podaj nazwę organizacji.",
        "org_kind": "Wybierz rodzaj podmiotu.",
        "org_role": "Podaj funkcję w organizacji.",
    }
    # whose shape is looked at as soon as they are left
    CHECKED = ["given_name", "family_name", "email", "phone", "krs", "nip", "regon", "postal_code"]
    # the parts of the form in their order, as stops of its road
    STAGES = [
        ("given_name", "family_name", "email", "phone"),
        ("groups",),
        ("capacity", *Declaration.ORGANISATION),
        ("contribution", "availability", "needs"),
        ("stmt_voluntary", "stmt_adult", "stmt_clause", "consent_public_name", "consent_image"),
    ]

    AUTOCOMPLETE = {
        "given_name": "given-name",
        "family_name": "family-name",
        "email": "email",
        "phone": "tel",
        "org_name": "organization",
        "org_role": "organization-title",
        "street": "address-line1",
        "postal_code": "postal-code",
        "city": "address-level2",
    }

    def __init__(self, call, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.call = call
        offered = call.offered() if call else WorkingGroupPage.objects.live().order_by("path")
        self.fields["groups"].queryset = offered.filter(archived=False)
        for name, token in self.AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = token
        for name in ("krs", "nip", "regon", "postal_code"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        for name in ("email", "phone"):
            self.fields[name].size = "medium"
        self.texts = call.texts() if call else {}
        for kind in ConsentText.CONSENTS:
            if self.texts.get(kind):
                self.fields[f"consent_{kind}"].label = self.texts[kind].sentence
        # an <input type=email> would stop the form in the browser's words; the server's are better
        self.use_required_attribute = False

    def clean_email(self):
        email = self.cleaned_data["email"]
        if len(email.lower()) > 254:  # a capital of another alphabet may become two small letters
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"], "invalid")
        return email

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("capacity") == "representative":
            for name, sentence in self.NEEDED_OF_ORGANISATIONS.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
            if cleaned.get("org_kind") == "grupa_nieformalna":
                self._leave_out("krs", "nip", "regon")  # which an informal group does not have
        else:
            self._leave_out(*Declaration.ORGANISATION)
        return cleaned

    def _leave_out(self, *names):
        """Nobody is stopped by what is not asked of them."""
        for name in names:
            self.cleaned_data[name] = ""
            self.errors.pop(name, None)

    def check_one(self, name: str) -> BoundField:
        """The field alone: what is wrong with what was typed in it; what is still empty is not."""
        field = self[name]
        if not field.data:
            self.errors.pop(name, None)
        return field

    def fields_to_send(self) -> dict:
        """What `Declaration.objects.send` takes."""
        return {name: self.cleaned_data[name] for name in Declaration.ANSWERS} | {
            "groups": list(self.cleaned_data["groups"]),
            "consents": self.consents,
            "texts": self.cleaned_data["shown"],
        }

    @classmethod
    def of(cls, declaration: Declaration) -> dict:
        """The answers of a declaration as a form shows them."""
        shown = {"phone": numbers.show_phone(declaration.phone), "nip": numbers.show_nip(declaration.nip)}
        return {name: getattr(declaration, name) for name in Declaration.ANSWERS} | shown

    @property
    def stages(self) -> list[str]:
        """For each part of the form: halt (something is wrong in it), passed, or nothing yet."""
        if not self.is_bound:
            return ["" for _ in self.STAGES]
        return ["halt" if any(self[name].errors for name in stage) else "passed" for stage in self.STAGES]

    @property
    def group_choices(self) -> list[tuple]:
        """(checkbox, group) pairs."""
        return list(zip(self["groups"], self.fields["groups"].queryset, strict=True))


class RevisionForm(DeclarationForm):
    """What its person may put right in a declaration that was sent."""

    def __init__(self, declaration, data=None):
        super().__init__(declaration.call, data, initial=self.of(declaration))
        self.fields = {name: field for name, field in self.fields.items() if name in Declaration.REVISABLE}


class InvitedForm(DeclarationForm):
    """The declaration of somebody whom a group invited: the address and the group are those of the invitation."""

    STAGES = [("given_name", "family_name", "phone"), *DeclarationForm.STAGES[2:]]
    GIVEN = ("email", "groups", "second_subject", "opened")

    def __init__(self, invitation, data=None):
        names = {"given_name": invitation.given_name, "family_name": invitation.family_name}
        super().__init__(invitation.call, data, initial=names)
        self.invitation = invitation
        for name in self.GIVEN:
            del self.fields[name]

    def fields_to_send(self) -> dict:
        """What `Invitation.accept` takes."""
        answers = {name: self.cleaned_data[name] for name in Declaration.ANSWERS if name in self.fields}
        return answers | {"consents": self.consents, "texts": self.cleaned_data["shown"]}

    def _renewed(self, data):
        return type(self)(self.invitation, data)
