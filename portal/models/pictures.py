"""Pictures: a model of our own from the first migration on, so that it can grow."""

import logging
from contextlib import contextmanager

from django.db import models
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import AbstractImage, AbstractRendition, Image, SourceImageIOError
from wagtail.search import index

log = logging.getLogger("portal.pictures")


class Picture(AbstractImage):
    """An uploaded picture."""

    shown_publicly = True

    admin_form_fields = Image.admin_form_fields
    # Wagtail's chooser asks for words and a tag at once, and its own fields cannot be asked for a tag
    search_fields = [
        *[field for field in AbstractImage.search_fields if not isinstance(field, index.RelatedFields)],
        index.RelatedFields(
            "tags",
            [index.SearchField("name", boost=10), index.AutocompleteField("name"), index.FilterField("name")],
        ),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = "zdjęcie"
        verbose_name_plural = "zdjęcia"

    # one that cannot be drawn is as one whose file is gone: Wagtail goes on without it, and so do pages and feeds

    def generate_rendition_file(self, filter, *, source=None):
        try:
            return super().generate_rendition_file(filter, source=source)
        except (SourceImageIOError, InvalidFilterSpecError):
            raise
        except Exception as error:  # whatever a library says of a file that it cannot read
            raise SourceImageIOError(f"{type(error).__name__}: {error}") from error

    def get_rendition(self, filter):
        with self._noted():
            return super().get_rendition(filter)

    def get_renditions(self, *filters):
        with self._noted():
            return super().get_renditions(*filters)

    @contextmanager
    def _noted(self):
        try:
            yield
        except SourceImageIOError as error:
            log.warning("Picture %s cannot be shown: %s", self.pk, error)
            raise


class PictureRendition(AbstractRendition):
    """A picture in one size and format."""

    shown_publicly = True

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_each")
        ]

    def get_upload_to(self, filename):
        """Named by what is in the picture too: browsers keep it for ever under its name (portal.views.media)."""
        return super().get_upload_to(f"{self.image.get_file_hash()[:10]}.{filename}")
