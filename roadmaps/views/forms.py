"""Forms of the board. They check the shape of what was typed; what may be done now is decided by the verbs."""

from django import forms
from django.utils import timezone

from portal.forms import ErrorSummary
from portal.rules.polish_order import by_name
from roadmaps.models import Action, Comment, Pledge
from roadmaps.models.action.hiding import TITLE
from roadmaps.rules.terms import parse
from roadmaps.shown.search import find_to_link
from signup.declaring.forms import Choices, TextField
from signup.models import User

LONGEST = 120  # characters of words that are looked for


class TermField(forms.CharField):
    """A term as people write it; gives a Term or None."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse(text)
        except ValueError as error:
            raise forms.ValidationError(
                "Podaj termin w jednej z postaci: 15.01.2018, wrzesień 2018, II kwartał 2018."
            ) from error


class PeopleField(Choices):
    def label_from_instance(self, user):
        return str(user)


class LinksField(Choices):
    """Other actions, of any public board. Offered are the chosen ones and those that `sought` words find."""

    seeks = True
    sought = ""  # what was typed to find more
    found = 0  # how many that gave

    def __init__(self, **options):
        super().__init__(queryset=Action.objects.none(), required=False, **options)

    def offer(self, roadmap, linked, typed, sought, without):
        """Which actions may be chosen, and which of them stand in the list: those `linked` already, those whose keys
        were `typed`, if the reader may know of them, and those that are found."""
        readable = (Action.objects.public() | roadmap.actions.all()).filter(hidden_reason="")
        open_to_link = readable.exclude(state="dropped") | readable.filter(pk__in=typed)
        open_to_link |= Action.objects.filter(pk__in=linked)
        self.queryset = open_to_link.exclude(pk=without.pk if without else None)
        self.sought = " ".join(sought.split())[:LONGEST]
        found = find_to_link(roadmap, self.sought) if self.sought else []
        wanted = [*linked, *typed, *found]
        known = self.queryset.filter(pk__in=wanted).select_related("roadmap__page").in_bulk() if wanted else {}
        told = set(readable.filter(pk__in=linked).values_list("pk", flat=True)) if linked else set()
        secret = set(linked) - told
        self.found = sum(pk in known for pk in found)
        self.widget.choices = [
            (pk, TITLE if pk in secret else _named(known[pk], roadmap)) for pk in dict.fromkeys(wanted) if pk in known
        ]


def _named(action, roadmap):
    group = "" if action.roadmap_id == roadmap.pk else f" ({action.roadmap.group.title})"
    return f"{action.title}{group}"


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
            field.offer(roadmap, linked, keys, words if self.is_seeking else "", without=action)

    def _typed_keys(self, name):
        values = self.data.getlist(self.add_prefix(name)) if hasattr(self.data, "getlist") else []
        return [int(value) for value in values[:100] if value.isascii() and value.isdecimal() and len(value) < 19]

    @property
    def is_seeking(self):
        """Whether words were sent to find actions to link with, and not the form."""
        return self.data.get("znajdz") in self.LINKS

    def seeking(self):
        """The same form with all that was typed and what was found, and no word on errors."""
        typed = {name: self[name].value() for name in self.fields}
        typed |= {name: self._typed_keys(name) for name in self.LINKS}
        again = type(self)(roadmap=self.roadmap, action=self.action, initial=typed)
        for name in self.LINKS:
            again.fields[name] = self.fields[name]
        again.opened = True
        return again

    @staticmethod
    def initial_of(action):
        return ActionForm.typed(action.snapshot())

    @staticmethod
    def typed(snapshot):
        """A text as the history stores it (Action.snapshot), as a person would type it into the form."""
        return snapshot | {"term": str(parse(snapshot["term"])) if snapshot["term"] else ""}

    @property
    def first(self):
        """The two fields that are always seen."""
        return [self[name] for name in self.FIRST]

    @property
    def more(self):
        return [self[name] for name in self.fields if name in Action.TEXTS and name not in self.FIRST]

    @property
    def more_is_open(self):
        """Whether a folded field has an error, or was worked in."""
        return self.opened or any(field.errors for field in self.more)

    def texts(self):
        """What was typed, as the verbs take it."""
        texts = {name: self.cleaned_data[name] for name in Action.TEXTS}
        term = texts.pop("term")
        texts |= {"term": term.last_day if term else None, "term_precision": term.precision if term else ""}
        return texts


class EditForm(ActionForm):
    """An edit: it carries the version that it started from, and may say why.

    A field that is not sent was left alone. Of boxes none of which is ticked nothing is sent either, so `many` names
    those that were. Without JavaScript all fields come; what is as it was in that version was left alone, too.
    """

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    many = forms.MultipleChoiceField(
        choices=[(name, name) for name in Action.MANY], required=False, widget=forms.MultipleHiddenInput
    )
    note = TextField(
        label="Opis zmiany",
        max_length=500,
        required=False,
        help_text="Co i dlaczego się zmienia; zostanie w historii.",
    )

    def __init__(self, data=None, *, roadmap, action, initial=None, about=ActionForm.FIRST):
        self.about = about  # the fields that it is about; the others are folded away
        then = {}
        if data is not None:
            then = self.typed(action.snapshot_at(self.base_of(data, action)))
            self.sent = [name for name in Action.TEXTS if name in data or name in data.getlist("many")]
            data = data.copy()
            for name in set(Action.TEXTS) - set(self.sent):
                # as a browser would have sent it: keys are text, too
                data.setlist(name, [str(key) for key in then[name]] if name in Action.MANY else [then[name]])
            data.setlist("many", Action.MANY)
        initial = {"base": action.version, "many": Action.MANY} | (initial or {})
        super().__init__(data, roadmap=roadmap, action=action, initial=initial, then=then)

    @property
    def asked(self):
        return [self[name] for name in self.fields if name in self.about]

    @property
    def rest(self):
        return [self[name] for name in self.fields if name in Action.TEXTS and name not in self.about]

    @property
    def rest_is_open(self):
        """Whether a folded field has an error, or was worked in."""
        return self.opened or any(field.errors for field in self.rest)

    def taking(self):
        """The same form with what was chosen where two edits met: a whole text, or a sentence instead of both."""
        name, _, which = self.data.get("wez", "").partition("-")
        typed = {name: self[name].value() for name in self.fields}
        typed |= {name: self._typed_keys(name) for name in self.LINKS}
        if name in Action.TEXTS and name not in Action.MANY:
            both = self.data.get(f"oba-{name}-{which[1:]}", "")
            chosen = self.data.get(f"{name}-{which}", "")
            typed[name] = typed[name].replace(both, chosen, 1) if both else chosen
        again = type(self)(roadmap=self.roadmap, action=self.action, initial=typed, about=self.sent)
        again.taken = True
        return again

    @staticmethod
    def base_of(data, action):
        """The version that the edit started from; the newest if what was sent makes no sense (`base` will say so)."""
        base = data.get("base", "")
        known = base.isascii() and base.isdecimal() and len(base) < 10
        return min(max(int(base), 1), action.version) if known else action.version

    def texts(self):
        """What was sent, as the verbs take it."""
        left = set(Action.TEXTS) - set(self.sent)
        if "term" in left:
            left.add("term_precision")
        return {name: value for name, value in super().texts().items() if name not in left}


class MoveForm(ErrorSummary, forms.Form):
    """Into another state, with what that state asks for, or to a place of its own.

    The place is a number from 1 on, or `after`: right behind that action. Without either it comes last.
    """

    PLACES = [("", "na końcu"), ("1", "na początku")]

    place = forms.IntegerField(required=False, min_value=1, max_value=10**6, widget=forms.Select(choices=PLACES))
    after = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    to = forms.ChoiceField(choices=Action.STATES, widget=forms.HiddenInput)
    note = TextField(label="Opis zmiany", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    outcome = TextField(
        label="Co się udało",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Napisz krótko, co się udało."},
    )
    done_on = forms.DateField(
        label="Dzień zakończenia",
        help_text="Na przykład 15.01.2018.",
        error_messages={
            "required": "Podaj dzień zakończenia.",
            "invalid": "Podaj dzień zakończenia w postaci 15.01.2018.",
        },
    )

    NOTES = {
        ("discussed", "agreed"): (
            "Gdzie to uzgodniono",
            "Jedno zdanie albo odnośnik do spotkania.",
            "Napisz, gdzie to uzgodniono.",
        ),
        ("dropped", "proposed"): (
            "Dlaczego wraca do propozycji",
            "",
            "Napisz, dlaczego działanie wraca do propozycji.",
        ),
    }

    def __init__(self, data=None, *, action, initial=None):
        to = data.get("to", "") if data is not None else initial["to"]
        self.state_name = dict(Action.STATES).get(to, "")
        initial = {"done_on": timezone.localdate().strftime("%d.%m.%Y")} | (initial or {})
        super().__init__(data, initial=initial, auto_id=f"{to if self.state_name else 'ruch'}_%s")
        if to != "done" or action.state == "done":
            del self.fields["outcome"], self.fields["done_on"]
        if asked := self.NOTES.get((action.state, to)):
            note = self.fields["note"]
            note.required = True
            note.label, note.help_text, note.error_messages["required"] = asked
        if to == action.state:
            self.fields["note"].required = False
        # a state that asks for what the action lacks cannot be chosen yet
        self.lacks = action.lacks() if to == "in_progress" else []

    @property
    def asked(self):
        """The fields that this state asks for."""
        return [self[name] for name in self.fields if name not in ("to", "place", "after")]


class HideForm(ErrorSummary, forms.Form):
    reason = TextField(
        label="Powód",
        max_length=300,
        help_text="Przeczytają go wszyscy, zamiast treści.",
        error_messages={"required": "Podaj powód ukrycia.", "max_length": "Skróć powód do 300 znaków."},
    )


class RedactForm(ErrorSummary, forms.Form):
    phrase = TextField(
        label="Słowa do usunięcia",
        min_length=3,
        max_length=300,
        help_text="Na przykład imię i nazwisko albo numer telefonu. Wielkość liter nie ma znaczenia.",
        error_messages={
            "required": "Podaj słowa, które trzeba usunąć.",
            "min_length": "Podaj co najmniej 3 znaki.",
            "max_length": "Usuwaj najwyżej 300 znaków naraz.",
        },
    )
    reason = TextField(
        label="Powód",
        max_length=300,
        help_text="Zostanie w historii działania; przeczytają go wszyscy.",
        error_messages={"required": "Podaj powód.", "max_length": "Skróć powód do 300 znaków."},
    )


class DropForm(ErrorSummary, forms.Form):
    reason = TextField(
        label="Powód",
        max_length=1000,
        widget=forms.Textarea(attrs={"autofocus": True}),
        error_messages={"required": "Podaj powód zaniechania."},
    )


class PledgeForm(ErrorSummary, forms.Form):
    kind = forms.ChoiceField(
        label="Co wnoszę",
        choices=Pledge.KINDS,
        initial="time",
        widget=forms.RadioSelect,
        error_messages={"required": "Wybierz, co wnosisz."},
    )
    text = forms.CharField(
        label="Na czym polega pomoc",
        max_length=300,
        help_text="Na przykład: dwie godziny w tygodniu, sala na 20 osób.",
        error_messages={"required": "Napisz, na czym polega pomoc.", "max_length": "Skróć opis do 300 znaków."},
    )


class ObjectionForm(ErrorSummary, forms.Form):
    reason = TextField(
        label="Zastrzeżenie",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Co trzeba zmienić albo wyjaśnić.",
        error_messages={
            "required": "Napisz, na czym polega zastrzeżenie.",
            "max_length": "Skróć tekst do 1000 znaków.",
        },
    )


class CommentForm(ErrorSummary, forms.Form):
    text = TextField(
        label="Komentarz",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Napisz komentarz.", "max_length": "Skróć komentarz do 2000 znaków."},
    )
    kind = forms.ChoiceField(label="Rodzaj", choices=Comment.KINDS, required=False)

    def clean_kind(self):
        return self.cleaned_data["kind"] or "comment"


class AnswerForm(CommentForm):
    """An answer has no kind of its own."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        del self.fields["kind"]
        self.fields["text"].label = "Odpowiedź"

    def clean(self):
        return super().clean() | {"kind": "comment"}


class HideCommentForm(ErrorSummary, forms.Form):
    reason = forms.CharField(
        label="Powód ukrycia",
        max_length=300,
        help_text="Przeczyta go każdy w miejscu komentarza.",
        error_messages={"required": "Podaj powód ukrycia.", "max_length": "Skróć powód do 300 znaków."},
    )
