"""What editors keep apart from pages, because it stands on several: whom to ask, partners, the banner of the site."""

from datetime import date
from typing import Self

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from portal.serving.cached import cached

from .addresses import WebAddressField


class ContactPerson(models.Model):
    """Whom to ask: a role first, a name only where that person agreed to it."""

    shown_publicly = True

    role = models.CharField("rola", max_length=120, help_text="np. Koordynatorka grup roboczych")
    name = models.CharField(
        "imię i nazwisko", max_length=120, blank=True, help_text="Tylko za zgodą tej osoby; sama rola wystarczy."
    )
    email = models.EmailField("adres e-mail", blank=True)
    phone = models.CharField("telefon", max_length=20, blank=True)
    hours = models.CharField("kiedy odpowiada", max_length=120, blank=True, help_text="np. wtorki 10.00–14.00")

    class Meta:
        verbose_name = "osoba do kontaktu"
        verbose_name_plural = "osoby do kontaktu"
        ordering = ["role", "pk"]

    panels = [
        FieldPanel("role"),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
        FieldPanel("hours"),
    ]

    def __str__(self):
        return f"{self.role}: {self.name}" if self.name else self.role


class Partner(models.Model):
    """An organisation that works with the centre; they stand in the order of `place`."""

    shown_publicly = True

    name = models.CharField("nazwa", max_length=160)
    role = models.CharField("rola", max_length=80, help_text="np. współgospodarz, partner, fundator")
    text = models.TextField("kilka zdań", max_length=600, blank=True)
    url = WebAddressField("strona internetowa", blank=True)
    logo = models.ForeignKey(
        "portal.Picture", verbose_name="logo", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    place = models.PositiveSmallIntegerField("kolejność", default=100, help_text="Mniejsza liczba stoi wyżej.")
    in_footer = models.BooleanField(
        "logo w stopce", default=False, help_text="Na każdej stronie, np. gdy wymaga tego umowa o finansowaniu."
    )

    class Meta:
        verbose_name = "partner"
        verbose_name_plural = "partnerzy"
        ordering = ["place", "pk"]

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("url"), FieldPanel("logo")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("in_footer")]),
    ]

    def __str__(self):
        return self.name


class AlertBannerQuerySet(models.QuerySet):
    def shown(self, on: date | None = None) -> Self:
        """Those that stand on the site on that day (today in Warsaw), the one that ends first on top."""
        return self.filter(until__gte=on or timezone.localdate()).order_by("until", "pk")


class AlertBanner(models.Model):
    """An urgent notice on every page, up to and with its last day."""

    shown_publicly = True

    text = models.CharField("treść", max_length=200, help_text="Jedno zdanie: co się stało i co z tym zrobić.")
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="strona z wyjaśnieniem",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    until = models.DateField("ostatni dzień", help_text="Po tym dniu komunikat sam zniknie.")

    objects = AlertBannerQuerySet.as_manager()

    class Meta:
        verbose_name = "komunikat na całą stronę"
        verbose_name_plural = "komunikaty na całą stronę"
        ordering = ["-until", "-pk"]

    panels = [FieldPanel("text"), FieldPanel("page"), FieldPanel("until")]

    def __str__(self):
        return self.text


@cached
def partners() -> list["Partner"]:
    """All of them in their order, with the sizes of their logos."""
    return list(Partner.objects.select_related("logo").prefetch_related("logo__renditions"))
