"""Reading an action, and the way from its card to a form about it."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.rules.parameters import key_in
from portal.serving.page_cache import same_for_everybody
from roadmaps.shown.action import form_context, history_context, page_context
from roadmaps.views import moving, writing
from roadmaps.views.forms.commenting import CommentForm
from roadmaps.views.gates import gate

# what the buttons of cards lead to; a thousand cards stay light by short names
ACTS = {"e": partial(writing.edit, on_board=True), "p": moving.move, "z": moving.drop}


@require_safe
def act(request):
    """Where a button of a card leads without JavaScript: the form of its act, which asks who may."""
    for name, form in ACTS.items():
        if pk := key_in(request.GET.get(name)):
            return form(request, pk)
    raise Http404


@same_for_everybody
@require_safe
def action(request, pk):
    action = gate(request, pk)
    if request.htmx and "historia" in request.GET and action.role.is_member:
        context = form_context(request, action) | history_context(request, action)
        return render(request, "roadmaps/action.html#history", context)
    return render(request, "roadmaps/action.html", page_context(request, action, CommentForm()))
