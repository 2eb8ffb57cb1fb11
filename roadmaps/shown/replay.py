"""What the log alone makes of each action: the proof that nothing else stores what happened."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.dateparse import parse_date

from roadmaps.models import Action, Event


def replay(events: Iterable[Event]) -> dict[int, "Replayed"]:
    """What the log alone makes of each action: {action's key: Replayed}. `events` are those of a whole roadmap.

    The rows hold the same, byte for byte; a redaction has taken its words out of both.
    """
    found = {}
    for event in sorted(events, key=lambda event: event.number):
        if event.action_id is not None:
            _apply(event, found.setdefault(event.action_id, Replayed()), found)
    return found


@dataclass
class Replayed:
    """An action as its events tell it."""

    text: dict = field(default_factory=lambda: {name: [] if name in Action.MANY else "" for name in Action.TEXTS})
    state: str = "proposed"
    outcome: str = ""
    done_on: object = None
    hidden_reason: str = ""
    merged_into: int | None = None
    # {who: the duplicate for which the support was given, if any}
    supports: dict = field(default_factory=dict)

    @property
    def supporters(self) -> set[int]:
        return set(self.supports)


def _apply(event, action, others):
    for name, values in event.changes.items():
        name = name.removesuffix("_id")
        if name in Action.TEXTS and event.kind in ("added", "revised"):
            action.text[name] = values[1]
        elif name in ("state", "outcome", "hidden_reason", "merged_into"):
            setattr(action, name, values[1])
        elif name == "done_on":
            action.done_on = parse_date(values[1]) if values[1] else None
    if event.kind == "supported":
        action.supports[event.by_id] = None
    elif event.kind == "support_withdrawn":
        # also what waited at duplicates that were merged into it
        for one in [action, *(other for other in others.values() if other.merged_into == event.action_id)]:
            one.supports.pop(event.by_id, None)
    elif event.kind == "support_confirmed":
        if came_from := action.supports.get(event.by_id):
            others[came_from].supports[event.by_id] = None
        action.supports[event.by_id] = None
    elif event.kind in ("merged", "unmerged") and "duplicate" in event.changes:
        _hand_over(event, action, others)


def _hand_over(event, action, others):
    """A duplicate lends its supports and takes them back; whoever supported both is counted once."""
    merged = event.kind == "merged"
    pk = event.changes["duplicate"][1 if merged else 0]
    duplicate = others[pk]
    if merged:
        for who in [who for who in duplicate.supports if who not in action.supports]:
            del duplicate.supports[who]
            action.supports[who] = pk
    else:
        for who in [who for who, came_from in action.supports.items() if came_from == pk]:
            del action.supports[who]
            duplicate.supports[who] = None
