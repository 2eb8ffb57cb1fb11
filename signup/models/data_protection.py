"""How this instance handles personal data: what the information clause must name, and how long data are kept."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from portal.serving.cached import cached

BASES = [
    ("b", "art. 6 ust. 1 lit. b – działania na żądanie osoby i udział w grupie"),
    ("f", "art. 6 ust. 1 lit. f – prawnie uzasadniony interes"),
]


def number(name: str, default: int, **options: object) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(1), MaxValueValidator(1200)]
    return models.PositiveSmallIntegerField(name, default=default, validators=limits, **options)


@register_setting(icon="lock", order=20)
class DataProtection(BaseGenericSetting):
    """The inspector, the legal basis, the recipients; after how long what is forgotten."""

    shown_publicly = True

    inspector = models.CharField(
        "inspektor ochrony danych", max_length=200, blank=True, help_text="Kto i jaki kontakt. Puste: nie wyznaczono."
    )
    basis = models.CharField(
        "podstawa rozpatrywania deklaracji i prowadzenia grup", max_length=1, choices=BASES, default="b"
    )
    interest = models.CharField(
        "uzasadniony interes",
        max_length=300,
        blank=True,
        help_text="Przy lit. f: jaki, np. współpraca organizacji w regionie.",
    )
    recipients = models.CharField(
        "odbiorcy danych",
        max_length=300,
        default="dostawca hostingu, dostawca poczty elektronicznej i partner projektu",
    )
    complaint_address = models.CharField(
        "adres Prezesa Urzędu Ochrony Danych Osobowych",
        max_length=200,
        default="ul. Stanisława Moniuszki 1A, 00-014 Warszawa",
    )

    unconfirmed_days = number(
        "deklaracje bez potwierdzonego adresu: dni od wysłania", 7, help_text="Tyle też działa link z e-maila."
    )
    refused_days = number(
        "deklaracje nieprzyjęte i wycofane: dni od końca naboru",
        30,
        help_text="Potem z deklaracji znikają dane osobowe; zostają numer i decyzje.",
    )
    membership_months = number(
        "dane osób, które odeszły z grup: miesiące od końca ostatniego członkostwa", 12, help_text="Potem osoba znika."
    )
    needs_days = number("potrzeby związane z dostępnością: dni od pierwszego spotkania grupy", 1)
    log_months = number("dziennik logowań i wglądu w deklaracje: miesiące", 6)

    class Meta:
        verbose_name = "dane osobowe"

    panels = [
        HelpPanel(
            "Po zmianie tych ustawień napisz nową wersję klauzuli informacyjnej (Ustawienia, Treści zgód) i popraw "
            "stronę „Polityka prywatności”: wersje, które ktoś już czytał, nie zmieniają się same."
        ),
        MultiFieldPanel(
            [
                FieldPanel("inspector"),
                FieldPanel("basis"),
                FieldPanel("interest"),
                FieldPanel("recipients"),
                FieldPanel("complaint_address"),
            ],
            heading="Klauzula informacyjna",
        ),
        MultiFieldPanel(
            [
                FieldPanel("unconfirmed_days"),
                FieldPanel("refused_days"),
                FieldPanel("membership_months"),
                FieldPanel("needs_days"),
                FieldPanel("log_months"),
            ],
            heading="Jak długo przechowujemy dane",
        ),
    ]

    def __str__(self):
        return "dane osobowe"

    # questions

    @property
    def confirmation(self) -> timedelta:
        """How long an address may stay unconfirmed, and its link works."""
        return timedelta(days=self.unconfirmed_days)

    def clean(self):
        super().clean()
        if self.basis == "f" and not self.interest.strip():
            raise ValidationError({"interest": "Przy podstawie z lit. f nazwij uzasadniony interes."})


@cached
def data_protection() -> DataProtection:
    """The settings as they are now; asked once a generation."""
    return DataProtection.load()
