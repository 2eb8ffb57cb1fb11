"""Actions (działania): what a group proposes, agrees on and does."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Refused(Exception):
    """A verb that cannot be done now; the text is a sentence for the person who tried."""


class Action(models.Model):
    """One entry of a roadmap."""

    STATES = [
        ("proposed", "Propozycje"),
        ("discussed", "W dyskusji"),
        ("agreed", "Uzgodnione"),
        ("in_progress", "W realizacji"),
        ("done", "Zrealizowane"),
        ("dropped", "Zaniechane"),
    ]
    HORIZONS = [
        ("short", "krótki (do 6 mies.)"),
        ("medium", "średni (6–18 mies.)"),
        ("long", "długi (powyżej 18 mies.)"),
    ]
    PRECISIONS = [("day", "dzień"), ("month", "miesiąc"), ("quarter", "kwartał")]

    roadmap = models.ForeignKey("roadmaps.Roadmap", on_delete=models.PROTECT, related_name="actions")
    state = models.CharField("stan", max_length=12, choices=STATES, default="proposed")
    position = models.PositiveIntegerField("kolejność")
    version = models.PositiveIntegerField("wersja tekstu", default=1)

    title = models.CharField("tytuł", max_length=120)
    description = models.TextField("opis", max_length=5000)
    goal = models.TextField("cel", max_length=1000, blank=True)
    audience = models.CharField("odbiorcy", max_length=300, blank=True)
    responsible_members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name="osoby odpowiedzialne",
        blank=True,
        related_name="responsible_for",
    )
    responsible_organisations = models.CharField("organizacje odpowiedzialne", max_length=300, blank=True)
    partners = models.CharField("partnerzy", max_length=300, blank=True)
    # the last day of the term; the precision says how it is written: a day, a month, a quarter
    term = models.DateField("termin", null=True, blank=True)
    term_precision = models.CharField(max_length=8, choices=PRECISIONS, blank=True)
    horizon = models.CharField("horyzont", max_length=8, choices=HORIZONS, blank=True)
    resources = models.TextField("zasoby", max_length=1000, blank=True)
    indicator = models.CharField("wskaźnik", max_length=300, blank=True)
    related = models.ManyToManyField("self", verbose_name="powiązane działania", blank=True, symmetrical=True)

    outcome = models.TextField("co się udało", max_length=1000, blank=True)
    done_on = models.DateField("zrealizowane dnia", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="proposed_actions"
    )
    created_at = models.DateTimeField("dodane", default=timezone.now)
    changed_at = models.DateTimeField("zmienione", default=timezone.now)

    class Meta:
        verbose_name = "działanie"
        verbose_name_plural = "działania"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["roadmap", "state", "position"], name="action_by_place")]

    def __str__(self):
        return self.title
