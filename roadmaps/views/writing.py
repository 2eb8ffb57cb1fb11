"""Editing the text of an action."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from roadmaps.models import Conflict
from roadmaps.rules.drafts import draft_key
from roadmaps.shown.action import card_context, form_context, url_on_board
from roadmaps.views.conflicts import answer_conflict
from roadmaps.views.forms.editing import EditForm
from roadmaps.views.gates import action_gate
from roadmaps.views.responses import is_on_its_page, refusal_of, refused


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A page of its own; with htmx, or from a card, it begins and ends on the board (`on_board`)."""
    action = action_gate(request, pk, "edit")
    on_board = "tablica" in (request.POST if request.method == "POST" else request.GET)
    if request.method != "POST":
        form = EditForm(roadmap=action.roadmap, action=action)
        form.opened = "pola" in request.GET
        return _ask(request, action, form, on_board)
    form = EditForm(request.POST, roadmap=action.roadmap, action=action)
    if again := _asked_for_more(request, form):
        return _ask(request, action, again, on_board)
    if not form.is_valid():
        return _ask(request, action, form, on_board, status=422)
    words = form.texts() | {"note": form.cleaned_data["note"]}
    refusal = refusal_of(action.revise, request.user, form.cleaned_data["base"], **words)
    if isinstance(refusal, Conflict):
        return answer_conflict(request, refusal, form, on_board)
    if refusal:
        return refused(request, action, refusal, form)
    return _saved(request, action, on_board)


def _asked_for_more(request, form):
    """The form again, when a button in it was pressed that saves nothing: one of two texts, actions to link with."""
    if "wez" in request.POST:
        return form.with_chosen_text()
    return form.with_links_found() if form.is_looking_for_links else None


def _saved(request, action, on_board):
    if request.htmx and not is_on_its_page(request, action):
        return render(request, "roadmaps/edit.html#saved", card_context(request, action, action.role))
    messages.success(request, "Zmiana została zapisana.", extra_tags=draft_key(request.user, f"edycja-{action.pk}"))
    if request.htmx:
        return HttpResponseClientRedirect(action.get_absolute_url())
    return redirect(url_on_board(action) if on_board else action)


def _ask(request, action, form, on_board, status=200):
    """The form: in a panel beside the board for htmx, else on its page."""
    face = "roadmaps/edit.html#panel" if request.htmx else "roadmaps/edit.html"
    context = {"on_board": on_board, "in_place": bool(request.htmx)}
    return render(request, face, form_context(request, action, form) | context, status=status)
