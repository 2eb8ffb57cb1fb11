"""What views of actions answer: the page or the card as it is now, a way on, or why not."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render

from portal.rules.polish_order import InPolishOrder
from portal.shown.context import address_of
from roadmaps.models import Action, NotAllowed, Refused
from roadmaps.models.action.linking import links
from roadmaps.rules.drafts import draft_key
from roadmaps.shown.board import LIMIT, empty_text, invitation, places
from roadmaps.shown.discussion import discussion
from roadmaps.shown.filters import SLUGS
from roadmaps.shown.history import history
from roadmaps.shown.involvement import involvement

# how much of a history is told at once
RECENT = 20
A_PAGE = 100  # changes of a long history that are told at once
SAID = {
    "move": "Działanie zostało przeniesione.",
    "drop": "Działanie zostało zaniechane.",
    "confirm_support": "Głos jest potwierdzony dla obecnego tekstu.",
    "leave_support": "Głos zostaje na wcześniejszą wersję.",
    "withdraw_support": "Głos jest wycofany.",
    "pledge": "Zapisano, jak możesz pomóc.",
    "withdraw_pledge": "Oferta pomocy jest wycofana.",
    "object": "Zastrzeżenie jest zapisane.",
    "withdraw_objection": "Zastrzeżenie jest wycofane.",
    "comment": "Komentarz został dodany.",
    "restore": "Dawny tekst został przywrócony.",
    "undo": "Cofnięto ostatnią zmianę.",
    "hide": "Treść została ukryta.",
    "show": "Treść znów widzą wszyscy.",
    "redact": "Słowa zostały usunięte z tekstu, historii i dyskusji.",
    "revise_comment": "Komentarz jest poprawiony.",
    "delete_comment": "Komentarz jest usunięty.",
    "pin_comment": "Komentarz jest przypięty.",
    "unpin_comment": "Komentarz jest odpięty.",
    "hide_comment": "Komentarz jest ukryty.",
    "show_comment": "Komentarz jest znów widoczny.",
    "merge_into": "Działania są połączone.",
    "unmerge": "Działania są rozłączone.",
}
# forms whose text is kept on the person's device until it is saved
DRAFTS = {"comment": "komentarz"}


def attempt(request, action, verb, *args, form=None, then="", answer=None, **kwargs):
    """Do it and go on, or say why not. `answer(refusal)` gives what htmx puts in place instead."""
    try:
        getattr(action, verb)(request.user, *args, **kwargs)
    except Refused as refusal:
        if answer and request.htmx:
            return answer(refusal)
        return refused(request, action, refusal, form)
    if answer and request.htmx:
        return answer(None)
    tags = draft_key(request.user, f"{DRAFTS[verb]}-{action.pk}") if verb in DRAFTS else ""
    messages.success(request, SAID[verb], extra_tags=tags)
    return redirect(action.get_absolute_url() + then if then else place(action))


def is_on_its_page(request, action):
    """Whether htmx asks from the page of the action itself."""
    return f"/dzialania/{action.pk}/" in (request.htmx.current_url or "")


def status_of(refusal):
    return 403 if isinstance(refusal, NotAllowed) else 409


def refused(request, action, refusal, form=None):
    """The sentence, what is true now, and what was typed; with htmx in the window, and the card is where it is."""
    if request.htmx:
        context = refusal_of(request, action, refusal, form)
        answer = render(request, "roadmaps/move.html#refused", context, status=status_of(refusal))
        answer["HX-Retarget"], answer["HX-Reswap"] = "#okno", "innerHTML"
        return answer
    context = refusal_of(request, action, refusal, form)
    return render(request, "roadmaps/refused.html", context, status=status_of(refusal))


def refusal_of(request, action, refusal, form=None):
    now = as_it_is(request, action)
    typed = [field for field in form if field.value() and not field.is_hidden] if form else []
    sent = getattr(form, "sent", None)  # of an edit only what was changed
    return about(request, now) | {
        "refusal": refusal,
        "typed": [
            {"label": field.label, "value": _named(field)}
            for field in typed
            if isinstance(field.value(), str) and (sent is None or field.name in [*sent, "note"])
        ],
    }


def _named(field):
    """What a person sees of a typed value: of a choice its name."""
    return dict(getattr(field.field, "choices", ())).get(field.value(), field.value())


def about(request, action, form=None):
    return places(request, action.roadmap) | {"action": action, "form": form}


def whole(request, action, form):
    known = involvement(action)
    return about(request, action, form) | {
        "involvement": known,
        "discussion": discussion(action, known, whole=request.GET.get("dyskusja") == "cala"),
        **chronicle(request, action),
        "links": links(action),
        "duplicates": action.duplicates.order_by(InPolishOrder("title")),
        "cover_url": action.cover_url,
        **invitation(action.roadmap.group, action.role),
    }


def chronicle(request, action):
    """The history of an action: the newest of it, or all, a page at a time."""
    everything, more = request.GET.get("historia") == "wszystkie", "?historia=wszystkie"
    number = request.GET.get("strona", "") if everything else ""
    page = int(number) if number.isascii() and number.isdecimal() and 0 < len(number) < 5 else 1
    skip = (max(page, 1) - 1) * A_PAGE
    told, total = history(action, request.user, action.role, A_PAGE if everything else RECENT, skip)
    return {
        "history": told,
        "history_rest": total - skip - len(told),
        "history_more": f"{more}&strona={page + 1}" if everything else more,
        "history_newer": f"{more}&strona={page - 1}" if skip else "",
    }


def as_it_is(request, action):
    """The action read anew, with the counts of the board, as this person may see it."""
    now = Action.objects.for_page(request.user).select_related("roadmap__page").get(pk=action.pk)
    now.prepare_for(action.role, on_its_page=True)
    now.last_act = now.undoable_by(request.user) if now.role.may_write else None
    return now


def head(request, action):
    """What the head of an action's page needs, as it is now."""
    now = as_it_is(request, action)
    return {"action": now, "roadmap": now.roadmap, "involvement": involvement(now)}


def card(request, action, role):
    """The card as it is now, with the counts of the board."""
    action.role = role
    now = as_it_is(request, action)
    numbers = now.roadmap.actions.by_state()
    return {
        "action": now,
        "roadmap": now.roadmap,
        "group": now.roadmap.group,
        "counts": [(SLUGS[state], number, empty_text(state, numbers)) for state, number in numbers.items()],
        "slug": SLUGS[now.state],
        "followed": followed(now),
    }


def carried(request, action, before, act=""):
    """The card on its way: what its new place shows, and the sign that stays in the old one (`before`, a state)."""
    context = card(request, action, action.role)
    now = context["action"]
    row = now.roadmap.actions.filter(state=now.state)
    context |= {"place": row.filter(position__lte=now.position).count(), "row": row.count()}
    if now.state != before:
        context |= {"leaves": leaves(now, before, act), "address": place(now)}
    return context


def leaves(action, before, act=""):
    """(what has happened, where the action goes) for the sign in the place that it leaves; `act` is vote or undo."""
    states = [state for state, _ in Action.STATES]
    goes = "schodzi z drogi" if action.state == "dropped" else "jedzie dalej"
    if states.index(action.state) < states.index(before):
        goes = "wraca"
    return {"vote": "Twój głos był trzeci.", "undo": "Cofnięte."}.get(act, ""), goes


def followed(action):
    """The keys of those that come next in its state: the script puts its card before the first that it finds."""
    after = action.roadmap.actions.filter(state=action.state, position__gt=action.position).order_by("position")
    return " ".join(map(str, after.values_list("pk", flat=True)[:3]))


def place(action, view=""):
    """Where the card stands on the board; `view` is what of the board was looked at (roadmaps/shown/filters.py)."""
    row = action.roadmap.actions.filter(state=action.state, position__lt=action.position)
    query = QueryDict(view, mutable=True)
    query["stan"] = SLUGS[action.state]
    if not view and (before := row.count()) >= LIMIT:
        query["od"] = before // LIMIT * LIMIT
    return f"{address_of(action.roadmap.page)}?{query.urlencode()}#dzialanie-{action.pk}"
