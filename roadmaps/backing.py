"""Standing behind an action: what a press on „Popieram” does and answers."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from roadmaps.answers import card, chronicle, place, refused, status_of
from roadmaps.gates import gate
from roadmaps.models import Refused


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
        back = action.get_absolute_url() + "#glosy" if whole else place(action)
        return refused(request, action, refusal) if refusal else redirect(back)
    context = card(request, action, action.standing) | {"refusal": refusal, "before": before}
    moved = not refusal and context["action"].state != before
    answer = "action.html#voted" if whole else "board.html#moved" if moved else "board.html#voted"
    if whole and moved:
        context |= chronicle(request, context["action"])
    return render(request, f"roadmaps/{answer}", context, status=status_of(refusal) if refusal else 200)
