"""Numbers as Polish people write them: telephone, postal code, NIP, REGON, KRS.

Each function takes what was typed and gives it in the one form that is stored; what cannot be right raises
ValueError with a sentence that names the field and the cure. A checksum proves no existence, so no sentence says so.
Checksums: python-stdnum. It lets numbers of one repeated digit pass, which nobody was ever given.
"""

import re
from contextlib import suppress

from stdnum.exceptions import ValidationError
from stdnum.pl import nip as stdnum_nip
from stdnum.pl import regon as stdnum_regon

from portal.rules.cleaning import DASHES, clean

# what stands between digits: spaces, hyphens and dashes, dots, slashes, brackets
BETWEEN = re.compile(rf"[\s.()/{DASHES}]+")
# the first two digits of mobile numbers in the Polish numbering plan
MOBILE = {"45", "50", "51", "53", "57", "60", "66", "69", "72", "73", "78", "79", "88"}
DIGITS = re.compile(r"[0-9]+", re.ASCII)


def phone(text: str) -> str:
    """„0048 …”, „+48 …”, „48 …” or nine digits: +48XXXXXXXXX; another country: + and 7-15 digits."""
    number = _alone(text)
    if number.startswith("00"):
        number = "+" + number[2:]
    if re.fullmatch(r"48[1-9][0-9]{8}", number):  # the plus left out
        number = "+" + number
    if DIGITS.fullmatch(number) and len(number) == 9:
        number = "+48" + number
    if DIGITS.fullmatch(number) and len(number) == 11 and number.startswith("48"):
        number = "+" + number
    digits = number.removeprefix("+")
    if not number.startswith("+") or not DIGITS.fullmatch(digits):
        raise ValueError("Podaj numer telefonu: 9 cyfr albo numer zagraniczny zaczynający się od +.")
    national = digits.removeprefix("48")
    if digits.startswith("48"):
        if len(national) != 9 or national.startswith("0"):
            raise ValueError("Podaj polski numer telefonu z 9 cyframi, na przykład 600 000 000.")
    elif not 7 <= len(digits) <= 15:
        raise ValueError("Podaj numer zagraniczny: + i od 7 do 15 cyfr.")
    return number


def show_phone(number: str) -> str:
    """A stored number as people read it: +48 600 000 000 (mobile), +48 48 000 00 00 (landline)."""
    if not re.fullmatch(r"\+48\d{9}", number):
        return number
    digits = number[3:]
    cuts = (3, 6) if digits[:2] in MOBILE else (2, 5, 7)
    parts = [digits[start:end] for start, end in zip((0, *cuts), (*cuts, 9), strict=True)]
    return " ".join(["+48", *parts])


def postal_code(text: str) -> str:
    """26-600 or 26600: 26-600."""
    found = re.fullmatch(r"([0-9]{2})([0-9]{3})", _alone(text))
    if not found:
        raise ValueError("Podaj kod pocztowy w formacie 26-600.")
    return "-".join(found.groups())


def nip(text: str) -> str:
    """Ten digits with a control digit; the prefix PL may stand before them."""
    digits = _alone(text).upper().removeprefix("PL")
    if not DIGITS.fullmatch(digits) or len(digits) != 10:
        raise ValueError("Podaj numer NIP: 10 cyfr.")
    return _checked(digits, stdnum_nip, "NIP")


def show_nip(digits: str) -> str:
    """1234563218: 123-456-32-18."""
    return stdnum_nip.format(digits) if digits else ""


def regon(text: str) -> str:
    """Nine digits, or the fourteen of a local unit, with control digits."""
    digits = _alone(text)
    if not DIGITS.fullmatch(digits) or len(digits) not in (9, 14):
        raise ValueError("Podaj numer REGON: 9 albo 14 cyfr.")
    return _checked(digits, stdnum_regon, "REGON")


def krs(text: str) -> str:
    """One to ten digits, padded with zeros to ten; the register knows no control digit."""
    digits = _alone(text)
    if not DIGITS.fullmatch(digits) or len(digits) > 10 or not digits.strip("0"):
        raise ValueError("Podaj numer KRS: do 10 cyfr.")
    return digits.zfill(10)


def _alone(text):
    """What was typed, as it may have been copied out of an address book or a PDF, without what stands between."""
    return BETWEEN.sub("", clean(text))


def _checked(digits, rule, name):
    if len(set(digits)) > 1:
        with suppress(ValidationError):
            return rule.validate(digits)
    raise ValueError(f"Sprawdź numer {name} – cyfra kontrolna się nie zgadza.")
