"""Proposing an action: its form, actions that are like it, and others to link with."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.rules.parameters import key_in
from portal.templatetags.polish import quoted
from roadmaps.rules.drafts import draft_key
from roadmaps.shown.action import card_context, url_on_board
from roadmaps.shown.board import board_context
from roadmaps.shown.search import similar as similar_to
from roadmaps.views.forms.action import ActionForm
from roadmaps.views.gates import roadmap_gate


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap, role = roadmap_gate(request, pk)
    if request.method != "POST":
        if not request.htmx:
            return redirect(f"{roadmap.page.url}?dodaj=1#dodaj")
        return render(request, "roadmaps/board.html#add", {"roadmap": roadmap, "form": ActionForm(roadmap=roadmap)})
    form = ActionForm(request.POST, roadmap=roadmap)
    if form.is_looking_for_links:
        return _add_again(request, roadmap, form.with_links_found(), status=200)
    if not form.is_valid():
        return _add_again(request, roadmap, form)
    if alike := _to_compare_with(request, roadmap, form.cleaned_data["title"]):
        return _add_again(request, roadmap, form, alike=alike)
    return _added(request, roadmap.add(request.user, **form.texts()), role)


@require_safe
def similar(request: HttpRequest, pk: int) -> HttpResponse:
    """Actions like the one whose title is being typed; a fragment."""
    roadmap, _ = roadmap_gate(request, pk)
    alike = similar_to(roadmap, request.GET.get("title", "")[:120])
    return render(request, "roadmaps/board.html#alike", {"roadmap": roadmap, "alike": alike})


@require_safe
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """Other actions to be linked with: those chosen, and those that the words find; a fragment of the form."""
    roadmap, _ = roadmap_gate(request, pk)
    name = request.GET.get("znajdz", "")
    if name not in ActionForm.LINKS:
        raise Http404
    itself = roadmap.actions.filter(pk=key_in(request.GET.get("bez"))).first()
    form = ActionForm(request.GET, roadmap=roadmap, action=itself).with_links_found()
    return render(request, "roadmaps/form.html#links", {"form": form, "field": form[name]})


def _added(request, action, role):
    if request.htmx:
        return render(request, "roadmaps/board.html#added", card_context(request, action, role), status=201)
    draft = draft_key(request.user, f"dodaj-{action.roadmap_id}")
    messages.success(request, f"Dodano działanie {quoted(action)}.", extra_tags=draft)
    return redirect(url_on_board(action))


def _add_again(request, roadmap, form, status=422, alike=()):
    if request.htmx:
        context = {"roadmap": roadmap, "form": form, "alike": alike}
        return render(request, "roadmaps/board.html#add", context, status=status)
    context = board_context(request, roadmap.page)
    context |= {"page": roadmap.page, "form": form, "adding": True, "alike": alike}
    return render(request, "roadmaps/board.html", context, status=status)


def _to_compare_with(request, roadmap, title):
    """Those of this board that are called by the same words, in any form: asked about once for each title, whether or
    not a list was shown while it was typed."""
    if "porownaj" not in request.POST or "mimo" in request.POST or request.POST.get("zapytane") == title:
        return []
    return [action for action in similar_to(roadmap, title) if action.same and action.roadmap_id == roadmap.pk]
