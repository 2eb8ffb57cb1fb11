"""The history of actions: what an Event says in words."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from roadmaps.models import Action, Event
from roadmaps.rules.names import public_name
from roadmaps.rules.permissions import Role
from roadmaps.shown.differences import Names, differences_of
from signup.models import User

BY_ITSELF = "automatycznie"


@dataclass
class ShownEvent:
    """One event: who, when, what, and old and new of each field."""

    event: object
    who: str
    what: str
    differences: list = field(default_factory=list)
    # what may be done about it by whoever reads
    can_restore: bool = False
    can_undo: bool = False

    @property
    def action(self) -> Action | None:
        return self.event.action


def shown_event(event: Event, names: Names | None = None) -> ShownEvent:
    """An event in words; without names it tells no differences."""
    who = BY_ITSELF if event.by is None else public_name(event.by)
    return ShownEvent(event, who, event_in_words(event), list(differences_of(event, names)) if names else [])


def shown_events(events: Iterable[Event]) -> list[ShownEvent]:
    """The events in words; two queries for all of them."""
    events = list(events)
    _without_hidden_names(events)
    sides = [{name: values[side] for name, values in event.changes.items()} for event in events for side in (0, 1)]
    names = Names(*sides)
    return [shown_event(event, names) for event in events]


def history(action: Action, user: User, role: Role, limit: int, skip: int = 0) -> tuple[list[ShownEvent], int]:
    """What happened to an action as this person may hear it, newest first, `limit` of it; and how much it is in all.

    Members also read what was typed and not saved. Nobody reads old texts where the text is hidden from them.
    """
    events = action.events.shown(variants=role.is_member).exclude(kind__in=DISCUSSED).order_by("-number")
    total = events.count()
    shown = shown_events(events[skip : skip + limit])
    masked = action.is_masked_for(role)
    undoable = action.undoable_by(user) if role.may_write else None
    # of earlier pages it is enough that a newer wording stands there
    newest = next((event for event in events[:skip] if event.kind in ("added", "revised")), None)
    for one in shown:
        if masked:
            one.differences = []
            one.event.note = one.event.note if one.event.kind in ("hidden", "shown", "redacted") else ""
        one.can_undo = undoable is not None and one.event == undoable
        if one.event.kind in ("added", "revised"):
            one.can_restore = newest is not None and action.can("edit", role)
            newest = newest or one
    return shown, total


# how it works

# what is shown in the discussion itself
DISCUSSED = ["commented", "comment_revised", "comment_deleted", "comment_pinned", "comment_unpinned"]


def _without_hidden_names(events):
    """Notes of merging and unmerging name another action: not if its text is hidden. A query only if there are such."""
    merges = [event for event in events if event.merged_actions]
    keys = {key for event in merges for key in event.merged_actions}
    hidden = set(
        Action.objects.filter(pk__in=keys).exclude(hidden_reason="").values_list("pk", flat=True) if keys else []
    )
    for event in merges:
        if hidden & set(event.merged_actions):
            event.note = ""


def event_in_words(event: Event) -> str:
    states = dict(Action.STATES)
    if event.kind == "moved":
        old, new = event.changes["state"]
        said = f"przeniesione do stanu „{states[new]}”"
        if new == "dropped":
            said = "zaniechane"
        elif old == "dropped":
            said = "przywrócone do propozycji"
        return f"cofnięte – {said}" if event.about else said
    if "comment" in event.changes and event.kind in ("hidden", "shown"):
        return "ukryty komentarz" if event.kind == "hidden" else "komentarz znów widoczny"
    if event.about:
        return {"revised": "przywrócony dawny tekst", "ordered": "przywrócona kolejność"}.get(event.kind, "cofnięte")
    return {
        "commented": "nowy komentarz",
        "variant": "wersja niezapisana, bo ktoś był szybszy",
        "hidden": "ukryta treść",
        "shown": "treść znów widoczna",
        "redacted": "część treści usunięta na stałe",
    }.get(event.kind, event.get_kind_display())
