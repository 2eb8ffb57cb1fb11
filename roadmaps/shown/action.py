"""What the page of an action shows, and what its head, its history and its card show alone."""

from django.forms import Form
from django.http import HttpRequest, QueryDict

from portal.rules.parameters import number_in
from portal.rules.polish_order import InPolishOrder
from portal.shown.context import address_of
from roadmaps.models import Action
from roadmaps.models.action.linking import links
from roadmaps.rules.permissions import Role
from roadmaps.shown.board import LIMIT, empty_text, invitation_context, roadmap_context
from roadmaps.shown.discussion import discussion
from roadmaps.shown.filters import SLUGS
from roadmaps.shown.history import history
from roadmaps.shown.involvement import involvement

# changes that are shown at first
RECENT = 20
# changes of a long history that are shown at once
A_PAGE = 100


def form_context(request: HttpRequest, action: Action, form: Form | None = None) -> dict:
    """What a form about an action stands in."""
    return roadmap_context(request, action.roadmap) | {"action": action, "form": form}


def page_context(request: HttpRequest, action: Action, form: Form) -> dict:
    """The whole page of an action; `form` is that of a new comment."""
    known = involvement(action)
    return form_context(request, action, form) | {
        "involvement": known,
        "discussion": discussion(action, known, whole=request.GET.get("dyskusja") == "cala"),
        **history_context(request, action),
        "links": links(action),
        "duplicates": action.duplicates.order_by(InPolishOrder("title")),
        "cover_url": action.cover_url,
        **invitation_context(action.roadmap.group, action.role),
    }


def history_context(request: HttpRequest, action: Action) -> dict:
    """The history of an action: the newest of it, or all, a page at a time."""
    everything, more = request.GET.get("historia") == "wszystkie", "?historia=wszystkie"
    page = max(number_in(request.GET.get("strona"), digits=4), 1) if everything else 1
    skip = (page - 1) * A_PAGE
    shown, total = history(action, request.user, action.role, A_PAGE if everything else RECENT, skip)
    return {
        "history": shown,
        "history_rest": total - skip - len(shown),
        "history_more": f"{more}&strona={page + 1}" if everything else more,
        "history_newer": f"{more}&strona={page - 1}" if skip else "",
    }


def read_again(request: HttpRequest, action: Action) -> Action:
    """The action read anew, with the counts of the board, as this person may see it."""
    now = Action.objects.for_page(request.user).select_related("roadmap__page").get(pk=action.pk)
    now.prepare_for(action.role, on_its_page=True)
    now.last_act = now.undoable_by(request.user) if now.role.may_write else None
    return now


def header_context(request: HttpRequest, action: Action) -> dict:
    """What the head of an action's page needs, as it is now."""
    now = read_again(request, action)
    return {"action": now, "roadmap": now.roadmap, "involvement": involvement(now)}


def card_context(request: HttpRequest, action: Action, role: Role) -> dict:
    """The card as it is now, with the counts of the board."""
    action.role = role
    now = read_again(request, action)
    numbers = now.roadmap.actions.by_state()
    return {
        "action": now,
        "roadmap": now.roadmap,
        "group": now.roadmap.group,
        "counts": [(SLUGS[state], number, empty_text(state, numbers)) for state, number in numbers.items()],
        "slug": SLUGS[now.state],
        "followed": _next_keys(now),
    }


def moved_card_context(request: HttpRequest, action: Action, before: str, act: str = "") -> dict:
    """The card on its way: what its new place shows, and the sign that stays in the old one (`before`, a state)."""
    context = card_context(request, action, action.role)
    now = context["action"]
    row = now.roadmap.actions.filter(state=now.state)
    context |= {"place": row.filter(position__lte=now.position).count(), "row": row.count()}
    if now.state != before:
        context |= {"leaves": _departure(now, before, act), "address": url_on_board(now)}
    return context


def _departure(action, before, act=""):
    """(what has happened, where the action goes) for the sign in the place that it leaves; `act` is vote or undo."""
    states = [state for state, _ in Action.STATES]
    goes = "schodzi z drogi" if action.state == "dropped" else "jedzie dalej"
    if states.index(action.state) < states.index(before):
        goes = "wraca"
    return {"vote": "Twój głos był trzeci.", "undo": "Cofnięte."}.get(act, ""), goes


def _next_keys(action):
    """The keys of those that come next in its state: the script puts its card before the first that it finds."""
    after = action.roadmap.actions.filter(state=action.state, position__gt=action.position).order_by("position")
    return " ".join(map(str, after.values_list("pk", flat=True)[:3]))


def url_on_board(action: Action, view: str = "") -> str:
    """Where the card stands on the board; `view` is what of the board was looked at (roadmaps/shown/filters.py)."""
    row = action.roadmap.actions.filter(state=action.state, position__lt=action.position)
    query = QueryDict(view, mutable=True)
    query["stan"] = SLUGS[action.state]
    if not view and (before := row.count()) >= LIMIT:
        query["od"] = before // LIMIT * LIMIT
    return f"{address_of(action.roadmap.page)}?{query.urlencode()}#dzialanie-{action.pk}"
