"""Who is asking: one gate a noun, the first line of every view of boards and actions."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from portal.serving.cached import shows
from roadmaps.models import Action, Comment, NotAllowed, Roadmap
from roadmaps.rules import topics
from roadmaps.rules.permissions import ONLY_ADMINISTRATORS, Role


def roadmap_gate(request: HttpRequest, pk: int) -> tuple[Roadmap, Role]:
    """A roadmap to write on, with the person's role: 404 if its page is not public, 403 for strangers."""
    roadmap = get_object_or_404(Roadmap.objects.select_related("page"), pk=pk)
    demand_seen(request, roadmap)
    role = roadmap.role_of(request.user)
    role.demand("member")
    return roadmap, role


def action_gate(request: HttpRequest, pk: int, act: str = "read") -> Action:
    """An action with the person's role and rights. 404 for what may not be seen, 403 for what may not be done.

    A form that is asked for (GET) needs the right itself. A form that is sent (POST) needs a member: what is
    possible by now is decided by the verb, under the lock, and nothing that was typed is lost.
    """
    actions = Action.objects.for_page(request.user).select_related("roadmap__page")
    action = get_object_or_404(actions, pk=pk)
    shows(topics.board(action.roadmap_id))
    demand_seen(request, action.roadmap)
    role = action.roadmap.role_of(request.user)
    action.prepare_for(role, on_its_page=True)
    action.last_act = action.undoable_by(request.user) if role.may_write else None
    if act != "read":
        role.demand("member")
        if request.method != "POST" and not action.may[act]:
            raise NotAllowed("W tym stanie działania nie możesz tego zrobić. Możesz dopisać komentarz.")
    return action


def administrator_gate(request: HttpRequest, pk: int) -> Action:
    """An action for an administrator, who may but need not belong to its group."""
    action = action_gate(request, pk)
    if not (request.user.is_authenticated and request.user.is_superuser):
        raise PermissionDenied(ONLY_ADMINISTRATORS)
    return action


def vote_gate(request: HttpRequest, pk: int) -> Action:
    """The gate of the busiest write, in one query: 404 for what may not be seen; who may is asked by the verb.

    The action knows all that its card shows but the people (for_card).
    """
    actions = Action.objects.for_card(request.user).with_all_seeing().select_related("roadmap__page")
    action = get_object_or_404(actions, pk=pk)
    if not (action.all_see and action.roadmap.page.live):
        demand_seen(request, action.roadmap)
    return action


def comment_gate(request: HttpRequest, pk: int, comment: int, act: str = "comment") -> tuple[Action, Comment]:
    """A comment under an action, with the action: 404 for one that is not there or was taken back."""
    action = action_gate(request, pk, act)
    return action, get_object_or_404(action.comments.filter(deleted_at=None), pk=comment)


def demand_seen(request: HttpRequest, roadmap: Roadmap) -> None:
    """Plain views bypass the page's own privacy, so it is asked here."""
    if not roadmap.page.seen_by(request):
        raise Http404
