"""Files to download: a model of our own, since a reader must be told which of them a screen reader cannot read."""

from django.db import models
from wagtail.documents.models import AbstractDocument, Document


class Attachment(AbstractDocument):
    """An uploaded file."""

    shown_publicly = True

    inaccessible = models.BooleanField(
        "nie jest dostępny cyfrowo",
        default=False,
        help_text="Np. skan bez warstwy tekstu. Przy pliku pojawi się kontakt, pod którym można prosić o inną postać.",
    )

    admin_form_fields = ("title", "file", "inaccessible", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "plik do pobrania"
        verbose_name_plural = "pliki do pobrania"
        permissions = Document._meta.permissions
