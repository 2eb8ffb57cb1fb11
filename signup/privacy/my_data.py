"""„Moje dane”: what is kept about the person who asks; download, correct, consents one by one, erasure."""

from datetime import timedelta

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.rules.parameters import number_in
from portal.rules.refusals import Refused
from portal.serving.errors import forbidden, too_many
from signup.models import ConsentText, Mail, User
from signup.models.accounts import change_address
from signup.privacy import personal_data
from signup.privacy.forms import MoveForm, MyDetailsForm, NewAddressForm
from signup.rules.codes import new_code

PENDING = "new_address"  # in the session: where the codes went, until when they are good, how often they were tried
CODE_WORKS = timedelta(minutes=10)
TRIES = 3


def own(*methods):
    """The gate: each person sees and changes their own data; who is signed out is asked to sign in, or told so."""

    def gated(view):
        reading = never_cache(login_required(require_http_methods(methods)(view)))

        def gate(request, *args, **kwargs):
            if request.user.is_anonymous and request.method not in ("GET", "HEAD"):
                return forbidden(request, "Najpierw trzeba się zalogować.")
            return reading(request, *args, **kwargs)

        gate.__module__, gate.__name__, gate.__doc__ = view.__module__, view.__name__, view.__doc__
        return gate

    return gated


@own("GET", "HEAD")
def my_data(request):
    """All that is kept about me, to read."""
    return render(request, "account/my_data.html", _page(request.user))


def _page(user):
    given = {consent.text.kind: consent for consent in user.consents.current().select_related("text")}
    texts = ConsentText.in_force()
    parts = personal_data.parts(user)
    return {
        "parts": parts,
        "empty": [part for part in parts if not part.entries],
        "consents": [(kind, texts[kind], given.get(kind)) for kind in ConsentText.CONSENTS if kind in texts],
        "asked": user.erasure_requests.open().first(),
        "edits": user.has_perm("wagtailadmin.access_admin"),
    }


@own("GET", "HEAD")
def my_data_file(request):
    """The same as a file that machines read."""
    data = {"made_at": timezone.now(), **personal_data.as_data(personal_data.parts(request.user))}
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="moje-dane.json"'
    return response


@own("GET", "HEAD", "POST")
def correct(request):
    """Put own data right."""
    form = MyDetailsForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.user.correct(**form.corrections())
        messages.success(request, "Poprawki są zapisane.")
        return redirect("my_data")
    return render(request, "account/correct.html", {"form": form}, status=422 if form.errors else 200)


@own("POST")
def consent(request, kind):
    """Give a consent or take it back: the form says which, so that a second press changes nothing."""
    if kind not in ConsentText.CONSENTS:
        raise Http404
    if request.POST.get("cast") != "1":
        request.user.disagree(kind)
        messages.success(request, "Zgoda jest wycofana.")
        return redirect("my_data")
    try:
        request.user.agree(kind, number_in(request.POST.get("version")))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return render(request, "account/my_data.html", _page(request.user), status=409)
    messages.success(request, "Zgoda jest zapisana.")
    return redirect("my_data")


# another address


@own("GET", "HEAD", "POST")
def address(request):
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
def confirm_address(request):
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


# erasure


@own("GET", "HEAD", "POST")
def ask_for_erasure(request):
    """What is erased and what stays; the button asks the office to do it."""
    refusal = ""
    if request.method == "POST":
        try:
            request.user.ask_for_erasure()
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, "Prośba jest u administracji. Napiszemy najpóźniej za miesiąc.")
            return redirect("my_data")
    context = {"asked": request.user.erasure_requests.open().first(), "refusal": refusal}
    return render(request, "account/ask_for_erasure.html", context, status=409 if refusal else 200)


@own("POST")
def take_erasure_back(request):
    request.user.take_erasure_back()
    messages.success(request, "Prośba jest cofnięta. Twoje dane zostają.")
    return redirect("my_data")
