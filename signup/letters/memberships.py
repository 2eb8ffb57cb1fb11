"""Letters about coming into a group, and about what becomes of a membership."""

from django.urls import reverse

from .letter import GROUP, AboutAMembership, Letter, in_a_week


class Invitation(Letter):
    kind = "invitation"
    when = "gdy koordynacja grupy zaprasza do niej"
    why = (
        "Piszemy, bo koordynacja grupy podała ten adres, aby zaprosić do grupy. Gdy zaproszenie zostanie odrzucone "
        "albo wygaśnie, usuniemy adres."
    )
    button = "Zobacz zaproszenie"

    @property
    def subject(self) -> str:
        return f"Zaproszenie do grupy roboczej «{self.context['group']}»"

    @staticmethod
    def sample() -> dict:
        return {
            "group": GROUP,
            "purpose": "Zmieniamy to, jak miasto myśli o sprawach wspólnych.",
            "by": "Ewa Próbna",
            "until": in_a_week(),
            "address": "/zaproszenia/wzor/",
        }


class Membership(AboutAMembership):
    kind = "membership"
    when = "gdy ktoś inny zmienia członkostwo: zawiesza, wznawia, kończy, powierza albo odbiera koordynację"
    subject = "Zmiana w Twoim członkostwie"

    @property
    def button(self) -> str:
        return "" if self.context["what"] == "ended" else "Moje konto"

    @property
    def address(self) -> str:
        return reverse("account")

    @staticmethod
    def sample() -> dict:
        reason = "Na prośbę zgłoszoną przez telefon, do końca marca."
        return {"what": "suspended", "group": GROUP, "reason": reason}


class Left(AboutAMembership):
    kind = "left"
    when = "po opuszczeniu grupy"

    @property
    def subject(self) -> str:
        return f"Opuszczenie grupy roboczej «{self.context['group']}»"

    @staticmethod
    def sample() -> dict:
        return {"group": GROUP}


class NoCoordinator(Letter):
    kind = "no_coordinator"
    when = "do biura, gdy grupę opuści ostatnia osoba, która ją koordynuje"
    button = "Wyznacz koordynację"

    @property
    def subject(self) -> str:
        return f"Grupa robocza «{self.context['group']}» nie ma koordynacji"

    @property
    def address(self) -> str:
        return reverse("wagtailadmin_home")

    @staticmethod
    def sample() -> dict:
        return {"group": GROUP}
