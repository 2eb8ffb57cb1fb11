"""Coming in by invitation: the page behind the mailed link, where the declaration is filled in and confirmed."""

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.serving.errors import too_many
from signup.declaring.forms import InvitedForm
from signup.models import ConsentText, Invitation, Refused
from signup.rules.keys import trace_of


def by_invitation(view: Callable) -> Callable:
    """The gate: the invitation of the link; 404 when it leads nowhere, 410 with a sentence when it is over."""

    @never_cache
    @wraps(view)
    def gate(request, token):
        invitation = Invitation.objects.by_token(token).select_related("group", "declaration").first()
        if invitation is None:
            raise Http404
        return view(request, invitation)

    return gate


@require_http_methods(["GET", "HEAD", "POST"])
@by_invitation
def invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The declaration to be filled in. GET changes nothing; sending it begins the membership."""
    over = invitation.why_over()
    # one press too many comes after the first has used it: the verb knows it again
    if over and not (request.method == "POST" and invitation.used_at):
        return _over(request, invitation, over)
    form = InvitedForm(invitation, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        key = trace_of(invitation.token)
        if not ratelimit.consume(request, action="invited", key=key):
            return too_many(request)
        if (not form.is_valid() and form.texts_changed) or (not form.errors and form.read_other_texts):
            form = form.ask_again()
        elif not form.errors:
            try:
                declaration = invitation.accept(**form.fields_to_send())
            except Refused as refusal:
                return _over(request, invitation, str(refusal))
            return redirect(declaration.address)
        if over:
            return _over(request, invitation, over)
    call = invitation.call
    context = {
        "form": form,
        "invitation": invitation,
        "group": invitation.group,
        "call": call,
        "clause": call.clause or ConsentText.newest("clause"),
    }
    return render(request, "signup/invitation.html", context, status=422 if form.errors else 200)


@require_POST
@by_invitation
def decline(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The person says no; the address is forgotten."""
    if invitation.used_at:
        return _over(request, invitation, invitation.why_over())
    invitation.decline()
    return render(request, "signup/invitation_over.html", {"declined": True})


def _over(request, invitation, why):
    context = {"why": why, "came_in": invitation.used_at is not None}
    return render(request, "signup/invitation_over.html", context, status=410)


def expire() -> None:
    """Job: forget to whom invitations were sent that nobody answered."""
    with transaction.atomic():
        Invitation.objects.expire()
