"""Forms check shape; whether something can be done now is asked of the models."""

import re
from copy import deepcopy
from datetime import UTC, datetime, timedelta

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner, b62_decode
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from portal.forms import ErrorSummary
from portal.models import WorkingGroupPage
from portal.rules import cleaning
from signup.models import ConsentText, Declaration
from signup.people import login_codes
from signup.rules import numbers

# letters of any alphabet (with combining marks), space, hyphen, apostrophe; at least one letter
NAME = RegexValidator(
    r"^(?=.*[^\W\d_])(?:[^\W\d_]|[\u0300-\u036f '’-])+$",
    "Użyj liter, spacji, łącznika lub apostrofu, bez cyfr i innych znaków.",
)

OPENED = TimestampSigner(salt="signup.declaration.opened")


def typed(request, name):
    """What was typed into a field of a small form: line ends of this system, and no byte that PostgreSQL refuses."""
    return cleaning.without_nul(request.POST.get(name, "")).replace("\r\n", "\n").replace("\r", "\n")


class TextField(forms.CharField):
    """Plain text with the line ends of this system, so that texts can be counted and compared."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class NameField(forms.CharField):
    """A name of a person, up to 80 letters."""

    def __init__(self, **options):
        super().__init__(max_length=80, validators=[NAME], **options)

    def to_python(self, value):
        return cleaning.name(super().to_python(value))


class NumberField(forms.CharField):
    """A number that may be left out, kept in the form that its rule of `signup.rules.numbers` gives."""

    def __init__(self, rule, **options):
        super().__init__(max_length=40, required=False, **options)
        self.rule = rule

    def clean(self, value):
        value = super().clean(value)
        try:
            return self.rule(value) if value else ""
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


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


class DeclarationForm(ErrorSummary, forms.Form):
    """The declaration of participation."""

    given_name = NameField(label="Imię", error_messages={"required": "Podaj imię."})
    family_name = NameField(label="Nazwisko", error_messages={"required": "Podaj nazwisko."})
    email = forms.EmailField(
        label="Adres e-mail",
        max_length=254,
        help_text="Tu wyślemy link do potwierdzenia.",
        error_messages={
            "required": "Podaj adres e-mail.",
            "invalid": "Podaj adres e-mail ze znakiem @, na przykład jan@example.org.",
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

    def clean_shown(self):
        """{kind: the text that this person read}; empty when the form does not say, or says what was never shown."""
        found = {}
        for kind, version in re.findall(r"(\w+):(\d{1,4})\b", self.cleaned_data["shown"], re.ASCII):
            found[kind] = self.call and self.call.text_shown(kind, int(version))
        return {kind: text for kind, text in found.items() if text}

    @property
    def read_other_texts(self):
        """Whether what was ticked is not what this call shows, so that it must be read again."""
        needed = [kind for kind in ("clause", *self.consents) if self.texts.get(kind)]
        return any(kind not in self.cleaned_data.get("shown", {}) for kind in needed)

    @property
    def texts_changed(self):
        """Whether the form showed other texts than it would show now."""
        return any(self.cleaned_data.get("shown", {}).get(kind) != text for kind, text in self.texts.items())

    def ask_again(self):
        """The form with the texts of today, and the boxes that belong to them empty."""
        data = self.data.copy()
        for name in ("stmt_clause", *(f"consent_{kind}" for kind in ConsentText.CONSENTS)):
            data.pop(name, None)
        again = self._renewed(data)
        again.errors.pop("stmt_clause", None)
        again.add_error("stmt_clause", "Treść klauzuli lub zgód zmieniła się. Przeczytaj ją i zaznacz jeszcze raz.")
        return again

    def _renewed(self, data):
        return type(self)(self.call, data)

    @property
    def versions(self):
        """What stands in the field `shown` of the form as it is shown now."""
        return " ".join(f"{kind}:{text.version}" for kind, text in self.texts.items() if text)

    def _leave_out(self, *names):
        """Nobody is stopped by what is not asked of them."""
        for name in names:
            self.cleaned_data[name] = ""
            self.errors.pop(name, None)

    @property
    def is_from_a_robot(self):
        return bool(self["second_subject"].data)

    @property
    def stamp(self):
        """What stands in the field `opened`: the moment at which this person first got the form."""
        return (self.is_bound and self._opened_at() and self["opened"].data) or OPENED.sign("")

    @property
    def is_hasty(self):
        """Whether less than the least time has passed since the form was opened, or nobody opened it."""
        opened = self._opened_at()
        return not opened or timezone.now() - opened < timedelta(seconds=settings.DECLARATION_LEAST_SECONDS)

    def _opened_at(self):
        try:
            OPENED.unsign(self["opened"].data or "")
        except BadSignature:
            return None
        stamp = self["opened"].data.split(":")[1]
        return datetime.fromtimestamp(b62_decode(stamp), UTC)

    def check_one(self, name):
        """The field alone: what is wrong with what was typed in it; what is still empty is not."""
        field = self[name]
        if not field.data:
            self.errors.pop(name, None)
        return field

    def fields_to_send(self):
        """What `Declaration.objects.send` takes."""
        return {name: self.cleaned_data[name] for name in Declaration.ANSWERS} | {
            "groups": list(self.cleaned_data["groups"]),
            "consents": self.consents,
            "texts": self.cleaned_data["shown"],
        }

    @property
    def consents(self):
        """The kinds of optional consents that were ticked."""
        return [kind for kind in ConsentText.CONSENTS if self.cleaned_data[f"consent_{kind}"]]

    @classmethod
    def of(cls, declaration):
        """The answers of a declaration as a form shows them."""
        shown = {"phone": numbers.show_phone(declaration.phone), "nip": numbers.show_nip(declaration.nip)}
        return {name: getattr(declaration, name) for name in Declaration.ANSWERS} | shown

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

    def fields_to_send(self):
        """What `Invitation.accept` takes."""
        answers = {name: self.cleaned_data[name] for name in Declaration.ANSWERS if name in self.fields}
        return answers | {"consents": self.consents, "texts": self.cleaned_data["shown"]}

    def _renewed(self, data):
        return type(self)(self.invitation, data)


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
            "invalid": "Podaj adres e-mail ze znakiem @, na przykład jan@example.org.",
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
            "invalid": "Podaj adres e-mail ze znakiem @, na przykład jan@example.org.",
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

    def corrections(self):
        """What `User.correct` takes."""
        said = self.cleaned_data
        return {name: said[name] for name in ("first_name", "last_name", "phone") if name in said} | {
            "organisations": {
                membership: {name: said[f"{name}_{membership.pk}"] for name in self.ORGANISATION}
                for membership in self.memberships
            }
        }

    @property
    def organisations(self):
        """(membership, its fields) pairs."""
        return [(one, [self[f"{name}_{one.pk}"] for name in self.ORGANISATION]) for one in self.memberships]
