"""Every mail with sample data, so that the office sees what people get before they get it."""

from datetime import timedelta
from functools import wraps
from typing import NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from portal.serving.errors import forbidden
from portal.slots import fillings
from signup.desk.views import header
from signup.letters.queue import compose

GROUP = "Edukacja obywatelska"
NUMBER = "D/2018/0042"
CASE = "/deklaracje/wzor/"
# the styles of a mail stand in its text, and it runs nothing
POLICY = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "frame-ancestors": ["'self'"]}


class Sample(NamedTuple):
    """A mail: when it goes, its subject, what it is filled with, its button."""

    when: str
    subject: str
    context: dict
    button: tuple | None = None


def samples():
    """{kind: Sample}, in the order in which a person may meet them; other rooms add theirs."""
    found = _own_samples()
    for filling in fillings("mail_samples"):
        found |= filling.function()
    return found


def _own_samples():
    soon = timezone.now() + timedelta(days=7)
    groups = f"„{GROUP}”"
    return {
        "confirm": Sample(
            "po wysłaniu formularza",
            "Potwierdź swoją deklarację udziału",
            {"groups": groups, "until": soon},
            ("Potwierdź deklarację", CASE),
        ),
        "already": Sample(
            "gdy z adresu jest już deklaracja do tej grupy",
            "Twoja deklaracja udziału już u nas jest",
            {"groups": groups, "until": None},
            ("Zobacz deklarację", CASE),
        ),
        "reminder": Sample(
            "3 dni przed terminem, jeśli adres nie jest potwierdzony",
            "Przypomnienie: nabór trwa do 15 stycznia 2018 r.",
            {"call": "Nabór do grup roboczych", "closes": soon},
            ("Potwierdź deklarację", CASE),
        ),
        "extended": Sample(
            "gdy termin przesunięto na później, a adres nie jest potwierdzony",
            "Przedłużamy nabór do 31 stycznia 2018 r.",
            {"call": "Nabór do grup roboczych", "closes": soon, "again": False},
            ("Potwierdź deklarację", CASE),
        ),
        "received": Sample(
            "po potwierdzeniu adresu, z kopią w PDF",
            f"Otrzymaliśmy Twoją deklarację nr {NUMBER}",
            {"number": NUMBER, "groups": groups},
            ("Zobacz drogę deklaracji", CASE),
        ),
        "correction": Sample(
            "gdy grupa prosi o uzupełnienie",
            "Prosimy o uzupełnienie deklaracji",
            {"number": NUMBER, "group": GROUP, "text": "Prosimy podać funkcję w organizacji.", "until": soon},
            ("Uzupełnij deklarację", CASE),
        ),
        "welcome": Sample(
            "po przyjęciu do grupy",
            f"Witamy w grupie roboczej «{GROUP}»",
            {"groups": [GROUP], "number": NUMBER, "copy": False},
            ("Zaloguj się", reverse("account_login")),
        ),
        "declined": Sample(
            "po odmowie",
            "Decyzja w sprawie deklaracji",
            {"group": GROUP, "number": NUMBER, "reason": "Grupa ma już tyle osób, ile może przyjąć."},
        ),
        "withdrawn": Sample(
            "po wycofaniu", "Deklaracja została wycofana", {"number": NUMBER, "by_office": False, "days": 30}
        ),
        "link": Sample(
            "na prośbę o nowy adres strony deklaracji",
            "Nowy link do Twojej deklaracji",
            {"number": NUMBER},
            ("Zobacz deklarację", CASE),
        ),
        "invitation": Sample(
            "gdy koordynacja grupy zaprasza do niej",
            f"Zaproszenie do grupy roboczej «{GROUP}»",
            {
                "group": GROUP,
                "purpose": "Zmieniamy to, jak miasto myśli o sprawach wspólnych.",
                "by": "Ewa Próbna",
                "until": soon,
            },
            ("Zobacz zaproszenie", "/zaproszenia/wzor/"),
        ),
        "membership": Sample(
            "gdy ktoś inny zmienia członkostwo: zawiesza, wznawia, kończy, powierza albo odbiera koordynację",
            "Zmiana w Twoim członkostwie",
            {"what": "suspended", "group": GROUP, "reason": "Na prośbę zgłoszoną przez telefon, do końca marca."},
            ("Moje konto", reverse("account")),
        ),
        "left": Sample(
            "po opuszczeniu grupy",
            f"Opuszczenie grupy roboczej «{GROUP}»",
            {"group": GROUP},
        ),
        "no_coordinator": Sample(
            "do biura, gdy grupę opuści ostatnia osoba, która ją koordynuje",
            f"Grupa robocza «{GROUP}» nie ma koordynacji",
            {"group": GROUP},
            ("Wyznacz koordynację", reverse("wagtailadmin_home")),
        ),
        "address_code": Sample(
            "na nowy adres, który ktoś podał w „Moich danych”", "Kod do zmiany adresu", {"code": "AB12-CD34"}
        ),
        "move_code": Sample(
            "na dotychczasowy adres, gdy ktoś w „Moich danych” podał nowy",
            "Kod z obecnego adresu",
            {"code": "AB12-CD34"},
        ),
        "address_taken": Sample("gdy nowy adres ma już konto", "Ten adres ma już konto", {}),
        "address_changed": Sample("na dotychczasowy adres, po zmianie", "Adres Twojego konta jest zmieniony", {}),
        "erasure_asked": Sample(
            "po prośbie o usunięcie danych",
            "Otrzymaliśmy prośbę o usunięcie danych",
            {"until": soon},
            ("Zobacz swoje dane", reverse("my_data")),
        ),
        "erasure_declined": Sample(
            "gdy danych nie można usunąć",
            "Odpowiedź na prośbę o usunięcie danych",
            {"answer": "To konto jest jedynym kontem administracji.", "complaint": "ul. Stanisława Moniuszki 1A"},
        ),
        "erased": Sample("po usunięciu danych, na prośbę osoby", "Twoje dane są usunięte", {}),
        "login_code": Sample("przy logowaniu", "Kod do logowania", {"code": "AB12CD"}),
        "report": Sample(
            "do biura, gdy ktoś zgłasza treść",
            "Zgłoszenie treści",
            {
                "address": "/dzialania/1/",
                "reason": "narusza prawo",
                "text": "Wzór zgłoszenia.",
                "name": "",
                "email": "",
            },
            ("Zobacz treść", "/dzialania/1/"),
        ),
        "report_received": Sample(
            "do osoby, która zgłosiła treść", "Otrzymaliśmy zgłoszenie treści", {"address": "/dzialania/1/"}
        ),
    }


def in_the_office(view):
    """The gate: for those who answer what people write back."""

    @wraps(view)
    def gate(request, *args, **kwargs):
        if not (request.user.coordinates_any or request.user.is_superuser):
            return forbidden(request, "Wiadomości oglądają koordynatorzy grup i administracja.")
        return view(request, *args, **kwargs)

    return gate


@in_the_office
@require_safe
def mails(request):
    """All mails, each with when it goes."""
    return render(request, "signup/desk/mails.html", {"samples": samples(), **header("Wiadomości", icon="mail")})


@in_the_office
@require_safe
def mail(request, kind):
    """One mail: subject, words, and how it looks."""
    subject, text, _ = _composed(kind)
    context = {"kind": kind, "when": samples()[kind].when, "subject": subject, "text": text}
    return render(request, "signup/desk/mail.html", context | header(subject, ("Wiadomości", "mails"), icon="mail"))


@in_the_office
@require_safe
@csp_override(POLICY)
def mail_body(request, kind):
    """The HTML of the mail, for the frame in which it is shown."""
    answer = HttpResponse(_composed(kind)[2])
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _composed(kind):
    sample = samples().get(kind)
    if sample is None:
        raise Http404
    return compose(kind, sample.context, subject=sample.subject, button=sample.button)


urls = [
    path("wiadomosci/", mails, name="mails"),
    path("wiadomosci/<slug:kind>/", mail, name="mail"),
    path("wiadomosci/<slug:kind>/tresc/", mail_body, name="mail_body"),
]
