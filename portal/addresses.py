"""Addresses elsewhere on the web that are stored with pages: those that no form would take read as none.

Forms check what is typed. What comes past them (an import, restored data, an old revision) is looked at when it is
read, so that no template, feed or calendar has to ask whether a link runs code.
"""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from wagtail import blocks

_validate = URLValidator()  # as in the form fields; no „javascript:”, no „data:”, no line breaks


def on_the_web(address):
    """The address, or an empty text for what a form would refuse."""
    try:
        _validate(address)
    except ValidationError:
        return ""
    return address


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
