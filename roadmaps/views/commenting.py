"""The discussion under an action. Without JavaScript each form is a page; htmx puts it beside the comment."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap

from portal.rules.parameters import flag_in, off_in
from roadmaps.models import NotAllowed
from roadmaps.rules.names import name_among_members
from roadmaps.rules.permissions import ONLY_OWN_COMMENTS
from roadmaps.shown.action import form_context, page_context, read_again
from roadmaps.shown.discussion import discussion, shown_comment
from roadmaps.shown.involvement import involvement
from roadmaps.views.forms.commenting import AnswerForm, CommentForm, HideCommentForm
from roadmaps.views.gates import action_gate, comment_gate
from roadmaps.views.responses import DONE, attempt, done_or_refused, posted, refusal_of, status_of

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_WRITE)
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    action = action_gate(request, pk, "comment")
    if request.method != "POST":
        return redirect(action.get_absolute_url() + "#dyskusja")  # where this form stands
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _comment_form(request, action, form, 422)
    if not request.htmx:
        return attempt(request, action, "comment", form=form, anchor="#dyskusja", **form.cleaned_data)
    if refusal := refusal_of(action.comment, request.user, **form.cleaned_data):
        return _comment_form(request, action, form, status_of(refusal), refusal)
    context = _discussion_context(request, action) | {"form": CommentForm(), "said": DONE["comment"]}
    # a morph would keep the words that were typed
    return reswap(render(request, "roadmaps/comment.html#added", context, status=201), "outerHTML")


@require_http_methods(READ_AND_WRITE)
def answer(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    action, comment = comment_gate(request, pk, comment)
    form = AnswerForm(posted(request), auto_id=f"odpowiedz_{comment.pk}_%s")
    return _ask(request, action, comment, "answer", form, "comment", reply_to=comment.pk)


@require_http_methods(READ_AND_WRITE)
def revise(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    action, comment = comment_gate(request, pk, comment)
    _demand_own(request, comment)
    form_class = AnswerForm if comment.reply_to_id else CommentForm
    initial = {"text": comment.words(name_among_members), "kind": comment.kind}
    form = form_class(posted(request), initial=initial, auto_id=f"poprawka_{comment.pk}_%s")
    form.fields["text"].label = "Poprawiona treść"
    return _ask(request, action, comment, "revise", form, "revise_comment", comment.pk)


@require_http_methods(READ_AND_WRITE)
def delete(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    action, comment = comment_gate(request, pk, comment)
    _demand_own(request, comment)
    return _ask(request, action, comment, "delete", None, "delete_comment", comment.pk)


@require_http_methods(READ_AND_WRITE)
def hide(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    action, comment = comment_gate(request, pk, comment, "moderate")
    if off_in(request.POST.get("cast")):
        return _set(request, action, comment, "show_comment")
    form = HideCommentForm(
        posted(request), initial={"reason": comment.hidden_reason}, auto_id=f"ukrycie_{comment.pk}_%s"
    )
    return _ask(request, action, comment, "hide", form, "hide_comment", comment.pk)


@require_POST
def pin(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    action, comment = comment_gate(request, pk, comment, "moderate")
    return _set(request, action, comment, "pin_comment" if flag_in(request.POST.get("cast")) else "unpin_comment")


@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """The names of the members, for whoever types @ in the discussion; members only."""
    action = action_gate(request, pk, "comment")
    names = dict.fromkeys(user.get_full_name() for user in action.members() if user.get_full_name())
    return JsonResponse({"names": list(names)})


def _demand_own(request, comment):
    if comment.by_id != request.user.pk:
        raise NotAllowed(ONLY_OWN_COMMENTS)


def _comment_form(request, action, form, status, refusal=None):
    """The form of a new comment, which stands on the page of the action."""
    if not request.htmx:
        return render(request, "roadmaps/action.html", page_context(request, action, form), status=status)
    context = form_context(request, action, form) | {"refusal": refusal}
    return render(request, "roadmaps/comment.html#add", context, status=status)


def _set(request, action, comment, verb):
    """Do what a button beside a comment says."""
    refusal = refusal_of(getattr(action, verb), request.user, comment.pk)
    if request.htmx:
        return _changed(request, action, verb, refusal)
    return done_or_refused(request, action, verb, refusal, anchor=_anchor_of(comment))


def _ask(request, action, comment, wish, form, verb, *args, **options):
    """A form about a comment: shown, shown again with what is wrong, or done."""
    if form:
        next(iter(form.fields.values())).widget.attrs["autofocus"] = True
    if request.method != "POST":
        return _wish_form(request, action, comment, wish, form)
    if form and not form.is_valid():
        return _wish_form(request, action, comment, wish, form, status=422)
    words = form.cleaned_data if form else {}
    refusal = refusal_of(getattr(action, verb), request.user, *args, **words, **options)
    if not request.htmx:
        anchor = "#dyskusja" if wish == "delete" else _anchor_of(comment)
        return done_or_refused(request, action, verb, refusal, form, anchor)
    if refusal:
        return _wish_form(request, action, comment, wish, form, status_of(refusal), refusal)
    return _changed(request, action, verb, emptied=comment)


def _wish_form(request, action, comment, wish, form, status=200, refusal=None):
    """What is wished about a comment: answer, revise, delete or hide it."""
    context = form_context(request, action, form) | {"wish": wish, "refusal": refusal}
    context["entry"] = shown_comment(comment, action.role)
    template = "roadmaps/comment.html#ask" if request.htmx else "roadmaps/comment.html"
    return render(request, template, context, status=status)


def _changed(request, action, verb, refusal=None, emptied=None):
    """The discussion as it is now, and nothing where a form was (beside the comment `emptied`)."""
    context = _discussion_context(request, action) | {"emptied": emptied, "refusal": refusal, "said": DONE[verb]}
    return render(request, "roadmaps/comment.html#changed", context, status=status_of(refusal))


def _discussion_context(request, action):
    """The discussion as it is now; one that is shown whole stays so."""
    now = read_again(request, action)
    whole = "dyskusja=cala" in (request.htmx.current_url or "")
    return {"action": now, "discussion": discussion(now, involvement(now), whole=whole)}


def _anchor_of(comment):
    return f"#komentarz-{comment.pk}"
