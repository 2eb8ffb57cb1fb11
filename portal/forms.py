"""What forms share: the summary of errors, how a form with blocks is read, a field of plain text, boxes of rows."""

from django import forms
from django.core.exceptions import BadRequest
from django.forms import BoundField
from draftjs_exporter.error import ExporterException

from portal.templatetags.polish import counted


class ErrorSummary:
    """Mixed into a form: what must be put right, for the summary at its top (templates/form.html)."""

    @property
    def error_summary(self) -> list[tuple[str, str]]:
        """(id to go to, sentence) in the order of the form."""
        found = [(first_id(self[next(iter(self.fields))]), error) for error in self.non_field_errors()]
        return found + [(first_id(self[name]), self[name].errors[0]) for name in self.fields if self[name].errors]

    @property
    def error_summary_title(self) -> str:
        fields = len(self.error_summary) - len(self.non_field_errors())
        return f"Popraw {counted(fields, 'pole,pola,pól')}" if fields else "Nie udało się"


def first_id(field: BoundField) -> str:
    """The id of a field, or of the first box of a list of boxes."""
    return f"{field.auto_id}_0" if field.field.widget.use_fieldset else field.auto_id


class ReadableForm:
    """Mixed into a form: what the editor's own script never sends is a bad request (400) and no fault of ours.

    Wagtail reads counts, places and rich text (JSON) of its blocks as if nobody else could post them.
    """

    def full_clean(self):
        if self.is_bound:
            try:
                for field in self:
                    field.data  # noqa: B018
            except (AttributeError, LookupError, TypeError, ValueError, RecursionError, ExporterException) as broken:
                raise BadRequest("The form cannot be read.") from broken
        super().full_clean()


class AsksBack:
    """Mixed into a form: what is hardly meant is asked about once, before it becomes public.

    The form has the field `sure` (`sure = AsksBack.SURE`): a tick that is there only when something is asked.
    """

    SURE = forms.BooleanField(label="Tak, tak ma być", required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if not self.is_bound:
            del self.fields["sure"]

    def doubts(self) -> dict[str, str]:
        """{field: a sentence that says what is odd} about what was typed."""
        return {}

    def ask_back(self, publishing: bool) -> None:
        """In `clean`: put each doubt beside its field, unless the person has said to be sure."""
        doubts = self.doubts() if publishing else {}
        if not doubts:
            del self.fields["sure"]
        elif not self.cleaned_data.get("sure"):
            for field, sentence in doubts.items():
                self.add_error(field, f"{sentence} Jeśli tak ma być, zaznacz to i opublikuj jeszcze raz.")


class TextField(forms.CharField):
    """Plain text with the line ends of this system, so that texts can be counted and compared."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class Choices(forms.ModelMultipleChoiceField):
    """Boxes of rows to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError as error:  # SQLite, of a number that no key can be
            sentence = self.error_messages["invalid_choice"]
            raise forms.ValidationError(sentence, "invalid_choice", {"value": ", ".join(value)}) from error
