"""The centre that runs this instance: everything that differs between two centres and is not a page."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from portal.models.addresses import WebAddressField

STATUSES = [
    ("zgodna", "zgodna"),
    ("częściowo zgodna", "częściowo zgodna"),
    ("niezgodna", "niezgodna"),
]


@register_setting(icon="home", order=10)
class Centre(BaseSiteSetting):
    """Name, address, contact, footer, and what the accessibility declaration must say."""

    shown_publicly = True

    name = models.CharField("nazwa", max_length=160, default="Centrum")
    short_name = models.CharField("krótka nazwa", max_length=60, blank=True)
    about = models.CharField("jedno zdanie o centrum", max_length=200, blank=True)
    street = models.CharField("ulica i numer", max_length=120, blank=True)
    postal_code = models.CharField("kod pocztowy", max_length=6, blank=True)
    city = models.CharField("miejscowość", max_length=80, blank=True)
    email = models.EmailField("adres e-mail biura", blank=True)
    phone = models.CharField("telefon", max_length=20, blank=True)
    hours = models.CharField("godziny pracy", max_length=120, blank=True)
    contact_role = models.CharField(
        "osoba do kontaktu", max_length=120, blank=True, help_text="Rola, np. koordynatorka grup roboczych."
    )
    contact_email = models.EmailField("adres e-mail tej osoby", blank=True)
    footer_note = models.CharField("dopisek w stopce", max_length=300, blank=True)

    accessibility_published = models.DateField("data publikacji strony", null=True, blank=True)
    accessibility_updated = models.DateField("data ostatniej istotnej aktualizacji", null=True, blank=True)
    accessibility_status = models.CharField("status zgodności", max_length=20, choices=STATUSES, default=STATUSES[0][0])
    accessibility_gaps = models.TextField("treści niedostępne", blank=True, help_text="Każda w osobnym wierszu.")
    accessibility_exclusions = models.TextField("wyłączenia", blank=True, help_text="Każde w osobnym wierszu.")
    accessibility_prepared = models.DateField("data sporządzenia deklaracji", null=True, blank=True)
    accessibility_reviewed = models.DateField("data ostatniego przeglądu", null=True, blank=True)
    accessibility_auditor = models.CharField("podmiot zewnętrzny, który badał stronę", max_length=160, blank=True)
    accessibility_burden_url = WebAddressField("adres analizy nadmiernego obciążenia", blank=True)
    accessibility_building = models.TextField(
        "dostępność budynku", blank=True, help_text="Każdy akapit w osobnym wierszu."
    )

    class Meta:
        verbose_name = "centrum"

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("short_name"), FieldPanel("about")], heading="Centrum"),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldPanel("postal_code"),
                FieldPanel("city"),
                FieldPanel("email"),
                FieldPanel("phone"),
                FieldPanel("hours"),
            ],
            heading="Biuro",
        ),
        MultiFieldPanel([FieldPanel("contact_role"), FieldPanel("contact_email")], heading="Kontakt w sprawie grup"),
        FieldPanel("footer_note"),
        MultiFieldPanel(
            [
                FieldPanel("accessibility_published"),
                FieldPanel("accessibility_updated"),
                FieldPanel("accessibility_status"),
                FieldPanel("accessibility_gaps"),
                FieldPanel("accessibility_exclusions"),
                FieldPanel("accessibility_prepared"),
                FieldPanel("accessibility_reviewed"),
                FieldPanel("accessibility_auditor"),
                FieldPanel("accessibility_burden_url"),
                FieldPanel("accessibility_building"),
            ],
            heading="Deklaracja dostępności",
        ),
    ]

    def __str__(self):
        return self.name

    @classmethod
    def default(cls) -> Self:
        """The settings of the one site that there is."""
        return cls.for_site(Site.objects.get(is_default_site=True))

    @property
    def mailbox(self) -> str:
        """Where the office reads; the sender of all mail, while no address is known."""
        return self.email or self.contact_email or settings.MAIL_FROM

    def review_is_due(self, on: date | None = None) -> bool:
        """Whether the accessibility declaration has not been looked through since the latest 31 March.

        Ustawa z 4 kwietnia 2019 r. o dostępności cyfrowej, art. 11: a review each year by 31 March.
        """
        on = on or timezone.localdate()
        latest = date(on.year if on >= date(on.year, 3, 31) else on.year - 1, 3, 31)
        return self.accessibility_reviewed is None or self.accessibility_reviewed < latest

    @property
    def address(self) -> str:
        """Street, postal code and town in one line, as far as they are known."""
        town = " ".join(part for part in (self.postal_code, self.city) if part)
        return ", ".join(part for part in (self.street, town) if part)
