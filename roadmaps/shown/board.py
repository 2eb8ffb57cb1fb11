"""The board: which cards it shows, and what it offers to its reader."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.messages import get_messages
from django.db.models import Q
from django.http import HttpRequest

from portal.models import WorkingGroupPage
from portal.rules.parameters import number_in
from portal.serving.cached import shows
from roadmaps.models import Action, Roadmap, RoadmapPage
from roadmaps.models.action.undoing import last_acts
from roadmaps.rules import topics
from roadmaps.rules.permissions import ACTS, WHO, Role, why_closed
from roadmaps.shown.filters import ORDERINGS, ORDERS, SLUGS, STATE_OF, BoardFilter, ResponsibleOptions
from roadmaps.shown.road import counts_of
from roadmaps.shown.visits import visit_context
from signup.declaring.shown import open_calls
from signup.models import User

# how many cards of a state are shown at once; those given up are off the road and folded away
LIMIT, LIMIT_OF_DROPPED = 30, 10
EMPTY_TEXTS = {
    "proposed": "Nie ma jeszcze propozycji. Pierwszą może dodać każda osoba z grupy.",
    "discussed": "Nic nie czeka na rozmowę. Propozycja trafia tu po trzech głosach poparcia.",
    "agreed": "Nic jeszcze nie uzgodniono. Działania uzgadnia się na spotkaniach grupy.",
    "in_progress": "Żadne działanie nie jest teraz w realizacji.",
    "done": "Tu pojawią się działania, które się udały.",
    "dropped": "Żadnego działania nie zaniechano.",
}


# what a state says that was emptied because all of it went on
WENT_ON_TEXTS = {
    "proposed": "Wszystkie propozycje są już w dyskusji.",
    "agreed": "Wszystko, co uzgodniono, jest już w realizacji.",
}


def empty_text(state: str, counts: dict[str, int]) -> str:
    """What a state without cards says, given {state: number of actions}."""
    after = list(SLUGS)[list(SLUGS).index(state) + 1 : -1]
    if state not in WENT_ON_TEXTS or not any(counts[one] for one in after):
        return EMPTY_TEXTS[state]
    return WENT_ON_TEXTS[state] if counts[after[0]] else "Wszystko, co tu było, jest już dalej na drodze."


@dataclass
class Column:
    """A state of the board with the cards that are shown: those from `start` on."""

    state: str
    name: str
    count: int
    chosen: bool = False
    start: int = 0
    actions: list = field(default_factory=list)
    query: str = ""
    # what it says without a card
    empty: str = ""
    # the states to which the reader may carry a card from here, and JSON of {state: why not}
    ways: str = ""
    closed: str = ""

    @property
    def slug(self) -> str:
        return SLUGS[self.state]

    @property
    def end(self) -> int:
        return self.start + len(self.actions)

    @property
    def hidden(self) -> int:
        """How many more follow the cards shown."""
        return max(self.count - self.end, 0) if self.actions else 0

    @property
    def more(self) -> str:
        """The address of the next ones, after its question mark."""
        return f"{self.query}&stan={self.slug}&od={self.end}".lstrip("&")

    @property
    def first(self) -> str:
        """The address of the first ones."""
        return f"{self.query}&stan={self.slug}".lstrip("&")


def columns(
    roadmap: Roadmap,
    user: User,
    board_filter: BoardFilter | None = None,
    chosen: str = "proposed",
    start: int = 0,
    whole: Iterable[str] = (),
) -> list[Column]:
    """The states with their cards, of `chosen` those from `start` on; all of those in `whole`. Three queries."""
    board_filter = board_filter or BoardFilter()
    narrowed = board_filter.narrow(roadmap.actions.all(), roadmap, user)
    counts = narrowed.by_state() if board_filter.narrows else counts_of(roadmap.pk)
    start = start if start < counts[chosen] else 0
    query = board_filter.query()
    found = {
        state: Column(state, name, counts[state], state == chosen, start if state == chosen else 0, query=query)
        for state, name in Action.STATES
    }
    for state, column in found.items():
        column.empty = empty_text(state, counts)
    shown = Q(place__lte=LIMIT) & ~Q(state="dropped") | Q(place__lte=LIMIT_OF_DROPPED) | Q(state__in=whole)
    if start or chosen == "dropped":
        shown = shown & ~Q(state=chosen) | Q(state=chosen, place__gt=start)
        shown &= ~Q(state=chosen) | Q(state__in=whole) | Q(place__lte=start + LIMIT)
    order = ORDERINGS[board_filter.order]
    ranked = (narrowed.with_votes() if board_filter.order == "glosy" else narrowed).ranked(order).filter(shown)
    for action in Action.objects.filter(pk__in=ranked.values("pk")).for_board(user).order_by(*order):
        action.roadmap = roadmap
        found[action.state].actions.append(action)
    return list(found.values())


def moves_from(state: str, role: Role) -> tuple[str, str]:
    """(the states to which this person may carry a card by the mouse, JSON of {state: why not} of those that others
    may), as the script reads them."""
    why = {to: why_closed(state, to, role) for to in SLUGS}
    who = ACTS["order"][state]
    why[state] = "" if role.has(who) else f"Kolejność zmieniają tu {WHO[who]}."
    ways = " ".join(to for to, text in why.items() if text == "")
    return ways, json.dumps({to: text for to, text in why.items() if text}, ensure_ascii=False)


def invitation_context(group: WorkingGroupPage, role: Role) -> dict:
    """Whether somebody who does not belong to the group could join it now; the same for all who do not."""
    return {} if role.is_member else {"group_is_open": bool(open_calls([group])[group.pk])}


def roadmap_context(request: HttpRequest, roadmap: Roadmap) -> dict:
    """The roadmap and its group with their addresses; the request remembers where the site begins."""
    return {
        "roadmap": roadmap,
        "group": roadmap.group,
        "group_url": roadmap.group.get_url(request),
        "board_url": roadmap.page.get_url(request),
    }


def board_context(request: HttpRequest, page: RoadmapPage) -> dict:
    """The whole board, or what the address asks for. What is unknown in it is left aside; nothing in it can fail."""
    roadmap = page.roadmap
    roadmap.page = page
    shows(topics.board(roadmap.pk))
    role = roadmap.role_of(request.user)
    people = ResponsibleOptions(roadmap, role)
    board_filter = BoardFilter.of(request.GET, people, role)
    chosen = STATE_OF.get(board_filter.state or request.GET.get("stan"), "proposed")
    everything = "wszystkie" in request.GET
    whole = () if not everything else [chosen] if "stan" in request.GET else list(SLUGS)
    start = 0 if everything else number_in(request.GET.get("od"), digits=6)
    found = columns(roadmap, request.user, board_filter, chosen, start, whole)
    # offered right after the act, which left a message
    undoable = last_acts(roadmap, request.user) if role.may_write and len(get_messages(request)) else {}
    for column in found:
        if role.may_write:
            column.ways, column.closed = moves_from(column.state, role)
        for action in column.actions:
            action.prepare_for(role)
            action.last_act = undoable.get(action.pk)
    *road, dropped = found
    query = board_filter.query()
    return {
        **roadmap_context(request, roadmap),
        "role": role,
        "columns": [column for column in road if not board_filter.state or column.chosen],
        "road": road,
        "dropped": dropped,
        "total": sum(column.count for column in found),
        "hidden": sum(column.hidden for column in found),
        "chosen": chosen,
        "column": next(column for column in found if column.chosen),
        "everything": everything,
        "board_filter": board_filter,
        "narrowed": query,
        "view": board_filter.query(wszystkie="1" if everything else ""),
        "chips": list(board_filter.chips(people)),
        "orders": ORDERS,
        "horizons": _HORIZONS,
        "states": [(SLUGS[state], name) for state, name in Action.STATES],
        "organisations": people.offered(board_filter.who),
        "people": people.people,
        "adding": role.may_write and "dodaj" in request.GET,
        **invitation_context(roadmap.group, role),
        **visit_context(request, roadmap, role),
    }


_HORIZONS = {"krotki": "do 6 miesięcy", "sredni": "6–18 miesięcy", "dlugi": "powyżej 18 miesięcy"}
