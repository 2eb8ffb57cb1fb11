"""Hiding an action's text with a reason, showing it again, and removing words from it for good."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from roadmaps.shown.action import form_context
from roadmaps.views.forms.hiding import HideForm, RedactForm
from roadmaps.views.gates import action_gate, administrator_gate
from roadmaps.views.responses import attempt, posted


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    action = action_gate(request, pk, "hide")
    data = posted(request)
    form = HideForm(data, initial={"reason": action.hidden_reason})
    if data is None or not form.is_valid():
        return render(request, "roadmaps/hide.html", form_context(request, action, form), status=422 if data else 200)
    return attempt(request, action, "hide", form=form, anchor="#czolo", **form.cleaned_data)


@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    action = action_gate(request, pk, "hide")
    return attempt(request, action, "show", anchor="#czolo")


@require_http_methods(["GET", "HEAD", "POST"])
def redact(request: HttpRequest, pk: int) -> HttpResponse:
    """For administrators, who need not be members."""
    action = administrator_gate(request, pk)
    data = posted(request)
    form = RedactForm(data)
    if data is None or not form.is_valid():
        return render(request, "roadmaps/redact.html", form_context(request, action, form), status=422 if data else 200)
    return attempt(request, action, "redact", form=form, anchor="#historia", **form.cleaned_data)
