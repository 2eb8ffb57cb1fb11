"""The declaration on paper: the person's copy as it was sent, and a blank one to be signed."""

from django.conf import settings
from django.urls import reverse

from portal.out.pdf import typeset
from portal.templatetags.polish import day, stamp
from signup.models import Declaration, DeclarationCallPage

from .rules import STATEMENTS


def blank(call: DeclarationCallPage) -> bytes:
    """A declaration of the call to be filled in by hand: the bytes of a PDF."""
    offered = call.offered().filter(archived=False)
    return typeset(
        "signup/declaration.typ", _sheet(call, call.texts(), offered) | {"blank": True, "organisation": True}
    )


def copy(declaration: Declaration) -> bytes:
    """The declaration as its person sent it: the bytes of a PDF."""
    consents = {consent.text.kind: consent.text for consent in declaration.consents.select_related("text")}
    chosen = [choice.group for choice in declaration.choices.select_related("group")]
    ticked = {"stmt_voluntary", "stmt_adult", "stmt_clause", *(f"consent_{kind}" for kind in consents)}
    answers = {name: getattr(declaration, name) for name in Declaration.ANSWERS}
    answers |= {
        "phone": declaration.shown_phone,
        "org_kind": declaration.get_org_kind_display(),
        "org_numbers": declaration.shown_numbers,
        "place": f"{declaration.postal_code} {declaration.city}".strip(),
    }
    sheet = _sheet(declaration.call, consents, chosen, chosen, ticked, declaration.capacity, declaration.availability)
    on_paper = declaration.source == "paper"
    if on_paper:
        stamps = [f"Wpłynęła na papierze {day(declaration.sent_at)} Podpis jest na papierze, w biurze."]
    else:
        stamps = [f"Wysłana przez formularz {stamp(declaration.sent_at)}."]
    if declaration.submitted_at and not on_paper:
        stamps.append(f"Adres e-mail potwierdzony {stamp(declaration.submitted_at)}. Podpis nie jest potrzebny.")
    return typeset(
        "signup/declaration.typ",
        sheet
        | {
            "blank": False,
            "number": declaration.number or declaration.code,
            "answers": answers,
            "organisation": declaration.capacity == "representative",
            "stamps": stamps,
        },
    )


def _sheet(call, texts, groups, chosen=(), ticked=(), capacity="", times=()):
    """What both kinds of sheet show."""
    wordings = {f"consent_{kind}": text.sentence for kind, text in texts.items() if text}
    clause = texts.get("clause")
    address = reverse("declare")
    return {
        "call": call.title,
        "closes": day(call.closes),
        "form_url": settings.SITE_URL + address,
        "form_shown": settings.SITE_URL.split("://", 1)[1] + address,
        "groups": [{"title": group.title, "chosen": group in chosen} for group in groups],
        "capacities": [{"title": title, "chosen": key == capacity} for key, title in Declaration.CAPACITIES],
        "times": [{"title": title, "chosen": key in times} for key, title in Declaration.AVAILABILITIES],
        "statements": [
            {"title": wordings.get(name) or words, "chosen": name in ticked} for name, words in STATEMENTS.items()
        ],
        "clause": clause.text if clause else "",
        "clause_version": str(clause.version) if clause else "",
    }
