"""The text area of the editor."""

from wagtail.admin.rich_text import DraftailRichTextArea

from portal.rules.cleaning import clean


class RichTextArea(DraftailRichTextArea):
    """A text whose script is not ready yet, when Wagtail saves a draft by itself, is empty: on a slow machine it is.

    What was pasted is cleaned here; no-break spaces stay, since editors set them on purpose.
    """

    def value_from_datadict(self, data, files, name):
        if data.get(name) == "":
            return ""
        html = super().value_from_datadict(data, files, name)
        return clean(html, spaces=False).replace("\x00", "") if html else html
