"""What people do with actions. Each view: the gate, the form, the verb, the answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.page_cache import same_for_everybody
from roadmaps.board import SLUGS, board_context, columns, places, rights
from roadmaps.forms import ActionForm, CommentForm, DropForm, EditForm, MoveForm
from roadmaps.history import side_by_side, tell_all
from roadmaps.models import Action, Conflict, NotAllowed, Refused, Roadmap, Standing

# gates


def roadmap_gate(request, pk):
    """A roadmap to write on, with the person's standing: 404 if its page is not public, 403 for strangers."""
    roadmap = get_object_or_404(Roadmap.objects.select_related("page"), pk=pk)
    _see(request, roadmap)
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
    _see(request, action.roadmap)
    standing = Standing.of(request.user, action.roadmap)
    action.standing = standing
    action.may = rights(action, standing)
    if act != "read":
        standing.demand("member")
        if request.method != "POST" and not action.may[act]:
            raise NotAllowed("W tym stanie działania nie możesz tego zrobić. Możesz dopisać komentarz.")
    return action


def _see(request, roadmap):
    """Plain views bypass the page's own privacy, so it is asked here."""
    page = roadmap.page
    if not (page.live and roadmap.group.live):
        raise Http404
    if not all(rule.accept_request(request) for rule in page.get_view_restrictions()):
        raise Http404


# views


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk):
    roadmap, standing = roadmap_gate(request, pk)
    if request.method != "POST":
        if not request.htmx:
            return redirect(f"{roadmap.page.url}?dodaj=1#dodaj")
        return render(request, "roadmaps/board.html#add", {"roadmap": roadmap, "form": ActionForm(roadmap=roadmap)})
    form = ActionForm(request.POST, roadmap=roadmap)
    if not form.is_valid():
        return _add_again(request, roadmap, form)
    action = roadmap.add(request.user, **form.texts())
    if not request.htmx:
        messages.success(request, f"Dodano działanie „{action}”.")
        return redirect(_place(action))
    return render(request, "roadmaps/board.html#added", _card(request, action, standing), status=201)


@same_for_everybody
@require_safe
def action(request, pk):
    action = gate(request, pk)
    return render(request, "roadmaps/action.html", _whole(request, action, CommentForm()))


@require_POST
def support(request, pk):
    action = gate(request, pk, "support")
    before, refusal = action.state, None
    try:
        # the wish is set, never toggled: pressing twice or sending again cannot turn it over
        if request.POST.get("cast") == "1":
            action.support(request.user)
        else:
            action.withdraw_support(request.user)
    except Refused as error:
        refusal = error
    whole = "strona" in request.POST
    if not request.htmx:
        back = action.get_absolute_url() + "#glosy" if whole else _place(action)
        return _refused(request, action, refusal) if refusal else redirect(back)
    context = _card(request, action, action.standing) | {"refusal": refusal, "before": before}
    moved = not refusal and context["action"].state != before
    answer = "action.html#voted" if whole else "board.html#moved" if moved else "board.html#voted"
    if whole and moved:
        context["history"] = _history(action)
    return render(request, f"roadmaps/{answer}", context, status=_status(refusal) if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    action = gate(request, pk, "edit")
    data = request.POST if request.method == "POST" else None
    form = EditForm(data, roadmap=action.roadmap, action=action, initial={"base": action.version})
    if data is None or not form.is_valid():
        return render(request, "roadmaps/edit.html", _about(request, action, form), status=422 if data else 200)
    texts = form.cleaned_data
    try:
        action.revise(request.user, texts["base"], note=texts["note"], **form.texts())
    except Conflict as conflict:
        return _conflict(request, conflict.action, form)
    except Refused as refusal:
        return _refused(request, action, refusal, form)
    messages.success(request, "Zmiana została zapisana.")
    return redirect(action)


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
    return _attempt(request, action, "move", form=form, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request, pk):
    action = gate(request, pk, "drop")
    form = DropForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "roadmaps/drop.html", _about(request, action, form), status=status)
    return _attempt(request, action, "drop", form=form, **form.cleaned_data)


@require_POST
def comment(request, pk):
    action = gate(request, pk, "comment")
    form = CommentForm(request.POST)
    if not form.is_valid():
        return render(request, "roadmaps/action.html", _whole(request, action, form), status=422)
    return _attempt(request, action, "comment", form=form, then="#dyskusja", **form.cleaned_data)


# answers

SAID = {
    "move": "Działanie zostało przeniesione.",
    "drop": "Działanie zostało zaniechane.",
    "comment": "Komentarz został dodany.",
}


def _attempt(request, action, verb, *args, form=None, then="", **kwargs):
    """Do it and go on, or say why not."""
    try:
        getattr(action, verb)(request.user, *args, **kwargs)
    except Refused as refusal:
        return _refused(request, action, refusal, form)
    messages.success(request, SAID[verb])
    return redirect(action.get_absolute_url() + then if then else _place(action))


def _shift(request, action, up):
    """One place up or down; with htmx the menu stays open and the cards behind it change places."""
    try:
        action.shift(request.user, up)
    except Refused as refusal:
        return _refused(request, action, refusal)
    if not request.htmx:
        messages.success(request, "Kolejność została zmieniona.")
        return redirect("action_move", action.pk)
    whole = action.state if "wszystkie" in (request.htmx.current_url or "") else ""
    column = next(each for each in columns(action.roadmap, request.user, whole=whole) if each.state == action.state)
    for each in column.actions:
        each.may = rights(each, action.standing)
    return render(request, "roadmaps/move.html#ordered", _place_of(action) | {"column": column})


def _status(refusal):
    return 403 if isinstance(refusal, NotAllowed) else 409


def _refused(request, action, refusal, form=None):
    """The sentence, what is true now, and what was typed."""
    now = Action.objects.for_board(request.user).select_related("roadmap__page").get(pk=action.pk)
    typed = [field for field in form if field.value() and not field.is_hidden] if form else []
    context = _about(request, now) | {
        "refusal": refusal,
        "typed": [field for field in typed if isinstance(field.value(), str)],
    }
    return render(request, "roadmaps/refused.html", context, status=_status(refusal))


def _conflict(request, action, form):
    """Both texts side by side, and the one that came late in a form that starts from the newer version.

    Fields that its author left alone take the newer text, so that sending the form again cannot undo it.
    """
    now, sent, base = action.snapshot(), form.snapshot(), action.snapshot_at(form.cleaned_data["base"])
    newer = EditForm.initial_of(action)
    data = request.POST.copy()
    data["base"] = action.version
    for name in Action.TEXTS:
        if sent[name] == base[name]:
            sent[name] = now[name]
            data.setlist(name, newer[name] if name in Action.MANY else [newer[name]])
    again = EditForm(data, roadmap=action.roadmap, action=action)
    again.full_clean()
    context = _about(request, action, again) | {"rows": side_by_side(now, sent, form)}
    return render(request, "roadmaps/conflict.html", context, status=409)


def _add_again(request, roadmap, form):
    if request.htmx:
        return render(request, "roadmaps/board.html#add", {"roadmap": roadmap, "form": form}, status=422)
    context = board_context(request, roadmap.page) | {"page": roadmap.page, "form": form, "adding": True}
    return render(request, "roadmaps/board.html", context, status=422)


def _about(request, action, form=None):
    return places(request, action.roadmap) | {"action": action, "form": form}


def _whole(request, action, form):
    people = action.comments.with_people()
    return _about(request, action, form) | {
        "comments": people,
        "history": _history(action),
        "related": action.related.order_by("title"),
        "cover_url": action.cover_url,
    }


def _history(action):
    return tell_all(action.events.told().exclude(kind__in=["commented", "ordered"]).order_by("-number"))


def _moves(request, action, sent=None):
    """A small form for each state that can be reached from here."""
    forms = [
        sent if sent and sent.data.get("to") == to else MoveForm(action=action, initial={"to": to})
        for to in action.ways(action.standing)
    ]
    return _about(request, action, sent) | _place_of(action) | {"forms": forms, "may_order": action.may["order"]}


def _place_of(action):
    """Which one it is among how many in its state."""
    row = action.roadmap.actions.filter(state=action.state)
    return {"place": row.filter(position__lte=action.position).count(), "row": row.count()}


def _card(request, action, standing):
    """The card as it is now, with the counts of the board."""
    now = Action.objects.for_board(request.user).select_related("roadmap__page").get(pk=action.pk)
    now.may = rights(now, standing)
    counts = [(SLUGS[state], number) for state, number in now.roadmap.actions.by_state().items()]
    return {"action": now, "roadmap": now.roadmap, "counts": counts, "slug": SLUGS[now.state]}


def _place(action):
    """Where the card stands on the board."""
    return f"{action.roadmap.page.url}?stan={SLUGS[action.state]}#dzialanie-{action.pk}"
