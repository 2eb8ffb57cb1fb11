"""Another address for an account: one code goes to it, one to the present address; once both are typed, it changes."""

from datetime import timedelta

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portal.rules.refusals import Refused
from portal.serving.errors import too_many
from signup.models import Mail, User
from signup.models.accounts import change_address
from signup.privacy.forms import MoveForm, NewAddressForm
from signup.privacy.gates import own
from signup.rules.codes import new_code

PENDING = "new_address"  # in the session: where the codes went, until when they are good, how often they were tried


CODE_WORKS = timedelta(minutes=10)


TRIES = 3


@own("GET", "HEAD", "POST")
def address(request: HttpRequest) -> HttpResponse:
    """Ask for another address: a code goes there and one to the present address, and nothing changes yet."""
    form = NewAddressForm(request.POST or None, initial={"email": ""})
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if email == request.user.email:
            messages.info(request, "To jest już adres Twojego konta.")
            return redirect("my_data")
        if not ratelimit.consume(request, action="change_address", key=str(request.user.pk)):
            return too_many(request)
        request.session[PENDING] = {
            "email": email,
            "from": request.user.email,
            "code": _send_code(request.user, email),
            "own_code": _send_own_code(request.user),
            "until": (timezone.now() + CODE_WORKS).isoformat(),
            "tries": 0,
        }
        return redirect("confirm_address")
    return render(request, "account/address.html", {"form": form}, status=422 if form.errors else 200)


def _send_own_code(user):
    """The code for the present address: an open session alone, left on some computer, moves no account."""
    if not user.email:
        return ""
    code = new_code()
    Mail.objects.post("move_code", user.email, {"code": code}, user=user)
    return code


def _send_code(user, email):
    """The code that was sent; an address that has an account gets other words, and a code that nobody knows."""
    code = new_code()
    if User.objects.filter(email=email).exists():
        Mail.objects.post("address_taken", email)
    else:
        Mail.objects.post("address_code", email, {"code": code}, user=user)
    return code


@own("GET", "HEAD", "POST")
def confirm_address(request: HttpRequest) -> HttpResponse:
    """The codes from both addresses; three wrong tries, or ten minutes, and new ones are needed."""
    pending = request.session.get(PENDING)
    if not pending or not _still_good(pending, request.user):
        request.session.pop(PENDING, None)
        messages.info(request, "Kod już nie działa. Podaj adres jeszcze raz.")
        return redirect("change_address")
    form = MoveForm(request.POST or None, code=pending["code"], own_code=pending["own_code"])
    if request.method == "POST":
        if form.is_valid():
            del request.session[PENDING]
            return _changed(request, pending["email"])
        request.session[PENDING] = pending | {"tries": pending["tries"] + 1}
    context = {"form": form, "email": pending["email"]}
    return render(request, "account/confirm_address.html", context, status=422 if form.errors else 200)


def _still_good(pending, user):
    """Whether codes that were sent may still be typed: in time, not tried too often, and the address is as it was."""
    in_time = timezone.now() <= parse_datetime(pending["until"])
    return pending["tries"] < TRIES and in_time and pending["from"] == user.email


def _changed(request, email):
    try:
        change_address(request.user, email)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("change_address")
    update_session_auth_hash(request, request.user)  # this one session goes on
    messages.success(
        request,
        "Adres jest zmieniony. Następny kod do logowania przyjdzie na nowy. Na innych urządzeniach trzeba zalogować "
        "się jeszcze raz.",
    )
    return redirect("my_data")
