"""Bringing an older text back, and taking back one's own last act."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from portal.rules.parameters import number_in
from roadmaps.models import Action, Event, NotAllowed
from roadmaps.shown.action import form_context, moved_card_context
from roadmaps.shown.differences import compare
from roadmaps.views.gates import action_gate
from roadmaps.views.responses import done_or_refused, refusal_of, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Shows what would change, then sets it: the whole text or the field whose button was pressed."""
    action = action_gate(request, pk, "edit")
    try:
        text = action.text_after(number)
    except Event.DoesNotExist as missing:
        raise Http404 from missing
    if request.method != "POST":
        return _ask_to_restore(request, action, number, text)
    base, name = number_in(request.POST.get("base")), request.POST.get("pole", "")
    field = name if name in Action.TEXTS else None
    refusal = refusal_of(action.restore, request.user, number, field, base=base)
    if refusal and not isinstance(refusal, NotAllowed):
        return _ask_to_restore(request, action, number, text, refusal)
    return done_or_refused(request, action, "restore", refusal, anchor="#historia")


@require_POST
def undo(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What can be undone is decided by the verb; „Cofnij” goes back to where it was pressed."""
    action = action_gate(request, pk, "undo")
    if not action.events.filter(number=number).exists():
        raise Http404
    before, on_its_page = action.state, "strona" in request.POST
    refusal = refusal_of(action.undo, request.user, number)
    if refusal or not request.htmx:
        return done_or_refused(request, action, "undo", refusal, anchor="#historia" if on_its_page else "")
    return render(request, "roadmaps/board.html#undone", moved_card_context(request, action, before, "undo"))


def _ask_to_restore(request, action, number, text, refusal=None):
    changes = compare(action.snapshot(), text)
    event = action.events.get(number=number)
    context = form_context(request, action) | {"event": event, "changes": changes, "refusal": refusal}
    return render(request, "roadmaps/restore.html", context, status=status_of(refusal))
