"""The coordinators' desk in the admin: declarations that chose their groups, and the decisions about them.

Every view of a declaration, every export and every decision leaves a line in the log of who saw what.
"""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.out import pdf
from portal.rules.parameters import text_in
from portal.serving.errors import forbidden
from portal.templatetags.polish import counted
from signup.declaring import printing
from signup.desk import exports
from signup.desk.forms import AddressForm, DeskFilter, PaperForm
from signup.models import Correction, Declaration, DeclarationChoice, Refused
from signup.privacy import access_log

PER_PAGE = 25
MOST_AT_ONCE = 100  # declarations accepted by one press


def for_coordinators(view):
    """The gate: whoever coordinates no group may not know what lies on the desk."""

    @wraps(view)
    def gate(request, *args, **kwargs):
        if not request.user.coordinates_any:
            # returned and not raised: Wagtail would turn a raised one into a redirect to its home
            return forbidden(request, "Deklaracje widzą tylko koordynatorki i koordynatorzy grup.")
        return view(request, *args, **kwargs)

    return gate


def _mine(request, code):
    """The declaration of that code; 404 when it chose no group of this person's."""
    return get_object_or_404(Declaration.objects.for_desk(request.user).select_related("call", "entered_by"), code=code)


# the queue


@for_coordinators
@require_safe
def queue(request):
    """What waits for a decision of mine, the oldest first; other states, calls and words by the filter."""
    groups = request.user.coordinated
    wanted = DeskFilter(groups, request.GET)
    pages = Paginator(_rows(wanted.found(), groups), PER_PAGE)
    closed = _lists_at_closing(groups, wanted, wanted.found())
    if closed:
        pages.count = closed["found"]
    page = pages.get_page(request.GET.get("strona"))
    for row in _with_groups(page, groups):
        row.waits = row.state in Declaration.BEFORE_DECISION and any(c.state == "waiting" for c in row.my_choices)
        row.days = (timezone.localdate() - timezone.localdate(row.submitted_at)).days
        row.shown = row.shown_state(row.my_requests)
        for choice in row.my_choices:
            choice.shown = choice.shown_state(row.my_requests)
        row.overdue = any(request.is_overdue for request in row.my_requests)
    if page.object_list:
        access_log.write("list", request.user, page.object_list)
    context = {
        "rows": page,
        "filter": wanted,
        "mine": groups,
        "closed": closed if closed and (wanted.call or closed["undecided"]) else None,
        **header("Deklaracje"),
    }
    return render(request, "signup/desk/queue.html", context)


def _rows(declarations, groups):
    """With what the list says of each, in as many queries for one as for all."""
    choices = DeclarationChoice.objects.filter(group__in=groups)
    requests = Correction.objects.open().filter(group__in=groups)
    return declarations.prefetch_related(
        Prefetch("choices", queryset=choices, to_attr="my_choices"),
        Prefetch("corrections", queryset=requests, to_attr="my_requests"),
    )


def _with_groups(rows, groups):
    """Each row with the groups of its choices, which are known already; one object a group, however many rows."""
    known = {group.pk: group for group in groups}
    for row in rows:
        for choice in row.my_choices:
            choice.group = known[choice.group_id]
        yield row


def _lists_at_closing(groups, wanted, found):
    """When a call is over: how many are complete, wait for something, came late; with them how many were found."""
    call = wanted.closed_call
    if call is None:
        return None
    counts = {"found": Count("pk", filter=Q(pk__in=found.values("pk")))}
    there = Declaration.objects.on_record().choosing(groups)
    return {"call": call, **there.count_at_closing(call, groups, **counts)}


@for_coordinators
@require_safe
def export(request, kind):
    """What the filter finds, as a file; made before it is sent."""
    if kind not in exports.WRITERS:
        raise Http404
    groups = request.user.coordinated
    found = DeskFilter(groups, request.GET).found()
    access_log.write("export", request.user, found.values_list("pk", flat=True).iterator())
    return exports.answer(kind, _with_groups(_rows(found, groups).iterator(exports.AT_A_TIME), groups))


# one case


@for_coordinators
@require_safe
def case(request, code):
    """One declaration with what I decide about it."""
    declaration = _mine(request, code)
    access_log.write("view", request.user, [declaration])
    return _show(request, declaration)


def _show(request, declaration, *, kept=None, refusal="", told="", status=200):
    groups = request.user.coordinated
    keys = {group.pk for group in groups}
    choices = list(declaration.choices.select_related("group", "decided_by"))
    requests = list(declaration.corrections.filter(group__in=groups).select_related("group", "asked_by"))
    wanted = DeskFilter(groups, request.GET)
    context = {
        "declaration": declaration,
        "choices": [choice for choice in choices if choice.group_id in keys],
        "others": [choice.group for choice in choices if choice.group_id not in keys],
        "requests": requests,
        "state": declaration.shown_state(requests),
        "notes": declaration.notes.for_groups(groups).select_related("group", "author"),
        "decides_all": all(choice.group_id in keys for choice in choices if choice.state == "waiting"),
        "reasons": DeclarationChoice.OFFERED,
        "following": wanted.after(declaration),
        "list": f"?{wanted.address}" if wanted.address else "",
        "told": told,
        "typed": kept or {},
        "field": _field(kept or {}, declaration, choices),
        "refusal": refusal,
        **header(str(declaration), ("Deklaracje", "desk")),
    }
    context["breadcrumbs_items"][-2]["url"] += context["list"]
    template = "signup/desk/case.html#case" if request.htmx else "signup/desk/case.html"
    return render(request, template, context, status=status)


def _field(kept, declaration, choices):
    """The id of the field in which a refused act is put right, when the case has it; or nothing."""
    group, there = kept.get("group"), {"note": f"notatka-{kept.get('group')}"}
    waits = any(one.group_id == group and one.state == "waiting" for one in choices)
    if waits and declaration.state in Declaration.BEFORE_DECISION:
        there |= {"ask": f"prosba-{group}", "decline": f"reason-{group}"}
    if declaration.takes_address:
        there["address"] = "nowy-adres"
    return there.get(kept.get("form"))


def act(verb):
    """A press on the desk: gate, verb, line in the log; then the case as it is now. `verb` gives a sentence."""

    @for_coordinators
    @require_POST
    @wraps(verb)
    def view(request, code, group=None):
        declaration = _mine(request, code)
        if group is not None:
            group = next((one for one in request.user.coordinated if one.pk == group), None)
            if group is None or not declaration.choices.filter(group=group).exists():
                raise Http404
        try:
            with transaction.atomic():  # what leaves no line in the log does not happen
                told = verb(request, declaration, group)
                access_log.write(verb.__name__, request.user, [declaration], group)
        except Refused as refusal:
            kept = {name: text_in(request.POST.get(name)) for name in ("reason", "kind", "request", "note", "email")}
            kept |= {"group": group and group.pk, "form": verb.__name__}
            access_log.write("view", request.user, [declaration])
            return _show(request, _mine(request, code), kept=kept, refusal=str(refusal), status=422)
        except PermissionDenied as denied:
            return forbidden(request, str(denied))
        if request.htmx:
            return _show(request, _mine(request, code), told=told)
        messages.success(request, told)
        back = DeskFilter(request.user.coordinated, request.GET).address
        return redirect(f"{reverse('desk_case', args=[code])}{'?' if back else ''}{back}")

    return view


@act
def take(request, declaration, group):
    declaration.take(request.user)
    return "Deklaracja jest rozpatrywana."


@act
def accept(request, declaration, group):
    declaration.accept(request.user, group)
    return f"Przyjęto do grupy „{group.title}”."


@act
def decline(request, declaration, group):
    kind = text_in(request.POST.get("kind")) or "other"
    if kind not in {offered for offered, *_ in DeclarationChoice.OFFERED}:
        raise Refused("Wybierz powód z listy.")
    declaration.decline(request.user, group, text_in(request.POST.get("reason"))[:2000], kind)
    return "Nie przyjęto."


@act
def ask(request, declaration, group):
    declaration.ask(request.user, group, text_in(request.POST.get("request"))[:1000])
    if not declaration.gets_mail:
        return "Prośba jest zapisana, ale nie ma potwierdzonego adresu: trzeba ją przekazać inaczej niż e-mailem."
    return "Prośba o uzupełnienie jest w drodze."


@act
def note(request, declaration, group):
    declaration.note(request.user, group, text_in(request.POST.get("note"))[:2000])
    return "Notatka jest zapisana."


@act
def withdraw(request, declaration, group):
    declaration.withdraw(by=request.user, reason=text_in(request.POST.get("reason"))[:2000])
    return "Deklaracja jest wycofana."


@act
def address(request, declaration, group):
    form = AddressForm(request.POST)
    if not form.is_valid():
        raise Refused(form.errors["email"][0])
    declaration.write_address(request.user, form.cleaned_data["email"])
    return "Link do potwierdzenia jest w drodze. Adres zacznie działać, gdy osoba naciśnie przycisk."


@for_coordinators
@require_safe
def copy(request, code):
    """The declaration as PDF."""
    declaration = _mine(request, code)
    access_log.write("pdf", request.user, [declaration])
    return pdf.answer(printing.copy(declaration), declaration.file_name)


# several at once, and paper


@for_coordinators
@require_POST
def accept_many(request):
    """Accept what was ticked; first a summary of who comes into which group."""
    wanted = DeskFilter(request.user.coordinated, request.GET)
    groups = wanted.chosen_groups  # whoever looks at the list of one group decides for that one
    back = f"{reverse('desk')}{'?' if wanted.address else ''}{wanted.address}"
    codes = [code for code in request.POST.getlist("code")[:MOST_AT_ONCE] if "\x00" not in code]
    chosen = _rows(Declaration.objects.for_desk(request.user).filter(code__in=codes), groups).order_by("submitted_at")
    pairs = [
        (one, choice.group)
        for one in _with_groups(chosen, groups)
        for choice in one.my_choices
        if choice.state == "waiting"
    ]
    if not pairs:
        messages.warning(request, "Zaznacz deklaracje, które czekają na decyzję.")
        return redirect(back)
    if "sure" not in request.POST:
        access_log.write("list", request.user, {one.pk: one for one, _ in pairs}.values())
        shown = header("Przyjmij zaznaczone", ("Deklaracje", "desk"))
        context = {"pairs": pairs, "codes": codes, "back": back, **shown}
        return render(request, "signup/desk/accept_many.html", context)
    done, refused = 0, []
    for declaration, group in pairs:
        try:
            with transaction.atomic():
                declaration.accept(request.user, group)
                access_log.write("accept", request.user, [declaration], group)
        except Refused as refusal:
            refused.append(f"{declaration}: {refusal}")
        else:
            done += 1
    if done:
        messages.success(request, f"Zapisano: {counted(done, 'przyjęcie,przyjęcia,przyjęć')}.")
    for sentence in refused:
        messages.error(request, sentence)
    return redirect(back)


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request):
    """Write down a declaration that came on paper."""
    form = PaperForm(request.user.coordinated, request.POST or None, initial={"received_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                declaration = Declaration.objects.enter(request.user, **form.fields_to_enter())
                access_log.write("enter", request.user, [declaration])
        except (Refused, PermissionDenied) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Deklaracja ma numer {declaration}. Wpisz go na papierze.")
            return redirect("desk_case", declaration.code)
    context = {"form": form, **header("Deklaracja z papieru", ("Deklaracje", "desk"))}
    return render(request, "signup/desk/paper.html", context, status=422 if form.errors else 200)


def header(title, *above, icon="doc-full-inverse"):
    """What Wagtail's page header draws."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": "Start"}]
    crumbs += [{"url": reverse(name), "label": label} for label, name in above]
    return {
        "header_title": title,
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
    }


urls = [
    path("deklaracje/", queue, name="desk"),
    path("deklaracje/eksport.<str:kind>", export, name="desk_export"),
    path("deklaracje/przyjmij/", accept_many, name="desk_accept_many"),
    path("deklaracje/papier/", paper, name="desk_paper"),
    path("deklaracje/<str:code>/", case, name="desk_case"),
    path("deklaracje/<str:code>/deklaracja.pdf", copy, name="desk_copy"),
    path("deklaracje/<str:code>/rozpatrz/", take, name="desk_take"),
    path("deklaracje/<str:code>/wycofaj/", withdraw, name="desk_withdraw"),
    path("deklaracje/<str:code>/adres/", address, name="desk_address"),
    path("deklaracje/<str:code>/<int:group>/przyjmij/", accept, name="desk_accept"),
    path("deklaracje/<str:code>/<int:group>/nie-przyjmuj/", decline, name="desk_decline"),
    path("deklaracje/<str:code>/<int:group>/popros/", ask, name="desk_ask"),
    path("deklaracje/<str:code>/<int:group>/notatka/", note, name="desk_note"),
]
