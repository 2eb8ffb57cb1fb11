"""The form of an edit, which may meet another one."""

from typing import Self

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from portal.forms import TextField
from portal.rules.parameters import number_in
from roadmaps.models import Action
from roadmaps.views.forms.action import ActionForm


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
    def asked(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name in self.about]

    @property
    def rest(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name in Action.TEXTS and name not in self.about]

    @property
    def rest_is_open(self) -> bool:
        """Whether a folded field has an error, or was worked in."""
        return self.opened or any(field.errors for field in self.rest)

    def with_chosen_text(self) -> Self:
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
    def base_of(data: QueryDict, action: Action) -> int:
        """The version that the edit started from; the newest if what was sent makes no sense (`base` will say so)."""
        return min(number_in(data.get("base")) or action.version, action.version)

    def texts(self) -> dict:
        """What was sent, as the verbs take it."""
        left = set(Action.TEXTS) - set(self.sent)
        if "term" in left:
            left.add("term_precision")
        return {name: value for name, value in super().texts().items() if name not in left}
