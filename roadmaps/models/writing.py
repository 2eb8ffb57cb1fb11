"""Writing an action together: its text, edits of it, and what it was before."""

from django.utils import timezone

from roadmaps.standing import Refused
from roadmaps.terms import horizon


class Conflict(Refused):
    """The text changed since the edit started: carries the action as it is now and the texts that were sent."""

    def __init__(self, action, texts):
        super().__init__("Ktoś zmienił to działanie, zanim Twoja zmiana dotarła.")
        self.action = action
        self.texts = texts


class Writing:
    """The verbs of an action's text."""

    def revise(self, by, base, *, at=None, note="", **changes):
        """Change the text. `base` is the version that the edit started from; a stale one raises Conflict."""
        with self._changed(by, at) as (roadmap, standing, at):
            self._demand("edit", standing)
            if not self._differs(changes):
                return
            if base != self.version:
                raise Conflict(self, changes)
            before = self.snapshot()
            self.version += 1
            self.write(changes, at)
            after = self.snapshot()
            difference = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
            roadmap.record("revised", action=self, by=by, at=at, changes=difference, note=note.strip())

    def snapshot(self):
        """The text as the history stores it: strings, and sorted keys of people and of related actions."""
        found = {name: getattr(self, name) for name in self.TEXTS if name not in [*self.MANY, "term"]}
        found["term"] = self.when.code if self.when else ""
        if self.pk:
            found |= {name: sorted(getattr(self, name).values_list("pk", flat=True)) for name in self.MANY}
        return found

    def snapshot_at(self, version):
        """The text as it was in an earlier version: what the log says was changed since is undone."""
        found = self.snapshot()
        since = max(self.version - version, 0)
        for event in self.events.filter(kind="revised").order_by("-number")[:since]:
            found |= {name: old for name, (old, _) in event.changes.items()}
        return found

    # how the verbs work

    def _differs(self, changes):
        """Whether the texts that were sent say something else than the action does now."""
        now = self.snapshot() | {"term": self.term, "term_precision": self.term_precision}
        sent = {name: _keys(value) if name in self.MANY else value for name, value in changes.items()}
        return any(now[name] != value for name, value in sent.items())

    def write(self, changes, at):
        """Take the new texts over and save; wrong ones raise ValidationError."""
        many = {name: changes.pop(name) for name in self.MANY if name in changes}
        for name, value in changes.items():
            if name not in self.TEXTS and name != "term_precision":
                raise TypeError(f"{name} is not a part of an action's text.")
            setattr(self, name, value)
        if self.term and not self.horizon:
            self.horizon = horizon(self.term, timezone.localdate(at))
        self.clean_fields(exclude=["roadmap", "created_by"])
        self.changed_at = at
        self.save()
        for name, value in many.items():
            getattr(self, name).set(value)


def _keys(many):
    return sorted(getattr(one, "pk", one) for one in many)
