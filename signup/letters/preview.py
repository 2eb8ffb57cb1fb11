"""Every letter with sample data, so that the office sees what people get before they get it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from portal.editing.admin_gate import open_to
from portal.editing.header import header
from signup.letters.registry import letters

# the styles of a mail stand in its text, and it runs nothing
POLICY = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "frame-ancestors": ["'self'"]}


# for those who answer what people write back
in_the_office = open_to(
    lambda user: user.coordinates_any or user.is_superuser, "Wiadomości oglądają koordynatorzy grup i administracja."
)


@in_the_office
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """All letters, each with when it goes."""
    samples = {kind: letter(letter.sample()) for kind, letter in letters().items()}
    return render(request, "signup/desk/mails.html", {"samples": samples, **header("Wiadomości", icon="mail")})


@in_the_office
@require_safe
def mail(request: HttpRequest, kind: str) -> HttpResponse:
    """One letter: subject, words, and how it looks."""
    letter = _sample(kind)
    subject, text, _ = letter.compose()
    context = {"kind": kind, "when": letter.when, "subject": subject, "text": text}
    return render(request, "signup/desk/mail.html", context | header(subject, ("Wiadomości", "mails"), icon="mail"))


@in_the_office
@require_safe
@csp_override(POLICY)
def mail_body(request: HttpRequest, kind: str) -> HttpResponse:
    """The HTML of the letter, for the frame in which it is shown."""
    response = HttpResponse(_sample(kind).compose()[2])
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _sample(kind):
    letter = letters().get(kind)
    if letter is None:
        raise Http404
    return letter(letter.sample())


urls = [
    path("wiadomosci/", mails, name="mails"),
    path("wiadomosci/<slug:kind>/", mail, name="mail"),
    path("wiadomosci/<slug:kind>/tresc/", mail_body, name="mail_body"),
]
