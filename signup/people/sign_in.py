"""Signing in and out, and one's own page: allauth's views, with this house's answers (422, 429, no dead ends)."""

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.account.utils import get_login_redirect_url, passthrough_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.serving.errors import too_many
from portal.shown.waiting import what_waits
from portal.slots import pieces
from signup.models import Declaration, User
from signup.people import login_codes
from signup.people.allauth_internals import is_asked_to_resend, process_of, user_found
from signup.people.forms import AskForCodeForm, CodeForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

# the only accounts that the buttons of a demo open, and what they are
DEMO_ACCOUNTS = {
    "admin@example.org": "administracja",
    "redakcja@example.org": "strony, aktualności, spotkania",
    "koordynator@example.org": "koordynacja trzech grup: deklaracje i mapy",
    "anna@example.org": "członkini trzech grup",
    "bartek@example.org": "członek trzech grup",
    "celina@example.org": "członkini grupy „Edukacja obywatelska”",
}


class CarriesNext:
    """Whatever happens on the way in, it still leads to where the person wanted to go."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        steps = (reverse("account_login"), reverse("account_confirm_login_code"))
        if getattr(response, "url", None) in steps and response.status_code == 302:
            return redirect(passthrough_next_redirect_url(request, response.url, REDIRECT_FIELD_NAME))
        return response


class AskForCode(CarriesNext, views.RequestLoginCodeView):
    """An address, then a code to it; the same screen for an address that nobody has."""

    form_class = AskForCodeForm

    def form_valid(self, form):
        if user_found(form) is None:
            get_adapter(self.request).send_to_nobody(form.cleaned_data["email"])
        return super().form_valid(form)

    def form_invalid(self, form):
        if form.has_error("email", "too_many_login_attempts"):
            return too_many(self.request)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"doors": demo_doors()}


def sign_out(request: HttpRequest) -> HttpResponse:
    """Allauth's view; what was kept on this device goes with the session."""
    was_in = request.user.is_authenticated
    response = views.logout(request)
    if request.method == "POST":
        if was_in:  # on a phone nothing else on the next page tells
            messages.success(request, "Wylogowano z tej przeglądarki.")
        response["Clear-Site-Data"] = '"storage"'
    return response


class TypeCode(CarriesNext, views.ConfirmLoginCodeView):
    """The code; three wrong ones and a new code is needed."""

    form_class = CodeForm

    def form_valid(self, form):
        process = process_of(self)
        user, email = process.user, process.state["email"]
        if user and user.email != email.lower():
            # the code went to an address that the account had then: whoever reads that mail now is a stranger
            process.abort()
            messages.error(self.request, "Ten kod już nie działa. Poproś o nowy.")
            return redirect("account_login")
        if is_asked_to_resend(self):
            if user is None:
                get_adapter(self.request).send_to_nobody(email)
            messages.success(self.request, "Jeśli adres ma u nas konto, kod znów jest w drodze. Ważny jest najnowszy.")
            return super().form_valid(form)
        response = super().form_valid(form)
        if self.request.user.is_authenticated:
            login_codes.invalidate(email)
            login_codes.know(self.request, response)
        return response

    def get_form_kwargs(self):
        # the newest code in the mailbox is right, even if somebody else's press brought it
        process = process_of(self)
        more = {} if is_asked_to_resend(self) or process.user is None else {"email": process.state["email"]}
        return super().get_form_kwargs() | more

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if response.status_code == 200:
            response.status_code = 422
        return response


def demo_doors() -> list[tuple[str, str]]:
    """(address, role) of the demo accounts that there are; none outside demo mode."""
    if not settings.DEMO:
        return []
    there = set(User.objects.filter(email__in=DEMO_ACCOUNTS, is_active=True).values_list("email", flat=True))
    return [(email, role) for email, role in DEMO_ACCOUNTS.items() if email in there]


@require_POST
def demo_door(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the six demo accounts, in demo mode only."""
    email = request.POST.get("account")
    if not settings.DEMO or email not in DEMO_ACCOUNTS:
        raise Http404
    login(request, get_object_or_404(User, email=email, is_active=True), backend=BACKEND)
    return login_codes.know(request, redirect(get_login_redirect_url(request)))


def entry_link(user: User) -> str:
    """A path that signs this person in once, within an hour: it is over with the next sign-in, whatever its way."""
    return reverse("account_entry", args=[int_to_base36(user.pk), default_token_generator.make_token(user)])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, person: str, token: str) -> HttpResponse:
    """The link that `manage.py administrator` prints. GET shows a button, POST signs in and burns the link."""
    with transaction.atomic():
        # two presses at once: the second waits and finds the link burnt
        user = User.objects.select_for_update().filter(pk=_number(person), is_active=True).first()
        if user is None or not default_token_generator.check_token(user, token):
            return render(request, "account/entry.html", {"burnt": True}, status=410)
        if request.method == "POST":
            login(request, user, backend=BACKEND)
            return login_codes.know(request, redirect("wagtailadmin_home"))
    return render(request, "account/entry.html", {"person": user})


def _number(text):
    try:
        return base36_to_int(text)
    except ValueError:
        return 0


@login_required
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """My account: who I am here, my groups, my declarations."""
    user = request.user
    context = {
        "memberships": user.memberships.current().select_related("group"),
        "declarations": Declaration.objects.of(user).submitted().prefetch_related("choices__group"),
        "edits": user.has_perm("wagtailadmin.access_admin"),
        "pieces": pieces("account", request),
        **what_waits(request),
    }
    return render(request, "account/home.html", context)
