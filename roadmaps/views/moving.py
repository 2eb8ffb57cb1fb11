"""Moving an action along the road and among its neighbours; dropping it. With htmx all of it happens in place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from roadmaps.shown.action import form_context, moved_card_context
from roadmaps.views.forms.moving import DropForm, MoveForm
from roadmaps.views.gates import action_gate
from roadmaps.views.responses import DONE, attempt, is_on_its_page, refusal_of, refused


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    action = action_gate(request, pk, "move")
    if request.method != "POST":
        return _menu(request, "move", _moves(request, action))
    if "shift" in request.POST:
        return _shift(request, action, request.POST["shift"])
    form = MoveForm(request.POST, action=action)
    if not form.is_valid():
        return _menu(request, "move", _moves(request, action, form), status=422)
    if form.cleaned_data["to"] == action.state:
        return _arrange(request, action, "move", form, **form.cleaned_data)
    return _carry(request, action, "move", form, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    action = action_gate(request, pk, "drop")
    is_sent = request.method == "POST"
    form = DropForm(request.POST if is_sent else None)
    if not is_sent or not form.is_valid():
        return _menu(request, "drop", form_context(request, action, form), status=422 if is_sent else 200)
    return _carry(request, action, "drop", form, **form.cleaned_data)


def _menu(request, name, context, status=200):
    """A page of its own, or the same in a window over the board or the action."""
    face = f"roadmaps/{name}.html#menu" if request.htmx else f"roadmaps/{name}.html"
    return render(request, face, context | {"in_place": bool(request.htmx)}, status=status)


def _carry(request, action, verb, form, **words):
    """Do it; with htmx the card goes to its new place, and on the page of the action the page is shown anew."""
    if not request.htmx:
        return attempt(request, action, verb, form=form, **words)
    before = action.state
    if refusal := refusal_of(getattr(action, verb), request.user, **words):
        return refused(request, action, refusal, form)
    if is_on_its_page(request, action):
        messages.success(request, DONE[verb])
        return HttpResponseClientRedirect(action.get_absolute_url())
    return render(request, "roadmaps/move.html#carried", moved_card_context(request, action, before))


def _shift(request, action, where):
    """One place up or down, or to an end."""
    if where in ("first", "last"):
        last = action.roadmap.actions.filter(state=action.state).count()
        return _arrange(request, action, "move", to=action.state, place=1 if where == "first" else last)
    return _arrange(request, action, "shift", up=where == "up")


def _arrange(request, action, verb, form=None, **words):
    """Another place among its neighbours; with htmx the menu stays open and the card behind it changes places."""
    if refusal := refusal_of(getattr(action, verb), request.user, **words):
        return refused(request, action, refusal, form)
    if not request.htmx:
        messages.success(request, "Kolejność została zmieniona.")
        return redirect("action_move", action.pk)
    return render(request, "roadmaps/move.html#ordered", moved_card_context(request, action, action.state))


def _moves(request, action, sent=None):
    """A small form for each state that can be reached from here."""
    forms = [
        sent if sent and sent.data.get("to") == to else MoveForm(action=action, initial={"to": to})
        for to in action.possible_moves(action.role)
    ]
    closed = action.closed_moves(action.role)
    order = {"may_order": action.may["order"]}
    return form_context(request, action, sent) | _place_of(action) | {"forms": forms, "closed": closed} | order


def _place_of(action):
    """Which one it is among how many in its state."""
    row = action.roadmap.actions.filter(state=action.state)
    return {"place": row.filter(position__lte=action.position).count(), "row": row.count()}
