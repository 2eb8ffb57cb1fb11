"""Pictures: a model of our own from the first migration on, so that it can grow."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """An uploaded picture."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = "zdjęcie"
        verbose_name_plural = "zdjęcia"


class PictureRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_each")
        ]

    def get_upload_to(self, filename):
        """Named by what is in the picture too: browsers keep it for ever under its name (portal.views.media)."""
        return super().get_upload_to(f"{self.image.get_file_hash()[:10]}.{filename}")
