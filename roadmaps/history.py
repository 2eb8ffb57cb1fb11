"""The history of actions in words: what an Event says to the public."""

from dataclasses import dataclass

from django.utils.dateparse import parse_date

from portal.templatetags.polish import short_day
from roadmaps.models import Action
from roadmaps.names import SOMEBODY, called
from roadmaps.terms import parse
from signup.models import User

BY_ITSELF = "automatycznie"


@dataclass
class Told:
    """One event: who, when, what, and old and new of each field."""

    event: object
    who: str
    what: str
    differences: list

    @property
    def action(self):
        return self.event.action


def tell(event, people=None, actions=None):
    """An event in words. `people` and `actions` name the keys in its changes: {pk: text}."""
    who = BY_ITSELF if event.by is None else called(event.by)
    return Told(event, who, _what(event), list(_differences(event, people or {}, actions or {})))


def tell_all(events):
    """The events in words; three queries for all of them."""
    events = list(events)
    keys = {name: set() for name in Action.MANY}
    for event in events:
        for name, found in keys.items():
            for many in event.changes.get(name, []):
                found.update(many or [])
    users = User.objects.with_consent_to_name().filter(pk__in=keys["responsible_members"])
    people = {user.pk: called(user) for user in users}
    linked = keys["related"] | keys["depends_on"]
    actions = dict(Action.objects.filter(pk__in=linked).values_list("pk", "title"))
    return [tell(event, people, actions) for event in events]


def side_by_side(now, sent, form):
    """(label, now, sent, whether they differ) of each field of two snapshots, for somebody whose edit came late."""
    people = {user.pk: called(user) for user in form.fields["responsible_members"].queryset}
    actions = dict(form.fields["related"].queryset.values_list("pk", "title"))
    for name in Action.TEXTS:
        yield (
            form.fields[name].label,
            _said(name, now[name], people, actions),
            _said(name, sent[name], people, actions),
            now[name] != sent[name],
        )


def _what(event):
    states = dict(Action.STATES)
    if event.kind == "moved":
        old, new = event.changes["state"]
        if new == "dropped":
            return "zaniechane"
        if old == "dropped":
            return "przywrócone do propozycji"
        return f"przeniesione do stanu „{states[new]}”"
    return {"commented": "nowy komentarz"}.get(event.kind, event.get_kind_display())


def _differences(event, people, actions):
    if event.kind not in {"revised", "moved"}:
        return
    for name in [*Action.TEXTS, "outcome", "done_on"]:
        if name in event.changes:
            old, new = event.changes[name]
            label = Action._meta.get_field(name).verbose_name
            yield label, _said(name, old, people, actions), _said(name, new, people, actions)


def _said(name, value, people, actions):
    """A stored value as people read it."""
    if not value:
        return ""
    if name == "term":
        return str(parse(value))
    if name == "horizon":
        return dict(Action.HORIZONS)[value]
    if name == "done_on":
        return short_day(parse_date(value))
    if name == "responsible_members":
        return ", ".join(people.get(pk, SOMEBODY) for pk in value)
    if name in ("related", "depends_on"):
        return ", ".join(actions.get(pk, "działanie") for pk in value)
    return value
