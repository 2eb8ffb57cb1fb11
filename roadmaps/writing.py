"""Editing the text of an action, also when two do it at once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from roadmaps.answers import about, refused
from roadmaps.forms import EditForm
from roadmaps.gates import gate
from roadmaps.history import side_by_side
from roadmaps.models import Action, Conflict, Refused


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    action = gate(request, pk, "edit")
    data = request.POST if request.method == "POST" else None
    form = EditForm(data, roadmap=action.roadmap, action=action, initial={"base": action.version})
    if data is None or not form.is_valid():
        return render(request, "roadmaps/edit.html", about(request, action, form), status=422 if data else 200)
    texts = form.cleaned_data
    try:
        action.revise(request.user, texts["base"], note=texts["note"], **form.texts())
    except Conflict as conflict:
        return _conflict(request, conflict.action, form)
    except Refused as refusal:
        return refused(request, action, refusal, form)
    messages.success(request, "Zmiana została zapisana.")
    return redirect(action)


def _conflict(request, action, form):
    """Both texts side by side, and the one that came late in a form that starts from the newer version.

    Fields that its author left alone take the newer text, so that sending the form again cannot undo it.
    """
    now, sent, base = action.snapshot(), form.snapshot(), action.snapshot_at(form.cleaned_data["base"])
    newer = EditForm.initial_of(action)
    data = request.POST.copy()
    data["base"] = action.version
    for name in Action.TEXTS:
        if sent[name] == base[name]:
            sent[name] = now[name]
            data.setlist(name, newer[name] if name in Action.MANY else [newer[name]])
    again = EditForm(data, roadmap=action.roadmap, action=action)
    again.full_clean()
    context = about(request, action, again) | {"rows": side_by_side(now, sent, form)}
    return render(request, "roadmaps/conflict.html", context, status=409)
