"""Hiding an action's text with a public reason, and taking words out of all of its rows for good."""

import re
from datetime import datetime

from roadmaps.rules.permissions import ONLY_ADMINISTRATORS, NotAllowed, Refused, Role
from signup.models import User

TITLE = "Działanie z ukrytą treścią"
REMOVED = "[usunięto]"
# where that would be too long for the field; no phrase is shorter
REMOVED_SHORT = "[…]"
SHORTEST = len(REMOVED_SHORT)
# free text of an action; the other values in its events are keys, dates and states
WORDS = [
    *["title", "description", "goal", "audience", "responsible_organisations", "partners", "resources", "indicator"],
    *["outcome", "hidden_reason"],
]
CODES = {"term", "horizon", "state", "done_on", "position", "place", "kind", "merged_into"}


class Hiding:
    """The verbs by which a text is hidden, shown again, or loses words for good."""

    def hide(self, by: User, reason: str, at: datetime | None = None) -> None:
        """Hide the text from everybody but the group's coordinators; the reason is public."""
        self._set_hidden(by, reason.strip(), at)

    def show(self, by: User, at: datetime | None = None) -> None:
        """Show a hidden text again."""
        self._set_hidden(by, "", at, shows=True)

    def redact(self, by: User, phrase: str, reason: str, at: datetime | None = None) -> None:
        """An administrator takes a phrase out of the text, the history and all that was said here, for good.

        Whatever the case and the spaces in it, each occurrence becomes REMOVED. The event tells only why.
        """
        if not (by and by.is_active and by.is_superuser):
            raise NotAllowed(ONLY_ADMINISTRATORS)
        words = phrase.split()
        if len(" ".join(words)) < SHORTEST:
            raise Refused(f"Podaj co najmniej {SHORTEST} znaki.")
        if not reason.strip():
            raise Refused("Podaj powód; zostanie w historii.")
        pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
        with self._changed(by, at) as (roadmap, _, at):
            if not self._take_out(pattern):
                raise Refused("Tych słów nie ma w tym działaniu ani w jego historii i dyskusji.")
            roadmap.record("redacted", action=self, by=by, at=at, note=reason.strip())
            self.mark_stale_supports()

    # questions

    def is_masked_for(self, role: Role) -> bool:
        """Whether the text is hidden from this person."""
        return bool(self.hidden_reason) and not (role and role.is_coordinator)

    def mask_for(self, role: Role) -> None:
        """Be, in memory, without what is hidden from this person. Verbs read the row anew, so that nothing of this is
        ever saved."""
        if self.is_masked_for(role):
            for name in WORDS:
                if name != "hidden_reason":
                    setattr(self, name, "")
            self.title, self.description = TITLE, f"Treść ukryta: {self.hidden_reason}"
            self.reason = ""  # why it was given up may say the same (from for_board)

    @property
    def public_title(self) -> str:
        """The title as lists and links for everybody have it."""
        return TITLE if self.hidden_reason else self.title

    # how the verbs work

    def _set_hidden(self, by, reason, at, shows=False):
        with self._changed(by, at) as (roadmap, role, at):
            role.demand("coordinator")
            if not reason and not shows:
                raise Refused("Podaj powód ukrycia; przeczytają go wszyscy.")
            if reason == self.hidden_reason:
                return
            before, self.hidden_reason = self.hidden_reason, reason
            self.clean_fields(exclude=["roadmap", "created_by"])
            self.changed_at = at
            self.save()
            changes = {"hidden_reason": [before, reason]}
            roadmap.record("shown" if shows else "hidden", action=self, by=by, at=at, changes=changes, note=reason)

    def _take_out(self, pattern):
        """Replace it in the action and in every row that belongs to it; whether there was any."""
        limits = {name: self._meta.get_field(name).max_length for name in WORDS}
        found = 0

        def without(text: str, limit: int | None = None):
            nonlocal found
            shorter, number = pattern.subn(REMOVED, text)
            found += number
            if limit and len(shorter) > limit:
                shorter = pattern.sub(REMOVED_SHORT, text)
            return shorter

        def of_change(name, values):
            return [without(value, limits.get(name)) if isinstance(value, str) else value for value in values]

        for name in WORDS:
            setattr(self, name, without(getattr(self, name), limits[name]))
        if found:
            self.save()
        rows = [(self.comments, "text"), (self.comments, "hidden_reason")]
        for related, name in [*rows, (self.pledges, "text"), (self.objections, "reason")]:
            limit = related.model._meta.get_field(name).max_length
            for row in related.all():
                if (text := without(getattr(row, name), limit)) != getattr(row, name):
                    related.filter(pk=row.pk).update(**{name: text})
        for event in [*self.events.all(), *self._told_elsewhere()]:
            changes = {
                name: values if name in CODES else of_change(name, values) for name, values in event.changes.items()
            }
            note = without(event.note)
            if changes != event.changes or note != event.note:
                type(event).objects.filter(pk=event.pk).update(changes=changes, note=note)
        return found

    def _told_elsewhere(self):
        """Events of other actions that name this one: of merging and unmerging."""
        events = self.roadmap.events.filter(kind__in=["merged", "unmerged"]).exclude(action=self)
        return [event for event in events if self.pk in event.merged_actions]
