"""Editing the text of an action, also when two do it at once; bringing an older text back; undoing."""

from dataclasses import dataclass

from django.contrib import messages
from django.forms import TextInput
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from portal.rules.parameters import number_in
from roadmaps.models import Action, Conflict, Event, NotAllowed, Refused
from roadmaps.models.action.writing import ATOMIC
from roadmaps.rules.drafts import draft_key
from roadmaps.rules.merge import both_sentences, differences, merge
from roadmaps.rules.names import name_among_members
from roadmaps.shown.action import card_context, form_context, moved_card_context, url_on_board
from roadmaps.shown.differences import as_text, compare
from roadmaps.views.forms.editing import EditForm
from roadmaps.views.gates import gate
from roadmaps.views.responses import done_or_refused, is_on_its_page, refusal_of, refused, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk, on_board=False):
    """A page of its own; with htmx, or from a card, it begins and ends on the board (`on_board`)."""
    action = gate(request, pk, "edit")
    data = request.POST if request.method == "POST" else None
    on_board = on_board or "tablica" in request.POST
    form = EditForm(data, roadmap=action.roadmap, action=action)
    if data is None:
        form.opened = "pola" in request.GET
        return _ask(request, action, form, on_board)
    if "wez" in request.POST:
        return _ask(request, action, form.taking(), on_board)
    if form.is_seeking:
        return _ask(request, action, form.seeking(), on_board)
    if not form.is_valid():
        return _ask(request, action, form, on_board, status=422)
    try:
        action.revise(request.user, form.cleaned_data["base"], note=form.cleaned_data["note"], **form.texts())
    except Conflict as conflict:
        return _conflict(request, conflict, form, on_board)
    except Refused as refusal:
        return refused(request, action, refusal, form)
    if request.htmx and not is_on_its_page(request, action):
        return render(request, "roadmaps/edit.html#saved", card_context(request, action, action.role))
    messages.success(request, "Zmiana została zapisana.", extra_tags=draft_key(request.user, f"edycja-{action.pk}"))
    if request.htmx:
        return HttpResponseClientRedirect(action.get_absolute_url())
    return redirect(url_on_board(action) if on_board else action)


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request, pk, number):
    """Shows what would change, then sets it: the whole text or the field whose button was pressed."""
    action = gate(request, pk, "edit")
    try:
        text = action.text_after(number)
    except Event.DoesNotExist as missing:
        raise Http404 from missing
    if request.method == "POST":
        base, name = number_in(request.POST.get("base")), request.POST.get("pole", "")
        try:
            action.restore(request.user, number, name if name in Action.TEXTS else None, base=base)
        except NotAllowed as refusal:
            return refused(request, action, refusal)
        except Refused as refusal:
            return _ask_to_restore(request, action, number, text, refusal)
        messages.success(request, "Dawny tekst został przywrócony.")
        return redirect(action.get_absolute_url() + "#historia")
    return _ask_to_restore(request, action, number, text)


@require_POST
def undo(request, pk, number):
    """What can be undone is decided by the verb; „Cofnij” goes back to where it was pressed."""
    action = gate(request, pk, "undo")
    if not action.events.filter(number=number).exists():
        raise Http404
    before, on_its_page = action.state, "strona" in request.POST
    refusal = refusal_of(action.undo, request.user, number)
    if refusal or not request.htmx:
        return done_or_refused(request, action, "undo", refusal, anchor="#historia" if on_its_page else "")
    return render(request, "roadmaps/board.html#undone", moved_card_context(request, action, before, "undo"))


def _ask(request, action, form, on_board, status=200):
    """The form: in a panel beside the board for htmx, else on its page."""
    face = "roadmaps/edit.html#panel" if request.htmx else "roadmaps/edit.html"
    context = {"on_board": on_board, "in_place": bool(request.htmx)}
    return render(request, face, form_context(request, action, form) | context, status=status)


def _ask_to_restore(request, action, number, text, refusal=None):
    changes = compare(action.snapshot(), text)
    event = action.events.get(number=number)
    context = form_context(request, action) | {"event": event, "changes": changes, "refusal": refusal}
    return render(request, "roadmaps/restore.html", context, status=status_of(refusal))


def _conflict(request, conflict, form, on_board):
    """Both texts side by side, and a form that starts from the newest version and holds what could be merged."""
    action = conflict.action
    sides = [Side.of(name, form.fields[name], conflict) for name in conflict.overlaps]
    draft = EditForm.typed(conflict.draft) | {side.name: side.draft for side in sides}
    again = EditForm(
        roadmap=action.roadmap,
        action=action,
        initial=draft | {"base": action.version, "note": form.cleaned_data["note"]},
        about=list(conflict.texts),
    )
    context = form_context(request, action, again) | {
        "sides": sides,
        "merged": [form.fields[name].label for name in conflict.texts if name not in conflict.overlaps],
        "others": who_changed(action, form.cleaned_data["base"], request.user),
        "fresh": True,
        "on_board": on_board,
        "in_place": bool(request.htmx),
    }
    face = "roadmaps/conflict.html#panel" if request.htmx else "roadmaps/conflict.html"
    return render(request, face, context, status=409)


def who_changed(action, base, user):
    """Who has changed the text since a version, as members of the group call each other, with the last time."""
    edits = action.events.filter(kind="revised").select_related("by").order_by("number")[base - 1 :]
    found = {}
    for event in edits:
        name = "Ty, w innej karcie" if event.by_id == user.pk else name_among_members(event.by)
        found[name] = event.at
    return list(found.items())


@dataclass
class Side:
    """A field in which two edits meet: both texts with what differs marked, and what can be taken of each.

    `choices` are [(sentence as it is, sentence that was sent, both as they stand in the draft)]; `draft` is what the
    form holds; `now_typed` and `sent_typed` are the whole texts as a person would type them.
    """

    name: str
    label: str
    now: list
    sent: list
    now_typed: str
    sent_typed: str
    draft: str
    choices: list

    @classmethod
    def of(cls, name, field, conflict):
        now, sent = conflict.now[name], conflict.texts[name]
        whole = [EditForm.typed(conflict.now)[name], EditForm.typed(conflict.now | {name: sent})[name]]
        if name in ATOMIC:
            pieces = [("gone", as_text(name, now)), ("new", as_text(name, sent))]
            draft, choices = whole[1], []
        else:
            pieces = differences(now, sent)
            both = merge(conflict.base[name], now, sent)
            choices = [(*part, both_sentences(*part)) for part in both.parts if not isinstance(part, str)]
            draft = both.readable
            if isinstance(field.widget, TextInput):
                # a line has no sentences: one of both, whole
                draft, choices = sent, []
        return cls(
            name,
            field.label,
            [(op == "gone", text) for op, text in pieces if op != "new" and text],
            [(op == "new", text) for op, text in pieces if op != "gone" and text],
            *whole,
            draft,
            choices,
        )
