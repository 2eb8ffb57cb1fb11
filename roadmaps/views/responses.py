"""What views of actions answer: a way on with a word, or why not with what was typed."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from roadmaps.models import Action, NotAllowed, Refused
from roadmaps.rules.drafts import draft_key
from roadmaps.shown.action import form_context, read_again, url_on_board

# {verb of an action: what is said when it is done}
DONE = {
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
# forms whose text waits on the person's device until it is saved
DRAFTS = {"comment": "komentarz"}


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form; None where the form is only asked for."""
    return request.POST if request.method == "POST" else None


def refusal_of(verb: Callable, *args: object, **kwargs: object) -> Refused | None:
    """Do it; gives why not (Refused), or None when it is done."""
    try:
        verb(*args, **kwargs)
    except Refused as refusal:
        return refusal
    return None


def attempt(
    request: HttpRequest,
    action: Action,
    verb: str,
    *args: object,
    form: Form | None = None,
    anchor: str = "",
    **kwargs: object,
) -> HttpResponse:
    """Do it and go on, or say why not."""
    refusal = refusal_of(getattr(action, verb), request.user, *args, **kwargs)
    return done_or_refused(request, action, verb, refusal, form, anchor)


def done_or_refused(
    request: HttpRequest, action: Action, verb: str, refusal: Refused | None, form: Form | None = None, anchor: str = ""
) -> HttpResponse:
    """The way on, to the `anchor` of the action's page or to the card on the board; or why not."""
    if refusal:
        return refused(request, action, refusal, form)
    draft = draft_key(request.user, f"{DRAFTS[verb]}-{action.pk}") if verb in DRAFTS else ""
    messages.success(request, DONE[verb], extra_tags=draft)
    return redirect(action.get_absolute_url() + anchor if anchor else url_on_board(action))


def is_on_its_page(request: HttpRequest, action: Action) -> bool:
    """Whether htmx asks from the page of the action itself."""
    return f"/dzialania/{action.pk}/" in (request.htmx.current_url or "")


def status_of(refusal: Refused | None) -> int:
    if refusal is None:
        return 200
    return 403 if isinstance(refusal, NotAllowed) else 409


def refused(request: HttpRequest, action: Action, refusal: Refused, form: Form | None = None) -> HttpResponse:
    """The sentence, what is true now, and what was typed; with htmx in the window, and the card is where it is."""
    template = "roadmaps/move.html#refused" if request.htmx else "roadmaps/refused.html"
    context = form_context(request, read_again(request, action)) | {"refusal": refusal, "typed": _typed(form)}
    response = render(request, template, context, status=status_of(refusal))
    if request.htmx:
        response["HX-Retarget"], response["HX-Reswap"] = "#okno", "innerHTML"
    return response


def _typed(form):
    """[{label, value}] of what was typed into a form; of an edit only what was changed."""
    sent = getattr(form, "sent", None)
    return [
        {"label": field.label, "value": _named(field)}
        for field in form or ()
        if field.value() and not field.is_hidden
        if isinstance(field.value(), str) and (sent is None or field.name in [*sent, "note"])
    ]


def _named(field):
    """What a person sees of a typed value: of a choice its name."""
    return dict(getattr(field.field, "choices", ())).get(field.value(), field.value())
