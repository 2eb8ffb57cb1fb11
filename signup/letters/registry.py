"""All kinds of letters: those of this room, found by their classes, and those that other rooms bring by a slot."""

from portal.slots import fillings

from . import accounts, declarations, memberships, reports
from .letter import Letter

TOPICS = [declarations, memberships, accounts, reports]


def letters() -> dict[str, type[Letter]]:
    """{kind: class of the letter}, in the order in which a person may meet them."""
    own = [found for topic in TOPICS for found in vars(topic).values() if _is_a_letter(found)]
    others = [found for filling in fillings("letters") for found in filling.function()]
    return {letter.kind: letter for letter in [*own, *others]}


def _is_a_letter(found):
    return isinstance(found, type) and issubclass(found, Letter) and bool(found.kind)
