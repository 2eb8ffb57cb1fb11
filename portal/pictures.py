"""Pictures in all their sizes, made when a page is published: no visitor waits for them."""

import logging

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.models import SourceImageIOError


class PictureField(WagtailImageField):
    """Refuses with a sentence what looks like a picture by its first bytes and cannot be opened."""

    def to_python(self, data):
        try:
            return super().to_python(data)
        except (OSError, ValueError, SyntaxError) as error:  # what Pillow says of broken files
            raise ValidationError(
                "Tego pliku nie da się otworzyć jako zdjęcia. Zapisz go jeszcze raz i wyślij."
            ) from error


class PictureForm(BaseImageForm):
    """Wagtail's form of a picture."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if file := self.fields.get("file"):
            names = ("label", "help_text", "required", "widget", "initial")
            self.fields["file"] = PictureField(**{name: getattr(file, name) for name in names})


log = logging.getLogger("portal.pictures")


def pictures_of(page):
    """The pictures that a page shows: its own and those in its text."""
    if getattr(page, "picture", None):
        yield page.picture
    for block in getattr(page, "body", None) or []:
        if block.block_type == "picture" and block.value:
            yield block.value


def make_sizes(sender, instance, **kwargs):
    """After a page was published (a signal): render its pictures once, as its template will."""
    instance.cover()
    for picture in pictures_of(instance):
        try:
            render_to_string("portal/picture.html", {"picture": picture, "alt": "", "sizes": "100vw"})
        except SourceImageIOError:
            log.warning("The file of picture %s is not there", picture.pk)
