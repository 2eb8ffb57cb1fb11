"""What is kept about a person: the parts of „Moje dane”, the same on the page and in the file.

Other rooms add theirs in the slot `kept_about`.
"""

from django.db.models import Count, Q
from django.utils.text import capfirst

from portal import slots
from portal.rules.polish_order import InPolishOrder
from portal.templatetags.polish import day
from signup.models import Consent, Declaration, Invitation, Mail, User
from signup.rules import numbers

from .facts import Entry, Fact, Part


def parts(user: User) -> list[Part]:
    """All parts, in the order of the page."""
    own = [_account, _memberships, _invited, _declarations, _consents, _asked, _mails]
    mine = [part for about in own for part in about(user)]
    return [*mine, *(part for filling in slots.fillings("kept_about") for part in filling.function(user))]


def as_data(parts: list[Part]) -> dict:
    """The same for the file: {part: [{"title": …, fact: value, …}, …]}."""
    return {
        part.code: [{"title": entry.title} | {fact.code: fact.value for fact in entry.facts} for entry in part.entries]
        for part in parts
    }


def _account(user):
    roles = list(user.groups.order_by(InPolishOrder("name")).values_list("name", flat=True))
    facts = [
        Fact("first_name", "Imię", user.first_name),
        Fact("last_name", "Nazwisko", user.last_name),
        Fact("email", "Adres e-mail", user.email),
        Fact("since", "Konto od", user.date_joined),
        Fact("last_login", "Ostatnie logowanie", user.last_login),
        Fact("roles", "Role w serwisie", [*(["administracja"] if user.is_superuser else []), *roles]),
    ]
    profile = getattr(user, "wagtail_userprofile", None)
    if profile and profile.avatar:
        facts.append(Fact("picture", "Zdjęcie w panelu", profile.avatar.name))
    return [Part("account", "Konto", [Entry("Konto", facts)])]


def _memberships(user):
    entries = [
        Entry(
            membership.group.title,
            [
                Fact("role", "Rola", membership.get_role_display()),
                Fact("status", "Stan", membership.get_status_display()),
                Fact("since", "Od", membership.since),
                Fact("ended_at", "Do", membership.ended_at),
                Fact("org_name", "Organizacja", membership.org_name),
                Fact("org_kind", "Rodzaj podmiotu", membership.get_org_kind_display()),
                Fact("org_role", "Funkcja", membership.org_role),
                Fact("changes", "Co się działo", [_changed(change) for change in membership.changes.all()]),
            ],
            membership.group.url or "",
        )
        for membership in user.memberships.select_related("group").prefetch_related("changes")
    ]
    return [Part("memberships", "Członkostwa", entries)]


def _changed(change):
    why = f" ({change.reason})" if change.reason else ""
    return f"{day(change.at)}: {change.get_kind_display()}{why}"


def _declarations(user):
    found = Declaration.objects.of(user).select_related("call").annotate(note_count=Count("notes"))
    found = found.prefetch_related("choices__group", "corrections__group")
    entries = [Entry(_name(one), [*_answers(one), *_course(one)], one.address) for one in found]
    if user.email:
        # whoever filled these in typed this address; what the office read off a paper may be mistyped
        waiting = Declaration.objects.filter(user=None, source="online", state="unconfirmed", email_lower=user.email)
        for one in waiting:
            unknown = "nie wiemy, czy to Twoja deklaracja: dane pokaże link, który wysłaliśmy e-mailem"
            entries.append(Entry(_name(one), [Fact("sent_at", "Wysłana", one.sent_at), Fact("state", "Stan", unknown)]))
    return [Part("declarations", "Deklaracje", entries)]


def _name(declaration):
    return f"Deklaracja nr {declaration.number}" if declaration.number else "Deklaracja bez potwierdzonego adresu"


def _answers(declaration):
    shown = {
        "phone": declaration.shown_phone,
        "capacity": declaration.get_capacity_display(),
        "org_kind": declaration.get_org_kind_display(),
        "nip": numbers.show_nip(declaration.nip),
        "availability": declaration.available,
    }
    for name in Declaration.ANSWERS:
        label = Declaration._meta.get_field(name).verbose_name
        yield Fact(name, capfirst(label), shown.get(name, getattr(declaration, name)))


def _course(declaration):
    """What became of it."""
    yield Fact("call", "Nabór", declaration.call.title)
    yield Fact("source", "Skąd", declaration.get_source_display())
    yield Fact("state", "Stan", declaration.get_state_display())
    for name in ("sent_at", "confirmed_at", "submitted_at", "review_started_at", "withdrawn_at"):
        label = Declaration._meta.get_field(name).verbose_name
        yield Fact(name, capfirst(label), getattr(declaration, name))
    said = []
    for choice in declaration.choices.all():
        when = f", {day(choice.decided_at)}" if choice.decided_at else ""
        why = f" ({choice.reason})" if choice.reason else ""
        said.append(f"{choice.group.title}: {choice.get_state_display()}{when}{why}")
    yield Fact("decisions", "Decyzje grup", said)
    asked = []
    for request in declaration.corrections.all():
        answer = f" Odpowiedź: {request.answer}" if request.answer else ""
        asked.append(f"{request.group.title}, {day(request.asked_at)}: {request.text}{answer}")
    yield Fact("requests", "Prośby o uzupełnienie", asked)
    notes = f"{declaration.note_count} – treść udostępni biuro, na prośbę" if declaration.note_count else ""
    yield Fact("notes", "Notatki koordynacji", notes)


def _consents(user):
    mine = Q(user=user) | Q(declaration__in=Declaration.objects.of(user).values("pk"))
    found = Consent.objects.filter(mine).select_related("text", "declaration").order_by("given_at", "pk")
    entries = [
        Entry(
            capfirst(consent.text.get_kind_display()),
            [
                Fact("version", "Wersja", consent.text.version),
                Fact("text", "Treść", consent.text.text if consent.text.kind != "clause" else ""),
                Fact("given_at", "Przeczytana" if consent.text.kind == "clause" else "Udzielona", consent.given_at),
                Fact("withdrawn_at", "Wycofana", consent.withdrawn_at),
                Fact("declaration", "W deklaracji", consent.declaration.number if consent.declaration else ""),
            ],
        )
        for consent in found
    ]
    return [Part("consents", "Historia zgód i klauzul", entries)]


def _asked(user):
    """What the person asked the office for."""
    entries = [
        Entry(
            "Usunięcie danych",
            [
                Fact("asked_at", "Złożona", one.asked_at),
                Fact("taken_back_at", "Cofnięta", one.taken_back_at),
                Fact("declined_at", "Odmowa", one.declined_at),
                Fact("answer", "Odpowiedź", one.answer),
            ],
        )
        for one in user.erasure_requests.all()
    ]
    return [Part("requests", "Prośby do biura", entries)]


def _invited(user):
    """Groups that ask the person in; once answered, an invitation knows nobody."""
    entries = [
        Entry(
            one.group.title,
            [
                Fact("sent_at", "Wysłane", one.sent_at),
                Fact("given_name", "Imię", one.given_name),
                Fact("family_name", "Nazwisko", one.family_name),
            ],
        )
        for one in Invitation.objects.to(user)
    ]
    return [Part("invitations", "Zaproszenia", entries)]


def _mails(user):
    """Of the last 30 days; their texts are not kept."""
    entries = [
        Entry(mail.subject, [Fact("created_at", "Napisana", mail.created_at), Fact("sent_at", "Wysłana", mail.sent_at)])
        for mail in Mail.objects.of(user).exclude(kind="address_taken").order_by("created_at")
    ]
    return [Part("mails", "Wiadomości z ostatnich 30 dni", entries)]
