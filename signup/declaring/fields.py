"""Fields of declarations: names, numbers, groups."""

from django import forms
from django.core.validators import RegexValidator

from portal.forms import Choices
from portal.rules import cleaning

# letters of any alphabet (with combining marks), space, hyphen, apostrophe; at least one letter
NAME = RegexValidator(
    r"^(?=.*[^\W\d_])(?:[^\W\d_]|[\u0300-\u036f '’-])+$",
    "Użyj liter, spacji, łącznika lub apostrofu, bez cyfr i innych znaków.",
)


class NameField(forms.CharField):
    """A name of a person, up to 80 letters."""

    def __init__(self, **options):
        super().__init__(max_length=80, validators=[NAME], **options)

    def to_python(self, value):
        return cleaning.name(super().to_python(value))


class NumberField(forms.CharField):
    """A number that may be left out, kept in the form that its rule of `signup.rules.numbers` gives."""

    def __init__(self, rule, **options):
        super().__init__(max_length=40, required=False, **options)
        self.rule = rule

    def clean(self, value):
        value = super().clean(value)
        try:
            return self.rule(value) if value else ""
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class GroupChoices(Choices):
    """Groups by name, each with its shield."""

    def label_from_instance(self, group):
        return group.title
