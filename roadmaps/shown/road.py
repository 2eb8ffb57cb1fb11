"""How far a group is on its road: what its page, the home page and the card of its roadmap show."""

from django.db.models import Count, Q

from portal.models.groups import group_above
from portal.serving.generations import cached
from portal.slots import Piece
from roadmaps.models import Action, Event, RoadmapPage
from roadmaps.shown.filters import SLUGS
from roadmaps.shown.history import shown_event


@cached
def counted_pages():
    """The live pages of roadmaps; each knows how many actions it has in each state. One query for all."""
    numbers = {state: Count("roadmap__actions", filter=Q(roadmap__actions__state=state)) for state in SLUGS}
    return list(RoadmapPage.objects.live().annotate(**numbers))


def counts_on(page):
    """{state: number of actions} of a page out of `counted_pages`."""
    return {state: getattr(page, state) for state in SLUGS}


def counts_of(roadmap):
    """{state: number of actions} of a roadmap."""
    known = (counts_on(page) for page in counted_pages() if page.pk == roadmap.page_id)
    return next(known, None) or roadmap.actions.by_state()


def _by_group(groups):
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
    found = _by_group(groups)
    return {pk: Piece("roadmaps/roadmap_page.html#road", {"stops": stops(counts)}) for pk, (_, counts) in found.items()}


def progress(request, groups):
    """Slot group_signs: how many of the group's actions are done, with the way to the board."""
    found, ended = {}, {group.pk for group in groups if group.archived}
    for pk, (page, counts) in _by_group(groups).items():
        total = sum(number for state, number in counts.items() if state != "dropped")
        context = {"url": page.get_url(request), "done": counts["done"], "total": total, "ended": pk in ended}
        found[pk] = Piece("roadmaps/roadmap_page.html#sign", context)
    return found


def summary(page):
    """The card of a roadmap on its group's page."""
    events = Event.objects.filter(roadmap__page=page).shown().exclude(kind="ordered").order_by("-number")[:3]
    counts = next(counts_on(known) for known in counted_pages() if known.pk == page.pk)
    changes = [shown_event(event) for event in events]
    return {"stops": stops(counts), "changes": changes, "ended": group_above(page).archived}
