"""Dates with an hour, as people type them in the admin (days alone need only the formats of `portal/formats`)."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput

# Django asks for ISO first, and there 17.30 is three tenths of a second past five o'clock
_HOUR = re.compile(r"(?<=[\sT])(\d{1,2})\.(\d\d)$")
_WITH_HOUR = re.compile(r"[\sT]\d{1,2}:\d\d")


class MomentField(forms.DateTimeField):
    """A day and an hour: 15.01.2018 17.30. A day alone is not taken for its midnight."""

    def to_python(self, value):
        if isinstance(value, str) and value.strip():
            value = _HOUR.sub(r"\1:\2", value.strip())
            if not _WITH_HOUR.search(value):
                raise ValidationError(self.error_messages["invalid"], "invalid")
        return super().to_python(value)


def know_moments() -> None:
    """Every such field of Wagtail's forms is one of these."""
    register_form_field_override(
        models.DateTimeField, override={"widget": AdminDateTimeInput, "form_class": MomentField}
    )
