"""Forms of help that is offered, and of objections."""

from django import forms

from portal.forms import ErrorSummary, TextField
from roadmaps.models import Pledge


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
