"""Duplicates: two proposals of the same thing become one, and can become two again."""

from datetime import datetime
from typing import Self

from portal.templatetags.polish import quoted
from roadmaps.models.support import Support
from roadmaps.rules.permissions import Refused, Role
from roadmaps.rules.wording import material
from signup.models import User


class Merging:
    """The verbs of duplicates. Coordinators only."""

    # questions

    def can_unmerge(self, role: Role) -> bool:
        """Whether this person may undo the merge: not once the other action has reached its end."""
        return bool(self.merged_into_id) and self.merged_into.can("merge", role)

    # verbs

    def merge_into(self, by: User, other: Self, at: datetime | None = None) -> None:
        """Become a duplicate of another action of this roadmap, which takes over the support, one a person.

        Whoever supported only this one is counted there, in the wording of this one (`came_from`); whoever supported
        both is counted there once, and the row here waits for `unmerge`. No number of supports moves anything by
        itself.
        """
        with self._changed(by, at) as (roadmap, role, at):
            role.demand("coordinator")
            if self.merged_into_id and self.merged_into_id == other.pk:
                return
            if self.merged_into_id:
                raise Refused(
                    f"To działanie jest już połączone z działaniem {quoted(self.merged_into)}. Najpierw je rozłącz."
                )
            self._demand("merge", role)
            other = self._check_target(roadmap, other)
            note = f"Połączone z działaniem «{other.public_title}»"
            self._move_to(roadmap, "dropped", by, at, note=note, extra={"merged_into_id": other.pk}, kind="merged")
            self._lend_supports(other)
            note = f"Dołączono działanie «{self.public_title}»"
            roadmap.record("merged", action=other, by=by, at=at, changes={"duplicate": [None, self.pk]}, note=note)

    def unmerge(self, by: User, at: datetime | None = None) -> None:
        """Undo the merge: back to the end of the state it came from, with the support that is still given."""
        with self._changed(by, at) as (roadmap, role, at):
            role.demand("coordinator")
            if not self.merged_into_id:
                return
            other = self.merged_into
            if not other.can("merge", role):
                state = other.get_state_display()
                raise Refused(f"Działanie {quoted(other)} jest już w stanie „{state}”, więc zostają połączone.")
            self._move_to(roadmap, self._state_before(), by, at, extra={"merged_into_id": None}, kind="unmerged")
            self._take_supports_back(other)
            note = f"Odłączono działanie «{self.public_title}»"
            roadmap.record("unmerged", action=other, by=by, at=at, changes={"duplicate": [self.pk, None]}, note=note)

    # how the verbs work

    def _check_target(self, roadmap, other):
        """The other action as it is now, if a duplicate may be merged into it."""
        other = roadmap.actions.filter(pk=other.pk).first()
        if other is None:
            raise Refused("Łączyć można tylko działania z tej samej mapy drogowej.")
        if other.pk == self.pk:
            raise Refused("Działania nie można połączyć z nim samym.")
        if other.merged_into_id:
            raise Refused(f"Działanie {quoted(other)} jest samo połączone z innym. Wybierz tamto.")
        if not other.is_open:
            raise Refused(f"Działanie {quoted(other)} jest już w stanie „{other.get_state_display()}”. Wybierz inne.")
        if self.duplicates.exists():
            raise Refused("Do tego działania dołączono już inne. Najpierw je rozłącz albo połącz w drugą stronę.")
        return other

    def _lend_supports(self, other):
        keys = self.supports.exclude(by__in=other.supports.values("by")).values_list("pk", "wording")
        self._hand_over(list(keys), other, self)

    def _take_supports_back(self, other):
        keys = Support.objects.filter(action=other, came_from=self).values_list("pk", "wording")
        self._hand_over(list(keys), self, None)

    def _hand_over(self, rows, action, came_from):
        """Let supports given for a wording of this action count for another one, or for this one again."""
        now = action.snapshot()
        for wording in {wording for _, wording in rows}:
            pks = [pk for pk, given in rows if given == wording]
            stale = material(self.snapshot_at(wording), now)
            Support.objects.filter(pk__in=pks).update(action=action, came_from=came_from, stale=stale, asked_at=None)

    def _state_before(self):
        merges = self.events.filter(kind="merged").order_by("-number")
        return next(event.changes["state"][0] for event in merges if "state" in event.changes)
