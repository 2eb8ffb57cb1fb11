"""Forms of moving an action along the road, and of dropping it."""

from django import forms
from django.forms import BoundField
from django.utils import timezone

from portal.forms import ErrorSummary, TextField
from roadmaps.models import Action


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
    def asked(self) -> list[BoundField]:
        """The fields that this state asks for."""
        return [self[name] for name in self.fields if name not in ("to", "place", "after")]


class DropForm(ErrorSummary, forms.Form):
    reason = TextField(
        label="Powód",
        max_length=1000,
        widget=forms.Textarea(attrs={"autofocus": True}),
        error_messages={"required": "Podaj powód zaniechania."},
    )
