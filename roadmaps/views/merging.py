"""Merging duplicates: choosing the other action, both texts side by side, merging, and undoing it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from portal.rules.parameters import key_in
from portal.search.words import fold, in_order, index_keys, parts
from roadmaps.models import Action, Support
from roadmaps.rules.permissions import OPEN
from roadmaps.shown.action import form_context
from roadmaps.shown.differences import Names, as_text
from roadmaps.views.gates import action_gate
from roadmaps.views.responses import attempt

# so many of the most similar ones are offered
OFFERED = 12


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    action = action_gate(request, pk, "merge")
    data = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(action, data.get("drugie", ""))
    if request.method == "POST" and chosen:
        return attempt(request, action, "merge_into", chosen, anchor="#glosy")
    sought = data.get("q", "")[:200]
    context = form_context(request, action) | {"sought": sought, "chosen": chosen}
    context |= _beside(action, chosen) if chosen else {"offered": _offered(action, sought)}
    return render(request, "roadmaps/merge.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    action = action_gate(request, pk, "moderate")
    return attempt(request, action, "unmerge", anchor="#glosy")


def _others(action):
    """The actions that this one may be merged into."""
    return action.roadmap.actions.filter(state__in=OPEN, merged_into=None).exclude(pk=action.pk)


def _chosen(action, key):
    return _others(action).filter(pk=key_in(key)).first()


def _offered(action, sought):
    """Those whose words say the same, the most similar first; with words to seek only those that have all of them."""
    wanted = [index_keys(word) for word in parts(sought)]
    mine, found = _keys(action), []
    for other in _others(action):
        keys = _keys(other)
        if all(keys & word for word in wanted) or fold(sought) in fold(other.title):
            found.append((len(keys & mine) / len(keys | mine), other))
    return [other for _, other in sorted(found, key=lambda pair: (-pair[0], in_order(pair[1].title)))[:OFFERED]]


def _keys(action):
    return frozenset().union(*(index_keys(word) for word in parts(f"{action.title} {action.description}")))


def _beside(action, other):
    """Both texts part by part, and how many people stand behind each and behind both."""
    both = Support.objects.filter(action__in=[action, other]).values("by").distinct().count()
    votes = {"votes": action.votes, "other_votes": other.supports.count(), "together": both}
    return {"rows": list(_side_by_side(action.snapshot(), other.snapshot())), **votes}


def _side_by_side(one, other):
    """(name of the part, text, other text) as people read them, without parts that both lack."""
    names = Names(one, other)
    for name in Action.TEXTS:
        if one[name] or other[name]:
            label = Action._meta.get_field(name).verbose_name
            yield label, as_text(name, one[name], names), as_text(name, other[name], names)
