"""Reading an action and proposing one. Each view: the gate, the form, the verb, the answer."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.page_cache import same_for_everybody
from roadmaps.answers import about, card, chronicle, place, whole
from roadmaps.board import board_context
from roadmaps.forms import ActionForm, CommentForm
from roadmaps.gates import gate, roadmap_gate
from roadmaps.keeping import kept


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk):
    roadmap, standing = roadmap_gate(request, pk)
    if request.method != "POST":
        if not request.htmx:
            return redirect(f"{roadmap.page.url}?dodaj=1#dodaj")
        return render(request, "roadmaps/board.html#add", {"roadmap": roadmap, "form": ActionForm(roadmap=roadmap)})
    form = ActionForm(request.POST, roadmap=roadmap)
    if not form.is_valid():
        return _add_again(request, roadmap, form)
    action = roadmap.add(request.user, **form.texts())
    if not request.htmx:
        saved = kept(request.user, f"dodaj-{roadmap.pk}")
        messages.success(request, f"Dodano działanie „{action}”.", extra_tags=saved)
        return redirect(place(action))
    return render(request, "roadmaps/board.html#added", card(request, action, standing), status=201)


@same_for_everybody
@require_safe
def action(request, pk):
    action = gate(request, pk)
    if request.htmx and "historia" in request.GET and action.standing.is_member:
        return render(request, "roadmaps/action.html#history", about(request, action) | chronicle(request, action))
    return render(request, "roadmaps/action.html", whole(request, action, CommentForm()))


def _add_again(request, roadmap, form):
    if request.htmx:
        return render(request, "roadmaps/board.html#add", {"roadmap": roadmap, "form": form}, status=422)
    context = board_context(request, roadmap.page) | {"page": roadmap.page, "form": form, "adding": True}
    return render(request, "roadmaps/board.html", context, status=422)
