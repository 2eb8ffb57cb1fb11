"""Text as people paste it: out of mails, address books, PDF files and slides. Each function is idempotent.

Everything that is sent passes `clean` once, at the door (portal.serving.middleware.clean_text), whichever form or list
takes it; the functions for single kinds of text go further where signs that look alike mean the same.
"""

import re
import unicodedata

from django.db import models

# said in every form that takes one
NO_ADDRESS = "Podaj adres e-mail ze znakiem @, na przykład jan@example.org."

# what nobody sees: soft hyphens, joiners, marks of direction, byte order marks, tags, fillers
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
# a joiner holds an emoji together (a family, a firefighter) and is nothing elsewhere
_EMOJI = "\u20e3\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
_JOINER = re.compile(f"(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x0b\x0c\x1c-\x1f\x85]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x9f]")
_AROUND = re.compile("^(?:mailto:|[<>,;])+|[<>,;]+$", re.IGNORECASE)
_NUL = re.compile("\x00")

# of a set in a pattern, so the hyphen stands last
DASHES = "\u00af\u02d7\u058a\u2010-\u2015\u2043\u207b\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d-"
_DASH = re.compile(f"[{DASHES}]")
_APOSTROPHE = re.compile("[\u0060\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u2018\u201b\u2032\uff07]")
_QUOTES = re.compile("[\"\u00ab\u00bb\u201c-\u201f\u2033\u2036\u301d-\u301f\uff02]|''|,,")


def clean(text: str, spaces: bool = True) -> str:
    """The text without what nobody sees, its letters composed (NFC); all kinds of spaces become plain ones if asked.

    A NUL stays: no text that was pasted has one, and a field refuses it.
    """
    if text.isascii() and not _CONTROLS.search(text) and not _SPACES.search(text):
        return text
    if spaces:
        text = _SPACES.sub(" ", text)
    text = _CONTROLS.sub("", _UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", _JOINER.sub("", text))


def without_nul(text: str) -> str:
    """The same for what is looked up, or kept without a field that could refuse it."""
    return _composed(_NUL.sub("", clean(text)))


def line(text: str) -> str:
    """One line with single spaces."""
    return " ".join(without_nul(text).split())


def name(text: str) -> str:
    """A person's name: any dash is a hyphen, any raised comma an apostrophe."""
    return _composed(_APOSTROPHE.sub("\u2019", _DASH.sub("-", line(text))))


def code(text: str) -> str:
    """A code to be typed: what stands between its letters is a hyphen or nothing."""
    return _composed(_DASH.sub("-", "".join(without_nul(text).split())))


def address(text: str) -> str:
    """An e-mail address as it is copied from a mail or an address book: no spaces, no brackets, no „mailto:”."""
    return _AROUND.sub("", _composed("".join(without_nul(text).split())))


def _composed(text):
    return unicodedata.normalize("NFC", text)


def alike(text: str) -> str:
    """A key under which two ways of writing one name are the same: case, spaces, dashes, quotes, apostrophes."""
    text = _DASH.sub("-", line(text).casefold())
    return _APOSTROPHE.sub("'", _QUOTES.sub('"', text)).replace("\u2019", "'")


class AddressField(models.EmailField):
    """An e-mail address that cannot be stored, nor looked for, with what nobody sees in it, by whatever door."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return address(value) if isinstance(value, str) else value

    def pre_save(self, instance: models.Model, add: bool) -> str | None:
        value = super().pre_save(instance, add)
        if isinstance(value, str) and value != address(value):
            value = address(value)
            setattr(instance, self.attname, value)
        return value

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs  # a column like any other
