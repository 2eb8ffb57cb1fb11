"""Folding: letters without their tails, so that „spoldzielni” finds „spółdzielnia”."""

import re
import unicodedata

# letters that have no decomposition
_PLAIN = str.maketrans("łŁøØđĐæßœ", "lLoOdDaso")


def fold(text):
    """Lower-case text without diacritics, letter for letter: the result is exactly as long as the text."""
    return "".join(_fold_letter(letter) for letter in text.translate(_PLAIN))


def _fold_letter(letter):
    if letter.isascii():
        return letter.lower()
    return unicodedata.normalize("NFKD", letter)[0].lower()[0]


def words(text):
    """The folded words of a text with one space between them and at both ends: ready to be looked through."""
    return f" {' '.join(re.findall(r'[^\W_]+', fold(text)))} "
