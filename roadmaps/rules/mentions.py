"""Names of members in the texts of a discussion: as people write them, and as the texts are stored."""

import re
import unicodedata
from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser

from portal.search.words import fold

# how a text names a member, once the name was found; it counts only beside a Mention of that comment
TOKEN = re.compile(r"@\[(\d{1,18})\]")


def with_tokens(text: str, people: Iterable[AbstractUser]) -> tuple[str, set[int]]:
    """(text with tokens, {keys of those named}). „@Imię Nazwisko” means the longest name of one of the people.

    Case, tails and the kind of space do not count. All who bear a name are meant by it; the token is the first one's.
    """
    bearers = {}
    for user in people:
        if name := " ".join(fold(user.get_full_name()).split()):
            bearers.setdefault(name, []).append(user.pk)
    names = sorted(bearers, key=len, reverse=True)
    text = unicodedata.normalize("NFC", text)
    folded = [fold(sign) for sign in text]
    parts, meant, done = [], set(), 0
    for place, sign in enumerate(text):
        if sign != "@" or place < done or (place and text[place - 1].isalnum()):
            continue
        name, end = next(((name, end) for name in names if (end := _end_of(name, folded, place + 1))), (None, 0))
        if name:
            parts += [text[done:place], f"@[{min(bearers[name])}]"]
            meant.update(bearers[name])
            done = end
    return "".join([*parts, text[done:]]), meant


def with_names(text: str, names: dict[int, str]) -> str:
    """The text with names instead of tokens; {key: name}. What is no mention stays as it was typed."""
    return TOKEN.sub(lambda found: f"@{names[int(found[1])]}" if int(found[1]) in names else found[0], text)


def _end_of(name, folded, place):
    """Where the name that begins at the place ends, or 0 when another word stands there."""
    got = ""
    while got != name:
        if place == len(folded) or not name.startswith(got := got + folded[place]):
            return 0
        place += 1
    return 0 if place < len(folded) and folded[place].isalnum() else place
