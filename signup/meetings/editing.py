"""How coordinators write a page: the form, the verb, and the answers that it may have.

Each write goes through `KeepsRevisions` (portal/models/revised.py), so it is a revision with a name in the
history of the page.
"""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from portal.editing.header import header
from portal.models import MeetingPage, WorkingGroupPage
from portal.models.revised import EditConflict
from portal.rules.parameters import key_in
from portal.rules.refusals import Refused
from portal.serving.errors import forbidden
from signup.meetings.gates import why_closed

RECENT = 20  # lines of history


def edit(request: HttpRequest, group: WorkingGroupPage, page: Page, form_class: type, heading: str) -> HttpResponse:
    """Show the form, or take it: 422 with what is wrong, 409 with both versions, 403 where it is closed."""
    closed = why_closed(page)
    if request.method != "POST":
        # of a page that others write too only what is public is shown
        shown = page if closed else page.newest
        return show(request, group, page, form_class(initial=form_class.values(shown)), heading, closed=closed)
    if closed:
        return forbidden(request, closed)
    form = form_class(request.POST, initial=form_class.values(page) if page.live else None)
    base = request.POST.get("base", "")
    if not form.is_valid():
        return show(request, group, page, form, heading, status=422, base=base)
    try:
        page = page.revise(request.user, base=key_in(base), publish="publish" in request.POST, **form.changes())
    except EditConflict as conflict:
        theirs = form_class(initial=form_class.values(conflict.latest))
        return show(request, group, page, form, heading, theirs=theirs, latest=conflict.latest, status=409)
    except Refused as refusal:
        return forbidden(request, refusal)
    except ValidationError as wrong:
        explain(form, wrong)
        return show(request, group, page, form, heading, status=422, base=base)
    say(request, page, "publish" in request.POST)
    return redirect(request.path)


def explain(form: Form, wrong: ValidationError) -> None:
    """Put what a verb found wrong beside the fields in which people write it."""
    names = getattr(form, "TIMES_OF", {})
    for field, errors in wrong.message_dict.items():
        name = names.get(field, field)
        form.add_error(name if name in form.fields else None, errors)


def say(request: HttpRequest, page: Page, published: bool | None = None) -> None:
    published = page.live if published is None else published
    messages.success(request, "Zapisano i opublikowano." if published else "Zapisano szkic. Czytelnicy go nie widzą.")


def show(
    request: HttpRequest,
    group: WorkingGroupPage,
    page: Page | None,
    form: Form,
    heading: str,
    *,
    status: int = 200,
    closed: str = "",
    base: int | str | None = None,
    theirs: Form | None = None,
    latest: Page | None = None,
) -> HttpResponse:
    here = [("Moje grupy", "my_groups")]
    context = {
        "group": group,
        "page": page,
        "meeting": page if isinstance(page, MeetingPage) else None,
        "form": form,
        "closed": closed,
        "heading": heading,
        "base": base if base is not None else (page.latest_revision_id if page else ""),
        "latest": latest,
        "discards": page is not None and page != group and not closed and page.may_be_discarded_by(request.user),
        "differences": _differences(form, theirs) if theirs else [],
        **(history(page) if page else {}),
        **header(page.draft_title or page.title if page and page != group else heading, *here, icon="group"),
    }
    crumbs = context["breadcrumbs_items"]
    crumbs.insert(-1, {"url": reverse("my_group", args=[group.pk]), "label": group.title})
    if latest:
        context["base"] = latest.latest_revision_id
    return render(request, "signup/coordinating/form.html", context, status=status)


def _differences(form, theirs):
    """(label, mine, theirs) of each field that both wrote differently."""
    found = []
    for name, field in form.fields.items():
        own, other = form.cleaned_data.get(name), theirs.initial.get(name)
        if name in form.data and not hasattr(field, "block") and not isinstance(field, forms.fields.BaseTemporalField):
            own = form.data[name]
        if str(own if own is not None else "").strip() != str(other if other is not None else "").strip():
            found.append((field.label, own, other))
    return found


def history(page: Page) -> dict:
    entries = PageLogEntry.objects.filter(page=page.pk).select_related("user").order_by("-timestamp", "-pk")
    return {"history": entries[:RECENT]}
