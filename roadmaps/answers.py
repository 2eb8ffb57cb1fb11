"""What views of actions answer: the page or the card as it is now, a way on, or why not."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render

from roadmaps.board import SLUGS, places, rights
from roadmaps.history import tell_all
from roadmaps.models import Action, NotAllowed, Refused

SAID = {
    "move": "Działanie zostało przeniesione.",
    "drop": "Działanie zostało zaniechane.",
    "comment": "Komentarz został dodany.",
}


def attempt(request, action, verb, *args, form=None, then="", **kwargs):
    """Do it and go on, or say why not."""
    try:
        getattr(action, verb)(request.user, *args, **kwargs)
    except Refused as refusal:
        return refused(request, action, refusal, form)
    messages.success(request, SAID[verb])
    return redirect(action.get_absolute_url() + then if then else place(action))


def status_of(refusal):
    return 403 if isinstance(refusal, NotAllowed) else 409


def refused(request, action, refusal, form=None):
    """The sentence, what is true now, and what was typed."""
    now = Action.objects.for_board(request.user).select_related("roadmap__page").get(pk=action.pk)
    typed = [field for field in form if field.value() and not field.is_hidden] if form else []
    context = about(request, now) | {
        "refusal": refusal,
        "typed": [field for field in typed if isinstance(field.value(), str)],
    }
    return render(request, "roadmaps/refused.html", context, status=status_of(refusal))


def about(request, action, form=None):
    return places(request, action.roadmap) | {"action": action, "form": form}


def whole(request, action, form):
    people = action.comments.with_people()
    return about(request, action, form) | {
        "comments": people,
        "history": history_of(action),
        "related": Action.objects.filter(Q(related=action) | Q(related_from=action)).distinct().order_by("title"),
        "cover_url": action.cover_url,
    }


def history_of(action):
    return tell_all(action.events.told().exclude(kind__in=["commented", "ordered"]).order_by("-number"))


def card(request, action, standing):
    """The card as it is now, with the counts of the board."""
    now = Action.objects.for_board(request.user).select_related("roadmap__page").get(pk=action.pk)
    now.may = rights(now, standing)
    counts = [(SLUGS[state], number) for state, number in now.roadmap.actions.by_state().items()]
    return {"action": now, "roadmap": now.roadmap, "counts": counts, "slug": SLUGS[now.state]}


def place(action):
    """Where the card stands on the board."""
    return f"{action.roadmap.page.url}?stan={SLUGS[action.state]}#dzialanie-{action.pk}"
