"""One declaration on the desk: all that a coordinator may see of it, and the presses that decide about it.

Every look at it and every decision leaves a line in the log of who saw what.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portal.editing.header import header
from portal.models import WorkingGroupPage
from portal.out import pdf
from portal.rules.parameters import text_in
from portal.serving.errors import forbidden
from signup.declaring import printing
from signup.desk.forms import AddressForm, DeskFilter
from signup.desk.gates import choice_gate, declaration_gate, for_coordinators
from signup.models import Declaration, DeclarationChoice, Refused
from signup.privacy import access_log


@for_coordinators
@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """One declaration with what I decide about it."""
    declaration = declaration_gate(request, code)
    access_log.write("view", request.user, [declaration])
    return _show(request, declaration)


def _show(request, declaration, *, typed=None, refusal="", told="", status=200):
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
        "typed": typed or {},
        "field": _field(typed or {}, declaration, choices),
        "refusal": refusal,
        **header(str(declaration), ("Deklaracje", "desk")),
    }
    context["breadcrumbs_items"][-2]["url"] += context["list"]
    template = "signup/desk/case.html#case" if request.htmx else "signup/desk/case.html"
    return render(request, template, context, status=status)


def _field(typed, declaration, choices):
    """The id of the field in which a refused act is put right, when the case has it; or nothing."""
    group, there = typed.get("group"), {"note": f"notatka-{typed.get('group')}"}
    waits = any(one.group_id == group and one.state == "waiting" for one in choices)
    if waits and declaration.state in Declaration.BEFORE_DECISION:
        there |= {"ask": f"prosba-{group}", "decline": f"reason-{group}"}
    if declaration.takes_address:
        there["address"] = "nowy-adres"
    return there.get(typed.get("form"))


def act(verb: Callable) -> Callable:
    """A press on the desk: gate, verb, line in the log; then the case as it is now. `verb` gives a sentence."""

    @for_coordinators
    @require_POST
    @wraps(verb)
    def view(request, code, group=None):
        declaration = declaration_gate(request, code)
        if group is not None:
            group = choice_gate(request, declaration, group)
        try:
            with transaction.atomic():  # what leaves no line in the log does not happen
                told = verb(request, declaration, group)
                access_log.write(verb.__name__, request.user, [declaration], group)
        except Refused as refusal:
            typed = {name: text_in(request.POST.get(name)) for name in ("reason", "kind", "request", "note", "email")}
            typed |= {"group": group and group.pk, "form": verb.__name__}
            access_log.write("view", request.user, [declaration])
            return _show(request, declaration_gate(request, code), typed=typed, refusal=str(refusal), status=422)
        except PermissionDenied as denied:
            return forbidden(request, str(denied))
        if request.htmx:
            return _show(request, declaration_gate(request, code), told=told)
        messages.success(request, told)
        back = DeskFilter(request.user.coordinated, request.GET).address
        return redirect(f"{reverse('desk_case', args=[code])}{'?' if back else ''}{back}")

    return view


@act
def take(request: HttpRequest, declaration: Declaration, group: WorkingGroupPage | None) -> str:
    declaration.take(request.user)
    return "Deklaracja jest rozpatrywana."


@act
def accept(request: HttpRequest, declaration: Declaration, group: WorkingGroupPage) -> str:
    declaration.accept(request.user, group)
    return f"Przyjęto do grupy „{group.title}”."


@act
def decline(request: HttpRequest, declaration: Declaration, group: WorkingGroupPage) -> str:
    kind = text_in(request.POST.get("kind")) or "other"
    if kind not in {offered for offered, *_ in DeclarationChoice.OFFERED}:
        raise Refused("Wybierz powód z listy.")
    declaration.decline(request.user, group, text_in(request.POST.get("reason"))[:2000], kind)
    return "Nie przyjęto."


@act
def ask(request: HttpRequest, declaration: Declaration, group: WorkingGroupPage) -> str:
    declaration.ask(request.user, group, text_in(request.POST.get("request"))[:1000])
    if not declaration.gets_mail:
        return "Prośba jest zapisana, ale nie ma potwierdzonego adresu: trzeba ją przekazać inaczej niż e-mailem."
    return "Prośba o uzupełnienie jest w drodze."


@act
def note(request: HttpRequest, declaration: Declaration, group: WorkingGroupPage) -> str:
    declaration.note(request.user, group, text_in(request.POST.get("note"))[:2000])
    return "Notatka jest zapisana."


@act
def withdraw(request: HttpRequest, declaration: Declaration, group: WorkingGroupPage | None) -> str:
    declaration.withdraw(by=request.user, reason=text_in(request.POST.get("reason"))[:2000])
    return "Deklaracja jest wycofana."


@act
def address(request: HttpRequest, declaration: Declaration, group: WorkingGroupPage | None) -> str:
    form = AddressForm(request.POST)
    if not form.is_valid():
        raise Refused(form.errors["email"][0])
    declaration.write_address(request.user, form.cleaned_data["email"])
    return "Link do potwierdzenia jest w drodze. Adres zacznie działać, gdy osoba naciśnie przycisk."


@for_coordinators
@require_safe
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """The declaration as PDF."""
    declaration = declaration_gate(request, code)
    access_log.write("pdf", request.user, [declaration])
    return pdf.answer(printing.copy(declaration), declaration.file_name)
