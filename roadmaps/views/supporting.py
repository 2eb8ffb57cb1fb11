"""Being for an action, or wary of it: what a press on „Popieram”, an offer of help, an objection do and answer."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from portal.rules.parameters import flag_in, number_in, off_in
from roadmaps.models import NotAllowed
from roadmaps.models.action.queryset import with_people
from roadmaps.shown.action import form_context, header_context, history_context, moved_card_context, url_on_board
from roadmaps.shown.discussion import discussion
from roadmaps.views.forms.supporting import ObjectionForm, PledgeForm
from roadmaps.views.gates import action_gate, vote_gate
from roadmaps.views.responses import DONE, attempt, done_or_refused, posted, refusal_of, refused, status_of

# the three answers to „Czy nadal popierasz?”
ANSWERS = {"confirm": "confirm_support", "withdraw": "withdraw_support", "later": "leave_support"}


@require_POST
def support(request: HttpRequest, pk: int) -> HttpResponse:
    """A vote, from a card or from the page of the action (`strona`)."""
    action = vote_gate(request, pk)
    before = action.state
    # the wish is set, never toggled: pressing twice or sending again cannot turn it over
    verb = action.support if flag_in(request.POST.get("cast")) else action.withdraw_support
    refusal = refusal_of(verb, request.user)
    if isinstance(refusal, NotAllowed):
        raise refusal
    on_its_page = "strona" in request.POST
    if not request.htmx:
        return _voted_without_script(request, action, before, refusal, on_its_page)
    return (_voted_on_its_page if on_its_page else _voted_on_board)(request, action, before, refusal)


def _voted_without_script(request, action, before, refusal, on_its_page):
    if refusal:
        return refused(request, action, refusal)
    if action.state != before:
        messages.success(request, f"Twój głos był trzeci. Działanie jedzie dalej: {action.get_state_display()}.")
    if on_its_page:
        return redirect(action.get_absolute_url() + "#glosy")
    return redirect(url_on_board(action, request.POST.get("widok", "")))


def _voted_on_board(request, action, before, refusal):
    """The card again, as it was seen under the lock; or on its way to the state into which the vote brought it."""
    if action.state != before and not refusal:
        context, template = moved_card_context(request, action, before, "vote"), "roadmaps/board.html#moved"
    else:
        prefetch_related_objects([action], with_people())
        action.prepare_for(action.role)
        context, template = {"action": action, "roadmap": action.roadmap}, "roadmaps/board.html#voted"
    return render(request, template, context | {"refusal": refusal}, status=status_of(refusal))


def _voted_on_its_page(request, action, before, refusal):
    """The head of the page; and its history, if the vote brought the action into another state."""
    context = header_context(request, action) | {"refusal": refusal}
    if action.state != before and not refusal:
        context |= history_context(request, context["action"])
    return render(request, "roadmaps/action.html#voted", context, status=status_of(refusal))


@require_POST
def wording(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer to the question whether a support holds for the text as it is now."""
    action = action_gate(request, pk, "support")
    verb = ANSWERS.get(request.POST.get("answer"), "leave_support")
    options = {"seen": number_in(request.POST.get("seen"))} if verb == "confirm_support" else {}
    refusal = refusal_of(getattr(action, verb), request.user, **options)
    if not request.htmx:
        return done_or_refused(request, action, verb, refusal, anchor="#glosy")
    context = header_context(request, action) | {"refusal": refusal, "said": DONE[verb]}
    return render(request, "roadmaps/action.html#voted", context, status=status_of(refusal))


@require_http_methods(["GET", "HEAD", "POST"])
def pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own offer of help; the same address takes it back with cast=0."""
    action = action_gate(request, pk, "pledge")
    mine = action.pledges.filter(by=request.user).first()
    initial = {"kind": mine.kind, "text": mine.text} if mine else None
    form = PledgeForm(posted(request), initial=initial, auto_id="pledge_%s")
    return _set(request, action, "pledge", "pledge", form)


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own objection; the same address takes it back with cast=0."""
    action = action_gate(request, pk, "object")
    mine = action.objections.filter(by=request.user).first()
    initial = {"reason": mine.reason} if mine else None
    form = ObjectionForm(posted(request), initial=initial, auto_id="objection_%s")
    return _set(request, action, "objection", "object", form)


def _set(request, action, noun, verb, form):
    """Show the form, or do what was sent with it."""
    next(reversed(form.fields.values())).widget.attrs["autofocus"] = True
    words = {}
    if off_in(request.POST.get("cast")):
        verb = f"withdraw_{noun}"
    elif request.method != "POST":
        return _form(request, action, noun, form)
    elif not form.is_valid():
        return _form(request, action, noun, form, status=422)
    else:
        words = form.cleaned_data
    if not request.htmx:
        return attempt(request, action, verb, form=form if words else None, anchor="#glosy", **words)
    if refusal := refusal_of(getattr(action, verb), request.user, **words):
        return _form(request, action, noun, form, status_of(refusal), refusal)
    context = header_context(request, action)
    context |= {"discussion": discussion(context["action"], context["involvement"])}
    return render(request, f"roadmaps/{noun}.html#done", context)


def _form(request, action, noun, form, status=200, refusal=None):
    template = f"roadmaps/{noun}.html#form" if request.htmx else f"roadmaps/{noun}.html"
    context = form_context(request, action, form) | {"mine": form.initial or None, "refusal": refusal}
    return render(request, template, context, status=status)
