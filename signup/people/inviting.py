"""A group asks a person in: its coordinators invite, take back, send again."""

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.views.decorators.http import require_POST

from portal.models import WorkingGroupPage
from portal.serving.errors import forbidden, too_many
from signup.models import Invitation, Refused
from signup.people.forms import InvitationForm
from signup.people.members import list_page, of_my_group
from signup.privacy import access_log


@of_my_group
@require_POST
def invite(request: HttpRequest, group: WorkingGroupPage) -> HttpResponse:
    """Ask a person in; what the screen says does not depend on whether the address has an account."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return list_page(request, group, form, status=422)
    key = f"{group.pk} {form.cleaned_data['email'].lower()}"
    if not ratelimit.consume(request, action="invite", key=key, user=request.user):
        return too_many(request)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.invite(request.user, group, **form.cleaned_data)
            access_log.write("invite", request.user, group=group, invitations=[invitation])
    except Refused as refusal:
        form.add_error("email", str(refusal))
        return list_page(request, group, form, status=422)
    except PermissionDenied as denied:
        return forbidden(request, str(denied))
    messages.success(request, "Zaproszenie jest w drodze. Członkostwo zacznie się, gdy osoba potwierdzi oświadczenia.")
    return redirect("my_members", group.pk)


def invitation_view(verb: Callable, done: str) -> Callable:
    """A press about an invitation of the group: gate, verb, line in the log."""

    @of_my_group
    @require_POST
    @wraps(verb)
    def view(request, group, code):
        invitation = get_object_or_404(group.invitations, code=code)
        if verb is Invitation.resend and not ratelimit.consume(request, action="resend", key=code):
            return too_many(request)
        try:
            with transaction.atomic():
                verb(invitation, request.user)
                access_log.write(f"invitation_{verb.__name__}", request.user, group=group, invitations=[invitation])
        except Refused as refusal:
            return list_page(request, group, InvitationForm(), refusal=str(refusal), status=422)
        except PermissionDenied as denied:
            return forbidden(request, str(denied))
        messages.success(request, done)
        return redirect("my_members", group.pk)

    return view


take_back = invitation_view(Invitation.withdraw, "Zaproszenie jest wycofane, a jego link już nie działa.")


resend = invitation_view(Invitation.resend, "Zaproszenie jest wysłane jeszcze raz i znów ważne 30 dni.")


urls = [
    path("moje-grupy/<int:group>/zaproszenia/", invite, name="my_invite"),
    path("moje-grupy/<int:group>/zaproszenia/<str:code>/wycofanie/", take_back, name="my_invitation_withdraw"),
    path("moje-grupy/<int:group>/zaproszenia/<str:code>/ponowienie/", resend, name="my_invitation_resend"),
]
