"""What the board, the group's page and the home page show of roadmaps."""

from dataclasses import dataclass, field

from django.contrib.messages import get_messages
from django.db.models import Count, Q

from portal.freshness import kept
from portal.models.groups import group_above
from portal.slots import Piece
from roadmaps.forms import ActionForm
from roadmaps.history import tell
from roadmaps.models import Action, Event, RoadmapPage, Standing
from roadmaps.models.undoing import last_acts
from roadmaps.visits import visit_context

# how many cards of a state are shown at once
LIMIT = 30
SLUGS = {
    "proposed": "propozycje",
    "discussed": "w-dyskusji",
    "agreed": "uzgodnione",
    "in_progress": "w-realizacji",
    "done": "zrealizowane",
    "dropped": "zaniechane",
}
EMPTY = {
    "proposed": "Nie ma jeszcze propozycji. Pierwszą może dodać każda osoba z grupy.",
    "discussed": "Nic nie czeka na rozmowę. Propozycja trafia tu po trzech głosach poparcia.",
    "agreed": "Nic jeszcze nie uzgodniono. Działania uzgadnia się na spotkaniach grupy.",
    "in_progress": "Żadne działanie nie jest teraz w realizacji.",
    "done": "Tu pojawią się działania, które się udały.",
    "dropped": "Żadnego działania nie zaniechano.",
}


@dataclass
class Column:
    """A state of the board with the cards that are shown."""

    state: str
    name: str
    count: int
    chosen: bool = False
    actions: list = field(default_factory=list)

    @property
    def slug(self):
        return SLUGS[self.state]

    @property
    def empty(self):
        return EMPTY[self.state]

    @property
    def hidden(self):
        """How many more there are than the cards shown."""
        return self.count - len(self.actions)


def columns(roadmap, user, chosen="proposed", whole=""):
    """The states with their cards: two queries for the cards, one for the counts."""
    counts = roadmap.actions.by_state()
    found = {state: Column(state, name, counts[state], state == chosen) for state, name in Action.STATES}
    for action in roadmap.actions.for_board(user).first_of_each_state(LIMIT, whole):
        action.roadmap = roadmap
        found[action.state].actions.append(action)
    return list(found.values())


def rights(action, standing):
    """What the card of an action offers to this person; text that is hidden from them gives way to why it is."""
    may = {act: action.can(act, standing) for act in ("edit", "support", "order", "comment")}
    may["drop"] = action.can_drop(standing)
    may["move"] = may["order"] or bool(action.ways(standing))
    may["act"] = may["edit"] or may["move"] or may["drop"]
    may["hide"] = standing.has("coordinator")
    action.veiled(standing)
    return may


def places(request, roadmap):
    """The roadmap and its group with their addresses; the request remembers where the site begins."""
    return {
        "roadmap": roadmap,
        "group": roadmap.group,
        "group_url": roadmap.group.get_url(request),
        "board_url": roadmap.page.get_url(request),
    }


def board_context(request, page):
    """The whole board. An unknown state or view in the address shows the usual one."""
    roadmap = page.roadmap
    roadmap.page = page
    standing = Standing.of(request.user, roadmap)
    states = {slug: state for state, slug in SLUGS.items()}
    chosen = states.get(request.GET.get("stan"), "proposed")
    found = columns(roadmap, request.user, chosen, whole=chosen if "wszystkie" in request.GET else "")
    # offered right after the act, which left a message
    undoable = last_acts(roadmap, request.user) if standing.may_write and len(get_messages(request)) else {}
    for column in found:
        for action in column.actions:
            action.may = rights(action, standing)
            action.last_act = undoable.get(action.pk)
    *road, dropped = found
    context = {
        **places(request, roadmap),
        "standing": standing,
        "columns": road,
        "dropped": dropped,
        "total": sum(column.count for column in found),
        "chosen": chosen,
        "adding": False,
        **visit_context(request, roadmap, standing),
    }
    if standing.may_write and "dodaj" in request.GET:
        context |= {"adding": True, "form": ActionForm(roadmap=roadmap)}
    return context


# what other rooms show


@kept
def counted_pages():
    """The live pages of roadmaps; each knows how many actions it has in each state. One query for all."""
    numbers = {state: Count("roadmap__actions", filter=Q(roadmap__actions__state=state)) for state in SLUGS}
    return list(RoadmapPage.objects.live().annotate(**numbers))


def counts_on(page):
    """{state: number of actions} of a page out of `counted_pages`."""
    return {state: getattr(page, state) for state in SLUGS}


def _counts(groups):
    """{group pk: (page of its roadmap, {state: number})}."""
    group_at = {group.path: group.pk for group in groups}
    return {
        group_at[above]: (page, counts_on(page))
        for page in counted_pages()
        if (above := page.path[: -page.steplen]) in group_at
    }


def stops(counts):
    """The five stops of the road; those beyond the furthest one reached lie ahead."""
    road = [(state, name, counts[state]) for state, name in Action.STATES if state != "dropped"]
    reached = max((place for place, (_, _, number) in enumerate(road) if number), default=-1)
    return [
        {"slug": SLUGS[state], "name": name, "count": number, "ahead": place > reached}
        for place, (state, name, number) in enumerate(road)
    ]


def roads(request, groups):
    """Slot group_road: the road of each group with the number of actions at each stop."""
    found = _counts(groups)
    return {pk: Piece("roadmaps/roadmap_page.html#road", {"stops": stops(counts)}) for pk, (_, counts) in found.items()}


def progress(request, groups):
    """Slot group_signs: how many of the group's actions are done, with the way to the board."""
    found, ended = {}, {group.pk for group in groups if group.archived}
    for pk, (page, counts) in _counts(groups).items():
        total = sum(number for state, number in counts.items() if state != "dropped")
        context = {"url": page.get_url(request), "done": counts["done"], "total": total, "ended": pk in ended}
        found[pk] = Piece("roadmaps/roadmap_page.html#sign", context)
    return found


def summary(page):
    """The card of a roadmap on its group's page."""
    events = Event.objects.filter(roadmap__page=page).told().exclude(kind="ordered").order_by("-number")[:3]
    counts = next(counts_on(known) for known in counted_pages() if known.pk == page.pk)
    changes = [tell(event) for event in events]
    return {"stops": stops(counts), "changes": changes, "ended": group_above(page).archived}
