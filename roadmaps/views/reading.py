"""Reading an action."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.serving.page_cache import same_for_everybody
from roadmaps.shown.action import form_context, history_context, page_context
from roadmaps.views.forms.commenting import CommentForm
from roadmaps.views.gates import action_gate


@same_for_everybody("dyskusja", "historia", "strona")
@require_safe
def action(request: HttpRequest, pk: int) -> HttpResponse:
    action = action_gate(request, pk)
    if request.htmx and "historia" in request.GET and action.role.is_member:
        context = form_context(request, action) | history_context(request, action)
        return render(request, "roadmaps/action.html#history", context)
    return render(request, "roadmaps/action.html", page_context(request, action, CommentForm()))
