"""The forms in which editors write pages; a page type names its own."""

from wagtail.admin.forms import WagtailAdminPageForm

from portal.forms import AsksBack, ReadableForm


class PageForm(ReadableForm, WagtailAdminPageForm):
    """The editor's form of every page."""


class AskingPageForm(AsksBack, PageForm):
    """The editor's form of a page that is asked about before it is published."""

    sure = AsksBack.SURE

    def clean(self):
        cleaned = super().clean()
        self.ask_back(not self.is_deferred_validation)
        return cleaned
