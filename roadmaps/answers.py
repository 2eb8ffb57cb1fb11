"""What views of actions answer: the page or the card as it is now, a way on, or why not."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render

from roadmaps.board import SLUGS, places, rights
from roadmaps.history import history
from roadmaps.keeping import kept
from roadmaps.models import Action, NotAllowed, Refused

# how much of a history is told at once
RECENT = 20
SAID = {
    "move": "Działanie zostało przeniesione.",
    "drop": "Działanie zostało zaniechane.",
    "comment": "Komentarz został dodany.",
    "restore": "Dawny tekst został przywrócony.",
    "undo": "Cofnięto ostatnią zmianę.",
    "hide": "Treść została ukryta.",
    "show": "Treść znów widzą wszyscy.",
    "redact": "Słowa zostały usunięte z tekstu, historii i dyskusji.",
}
# forms whose text is kept on the person's device until it is saved
KEPT = {"comment": "komentarz"}


def attempt(request, action, verb, *args, form=None, then="", **kwargs):
    """Do it and go on, or say why not."""
    try:
        getattr(action, verb)(request.user, *args, **kwargs)
    except Refused as refusal:
        return refused(request, action, refusal, form)
    tags = kept(request.user, f"{KEPT[verb]}-{action.pk}") if verb in KEPT else ""
    messages.success(request, SAID[verb], extra_tags=tags)
    return redirect(action.get_absolute_url() + then if then else place(action))


def status_of(refusal):
    return 403 if isinstance(refusal, NotAllowed) else 409


def refused(request, action, refusal, form=None):
    """The sentence, what is true now, and what was typed."""
    now = as_it_is(request, action)
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
        **chronicle(request, action),
        "related": Action.objects.filter(Q(related=action) | Q(related_from=action)).distinct().order_by("title"),
        "cover_url": action.cover_url,
    }


def chronicle(request, action):
    """The history of an action: the newest of it, or all that was asked for."""
    everything = request.GET.get("historia") == "wszystkie"
    told, total = history(action, request.user, action.standing, None if everything else RECENT)
    return {"history": told, "history_rest": total - len(told)}


def as_it_is(request, action):
    """The action read anew, with the counts of the board, as this person may see it."""
    now = Action.objects.for_board(request.user).select_related("roadmap__page").get(pk=action.pk)
    now.standing = action.standing
    now.may = rights(now, now.standing)
    now.last_act = now.undoable_by(request.user) if now.standing.may_write else None
    return now


def card(request, action, standing):
    """The card as it is now, with the counts of the board."""
    action.standing = standing
    now = as_it_is(request, action)
    counts = [(SLUGS[state], number) for state, number in now.roadmap.actions.by_state().items()]
    return {"action": now, "roadmap": now.roadmap, "counts": counts, "slug": SLUGS[now.state]}


def place(action):
    """Where the card stands on the board."""
    return f"{action.roadmap.page.url}?stan={SLUGS[action.state]}#dzialanie-{action.pk}"
