"""„Co się zmieniło od mojej wizyty”: what others did on a board since a member looked at it before."""

from dataclasses import dataclass

from django.db import DatabaseError
from django.http import HttpRequest

from portal.serving.outages import is_passing
from roadmaps.models import Roadmap, Visit
from roadmaps.rules.permissions import Role
from roadmaps.shown.history import shown_events

# so many changes are shown; the board says how many more there are
MOST = 60


@dataclass
class News:
    """What is new: [(action, what happened to it)], newest first, and how many changes are left untold."""

    by_action: list
    rest: int


def news(roadmap: Roadmap, visit: Visit, role: Role) -> News:
    """What others changed on a board since the person's visit before this one (`visit` of Roadmap.visited_by)."""
    events = roadmap.events.news_to(visit.user_id).filter(number__gt=visit.since).order_by("-number")
    shown, found = shown_events(events[:MOST]), {}
    for one in shown:
        action = one.action
        if action.is_masked_for(role):
            one.differences = []
            one.event.note = ""
            action.mask_for(role)
        found.setdefault(action.pk, (action, []))[1].append(one)
    return News(list(found.values()), max(visit.news - len(shown), 0))


def visit_context(request: HttpRequest, roadmap: Roadmap, role: Role) -> dict:
    """What a board shows a member of this: how much is new, and what, if the address asks (`?od-wizyty=1`).

    The look itself is remembered. One query, a second when something is written down.
    """
    if not role.is_member:
        return {}
    try:
        visit = roadmap.visited_by(request.user)
    except DatabaseError as error:
        if not is_passing(error):
            raise
        return {}  # it cannot be written down now, which is no reason to show no board
    context = {"news_count": visit.news}
    if visit.news and "od-wizyty" in request.GET:
        context["news"] = news(roadmap, visit, role)
    return context
