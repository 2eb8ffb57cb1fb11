"""Moving an action along the road and among its neighbours; dropping it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from roadmaps.answers import about, attempt, refused
from roadmaps.board import columns, rights
from roadmaps.forms import DropForm, MoveForm
from roadmaps.gates import gate
from roadmaps.models import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk):
    action = gate(request, pk, "move")
    if request.method != "POST":
        return render(
            request, "roadmaps/move.html#menu" if request.htmx else "roadmaps/move.html", _moves(request, action)
        )
    if "shift" in request.POST:
        return _shift(request, action, up=request.POST["shift"] == "up")
    form = MoveForm(request.POST, action=action)
    if not form.is_valid():
        return render(request, "roadmaps/move.html", _moves(request, action, form), status=422)
    return attempt(request, action, "move", form=form, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request, pk):
    action = gate(request, pk, "drop")
    form = DropForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "roadmaps/drop.html", about(request, action, form), status=status)
    return attempt(request, action, "drop", form=form, **form.cleaned_data)


def _shift(request, action, up):
    """One place up or down; with htmx the menu stays open and the cards behind it change places."""
    try:
        action.shift(request.user, up)
    except Refused as refusal:
        return refused(request, action, refusal)
    if not request.htmx:
        messages.success(request, "Kolejność została zmieniona.")
        return redirect("action_move", action.pk)
    whole = action.state if "wszystkie" in (request.htmx.current_url or "") else ""
    column = next(each for each in columns(action.roadmap, request.user, whole=whole) if each.state == action.state)
    for each in column.actions:
        each.may = rights(each, action.standing)
    return render(request, "roadmaps/move.html#ordered", _place_of(action) | {"column": column})


def _moves(request, action, sent=None):
    """A small form for each state that can be reached from here."""
    forms = [
        sent if sent and sent.data.get("to") == to else MoveForm(action=action, initial={"to": to})
        for to in action.ways(action.standing)
    ]
    return about(request, action, sent) | _place_of(action) | {"forms": forms, "may_order": action.may["order"]}


def _place_of(action):
    """Which one it is among how many in its state."""
    row = action.roadmap.actions.filter(state=action.state)
    return {"place": row.filter(position__lte=action.position).count(), "row": row.count()}
