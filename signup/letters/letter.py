"""What every letter has: a subject, words, a button, why it comes and how to stop it, sample data, attachments.

A letter is a class here (or in another room, by the slot `letters`) and a template `templates/signup/mail/KIND.txt`;
`layout.txt` and `layout.html` put the same frame around all of them.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator

from portal.models import Centre
from portal.templatetags.polish import NBSP
from signup.models import Mail


class Letter:
    """One kind of mail, put into words with a `context` that its template and its own properties read."""

    kind = ""
    # when it goes, as the office reads it among all letters
    when = ""
    # carries no personal data
    subject = ""
    # why it comes, and how to stop it; empty: the sentence of the layout
    why = ""
    # the words of the one thing to do, if there is one, and the path or address to which they lead
    button = ""

    def __init__(self, context: dict | None = None):
        self.context = context or {}

    @property
    def address(self) -> str | None:
        return self.context.get("address")

    @staticmethod
    def sample() -> dict:
        """A context as it might be."""
        return {}

    def compose(self) -> tuple[str, str, str]:
        """(subject, text, HTML), as it goes out."""
        # one line, whatever a group's title holds, and no longer than its field
        subject = Truncator(" ".join(self.subject.split())).chars(Mail._meta.get_field("subject").max_length)
        around = {"centre": Centre.default(), "site_url": settings.SITE_URL, "subject": subject, "why": self.why}
        context = around | self.context
        if self.button and (address := self.address):
            absolute = settings.SITE_URL + address if address.startswith("/") else address
            context |= {"button": self.button, "address": absolute}
        # plain text is not HTML: it is written with escaping off, and escaped where it goes into the layout
        body = render_to_string(f"signup/mail/{self.kind}.txt", context).strip()
        text = render_to_string("signup/mail/layout.txt", context | {"body": body}).strip() + "\n"
        return subject, text.replace(NBSP, " "), render_to_string("signup/mail/layout.html", context | {"body": body})

    @staticmethod
    def attachments(mail: Mail) -> list[tuple[str, bytes, str]]:
        """[(name, bytes, type)] that go along; made when the message goes out, kept nowhere."""
        return []


# why people get it


class AboutADeclaration(Letter):
    why = (
        "Piszemy, bo ten adres podano w deklaracji udziału w grupie roboczej. Wiadomości przestaną przychodzić, gdy "
        "deklaracja zostanie wycofana na swojej stronie; niepotwierdzona wygasa sama po kilku dniach."
    )


class AboutAMembership(Letter):
    why = (
        "Piszemy, bo ten adres ma konto osoby z grupy roboczej. Kto opuści grupę na stronie „Moje konto”, nie dostaje "
        "już takich wiadomości."
    )


# of samples

GROUP = "Edukacja obywatelska"
GROUPS = f"„{GROUP}”"
NUMBER = "D/2018/0042"
CASE = "/deklaracje/wzor/"


def in_a_week() -> datetime:
    return timezone.now() + timedelta(days=7)
