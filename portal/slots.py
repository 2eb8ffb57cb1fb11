"""Slots: where upper rooms put what the portal shows but may not import.

The portal says where something may stand (a slot), a room that knows says what stands there. Rooms fill
slots in `AppConfig.ready()`; this is the only registry of the house.

    home_band       fn(request) -> Piece | None                         under the heading of the home page
    group_road      fn(request, groups) -> {group pk: Piece}            in each group's part of the home page
    group_facts     fn(request, groups) -> {group pk: Piece}            dt/dd pairs in the same place
    group_signs     fn(request, groups) -> {group pk: Piece}            the row of signs on a group's page
    group_sections  fn(request, groups) -> {group pk: Piece}            sections of a group's page
    waiting         fn(request) -> [Kind, …]                            what waits for a person (shown/waiting.py)
    moment          fn(at) -> moment | None                             when pages next change by themselves
    health          fn() -> None, or raises with a sentence             a part of /healthz, named by `name`
    account         fn(request) -> Piece | None                         a section of one's own account
    letters         fn() -> [class of a letter, …]                      letters of a room (signup/letters/letter.py)
    job             fn() -> None                                        run by the scheduler every `seconds`
    cover           fn(key) -> (title, shields) | None                  what the picture of a thing shows
    holds           fn(page) -> sentence                                why a page may not be deleted; empty: it may
    forget          fn(user, at) -> None                                a person is erased: undo what is not history
    kept_about      fn(user) -> [Part]                                  what is kept about a person (signup.privacy)
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Model
from django.http import HttpRequest

SLOTS = {
    "home_band",
    "group_road",
    "group_facts",
    "group_signs",
    "group_sections",
    "moment",
    "waiting",
    "health",
    "account",
    "letters",
    "job",
    "cover",
    "holds",
    "forget",
    "kept_about",
}


class Piece(NamedTuple):
    """A template (or partial of one) with the context that it needs."""

    template: str
    context: dict


class Filling(NamedTuple):
    """What stands in a slot."""

    order: int
    name: str
    function: object
    seconds: int | None


_fillings = defaultdict(list)


def fill(slot: str, function: Callable, *, order: int = 100, name: str = "", seconds: int | None = None) -> None:
    """Put a function into a slot; lower orders come first; a job says every how many seconds it runs."""
    if slot not in SLOTS:
        raise ValueError(f"There is no slot “{slot}”.")
    if slot == "job" and not seconds:
        raise ValueError("A job says every how many seconds it runs.")
    _fillings[slot].append(Filling(order, name or function.__name__, function, seconds))
    _fillings[slot].sort(key=lambda filling: (filling.order, filling.name))


def fillings(slot: str) -> tuple[Filling, ...]:
    """The fillings of a slot in their order."""
    if slot not in SLOTS:
        raise ValueError(f"There is no slot “{slot}”.")
    return tuple(_fillings[slot])


def pieces(slot: str, request: HttpRequest) -> list[Piece]:
    """The pieces of a slot that belongs to the whole page."""
    found = (filling.function(request) for filling in fillings(slot))
    return [piece for piece in found if piece]


def pieces_by_group(slot: str, request: HttpRequest, groups: Iterable[Model]) -> dict[int, list[Piece]]:
    """The pieces of a slot for each of the groups: {group pk: [Piece, …]}; each function is asked once."""
    found = {group.pk: [] for group in groups}
    for filling in fillings(slot):
        for pk, piece in filling.function(request, groups).items():
            found[pk].append(piece)
    return found
