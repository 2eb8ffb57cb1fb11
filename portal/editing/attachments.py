"""Files to download: one is taken only if it is what the end of its name says."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm

from portal.rules.uploads import is_what_it_says


class AttachmentForm(BaseDocumentForm):
    """Wagtail's form of a file."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        kind = PurePath(file.name).suffix.removeprefix(".").lower()
        if "file" in self.changed_data and not is_what_it_says(file, kind):
            sentence = f"To nie jest plik {kind.upper()}: jego zawartość nie zgadza się z nazwą. "
            raise ValidationError(sentence + "Zapisz go jeszcze raz w programie, w którym powstał, i wyślij.")
        return file
