"""Two edits of one text meet: both side by side, for the one who comes later to finish."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.forms import Field, TextInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roadmaps.models import Action, Conflict
from roadmaps.models.action.writing import ATOMIC
from roadmaps.rules.differences import differences
from roadmaps.rules.merge import both_sentences, merge
from roadmaps.rules.names import name_among_members
from roadmaps.shown.action import form_context
from roadmaps.shown.differences import as_text
from roadmaps.views.forms.editing import EditForm
from signup.models import User


def answer_conflict(request: HttpRequest, conflict: Conflict, form: EditForm, on_board: bool) -> HttpResponse:
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


def who_changed(action: Action, base: int, user: User) -> list[tuple[str, datetime]]:
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
    def of(cls, name: str, field: Field, conflict: Conflict) -> Self:
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
