"""The form of an action's text. Like all forms it checks the shape of what was typed; verbs decide what may be done."""

from typing import Self

from django import forms
from django.forms import BoundField

from portal.forms import ErrorSummary, TextField
from portal.rules.parameters import key_in
from portal.rules.polish_order import by_name
from roadmaps.models import Action
from roadmaps.rules.terms import parse
from roadmaps.views.forms.fields import LinksField, PeopleField, TermField
from signup.models import User


class ActionForm(ErrorSummary, forms.Form):
    """The text of an action. `action` is the one being edited; without it the form adds a new one."""

    title = forms.CharField(
        label="Tytuł",
        min_length=5,
        max_length=120,
        error_messages={
            "required": "Podaj tytuł.",
            "min_length": "Podaj tytuł, który ma co najmniej 5 znaków.",
            "max_length": "Skróć tytuł do 120 znaków.",
        },
    )
    description = TextField(
        label="Opis",
        max_length=5000,
        widget=forms.Textarea,
        error_messages={"required": "Opisz działanie.", "max_length": "Skróć opis do 5000 znaków."},
    )
    goal = TextField(label="Cel", max_length=1000, required=False, widget=forms.Textarea)
    audience = forms.CharField(label="Odbiorcy", max_length=300, required=False)
    responsible_members = PeopleField(label="Osoby odpowiedzialne", queryset=User.objects.none(), required=False)
    responsible_organisations = forms.CharField(label="Organizacje odpowiedzialne", max_length=300, required=False)
    partners = forms.CharField(label="Partnerzy", max_length=300, required=False)
    term = TermField(
        label="Termin",
        max_length=40,
        required=False,
        help_text="Dzień, miesiąc albo kwartał: 15.01.2018, wrzesień 2018, II kwartał 2018.",
    )
    horizon = forms.ChoiceField(label="Horyzont", choices=[("", "wynika z terminu"), *Action.HORIZONS], required=False)
    resources = TextField(label="Zasoby", max_length=1000, required=False, widget=forms.Textarea)
    indicator = forms.CharField(
        label="Wskaźnik", max_length=300, required=False, help_text="Po czym poznamy, że się udało."
    )
    related = LinksField(label="Powiązane działania")
    depends_on = LinksField(label="Zależy od")

    FIRST = ["title", "description"]
    LINKS = ["related", "depends_on"]

    opened = False

    def __init__(self, data=None, *, roadmap, action=None, then=None, **options):
        self.linked = self.initial_of(action) if action else {}
        initial = self.linked | options.pop("initial", {})
        super().__init__(data, initial=initial, **options)
        self.roadmap, self.action = roadmap, action
        members = User.objects.filter(memberships__group=roadmap.group, memberships__status="active")
        if action:
            # whoever is responsible now, or was when the edit started, stays in the list after leaving the group
            known = {*self.linked["responsible_members"], *(then or {}).get("responsible_members", [])}
            members = members | User.objects.filter(pk__in=known)
        self.fields["responsible_members"].queryset = members.distinct().order_by(*by_name())
        for name in self.LINKS:
            field, words = self.fields[name], self.data.get(f"{self.add_prefix(name)}_slowa", "")
            linked = [*self.linked.get(name, []), *(then or {}).get(name, [])]
            keys = [*self.initial.get(name, []), *self._typed_keys(name)]
            field.offer(roadmap, linked, keys, words if self.is_looking_for_links else "", without=action)

    def _typed_keys(self, name):
        values = self.data.getlist(self.add_prefix(name)) if hasattr(self.data, "getlist") else []
        return [key for value in values[:100] if (key := key_in(value))]

    @property
    def is_looking_for_links(self) -> bool:
        """Whether words were sent to find actions to link with, and not the form."""
        return self.data.get("znajdz") in self.LINKS

    def with_links_found(self) -> Self:
        """The same form with all that was typed and what was found, and no word on errors."""
        typed = {name: self[name].value() for name in self.fields}
        typed |= {name: self._typed_keys(name) for name in self.LINKS}
        again = type(self)(roadmap=self.roadmap, action=self.action, initial=typed)
        for name in self.LINKS:
            again.fields[name] = self.fields[name]
        again.opened = True
        return again

    @staticmethod
    def initial_of(action: Action) -> dict:
        return ActionForm.typed(action.snapshot())

    @staticmethod
    def typed(snapshot: dict) -> dict:
        """A text as the history stores it (Action.snapshot), as a person would type it into the form."""
        return snapshot | {"term": str(parse(snapshot["term"])) if snapshot["term"] else ""}

    @property
    def first(self) -> list[BoundField]:
        """The two fields that are always seen."""
        return [self[name] for name in self.FIRST]

    @property
    def more(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name in Action.TEXTS and name not in self.FIRST]

    @property
    def more_is_open(self) -> bool:
        """Whether a folded field has an error, or was worked in."""
        return self.opened or any(field.errors for field in self.more)

    def texts(self) -> dict:
        """What was typed, as the verbs take it."""
        texts = {name: self.cleaned_data[name] for name in Action.TEXTS}
        term = texts.pop("term")
        texts |= {"term": term.last_day if term else None, "term_precision": term.precision if term else ""}
        return texts
