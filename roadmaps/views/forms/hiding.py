"""Forms of hiding an action's text, and of taking words out of it for good."""

from django import forms

from portal.forms import ErrorSummary, TextField


class HideForm(ErrorSummary, forms.Form):
    reason = TextField(
        label="Powód",
        max_length=300,
        help_text="Przeczytają go wszyscy, zamiast treści.",
        error_messages={"required": "Podaj powód ukrycia.", "max_length": "Skróć powód do 300 znaków."},
    )


class RedactForm(ErrorSummary, forms.Form):
    phrase = TextField(
        label="Słowa do usunięcia",
        min_length=3,
        max_length=300,
        help_text="Na przykład imię i nazwisko albo numer telefonu. Wielkość liter nie ma znaczenia.",
        error_messages={
            "required": "Podaj słowa, które trzeba usunąć.",
            "min_length": "Podaj co najmniej 3 znaki.",
            "max_length": "Usuwaj najwyżej 300 znaków naraz.",
        },
    )
    reason = TextField(
        label="Powód",
        max_length=300,
        help_text="Zostanie w historii działania; przeczytają go wszyscy.",
        error_messages={"required": "Podaj powód.", "max_length": "Skróć powód do 300 znaków."},
    )
