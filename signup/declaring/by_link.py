"""The page of one declaration, for whoever holds its link: confirm, revise, complete, withdraw, print, another link."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.out import pdf
from portal.rules.parameters import text_in
from signup.declaring import printing
from signup.declaring.forms import RevisionForm
from signup.models import Declaration, Refused

from .views import with_retry_after


def by_link(view: Callable) -> Callable:
    """The gate: the declaration of the link; 404 when it leads nowhere, 410 when it was not confirmed in time."""

    @never_cache
    @wraps(view)
    def gate(request, token, **options):
        declaration = Declaration.objects.by_token(token).select_related("call").first()
        if declaration is None or declaration.state == "anonymised":
            raise Http404
        if declaration.is_expired():
            return render(request, "signup/expired.html", status=410)
        return view(request, declaration, **options)

    return gate


def of_its_person(view: Callable) -> Callable:
    """The gate behind it: an address that the office read off a paper may be mistyped, so first it is confirmed."""

    @wraps(view)
    def gate(request, declaration, **options):
        if declaration.source == "paper" and not declaration.is_confirmed:
            return redirect(declaration.address)
        return view(request, declaration, **options)

    return gate


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def declaration(request: HttpRequest, declaration: Declaration) -> HttpResponse:
    """The page of one declaration, for whoever holds the link. GET changes nothing; the button confirms."""
    if request.method == "POST":
        with suppress(Refused):  # its time ran out since the gate
            declaration.confirm()
        return redirect(declaration.address)
    return _case(request, declaration)


def _case(request, declaration, refusal="", answered=None, answer="", status=200):
    """The page of a declaration; before its address is confirmed, the button that confirms it."""
    to_confirm = declaration.state != "withdrawn" and not declaration.is_confirmed
    choices = list(declaration.choices.select_related("group"))
    requests = list(declaration.corrections.select_related("group"))
    context = {
        "declaration": declaration,
        "choices": choices,
        "accepted": any(choice.state == "accepted" for choice in choices),
        "asked": [request for request in requests if request.is_open],
        "settled": [request for request in requests if not request.is_open],
        "refusal": refusal,
        "answered": answered,
        "answer": answer,
    }
    return render(request, "signup/confirm.html" if to_confirm else "signup/case.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
@of_its_person
def revise(request: HttpRequest, declaration: Declaration) -> HttpResponse:
    """The person puts own answers right, until the decision."""
    if declaration.state not in Declaration.BEFORE_DECISION:
        return _case(request, declaration, "Tej deklaracji nie można już poprawić.", status=409)
    form = RevisionForm(declaration, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = declaration.revise(**form.cleaned_data)
        except Refused as refusal:
            return _case(request, declaration, str(refusal), status=409)
        if changed:
            messages.success(request, "Poprawki są zapisane. Osoby, które rozpatrują deklarację, zobaczą je.")
        return redirect(declaration.address)
    context = {"form": form, "declaration": declaration, "call": declaration.call}
    return render(request, "signup/revise.html", context, status=422 if form.errors else 200)


@require_POST
@by_link
@of_its_person
def complete(request: HttpRequest, declaration: Declaration, group: str) -> HttpResponse:
    """The person answers what the coordinators of a group asked for."""
    asked = declaration.corrections.filter(group__slug=group).last()
    if asked is None:
        raise Http404
    answer = text_in(request.POST.get("answer"))[:2000]
    try:
        declaration.answer(asked, answer)
    except Refused as refusal:
        return _case(request, declaration, str(refusal), asked, answer, status=422)
    messages.success(request, "Dziękujemy, odpowiedź jest u osób, które rozpatrują deklarację.")
    return redirect(declaration.address)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
@of_its_person
def withdraw(request: HttpRequest, declaration: Declaration) -> HttpResponse:
    """The person withdraws the declaration; GET asks first."""
    if request.method != "POST":
        if declaration.state not in ("unconfirmed", *Declaration.BEFORE_DECISION):
            return redirect(declaration.address)
        return render(request, "signup/withdraw.html", {"declaration": declaration})
    try:
        declaration.withdraw()
    except Refused as refusal:
        return _case(request, declaration, str(refusal), status=409)
    return redirect(declaration.address)


@require_POST
@by_link
@of_its_person
def renew_link(request: HttpRequest, declaration: Declaration) -> HttpResponse:
    """The link known so far leads nowhere from now on; a new one is mailed."""
    if not ratelimit.consume(request, action="renew_link", key=str(declaration.pk)):
        refusal = "Nowy adres wysłaliśmy już kilka razy. Następny można dostać za godzinę."
        return with_retry_after(_case(request, declaration, refusal, status=429), 3600)
    declaration.renew_link()
    return render(request, "signup/renewed.html")


@require_safe
@by_link
@of_its_person
def declaration_pdf(request: HttpRequest, declaration: Declaration) -> HttpResponse:
    """The person's copy, to keep or to print."""
    return pdf.answer(printing.copy(declaration), declaration.file_name)
