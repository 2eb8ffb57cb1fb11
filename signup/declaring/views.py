"""Declaring: the form of a call, and what comes after it is sent."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.models.groups import formerly_called
from portal.out import pdf
from portal.out.covers import plain_url
from portal.serving.page_cache import same_for_everybody
from portal.shown.context import address_of, canonical
from signup.declaring import printing
from signup.declaring.forms import DeclarationForm
from signup.models import ConsentText, Declaration, DeclarationCallPage, Refused
from signup.models.data_protection import data_protection


def call_context(request: HttpRequest, call: DeclarationCallPage, form: Form | None = None) -> dict:
    """What the page of a call needs: its form while it is open, its facts afterwards."""
    if form is None and call.is_open():
        form = DeclarationForm(call, initial={"groups": call.offered_as(_asked_group(request))})
    return {
        "call": call,
        # the group that comes ticked makes no other page of it
        "canonical": canonical(request).partition("?")[0],
        "form": form,
        "groups": call.offered(),
        "clause": call.clause or ConsentText.newest("clause"),
    }


def _asked_group(request):
    """The slug of the group from whose page a person comes; it comes ticked."""
    return request.GET.get("grupa", "")


def _latest(request):
    """The call that closed (or will close) last of those that this request may see, or None."""
    calls = DeclarationCallPage.objects.live().order_by("-closes", "-pk")
    return next((call for call in calls if call.seen_by(request)), None)


def call_gate(request: HttpRequest, slug: str) -> DeclarationCallPage:
    """The live call of that slug, also of one that it had before; 404 for all that this request may not see."""
    live = DeclarationCallPage.objects.live()
    call = live.filter(slug=slug).first() or formerly_called(slug, live)
    if call is None or not call.seen_by(request):
        raise Http404
    return call


def plain_address(request: HttpRequest) -> HttpResponse:
    """/deklaracja/: the open call with its form; several: a choice; none: the last one.

    Whoever comes from a group (`?grupa=`) chooses only among the calls that offer it, if any does.
    """
    calls = [call for call in DeclarationCallPage.objects.open() if call.seen_by(request)]
    group = _asked_group(request)
    if len(calls) > 1:
        calls = [call for call in calls if call.offered_as(group)] or calls
    if len(calls) > 1:
        return render(request, "signup/choice.html", {"calls": calls, "asked": group})
    call = calls[0] if calls else _latest(request)
    if call is None:
        return render(request, "signup/no_call.html")
    # the form has one address of its own, under which it is found
    here = {"page": call, "canonical": f"{settings.SITE_URL}{address_of(call)}"}
    return render(request, "signup/call.html", call_context(request, call) | here)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a call. What the screen says afterwards is the same for known and unknown addresses.

    Where a form came back with faults this address stands in the browser: opened again it leads to the form.
    """
    call = call_gate(request, slug)
    if request.method != "POST":
        return redirect(address_of(call))
    form = DeclarationForm(call, request.POST)
    if not call.is_open():
        return _call_page(request, call, None, status=409)
    if not form.is_valid():
        return _call_page(request, call, form.ask_again() if form.texts_changed else form, status=422)
    if form.is_from_a_robot:
        return redirect("declaration_sent")
    if form.is_hasty:
        form.add_error(None, "To było bardzo szybko. Sprawdź odpowiedzi i wyślij deklarację jeszcze raz.")
        return _call_page(request, call, form, status=422)
    if form.read_other_texts:
        return _call_page(request, call, form.ask_again(), status=422)
    if not ratelimit.consume(request, action="declare", key=form.cleaned_data["email"].lower()):
        form.add_error(
            None, "Przed chwilą wysłano stąd kilka deklaracji. Odpowiedzi są zachowane: wyślij je za 5 minut."
        )
        return with_retry_after(_call_page(request, call, form, status=429), 300)
    try:
        Declaration.objects.send(call, **form.fields_to_send())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _call_page(request, call, form, status=409)
    return _remember_sent(redirect("declaration_sent"), form.cleaned_data["email"], call)


@require_POST
def check(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One field of the form, looked at as soon as it is left: the fragment that the whole page has too."""
    call = call_gate(request, slug)
    if name not in DeclarationForm.CHECKED:
        raise Http404
    form = DeclarationForm(call, request.POST)
    field = form.check_one(name)
    context = {"field": field, "checked_for": call}
    return render(request, "form.html#field", context)


def with_retry_after(response: HttpResponse, seconds: int) -> HttpResponse:
    """Too many tries: machines are told too when the next may come."""
    response.headers["Retry-After"] = str(seconds)
    return response


def _call_page(request, call, form, status):
    return render(request, "signup/call.html", {"page": call, **call_context(request, call, form)}, status=status)


# what this browser has just sent: told on the next page to nobody else, and not in its address
SENT = "wyslano"


SENT_FOR = 15 * 60  # seconds


def _remember_sent(response, email, call):
    value = signing.dumps([email, call.slug], salt=SENT)
    where = {"path": reverse("declaration_sent"), "secure": settings.SESSION_COOKIE_SECURE}
    response.set_cookie(SENT, value, max_age=SENT_FOR, httponly=True, samesite="Lax", **where)
    return response


def _just_sent(request):
    """(address, open call) of what this browser sent a moment ago; nothing where that is not known."""
    try:
        email, slug = signing.loads(request.COOKIES.get(SENT, ""), salt=SENT, max_age=SENT_FOR)
    except signing.BadSignature:
        return "", None
    return email, DeclarationCallPage.objects.open().filter(slug=slug).first()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest) -> HttpResponse:
    """What comes next, and to which address the link went; POST mails it once more.

    The screen says the same of known and unknown addresses.
    """
    email, call = _just_sent(request)
    context = {"wait": data_protection().unconfirmed_days, "email": email, "call": call}
    if request.method != "POST":
        return render(request, "signup/sent.html", context)
    if not email:
        return redirect("declaration_sent")
    if not ratelimit.consume(request, action="link_again", key=email.lower()):
        context["refusal"] = "Link wysłaliśmy już kilka razy. Następny można dostać za godzinę."
        return with_retry_after(render(request, "signup/sent.html", context, status=429), 3600)
    Declaration.objects.mail_again(call, email.lower())
    messages.success(request, "Wysłaliśmy jeszcze raz.")
    return redirect("declaration_sent")


@same_for_everybody()
@require_safe
def blank_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """A blank declaration of an open call, to be signed on paper."""
    call = call_gate(request, slug)
    if not call.is_open():
        raise Http404
    return pdf.answer(printing.blank(call), "deklaracja.pdf")


@same_for_everybody()
def clause(request: HttpRequest, version: int | None = None) -> HttpResponse:
    """The whole information clause, in the version asked for or the newest."""
    text = get_object_or_404(ConsentText, kind="clause", version=version) if version else ConsentText.newest("clause")
    if text is None:
        raise Http404
    return render(request, "signup/clause.html", {"clause": text, "cover_url": plain_url("Klauzula informacyjna")})
