"""Forms of the desk: what stands on paper, and what its list shows."""

from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.models import WorkingGroupPage
from portal.rules import cleaning
from signup.declaring.forms import DeclarationForm
from signup.models import Declaration, DeclarationCallPage


class PaperForm(DeclarationForm):
    """What stands on a signed declaration, as the office writes it down."""

    field_order = ["call", "received_on"]

    call = forms.ModelChoiceField(
        label="Nabór", queryset=None, empty_label=None, error_messages={"required": "Wybierz nabór."}
    )
    received_on = forms.DateField(
        label="Data wpływu",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Podaj datę wpływu.", "invalid": "Podaj datę wpływu."},
    )

    def __init__(self, groups, data=None, initial=None):
        super().__init__(None, data, initial=initial)
        self.fields["call"].queryset = DeclarationCallPage.objects.live().order_by("-closes", "-pk")
        self.fields["email"].required = False
        self.fields["email"].help_text = "Jeśli jest na papierze. Wyślemy link do potwierdzenia."
        self.coordinated = {group.pk for group in groups}

    def clean(self):
        cleaned = super().clean()
        call, groups, received = (cleaned.get(name) for name in ("call", "groups", "received_on"))
        if call and groups and set(groups) - set(call.offered()):
            self.add_error("groups", "Wybierz grupy z tego naboru.")
        if groups and not self.coordinated & {group.pk for group in groups}:
            self.add_error("groups", "Wybierz też grupę, którą koordynujesz.")
        if received and received > timezone.localdate():
            self.add_error("received_on", "Data wpływu nie może być w przyszłości.")
        return cleaned

    def fields_to_enter(self) -> dict:
        """What `Declaration.objects.enter` takes."""
        sent = {name: value for name, value in self.fields_to_send().items() if name != "texts"}
        return sent | {name: self.cleaned_data[name] for name in ("call", "received_on")}


class AddressForm(forms.Form):
    """The address of a person on paper, as the office writes it down."""

    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": "Podaj adres e-mail.",
            "invalid": cleaning.NO_ADDRESS,
        },
    )

    clean_email = DeclarationForm.clean_email


class DeskFilter(forms.Form):
    """What the desk shows. What makes no sense is left out of account: a filter is never wrong."""

    LISTS = [
        ("", "do decyzji"),
        ("uzupelnienie", "do uzupełnienia"),
        ("rozpatrzone", "rozpatrzone"),
        ("po-terminie", "po terminie"),
        ("kompletne", "kompletne"),
        ("wycofane", "wycofane"),
        ("wszystkie", "wszystkie"),
    ]

    q = forms.CharField(label="Szukaj w deklaracjach", required=False, max_length=120)
    lista = forms.ChoiceField(label="Lista", choices=LISTS, required=False)
    nabor = forms.ChoiceField(label="Nabór", required=False)
    grupa = forms.ChoiceField(label="Grupa", required=False)

    def __init__(self, groups, data):
        super().__init__(data, label_suffix="")
        self.groups = groups
        self.calls = list(DeclarationCallPage.objects.live().defer("body").order_by("-closes", "-pk"))
        self.fields["nabor"].choices = [("", "każdy"), *((call.slug, call.title) for call in self.calls)]
        self.fields["grupa"].choices = [("", "wszystkie moje"), *((group.slug, group.title) for group in groups)]
        self.fields["q"].widget.attrs = {"placeholder": "numer, nazwisko, organizacja"}

    def found(self) -> QuerySet:
        """The declarations of these groups that are wanted, in their order."""
        self.is_valid()
        chosen, groups = self.cleaned_data.get, self.chosen_groups
        found = Declaration.objects.all()
        if self.call:
            found = found.filter(call=self.call)
        words = chosen("q")
        if words:
            found = found.seek(words)
        match chosen("lista") or ("wszystkie" if words else ""):
            case "":
                # whatever waits for these groups chose them: asked once, or 5,000 take twice as long
                return found.awaiting(groups).order_by("submitted_at", "pk")
            case "uzupelnienie":
                found = found.incomplete(groups)
            case "rozpatrzone":
                found = found.submitted().exclude(pk__in=Declaration.objects.awaiting(groups))
            case "po-terminie":
                found = found.submitted().filter(late=True)
            case "kompletne":
                found = found.complete(groups)
            case "wycofane":
                found = found.filter(state="withdrawn")
        return found.on_record().choosing(groups).order_by("-submitted_at", "-pk")

    @property
    def chosen_groups(self) -> list[WorkingGroupPage]:
        """Those of these groups that are wanted."""
        self.is_valid()
        return [group for group in self.groups if self.cleaned_data.get("grupa") in ("", None, group.slug)]

    def after(self, declaration: Declaration) -> Declaration | None:
        """The one after this in the list, or the first of those left; the declaration may have left the list by now."""
        others = self.found().exclude(pk=declaration.pk)
        oldest_first = others.query.order_by[0] == "submitted_at"
        moment, way = declaration.submitted_at, "gt" if oldest_first else "lt"
        later = Q(**{f"submitted_at__{way}": moment}) | Q(submitted_at=moment, **{f"pk__{way}": declaration.pk})
        return others.filter(later).first() or others.first()

    @property
    def closed_call(self) -> DeclarationCallPage | None:
        """The chosen call, or the one that closes last, when it is over."""
        call = self.call or next(iter(self.calls), None)
        return call if call and not call.is_open() and not call.is_coming else None

    @property
    def call(self) -> DeclarationCallPage | None:
        """The chosen call, or None."""
        self.is_valid()
        return next((call for call in self.calls if call.slug == self.cleaned_data.get("nabor")), None)

    @property
    def address(self) -> str:
        """The filter as it stands in an address, without the page."""
        return urlencode([(name, self.data.get(name)) for name in self.fields if self.data.get(name)])
