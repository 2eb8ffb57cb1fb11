"""Being for an action, or wary of it: what a press on „Popieram”, an offer of help, an objection do and answer."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from roadmaps.models import NotAllowed, Refused
from roadmaps.models.action.queryset import with_people
from roadmaps.shown.discussion import discussion
from roadmaps.views.forms.supporting import ObjectionForm, PledgeForm
from roadmaps.views.gates import gate, quick_gate
from roadmaps.views.responses import SAID, about, attempt, carried, chronicle, head, place, refused, status_of

# the three answers to „Czy nadal popierasz?”
ANSWERS = {"confirm": "confirm_support", "withdraw": "withdraw_support", "later": "leave_support"}


@require_POST
def support(request, pk):
    action, refusal = quick_gate(request, pk), None
    before = action.state
    try:
        # the wish is set, never toggled: pressing twice or sending again cannot turn it over
        if request.POST.get("cast") == "1":
            action.support(request.user)
        else:
            action.withdraw_support(request.user)
    except NotAllowed:
        raise
    except Refused as error:
        refusal = error
    whole = "strona" in request.POST
    moved = not refusal and action.state != before
    if not request.htmx:
        if moved:
            messages.success(request, f"Twój głos był trzeci. Działanie jedzie dalej: {action.get_state_display()}.")
        back = action.get_absolute_url() + "#glosy" if whole else place(action, request.POST.get("widok", ""))
        return refused(request, action, refusal) if refusal else redirect(back)
    if whole:
        context = head(request, action)
    else:
        context = carried(request, action, before, "vote") if moved else _pressed(action)
    context |= {"refusal": refusal}
    if whole and moved:
        context |= chronicle(request, context["action"])
    answer = "action.html#voted" if whole else "board.html#moved" if moved else "board.html#voted"
    return render(request, f"roadmaps/{answer}", context, status=status_of(refusal) if refusal else 200)


def _pressed(action):
    """The card of an action that has just been seen under the lock."""
    prefetch_related_objects([action], with_people())
    action.prepare_for(action.role)
    return {"action": action, "roadmap": action.roadmap}


@require_POST
def wording(request, pk):
    """The answer to the question whether a support holds for the text as it is now."""
    action = gate(request, pk, "support")
    verb = ANSWERS.get(request.POST.get("answer"), "leave_support")
    seen = request.POST.get("seen", "")
    options = {"seen": int(seen) if seen.isdecimal() and len(seen) < 10 else 0} if verb == "confirm_support" else {}

    def answer(refusal):
        context = head(request, action) | {"refusal": refusal, "said": SAID[verb]}
        return render(request, "roadmaps/action.html#voted", context, status=status_of(refusal) if refusal else 200)

    return attempt(request, action, verb, then="#glosy", answer=answer, **options)


@require_http_methods(["GET", "HEAD", "POST"])
def pledge(request, pk):
    action = gate(request, pk, "pledge")
    mine = action.pledges.filter(by=request.user).first()
    initial = {"kind": mine.kind, "text": mine.text} if mine else None
    return _stand(request, action, "pledge", PledgeForm, initial)


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request, pk):
    action = gate(request, pk, "object")
    mine = action.objections.filter(by=request.user).first()
    return _stand(request, action, "objection", ObjectionForm, {"reason": mine.reason} if mine else None)


def _stand(request, action, noun, form_class, initial):
    """A form for one's own pledge or objection; the same address takes it back with cast=0."""
    verb, template = {"pledge": "pledge", "objection": "object"}[noun], f"roadmaps/{noun}.html"
    form = form_class(request.POST if request.method == "POST" else None, initial=initial, auto_id=f"{noun}_%s")

    next(reversed(form.fields.values())).widget.attrs["autofocus"] = True

    def show(status=200, refusal=None):
        context = about(request, action, form) | {"mine": initial, "refusal": refusal}
        return render(request, f"{template}#form" if request.htmx else template, context, status=status)

    def answer(refusal):
        if refusal:
            return show(status_of(refusal), refusal)
        return render(request, f"{template}#done", _now(request, action))

    if request.POST.get("cast") == "0":
        return attempt(request, action, f"withdraw_{noun}", then="#glosy", answer=answer)
    if request.method != "POST":
        return show()
    if not form.is_valid():
        return show(422)
    return attempt(request, action, verb, form=form, then="#glosy", answer=answer, **form.cleaned_data)


def _now(request, action):
    """The head of the page and the discussion, as they are now."""
    context = head(request, action)
    return context | {"discussion": discussion(context["action"], context["involvement"])}
