"""The history of actions: what an Event says in words, and what the log alone makes of an action."""

from dataclasses import dataclass, field

from django.utils.dateparse import parse_date

from portal.templatetags.polish import short_day
from roadmaps.models import Action
from roadmaps.models.action.hiding import TITLE
from roadmaps.models.action.linking import open_to_all
from roadmaps.rules.merge import differences
from roadmaps.rules.names import SOMEBODY, called
from roadmaps.rules.terms import parse
from signup.models import User

BY_ITSELF = "automatycznie"
# characters of an unchanged stretch that stay on each side of what is left out
NEAR = 60
# what a snapshot has beside long texts
SAID_WHOLE = ["term", "horizon", "done_on"]


@dataclass
class Difference:
    """Old and new of one field, by words: [(op, text)], op is same, gone, new or cut (an unchanged stretch)."""

    name: str
    label: str
    pieces: list


@dataclass
class Told:
    """One event: who, when, what, and old and new of each field."""

    event: object
    who: str
    what: str
    differences: list = field(default_factory=list)
    # what may be done about it by whoever reads
    can_restore: bool = False
    can_undo: bool = False

    @property
    def action(self):
        return self.event.action


class Names:
    """What the keys in changes stand for: people by their consent, actions as everybody may read them. Two queries."""

    def __init__(self, *snapshots):
        people, actions = set(), set()
        for snapshot in snapshots:
            people.update(snapshot.get("responsible_members") or [])
            actions.update(snapshot.get("related") or [], snapshot.get("depends_on") or [])
        users = User.objects.with_consent_to_name().filter(pk__in=people) if people else []
        linked = open_to_all(Action.objects.filter(pk__in=actions)) if actions else []
        self.people = {user.pk: called(user) for user in users}
        self.actions = {action.pk: action.title for action in linked}

    def of(self, name, key):
        if name == "responsible_members":
            return self.people.get(key, SOMEBODY)
        return self.actions.get(key, TITLE)


def tell(event, names=None):
    """An event in words; without names it tells no differences."""
    who = BY_ITSELF if event.by is None else called(event.by)
    return Told(event, who, what(event), list(_differences(event, names)) if names else [])


def tell_all(events):
    """The events in words; two queries for all of them."""
    events = list(events)
    _without_hidden_names(events)
    sides = [{name: values[side] for name, values in event.changes.items()} for event in events for side in (0, 1)]
    names = Names(*sides)
    return [tell(event, names) for event in events]


def history(action, user, role, limit, skip=0):
    """What happened to an action as this person may hear it, newest first, `limit` of it; and how much it is in all.

    Members also read what was typed and not saved. Nobody reads old texts where the text is hidden from them.
    """
    events = action.events.told(variants=role.is_member).exclude(kind__in=DISCUSSED).order_by("-number")
    total = events.count()
    told = tell_all(events[skip : skip + limit])
    masked = action.is_masked_for(role)
    undoable = action.undoable_by(user) if role.may_write else None
    # of earlier pages it is enough that a newer wording stands there
    newest = next((event for event in events[:skip] if event.kind in ("added", "revised")), None)
    for one in told:
        if masked:
            one.differences = []
            one.event.note = one.event.note if one.event.kind in ("hidden", "shown", "redacted") else ""
        one.can_undo = undoable is not None and one.event == undoable
        if one.event.kind in ("added", "revised"):
            one.can_restore = newest is not None and action.can("edit", role)
            newest = newest or one
    return told, total


def compare(old, new, names=None):
    """The fields in which two snapshots differ, by words."""
    names = names or Names(old, new)
    return [
        Difference(name, _label(name), shortened(_pieces(name, old[name], new[name], names)))
        for name in Action.TEXTS
        if old[name] != new[name]
    ]


def replay(events):
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
    def supporters(self):
        return set(self.supports)


# how it works

# what is told in the discussion itself
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


def what(event):
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


def _differences(event, names):
    if event.kind not in {"revised", "moved", "variant"}:
        return
    for name in [*Action.TEXTS, "outcome", "done_on"]:
        if name in event.changes:
            yield Difference(name, _label(name), shortened(_pieces(name, *event.changes[name], names)))


def _label(name):
    return Action._meta.get_field(name).verbose_name


def _pieces(name, old, new, names):
    """[(op, text)] of two stored values as people read them."""
    if name in Action.MANY:
        gone = [("gone", names.of(name, key)) for key in old if key not in new]
        return gone + [("new", names.of(name, key)) for key in new if key not in old]
    if name in SAID_WHOLE:
        return [(op, said(name, value)) for op, value in (("gone", old), ("new", new)) if value]
    return differences(old or "", new or "")


def said(name, value, names=None):
    """A stored value as people read it."""
    if not value:
        return ""
    if name == "term":
        return str(parse(value))
    if name == "horizon":
        return dict(Action.HORIZONS)[value]
    if name == "done_on":
        return short_day(parse_date(value))
    if name in Action.MANY:
        return ", ".join(names.of(name, key) for key in value)
    return value


def shortened(pieces):
    """Long unchanged stretches give way to „…”: of each only what stands near a change stays."""
    short, last = [], len(pieces) - 1
    for place, (op, text) in enumerate(pieces):
        if op != "same" or len(pieces) == 1:
            short.append((op, text))
            continue
        head = text[:NEAR].rsplit(" ", 1)[0] if place else ""
        tail = text[-NEAR:].split(" ", 1)[-1] if place < last else ""
        if len(text) - len(head) - len(tail) < NEAR:
            short.append((op, text))
        else:
            short += [one for one in (("same", head), ("cut", " … "), ("same", tail)) if one[1]]
    return short


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
    elif event.kind in ("joined", "parted") and "duplicate" in event.changes:
        _hand_over(event, action, others)


def _hand_over(event, action, others):
    """A duplicate lends its supports and takes them back; whoever supported both is counted once."""
    joined = event.kind == "joined"
    pk = event.changes["duplicate"][1 if joined else 0]
    duplicate = others[pk]
    if joined:
        for who in [who for who in duplicate.supports if who not in action.supports]:
            del duplicate.supports[who]
            action.supports[who] = pk
    else:
        for who in [who for who, came_from in action.supports.items() if came_from == pk]:
            del action.supports[who]
            duplicate.supports[who] = None
