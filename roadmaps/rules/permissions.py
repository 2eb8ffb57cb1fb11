"""Who may do what: the two tables of rights, and a person's role in a group.

A right belongs to a rank: any `member` of the group, the `responsible` person of the action (or a coordinator),
or a `coordinator` only. Administrators have no rank here unless they are members. An archived group is for reading.
"""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db.models import Model

from portal.rules.refusals import Refused

# from a state to a state: who may do it
MOVES = {
    ("proposed", "discussed"): "member",
    ("discussed", "proposed"): "member",
    ("discussed", "agreed"): "coordinator",
    ("agreed", "discussed"): "coordinator",
    ("agreed", "in_progress"): "responsible",
    ("in_progress", "done"): "responsible",
    ("proposed", "dropped"): "member",
    ("discussed", "dropped"): "member",
    ("agreed", "dropped"): "responsible",
    ("in_progress", "dropped"): "responsible",
    ("dropped", "proposed"): "coordinator",
}

OPEN = ["proposed", "discussed", "agreed", "in_progress"]
STATES = [*OPEN, "done", "dropped"]

# an act in a state: who may do it; nobody where the state is not named
ACTS = {
    "edit": {
        "proposed": "member",
        "discussed": "member",
        "agreed": "responsible",
        "in_progress": "responsible",
        "done": "coordinator",
        "dropped": "coordinator",
    },
    "order": {
        "proposed": "member",
        "discussed": "member",
        "agreed": "coordinator",
        "in_progress": "coordinator",
        "done": "coordinator",
        "dropped": "coordinator",
    },
    "comment": dict.fromkeys(STATES, "member"),
    "moderate": dict.fromkeys(STATES, "coordinator"),
    "support": {"proposed": "member", "discussed": "member"},
    "pledge": dict.fromkeys(OPEN, "member"),
    "object": dict.fromkeys(OPEN, "member"),
    "merge": dict.fromkeys(OPEN, "coordinator"),
}

WHO = {
    "member": "członkinie i członkowie grupy",
    "responsible": "osoby odpowiedzialne za działanie oraz koordynatorki i koordynatorzy grupy",
    "coordinator": "koordynatorki i koordynatorzy grupy",
}

ONLY_ADMINISTRATORS = "Treść na stałe usuwa tylko administracja serwisu."
ONLY_OWN_COMMENTS = "Poprawić i usunąć można tylko własny komentarz."


class NotAllowed(Refused, PermissionDenied):
    """A verb that this person may not do; uncaught it becomes the 403 page."""


@dataclass(frozen=True)
class Role:
    """What one person is in one group (`name`: member, coordinator or nothing), and for which of its actions that
    person is responsible. `Roadmap.role_of` finds it."""

    user: object = None
    name: str = ""
    archived: bool = False
    responsible_for: frozenset = field(default_factory=frozenset)

    @property
    def is_member(self) -> bool:
        return bool(self.name)

    @property
    def is_coordinator(self) -> bool:
        return self.name == "coordinator"

    @property
    def may_write(self) -> bool:
        return self.is_member and not self.archived

    def has(self, rank: str, action: Model | None = None) -> bool:
        """Whether the person has the rank, for this action."""
        if not self.may_write or not rank:
            return False
        if self.is_coordinator or rank == "member":
            return True
        return rank == "responsible" and action is not None and action.pk in self.responsible_for

    def demand(self, rank: str, action: Model | None = None) -> None:
        """Refuse with a sentence, unless the person has the rank."""
        if self.has(rank, action):
            return
        if self.is_member and self.archived:
            raise NotAllowed("Ta grupa zakończyła pracę. Jej mapę drogową można czytać, ale nie można jej zmieniać.")
        if not self.is_member:
            raise NotAllowed("Mapę drogową zmieniają członkinie i członkowie grupy.")
        raise NotAllowed(f"Mogą to zrobić tylko {WHO[rank]}. Możesz dopisać komentarz albo poprosić te osoby o zmianę.")


def why_closed(start: str, to: str, role: Role, action: Model | None = None) -> str | None:
    """Why this person may not move an action from a state to another, in words; empty where the way is open.

    None stands for „nobody may”: there is no such way.
    """
    rank = MOVES.get((start, to))
    if not rank:
        return None
    return "" if role.has(rank, action) else f"Tu przenoszą {WHO[rank]}."


def rights(action: Model, role: Role) -> dict:
    """{act: whether the card of an action offers it to this person}."""
    may = {act: action.can(act, role) for act in ("edit", "support", "order", "comment")}
    may["drop"] = action.can_drop(role)
    ways = action.possible_moves(role)
    may["move"] = may["order"] or bool(ways)
    if action.merged_into_id or action.pk in role.responsible_for:
        # another way than the other cards of its state (Column.ways)
        ways += [state for state, right in ((action.state, "order"), ("dropped", "drop")) if may[right]]
        may["ways"] = " ".join(ways)
    may["act"] = may["edit"] or may["move"] or may["drop"]
    may["hide"] = role.has("coordinator")
    return may


# what is done on the page of an action only, never from its card
ON_ITS_PAGE = ("pledge", "object", "moderate", "merge")


def rights_on_page(action: Model, role: Role) -> dict:
    """The same of the page of an action, which offers more than its card."""
    may = rights(action, role) | {act: action.can(act, role) for act in ON_ITS_PAGE}
    return may | {"unmerge": action.can_unmerge(role)}
