"""What all forms with blocks share."""

from django import forms
from django.core.exceptions import BadRequest
from draftjs_exporter.error import ExporterException
from wagtail.admin.forms import WagtailAdminPageForm


class Understood:
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

    def doubts(self):
        """{field: a sentence that says what is odd} about what was typed."""
        return {}

    def ask_back(self, publishing):
        """In `clean`: put each doubt beside its field, unless the person has said to be sure."""
        doubts = self.doubts() if publishing else {}
        if not doubts:
            del self.fields["sure"]
        elif not self.cleaned_data.get("sure"):
            for field, sentence in doubts.items():
                self.add_error(field, f"{sentence} Jeśli tak ma być, zaznacz to i opublikuj jeszcze raz.")


class PageForm(Understood, WagtailAdminPageForm):
    """The editor's form of every page."""
