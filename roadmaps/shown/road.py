"""How far a group is on its road: what its page, the home page and the card of its roadmap show."""

from collections.abc import Iterable

from django.db.models import Count, F, Q
from django.http import HttpRequest

from portal.models import WorkingGroupPage
from portal.models.groups import group_above
from portal.serving.cached import cached, shows
from portal.slots import Piece
from roadmaps.models import Action, Event, RoadmapPage
from roadmaps.rules import topics
from roadmaps.shown.filters import SLUGS
from roadmaps.shown.history import shown_event


@cached
def pages_of_boards() -> list[RoadmapPage]:
    """The live pages of roadmaps; each knows the key of its `board`."""
    return list(RoadmapPage.objects.live().annotate(board=F("roadmap")))


@cached
def counted_pages() -> list[RoadmapPage]:
    """The same pages; each knows how many actions it has in each state. One query for all."""
    shows(topics.ACTIONS)
    numbers = {state: Count("roadmap__actions", filter=Q(roadmap__actions__state=state)) for state in SLUGS}
    return list(RoadmapPage.objects.live().annotate(**numbers))


@cached
def counts_of(board: int) -> dict[str, int]:
    """{state: number of actions} of the board with this key."""
    shows(topics.board(board))
    return Action.objects.filter(roadmap=board).by_state()


def _by_group(pages, groups):
    """{group pk: the page of its roadmap} out of these."""
    group_at = {group.path: group.pk for group in groups}
    above = {page.path[: -page.steplen]: page for page in pages}
    return {group_at[path]: page for path, page in above.items() if path in group_at}


def stops(counts: dict[str, int]) -> list[dict]:
    """The five stops of the road; those beyond the furthest one reached lie ahead."""
    road = [(state, name, counts[state]) for state, name in Action.STATES if state != "dropped"]
    reached = max((place for place, (_, _, number) in enumerate(road) if number), default=-1)
    return [
        {"slug": SLUGS[state], "name": name, "count": number, "ahead": place > reached}
        for place, (state, name, number) in enumerate(road)
    ]


def roads(request: HttpRequest, groups: Iterable[WorkingGroupPage]) -> dict[int, Piece]:
    """Slot group_road: the road of each group with the number of actions at each stop."""
    return {
        pk: Piece("roadmaps/roadmap_page.html#road", {"stops": stops({state: getattr(page, state) for state in SLUGS})})
        for pk, page in _by_group(counted_pages(), groups).items()
    }


def progress(request: HttpRequest, groups: Iterable[WorkingGroupPage]) -> dict[int, Piece]:
    """Slot group_signs: how many of the group's actions are done, with the way to the board."""
    found, ended = {}, {group.pk for group in groups if group.archived}
    for pk, page in _by_group(pages_of_boards(), groups).items():
        counts = counts_of(page.board)
        total = sum(number for state, number in counts.items() if state != "dropped")
        context = {"url": page.get_url(request), "done": counts["done"], "total": total, "ended": pk in ended}
        found[pk] = Piece("roadmaps/roadmap_page.html#sign", context)
    return found


def summary(page: RoadmapPage) -> dict:
    """The card of a roadmap on its group's page."""
    board = next(known.board for known in pages_of_boards() if known.pk == page.pk)
    shows(topics.board(board))
    events = Event.objects.filter(roadmap=board).shown().exclude(kind="ordered").order_by("-number")[:3]
    changes = [shown_event(event) for event in events]
    return {"stops": stops(counts_of(board)), "changes": changes, "ended": group_above(page).archived}
