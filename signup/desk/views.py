"""The coordinators' desk in the admin: the list of declarations that chose their groups, several at once, and paper.

Every list that is shown or exported leaves a line in the log of who saw what.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.editing.header import header
from portal.templatetags.polish import counted
from signup.desk import case, exports
from signup.desk.forms import DeskFilter, PaperForm
from signup.desk.gates import for_coordinators
from signup.desk.shown import lists_at_closing, rows, with_groups
from signup.models import Declaration, Refused
from signup.privacy import access_log

PER_PAGE = 25


MOST_AT_ONCE = 100  # declarations accepted by one press


@for_coordinators
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a decision of mine, the oldest first; other states, calls and words by the filter."""
    groups = request.user.coordinated
    wanted = DeskFilter(groups, request.GET)
    pages = Paginator(rows(wanted.found(), groups), PER_PAGE)
    closed = lists_at_closing(groups, wanted, wanted.found())
    if closed:
        pages.count = closed["found"]
    page = pages.get_page(request.GET.get("strona"))
    for row in with_groups(page, groups):
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


@for_coordinators
@require_safe
def export(request: HttpRequest, kind: str) -> FileResponse:
    """What the filter finds, as a file; made before it is sent."""
    if kind not in exports.WRITERS:
        raise Http404
    groups = request.user.coordinated
    found = DeskFilter(groups, request.GET).found()
    access_log.write("export", request.user, found.values_list("pk", flat=True).iterator())
    return exports.download(kind, with_groups(rows(found, groups).iterator(exports.AT_A_TIME), groups))


@for_coordinators
@require_POST
def accept_many(request: HttpRequest) -> HttpResponse:
    """Accept what was ticked; first a summary of who comes into which group."""
    wanted = DeskFilter(request.user.coordinated, request.GET)
    groups = wanted.chosen_groups  # whoever looks at the list of one group decides for that one
    back = f"{reverse('desk')}{'?' if wanted.address else ''}{wanted.address}"
    codes = [code for code in request.POST.getlist("code")[:MOST_AT_ONCE] if "\x00" not in code]
    chosen = rows(Declaration.objects.for_desk(request.user).filter(code__in=codes), groups).order_by("submitted_at")
    pairs = [
        (one, choice.group)
        for one in with_groups(chosen, groups)
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
def paper(request: HttpRequest) -> HttpResponse:
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


urls = [
    path("deklaracje/", queue, name="desk"),
    path("deklaracje/eksport.<str:kind>", export, name="desk_export"),
    path("deklaracje/przyjmij/", accept_many, name="desk_accept_many"),
    path("deklaracje/papier/", paper, name="desk_paper"),
    path("deklaracje/<str:code>/", case.case, name="desk_case"),
    path("deklaracje/<str:code>/deklaracja.pdf", case.copy, name="desk_copy"),
    path("deklaracje/<str:code>/rozpatrz/", case.take, name="desk_take"),
    path("deklaracje/<str:code>/wycofaj/", case.withdraw, name="desk_withdraw"),
    path("deklaracje/<str:code>/adres/", case.address, name="desk_address"),
    path("deklaracje/<str:code>/<int:group>/przyjmij/", case.accept, name="desk_accept"),
    path("deklaracje/<str:code>/<int:group>/nie-przyjmuj/", case.decline, name="desk_decline"),
    path("deklaracje/<str:code>/<int:group>/popros/", case.ask, name="desk_ask"),
    path("deklaracje/<str:code>/<int:group>/notatka/", case.note, name="desk_note"),
]
