"""The discussion under an action. Without JavaScript each form is a page; htmx puts it beside the comment."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap

from roadmaps.models import NotAllowed
from roadmaps.rules.names import called_among_members
from roadmaps.shown.discussion import discussion, shown_comment
from roadmaps.shown.involvement import involvement
from roadmaps.views.forms.commenting import AnswerForm, CommentForm, HideCommentForm
from roadmaps.views.gates import comment_gate, gate
from roadmaps.views.responses import SAID, about, as_it_is, attempt, status_of, whole

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_WRITE)
def comment(request, pk):
    action = gate(request, pk, "comment")
    if request.method != "POST":
        return redirect(action.get_absolute_url() + "#dyskusja")  # where this form stands
    form = CommentForm(request.POST)

    def show(status, refusal=None):
        if request.htmx:
            context = about(request, action, form) | {"refusal": refusal}
            return render(request, "roadmaps/comment.html#add", context, status=status)
        return render(request, "roadmaps/action.html", whole(request, action, form), status=status)

    def answer(refusal):
        if refusal:
            return show(status_of(refusal), refusal)
        context = _now(request, action) | {"form": CommentForm(), "said": SAID["comment"]}
        # a morph would keep the words that were typed
        return reswap(render(request, "roadmaps/comment.html#added", context, status=201), "outerHTML")

    if not form.is_valid():
        return show(422)
    return attempt(request, action, "comment", form=form, then="#dyskusja", answer=answer, **form.cleaned_data)


@require_http_methods(READ_AND_WRITE)
def answer(request, pk, comment):
    action, comment = comment_gate(request, pk, comment)
    form = AnswerForm(_posted(request), auto_id=f"odpowiedz_{comment.pk}_%s")
    return _ask(request, action, comment, "answer", form, "comment", reply_to=comment.pk)


@require_http_methods(READ_AND_WRITE)
def revise(request, pk, comment):
    action, comment = comment_gate(request, pk, comment)
    _demand_own(request, comment)
    form_class = AnswerForm if comment.reply_to_id else CommentForm
    initial = {"text": comment.words(called_among_members), "kind": comment.kind}
    form = form_class(_posted(request), initial=initial, auto_id=f"poprawka_{comment.pk}_%s")
    form.fields["text"].label = "Poprawiona treść"
    return _ask(request, action, comment, "revise", form, "revise_comment", comment.pk)


@require_http_methods(READ_AND_WRITE)
def delete(request, pk, comment):
    action, comment = comment_gate(request, pk, comment)
    _demand_own(request, comment)
    return _ask(request, action, comment, "delete", None, "delete_comment", comment.pk)


@require_http_methods(READ_AND_WRITE)
def hide(request, pk, comment):
    action, comment = comment_gate(request, pk, comment, "moderate")
    if request.POST.get("cast") == "0":
        return _do(request, action, comment, "show_comment")
    form = HideCommentForm(
        _posted(request), initial={"reason": comment.hidden_reason}, auto_id=f"ukrycie_{comment.pk}_%s"
    )
    return _ask(request, action, comment, "hide", form, "hide_comment", comment.pk)


@require_POST
def pin(request, pk, comment):
    action, comment = comment_gate(request, pk, comment, "moderate")
    return _do(request, action, comment, "pin_comment" if request.POST.get("cast") == "1" else "unpin_comment")


@require_safe
def people(request, pk):
    """The names of the members, for whoever types @ in the discussion; members only."""
    action = gate(request, pk, "comment")
    names = dict.fromkeys(user.get_full_name() for user in action.members() if user.get_full_name())
    return JsonResponse({"names": list(names)})


def _posted(request):
    return request.POST if request.method == "POST" else None


def _demand_own(request, comment):
    if comment.by_id != request.user.pk:
        raise NotAllowed("Poprawić i usunąć można tylko własny komentarz.")


def _do(request, action, comment, verb):
    return attempt(request, action, verb, comment.pk, then=_place(comment), answer=_listed(request, action, verb))


def _ask(request, action, comment, wish, form, verb, *args, **options):
    """A form about a comment: shown, shown again with what is wrong, or done."""
    if form:
        next(iter(form.fields.values())).widget.attrs["autofocus"] = True

    def show(status=200, refusal=None):
        context = about(request, action, form) | {"wish": wish, "refusal": refusal}
        context["entry"] = shown_comment(comment, action.role)
        template = "roadmaps/comment.html#ask" if request.htmx else "roadmaps/comment.html"
        return render(request, template, context, status=status)

    def answer(refusal):
        return show(status_of(refusal), refusal) if refusal else _listed(request, action, verb, comment)(None)

    if request.method != "POST":
        return show()
    if form and not form.is_valid():
        return show(422)
    then = "#dyskusja" if wish == "delete" else _place(comment)
    words = form.cleaned_data if form else {}
    return attempt(request, action, verb, *args, form=form, then=then, answer=answer, **words, **options)


def _listed(request, action, verb, emptied=None):
    """What htmx puts in place: the discussion as it is now, and nothing where the form was."""

    def answer(refusal):
        context = _now(request, action) | {"emptied": emptied, "refusal": refusal, "said": SAID[verb]}
        return render(request, "roadmaps/comment.html#changed", context, status=status_of(refusal) if refusal else 200)

    return answer


def _now(request, action):
    """The discussion as it is now; one that is shown whole stays so."""
    now = as_it_is(request, action)
    whole = "dyskusja=cala" in (request.htmx.current_url or "")
    return {"action": now, "discussion": discussion(now, involvement(now), whole=whole)}


def _place(comment):
    return f"#komentarz-{comment.pk}"
