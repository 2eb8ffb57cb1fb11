"""Forms of the discussion."""

from django import forms

from portal.forms import ErrorSummary, TextField
from roadmaps.models import Comment


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
