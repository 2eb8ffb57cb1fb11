"""Letters about declarations, in the order in which a person may meet them."""

from django.urls import reverse

from portal.templatetags.polish import day
from signup.declaring import printing
from signup.models import Mail

from .letter import CASE, GROUP, GROUPS, NUMBER, AboutADeclaration, AboutAMembership, Letter, in_a_week


class WithACopy(Letter):
    """The declaration goes along as PDF, where the row names it."""

    @staticmethod
    def attachments(mail: Mail) -> list[tuple[str, bytes, str]]:
        declaration = mail.declaration
        return [(declaration.file_name, printing.copy(declaration), "application/pdf")] if declaration else []


class Confirm(AboutADeclaration):
    kind = "confirm"
    when = "po wysłaniu formularza"
    subject = "Potwierdź swoją deklarację udziału"
    button = "Potwierdź deklarację"

    @staticmethod
    def sample() -> dict:
        return {"groups": GROUPS, "until": in_a_week(), "address": CASE}


class Already(AboutADeclaration):
    kind = "already"
    when = "gdy z adresu jest już deklaracja do tej grupy"
    subject = "Twoja deklaracja udziału już u nas jest"

    @property
    def button(self) -> str:
        return "Potwierdź deklarację" if self.context["until"] else "Zobacz deklarację"

    @staticmethod
    def sample() -> dict:
        return {"groups": GROUPS, "until": None, "address": CASE}


class Reminder(AboutADeclaration):
    kind = "reminder"
    when = "3 dni przed terminem, jeśli adres nie jest potwierdzony"
    button = "Potwierdź deklarację"

    @property
    def subject(self) -> str:
        return f"Przypomnienie: nabór trwa do {day(self.context['closes'])}"

    @staticmethod
    def sample() -> dict:
        return {"call": "Nabór do grup roboczych", "closes": in_a_week(), "address": CASE}


class Extended(AboutADeclaration):
    kind = "extended"
    when = "gdy termin przesunięto na później, a adres nie jest potwierdzony"

    @property
    def subject(self) -> str:
        return f"Przedłużamy nabór do {day(self.context['closes'])}"

    @property
    def button(self) -> str:
        return "Wypełnij deklarację" if self.context["again"] else "Potwierdź deklarację"

    @staticmethod
    def sample() -> dict:
        return {"call": "Nabór do grup roboczych", "closes": in_a_week(), "again": False, "address": CASE}


class Received(WithACopy, AboutADeclaration):
    kind = "received"
    when = "po potwierdzeniu adresu, z kopią w PDF"
    button = "Zobacz drogę deklaracji"

    @property
    def subject(self) -> str:
        return f"Otrzymaliśmy Twoją deklarację nr {self.context['number']}"

    @staticmethod
    def sample() -> dict:
        return {"number": NUMBER, "groups": GROUPS, "address": CASE}


class Correction(AboutADeclaration):
    kind = "correction"
    when = "gdy grupa prosi o uzupełnienie"
    subject = "Prosimy o uzupełnienie deklaracji"
    button = "Uzupełnij deklarację"

    @staticmethod
    def sample() -> dict:
        text = "Prosimy podać funkcję w organizacji."
        return {"number": NUMBER, "group": GROUP, "text": text, "until": in_a_week(), "address": CASE}


class Welcome(WithACopy, AboutAMembership):
    kind = "welcome"
    when = "po przyjęciu do grupy"
    button = "Zaloguj się"

    @property
    def subject(self) -> str:
        groups = self.context["groups"]
        several = len(groups) > 1
        return "Witamy w grupach roboczych" if several else f"Witamy w grupie roboczej «{groups[0]}»"

    @property
    def address(self) -> str:
        return reverse("account_login")

    @staticmethod
    def sample() -> dict:
        return {"groups": [GROUP], "number": NUMBER, "copy": False}


class Declined(AboutADeclaration):
    kind = "declined"
    when = "po odmowie"
    subject = "Decyzja w sprawie deklaracji"

    @staticmethod
    def sample() -> dict:
        return {"group": GROUP, "number": NUMBER, "reason": "Grupa ma już tyle osób, ile może przyjąć."}


class Withdrawn(AboutADeclaration):
    kind = "withdrawn"
    when = "po wycofaniu"
    subject = "Deklaracja została wycofana"

    @staticmethod
    def sample() -> dict:
        return {"number": NUMBER, "by_office": False, "days": 30}


class NewLink(AboutADeclaration):
    kind = "link"
    when = "na prośbę o nowy adres strony deklaracji"
    subject = "Nowy link do Twojej deklaracji"
    button = "Zobacz deklarację"

    @staticmethod
    def sample() -> dict:
        return {"number": NUMBER, "address": CASE}
