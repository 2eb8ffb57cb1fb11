"""Addresses elsewhere on the web that are stored with pages: those that no form would take read as none.

Forms check what is typed. What comes past them (an import, restored data, an old revision) is looked at when it is
read, so that no template, feed or calendar has to ask whether a link runs code.
"""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from wagtail import blocks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import SlugInput

_validate = URLValidator()  # as in the form fields; no „javascript:”, no „data:”, no line breaks


def on_the_web(address: str) -> str:
    """The address, or an empty text for what a form would refuse."""
    try:
        _validate(address)
    except ValidationError:
        return ""
    return address


class AddressInput(SlugInput):
    """The end of a page's address: what is typed there keeps its Polish letters as plain ones, as a title's does."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.attrs["data-action"] = self.attrs["data-action"].replace("blur->w-slug#slugify", "blur->w-slug#urlify")


def know_slugs() -> None:
    """Every such field of Wagtail's forms is written in one of these."""
    register_form_field_override(models.SlugField, override={"widget": AddressInput})


class WebAddressField(models.URLField):
    """A URLField that cannot be read as anything but an address on the web."""

    def from_db_value(self, value, expression, connection):
        return on_the_web(value)

    def to_python(self, value):  # of a revision
        return on_the_web(super().to_python(value))

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs  # a column like any other


class WebAddressBlock(blocks.URLBlock):
    """The same in a block."""

    def to_python(self, value):
        return on_the_web(value)

    def deconstruct(self):
        return "wagtail.blocks.URLBlock", *super().deconstruct()[1:]
