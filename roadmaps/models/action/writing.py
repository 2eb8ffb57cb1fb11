"""Writing an action together: edits of its text that meet others, and going back to what it was."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from roadmaps.rules.merge import merge
from roadmaps.rules.permissions import Refused
from roadmaps.rules.terms import Term, horizon, parse
from signup.models import User

# these have one value or another; two edits of them cannot be merged
ATOMIC = ["term", "horizon"]


class Conflict(Refused):
    """Two edits meet: carries the action as it is, what was sent, and a draft of both for its author to finish.

    `base`, `now`, `texts` and `draft` are {field: value} as Action.snapshot has them: the text that the edit started
    from, the text as it is, what was sent (only what its author changed), and the same merged with what there is now.
    `overlaps` names the fields in which the edits meet.
    """

    def __init__(self, action, *, base, now, texts, draft, overlaps):
        super().__init__("Ktoś zmienił to działanie, zanim Twoja zmiana dotarła.")
        self.action = action
        self.base, self.now, self.texts, self.draft = base, now, texts, draft
        self.overlaps = overlaps


class Writing:
    """The verbs of an action's text."""

    def revise(self, by: User, base: int, *, at: datetime | None = None, note: str = "", **changes: object) -> None:
        """Change the text. `base` is the version that the edit started from; what others did since is merged with it.

        Where two edits meet nothing is saved: what was sent is kept as an event of kind `variant`, once, and Conflict
        is raised. Sending the same edit again changes nothing.
        """
        conflict = None
        with self._changed(by, at) as (roadmap, role, at):
            self._demand("edit", role)
            texts = self.snapshots_at({base, self.version})
            before, now = texts[base], texts[self.version]
            sent = {name: value for name, value in self._snapshot_of(changes).items() if value != before[name]}
            merged, overlaps = self._meet(before, now, sent, at)
            merged = {name: value for name, value in merged.items() if value != now[name]}
            if not merged or self._is_done_already(by, base, sent):
                return
            if overlaps:
                self._keep_variant(roadmap, by, at, {name: [before[name], sent[name]] for name in sent}, note)
                conflict = Conflict(self, base=before, now=now, texts=sent, draft=now | merged, overlaps=overlaps)
            else:
                others = self.events.filter(kind="revised").order_by("number")[max(base - 1, 0) :]
                has_read = base >= self.version or all(event.by_id == by.pk for event in others)
                self._rewrite(roadmap, by, at, now, merged, note=note, has_read=has_read)
        if conflict:
            raise conflict

    def restore(
        self,
        by: User,
        number: int,
        field: str | None = None,
        *,
        base: int | None = None,
        at: datetime | None = None,
        note: str = "",
    ) -> None:
        """Set the text, or one field of it, to what it was after the event of that number. Nothing is merged.

        With `base`, the version that the person has looked at, a newer text refuses.
        """
        with self._changed(by, at) as (roadmap, role, at):
            self._demand("edit", role)
            now = self.snapshot()
            text = self.text_after(number)
            wanted = _with_horizon(now, {name: text[name] for name in ([field] if field else self.TEXTS)}, at)
            wanted = {name: value for name, value in wanted.items() if value != now[name]}
            if not wanted:
                return
            if base is not None and base != self.version:
                raise Refused("Tekst zmienił się w międzyczasie. Sprawdź jeszcze raz, co się zmieni.")
            self._rewrite(roadmap, by, at, now, wanted, note=note, about=number)

    # what the text is and was

    def snapshot(self) -> dict:
        """The text as the history stores it: strings, and sorted keys of people and of related actions."""
        found = {name: getattr(self, name) for name in self.TEXTS if name not in [*self.MANY, "term"]}
        found["term"] = self.when.code if self.when else ""
        if self.pk:
            found |= {name: sorted(getattr(self, name).values_list("pk", flat=True)) for name in self.MANY}
        return found

    def snapshots_at(self, versions: set[int]) -> dict[int, dict]:
        """{version: the text as it was then}: what the log says was changed since is undone. One query for all.

        A version that has not been yet is the text as it is now.
        """
        text, found = self.snapshot(), {}
        oldest = min(versions, default=self.version)
        edits = self.events.filter(kind="revised").order_by("-number")[: max(self.version - oldest, 0)]
        found |= {version: dict(text) for version in versions if version >= self.version}
        for version, event in enumerate(edits, start=1):
            text |= {name: old for name, (old, _) in event.changes.items()}
            found[self.version - version] = dict(text)
        return {version: found.get(version, text) for version in versions}

    def snapshot_at(self, version: int) -> dict:
        """The text as it was in an earlier version."""
        return self.snapshots_at({version})[version]

    def text_after(self, number: int) -> dict:
        """The text as it was after the event of that number; Event.DoesNotExist if it is none of this action."""
        self.events.get(number=number)
        text = self.snapshot()
        for event in self.events.filter(kind="revised", number__gt=number).order_by("-number"):
            text |= {name: old for name, (old, _) in event.changes.items()}
        return text

    # how the verbs work

    def _snapshot_of(self, changes):
        """Texts as the verbs take them, as a snapshot has them."""
        sent = dict(changes)
        precision = sent.pop("term_precision", "")
        if "term" in sent:
            sent["term"] = Term(sent["term"], precision).code if sent["term"] else ""
        for name, value in sent.items():
            if name not in self.TEXTS:
                raise TypeError(f"{name} is not a part of an action's text.")
            if name in self.MANY:
                sent[name] = sorted(getattr(one, "pk", one) for one in value)
        return sent

    def _meet(self, base, now, sent, at):
        """(what becomes of each field that was sent, the names of those in which two edits meet)."""
        merged, overlaps = {}, []
        for name, value in sent.items():
            if now[name] in (base[name], value):
                merged[name] = value
            elif name in self.MANY:
                added, removed = set(value) - set(base[name]), set(base[name]) - set(value)
                merged[name] = sorted(set(now[name]) - removed | added)
            elif name in ATOMIC:
                merged[name] = value
                overlaps.append(name)
            else:
                both = merge(base[name], now[name], value)
                merged[name] = both.draft
                if not both.clean or not self._fits(name, both.text):
                    overlaps.append(name)
        return _with_horizon(now, merged, at), overlaps

    def _fits(self, name, text):
        """Whether the field takes the text: a merged one may be too long, or empty."""
        try:
            self._meta.get_field(name).clean(text, self)
        except ValidationError:
            return False
        return True

    def _is_done_already(self, by, base, sent):
        """Whether this very edit was saved before: sent again after a lost answer, or pressed twice.

        It was, if one of the person's edits since then did what this one would have done at that moment.
        """
        edits = list(self.events.filter(kind="revised").order_by("number")[max(base - 1, 0) :])
        if not any(event.by_id == by.pk for event in edits):
            return False
        texts = self.snapshots_at(set(range(base, self.version + 1)))
        for version, event in enumerate(edits, start=base):
            if event.by_id == by.pk and event.about is None:
                merged, overlaps = self._meet(texts[base], texts[version], sent, event.at)
                if not overlaps and texts[version] | merged == texts[version + 1]:
                    return True
        return False

    def _keep_variant(self, roadmap, by, at, changes, note):
        """What was typed and not saved; the same sent twice is kept once."""
        kept = self.events.filter(kind="variant", by=by).values_list("changes", flat=True)
        if changes not in kept:
            roadmap.record("variant", action=self, by=by, at=at, changes=changes, note=note.strip())

    def _rewrite(self, roadmap, by, at, now, texts, note="", about=None, has_read=True):
        """Save new texts, given as in a snapshot, with the event; supports are weighed against them.

        `has_read`: whoever writes knows the whole text as it was, so their own support goes with their wording.
        """
        self.version += 1
        self.write(_values(texts), at)
        after = self.snapshot()
        difference = {name: [now[name], after[name]] for name in after if now[name] != after[name]}
        roadmap.record("revised", action=self, by=by, at=at, changes=difference, note=note.strip(), about=about)
        if has_read:
            self.supports.filter(by=by, stale=False, came_from=None).update(wording=self.version)
        self.mark_stale_supports()

    def write(self, changes: dict, at: datetime) -> None:
        """Take the new texts over and save; wrong ones raise ValidationError, links that may not be are refused."""
        self._check_links(changes)
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


def _with_horizon(now, texts, at):
    """The texts with the horizon that the term suggests, should there be a term and no horizon."""
    whole = now | texts
    if whole["term"] and not whole["horizon"]:
        return texts | {"horizon": horizon(parse(whole["term"]).last_day, timezone.localdate(at))}
    return texts


def _values(texts):
    """Texts as a snapshot has them, as the fields of an action take them."""
    values = dict(texts)
    if "term" in values:
        term = parse(values["term"]) if values["term"] else None
        values |= {"term": term.last_day if term else None, "term_precision": term.precision if term else ""}
    return values
