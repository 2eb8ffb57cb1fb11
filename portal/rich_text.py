"""The text area of the editor."""

from wagtail.admin.rich_text import DraftailRichTextArea


class RichTextArea(DraftailRichTextArea):
    """A text whose script is not ready yet, when Wagtail saves a draft by itself, is empty: on a slow machine it is."""

    def value_from_datadict(self, data, files, name):
        return "" if data.get(name) == "" else super().value_from_datadict(data, files, name)
