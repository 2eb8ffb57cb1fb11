"""Numbers and texts as they stand in addresses and posts, where anybody may write anything."""

from portal.rules import cleaning


def number_in(text: str | None, digits: int = 9) -> int:
    """The number that a text is, of at most so many digits; 0 for anything else."""
    text = text or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else 0


def key_in(text: str | None) -> int:
    """The key of a row that a text is; 0, which no row has, for anything else."""
    return number_in(text, 18)


def text_in(text: str | None) -> str:
    """The text that was typed: with the line ends of this system, and without the byte that PostgreSQL refuses."""
    return cleaning.without_nul(text or "").replace("\r\n", "\n").replace("\r", "\n")


def flag_in(text: str | None) -> bool:
    """Whether what a form or an address sets is on: it sends 1, and anything else is off."""
    return text == "1"


def off_in(text: str | None) -> bool:
    """Whether what a form sets is taken back: it sends 0, and anything else leaves it."""
    return text == "0"
