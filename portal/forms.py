"""What all forms with blocks share."""

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


class PageForm(Understood, WagtailAdminPageForm):
    """The editor's form of every page."""
