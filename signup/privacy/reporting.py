"""Reporting content that breaks the law („Zgłoś treść”): notice and action under art. 16 of Regulation (EU) 2022/2065.

A notice names the place and the reason, and who sends it if they wish; it goes to the office by mail, and nothing
beyond the message is stored.
"""

import unicodedata

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portal.forms import ErrorSummary
from portal.models import Centre
from portal.rules import cleaning
from portal.serving.errors import too_many
from portal.serving.page_cache import same_for_everybody
from signup.models import Mail

REASONS = [
    ("", "Wybierz"),
    ("personal", "ujawnia czyjeś dane osobowe albo wizerunek"),
    ("offence", "obraża, nęka albo nawołuje do nienawiści"),
    ("copyright", "narusza prawa autorskie"),
    ("fraud", "wprowadza w błąd albo próbuje coś wyłudzić"),
    ("other", "łamie prawo w inny sposób"),
]


class ReportForm(ErrorSummary, forms.Form):
    """What the office needs to act on a notice."""

    address = forms.CharField(
        label="Adres treści",
        max_length=300,
        help_text="Adres strony w tym serwisie, np. /dzialania/12/.",
        validators=[RegexValidator(r"^/(?!/)[^\s<>\"\\]*$", "Podaj adres w tym serwisie: zaczyna się od ukośnika.")],
        error_messages={"required": "Podaj adres treści."},
    )
    reason = forms.ChoiceField(label="Powód", choices=REASONS, error_messages={"required": "Wybierz powód zgłoszenia."})
    text = forms.CharField(
        label="Uzasadnienie",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Które zdanie lub zdjęcie i dlaczego łamie prawo.",
        error_messages={"required": "Napisz, co łamie prawo i dlaczego."},
    )
    name = forms.CharField(label="Imię i nazwisko", max_length=160, required=False)
    email = forms.EmailField(
        label="Adres e-mail",
        max_length=254,
        required=False,
        help_text="Na ten adres wyślemy potwierdzenie i odpowiedź.",
        error_messages={"invalid": cleaning.NO_ADDRESS},
    )
    good_faith = forms.BooleanField(
        label="Zgłaszam w dobrej wierze; to, co piszę, jest zgodne z moją wiedzą.",
        error_messages={"required": "Potwierdź, że zgłoszenie jest w dobrej wierze."},
    )
    # a trap: people do not see it, robots fill it in
    second_subject = forms.CharField(required=False)

    def __init__(self, data=None, **options):
        if data:  # whoever copies the whole address means the place
            data = data.copy()
            data["address"] = data.get("address", "").strip().removeprefix(settings.SITE_URL)
        super().__init__(data, label_suffix="", **options)
        self.use_required_attribute = False

    def clean_text(self):
        return printable(self.cleaned_data["text"])

    def clean_name(self):
        return " ".join(printable(self.cleaned_data["name"]).split())  # a line of its own could pass for ours


def printable(text: str) -> str:
    """The text without signs that control a screen or the order of letters; lines, tabs and joined emoji stay."""
    allowed = "\r\n\t\N{ZERO WIDTH JOINER}"
    return "".join(sign for sign in text if sign in allowed or unicodedata.category(sign) not in ("Cc", "Cf"))


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form, and the notice sent by it."""
    form = ReportForm(request.POST or None, initial={"address": request.GET.get("adres", "")[:300]})
    if request.method != "POST":
        return render(request, "signup/reporting/form.html", {"form": form})
    if not form.is_valid():
        return render(request, "signup/reporting/form.html", {"form": form}, status=422)
    if form.cleaned_data["second_subject"]:
        return redirect("reported")
    if not ratelimit.consume(request, action="report"):
        return too_many(request)
    email = form.cleaned_data["email"].lower()
    # whoever types somebody else's address fills the post of the office at most
    receipt = bool(email) and ratelimit.consume(request, action="report_receipt", key=email)
    _send(form.cleaned_data, dict(REASONS)[form.cleaned_data["reason"]], receipt)
    return redirect("reported")


@transaction.atomic
def _send(notice, reason, receipt):
    context = notice | {"reason": reason}
    Mail.objects.post("report", Centre.default().mailbox, context)
    if receipt:
        Mail.objects.post("report_received", notice["email"], context)


@same_for_everybody()
def reported(request: HttpRequest) -> HttpResponse:
    return render(request, "signup/reporting/sent.html")
