"""What differs between two texts of an action, field by field, as people read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.dateparse import parse_date

from portal.templatetags.polish import short_day
from roadmaps.models import Action, Event
from roadmaps.models.action.hiding import TITLE
from roadmaps.models.action.linking import open_to_all
from roadmaps.rules.differences import differences as text_differences
from roadmaps.rules.names import SOMEBODY, public_name
from roadmaps.rules.terms import parse
from signup.models import User

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


class Names:
    """What the keys in changes stand for: people by their consent, actions as everybody may read them. Two queries."""

    def __init__(self, *snapshots):
        people, actions = set(), set()
        for snapshot in snapshots:
            people.update(snapshot.get("responsible_members") or [])
            actions.update(snapshot.get("related") or [], snapshot.get("depends_on") or [])
        users = User.objects.with_consent_to_name().filter(pk__in=people) if people else []
        linked = open_to_all(Action.objects.filter(pk__in=actions)) if actions else []
        self.people = {user.pk: public_name(user) for user in users}
        self.actions = {action.pk: action.title for action in linked}

    def of(self, name: str, key: int) -> str:
        if name == "responsible_members":
            return self.people.get(key, SOMEBODY)
        return self.actions.get(key, TITLE)


def compare(old: dict, new: dict, names: Names | None = None) -> list[Difference]:
    """The fields in which two snapshots differ, by words."""
    names = names or Names(old, new)
    return [
        Difference(name, _label(name), shortened(_pieces(name, old[name], new[name], names)))
        for name in Action.TEXTS
        if old[name] != new[name]
    ]


def differences_of(event: Event, names: Names) -> Iterator[Difference]:
    """Old and new of each field that an event changed."""
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
        return [(op, as_text(name, value)) for op, value in (("gone", old), ("new", new)) if value]
    return text_differences(old or "", new or "")


def as_text(name: str, value: object, names: Names | None = None) -> str:
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


def shortened(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
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
