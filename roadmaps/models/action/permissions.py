"""Who may do what with an action as it is now: the tables of rules/permissions.py, asked and demanded."""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from portal.internals.django import renew
from roadmaps.rules.permissions import (
    ACTS,
    MOVES,
    WHO,
    NotAllowed,
    Refused,
    Role,
    rights,
    rights_on_page,
    why_closed,
)

# what cannot be done any more in the state that an action has reached
LATE = {
    "support": "Głosów nie można teraz zmieniać.",
    "pledge": "Pomocy nie można już zaproponować.",
    "object": "Zastrzeżenia nie można już zgłosić.",
    "merge": "Nie można go połączyć z innym.",
}


class Permissions:
    """The questions of who may, and the lock under which each verb asks them."""

    def prepare_for(self, role: Role, on_its_page: bool = False) -> None:
        """Know who reads (`role`) and what they may do (`may`); in memory without a text that is hidden from them."""
        self.role = role
        self.may = (rights_on_page if on_its_page else rights)(self, role)
        self.mask_for(role)

    def can(self, act: str, role: Role) -> bool:
        """Whether this person may edit, order, comment or support it (the act) as it is now."""
        if act == "edit" and self.is_masked_for(role):
            return False
        return role.has(ACTS[act].get(self.state), self)

    def can_move(self, role: Role, to: str) -> bool:
        return not self.merged_into_id and role.has(MOVES.get((self.state, to)), self)

    def can_drop(self, role: Role) -> bool:
        return self.can_move(role, "dropped")

    def possible_moves(self, role: Role) -> list[str]:
        """The states to which this person may move it, in the order of the road; dropping is apart."""
        return [state for state, _ in self.STATES if state != "dropped" and self.can_move(role, state)]

    def closed_moves(self, role: Role) -> list[tuple[str, str]]:
        """[(name of a state of the road, why this person may not move it there)] in the order of the road."""
        here = f"Ze stanu „{self.get_state_display()}” nie ma tu drogi."
        if self.merged_into_id:
            here = "Działanie jest połączone z innym."
        ways = [self.state, "dropped", *self.possible_moves(role)]
        return [
            (name, (not self.merged_into_id and why_closed(self.state, state, role, self)) or here)
            for state, name in self.STATES
            if state not in ways
        ]

    # how the verbs work

    @contextmanager
    def _changed(self, by, at):
        """A transaction that holds the roadmap's lock and sees the action and the person's role as they are.

        The action then knows how many support it (`votes`), whether this person does (`mine`, the key of the row), and
        who is asking (`role`).
        """
        with transaction.atomic():
            roadmaps = type(self.roadmap).objects.select_related("page")
            roadmap = roadmaps.select_for_update(of=("self",)).get(pk=self.roadmap_id)
            duplicates = Exists(type(self).objects.filter(merged_into=OuterRef("pk")))
            now = type(self).objects.with_votes().with_mine(by).annotate(has_duplicates=duplicates).get(pk=self.pk)
            renew(self, now)
            self.roadmap = roadmap
            self.role = roadmap.role_of(by)
            yield roadmap, self.role, at or timezone.now()

    def _demand(self, act, role):
        role.demand("member")
        if self.state not in ACTS[act]:
            late = LATE.get(act, "Tego nie można teraz zrobić.")
            raise Refused(f"Działanie jest już w stanie „{self.get_state_display()}”. {late}")
        rank = ACTS[act][self.state]
        if not role.has(rank, self):
            raise NotAllowed(
                f"Działanie jest w stanie „{self.get_state_display()}”, więc mogą to zrobić tylko {WHO[rank]}. "
                "Możesz dopisać komentarz albo poprosić te osoby o zmianę."
            )
        if act == "edit" and self.is_masked_for(role):
            raise NotAllowed("Treść jest ukryta. Zmieniają ją teraz tylko koordynatorki i koordynatorzy grupy.")
