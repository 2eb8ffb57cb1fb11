"""Who is asking: one gate a noun, the first line of every view of boards and actions."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from roadmaps.board import rights
from roadmaps.models import Action, NotAllowed, Roadmap, Standing


def roadmap_gate(request, pk):
    """A roadmap to write on, with the person's standing: 404 if its page is not public, 403 for strangers."""
    roadmap = get_object_or_404(Roadmap.objects.select_related("page"), pk=pk)
    see(request, roadmap)
    standing = Standing.of(request.user, roadmap)
    standing.demand("member")
    return roadmap, standing


def gate(request, pk, act="read"):
    """An action with the person's standing and rights. 404 for what may not be seen, 403 for what may not be done.

    A form that is asked for (GET) needs the right itself. A form that is sent (POST) needs a member: what is
    possible by now is decided by the verb, under the lock, and nothing that was typed is lost.
    """
    actions = Action.objects.for_board(request.user).select_related("roadmap__page")
    action = get_object_or_404(actions, pk=pk)
    see(request, action.roadmap)
    standing = Standing.of(request.user, action.roadmap)
    action.standing = standing
    action.may = rights(action, standing)
    action.last_act = action.undoable_by(request.user) if standing.may_write else None
    if act != "read":
        standing.demand("member")
        if request.method != "POST" and not action.may[act]:
            raise NotAllowed("W tym stanie działania nie możesz tego zrobić. Możesz dopisać komentarz.")
    return action


def administrator_gate(request, pk):
    """An action for an administrator, who may but need not belong to its group."""
    action = gate(request, pk)
    if not (request.user.is_authenticated and request.user.is_superuser):
        raise PermissionDenied("Treść na stałe usuwa tylko administracja serwisu.")
    return action


def see(request, roadmap):
    """Plain views bypass the page's own privacy, so it is asked here."""
    page = roadmap.page
    if not (page.live and roadmap.group.live):
        raise Http404
    if not all(rule.accept_request(request) for rule in page.get_view_restrictions()):
        raise Http404
