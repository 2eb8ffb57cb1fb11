"""The discussion under an action."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from roadmaps.answers import attempt, whole
from roadmaps.forms import CommentForm
from roadmaps.gates import gate


@require_POST
def comment(request, pk):
    action = gate(request, pk, "comment")
    form = CommentForm(request.POST)
    if not form.is_valid():
        return render(request, "roadmaps/action.html", whole(request, action, form), status=422)
    return attempt(request, action, "comment", form=form, then="#dyskusja", **form.cleaned_data)
