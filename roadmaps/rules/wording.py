"""Whether a text still says what people supported.

How the rule is read: who (people, organisations) or when (the term) is another one; in the title or the goal a word
came, went or was replaced by one that is more than two letters away (so a slip or an ending may be mended, a word may
not); in the description the words that came and those that went are together more than 15 % of the words supported (a
replaced word went and came: it counts twice). Words are runs of letters and digits, whatever their case; marks and
spaces are no words.
"""

import re

from rapidfuzz.distance import OSA, Indel

WORD = re.compile(r"\w+")
# a word may be mended by so many letters (optimal string alignment: a swap of two neighbours is one)
MENDED = 2
# percent of the description's words
SHARE = 15


def material(before: dict, after: dict) -> bool:
    """Whether the text `after` differs from `before` so much that support for it has to be asked again.

    Both are snapshots as Action.snapshot makes them; a part that is missing is empty.
    """
    return (
        set(before.get("responsible_members") or []) != set(after.get("responsible_members") or [])
        or _plain(before, "responsible_organisations") != _plain(after, "responsible_organisations")
        or _plain(before, "term") != _plain(after, "term")
        or any(_reworded(_words(before, name), _words(after, name)) for name in ("title", "goal"))
        or _rewritten(_words(before, "description"), _words(after, "description"))
    )


def _reworded(old, new):
    """Whether a word came, went or became another. With none that came or went, the words stand in pairs."""
    if len(old) != len(new):
        return True
    return any(OSA.distance(was, now, score_cutoff=MENDED) > MENDED for was, now in zip(old, new, strict=True))


def _rewritten(old, new):
    """Whether more than SHARE percent of the words went and came. The fewest that make one text of the other count
    (by the longest common subsequence)."""
    number = {word: place for place, word in enumerate({*old, *new})}
    changed = Indel.distance([number[word] for word in old], [number[word] for word in new])
    return 100 * changed > SHARE * len(old)


def _plain(text, name):
    return " ".join((text.get(name) or "").split())


def _words(text, name):
    return WORD.findall((text.get(name) or "").casefold())
