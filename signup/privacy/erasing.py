"""Requests that data be erased, in the admin: who waits, until when, and the one press that does it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.editing.admin_gate import only
from portal.editing.header import header
from portal.rules.parameters import text_in
from portal.rules.refusals import Refused
from signup.models import Declaration, ErasureRequest, User
from signup.privacy import access_log

for_administrators = only(lambda user: user.is_superuser, "Dane osób usuwa administracja.")


@for_administrators
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """All requests: those that wait, the oldest first, then those that were done."""
    found = ErasureRequest.objects.select_related("user", "done_by")
    context = {
        "open": found.open(),
        "done": found.exclude(done_at=None).order_by("-done_at")[:50],
        **header("Prośby o usunięcie danych", icon="bin"),
    }
    return render(request, "signup/desk/erasures.html", context)


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, person: int) -> HttpResponse:
    """What goes and what stays, about one person; POST erases."""
    person = get_object_or_404(User, pk=person)
    if request.method == "POST":
        try:
            with transaction.atomic():  # what leaves no line in the log does not happen
                declarations = list(Declaration.objects.of(person).values_list("pk", flat=True))
                person.erase(request.user)
                access_log.write("erase", request.user, declarations)
        except Refused as refusal:
            return _show(request, person, str(refusal), 409)
        messages.success(request, "Dane osoby są usunięte.")
        return redirect("erasure_requests")
    return _show(request, person)


@for_administrators
@require_POST
def decline(request: HttpRequest, person: int) -> HttpResponse:
    """It cannot be done: say why, and the person is told."""
    asked = get_object_or_404(ErasureRequest.objects.open().select_related("user"), user=person)
    try:
        with transaction.atomic():
            asked.decline(request.user, text_in(request.POST.get("answer"))[:2000])
            access_log.write("decline_erasure", request.user, Declaration.objects.of(asked.user))
    except Refused as refusal:
        return _show(request, asked.user, str(refusal), 422)
    messages.success(request, "Odpowiedź jest w drodze.")
    return redirect("erasure_requests")


def _show(request, person, refusal="", status=200):
    context = {
        "person": person,
        "asked": person.erasure_requests.open().first(),
        "memberships": person.memberships.select_related("group"),
        "declarations": Declaration.objects.of(person),
        "refusal": refusal,
        **header("Usuń dane osoby", ("Prośby o usunięcie danych", "erasure_requests"), icon="bin"),
    }
    return render(request, "signup/desk/erase.html", context, status=status)


urls = [
    path("usuwanie-danych/", requests, name="erasure_requests"),
    path("usuwanie-danych/<int:person>/", erase, name="erase_person"),
    path("usuwanie-danych/<int:person>/odmowa/", decline, name="decline_erasure"),
]
