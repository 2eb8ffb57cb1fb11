"""Actions (działania): what a group proposes, agrees on and does."""

import re

from django.conf import settings
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db import models
from django.db.models import (
    Q,
)
from django.urls import reverse
from django.utils import timezone

from portal.rules.cover_names import cover_url
from portal.templatetags.plain import flat
from roadmaps.models.action.commenting import Commenting
from roadmaps.models.action.hiding import Hiding
from roadmaps.models.action.linking import Linking
from roadmaps.models.action.merging import Merging
from roadmaps.models.action.moving import Moving
from roadmaps.models.action.permissions import Permissions
from roadmaps.models.action.queryset import ActionQuerySet
from roadmaps.models.action.supporting import Supporting
from roadmaps.models.action.undoing import Undoing
from roadmaps.models.action.writing import Writing
from roadmaps.rules import topics
from roadmaps.rules.names import public_name
from roadmaps.rules.permissions import OPEN
from roadmaps.rules.terms import Term

# characters of a text on a card: two lines of the widest one
LEAD = 110


def long_text(name: str, limit: int, **options: object) -> models.TextField:
    """A text field that keeps its limit (Django leaves that to forms)."""
    return models.TextField(name, max_length=limit, validators=[MaxLengthValidator(limit)], **options)


class Action(Permissions, Writing, Linking, Moving, Merging, Supporting, Commenting, Hiding, Undoing, models.Model):
    """One entry of a roadmap. Its verbs stand by topic: writing, linking, moving, merging, supporting,
    commenting, hiding, undoing."""

    shown_publicly = True

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
    # what an edit may change; the history speaks of these
    TEXTS = [
        "title",
        "description",
        "goal",
        "audience",
        "responsible_members",
        "responsible_organisations",
        "partners",
        "term",
        "horizon",
        "resources",
        "indicator",
        "related",
        "depends_on",
    ]
    MANY = ["responsible_members", "related", "depends_on"]

    roadmap = models.ForeignKey("roadmaps.Roadmap", on_delete=models.PROTECT, related_name="actions")
    state = models.CharField("stan", max_length=12, choices=STATES, default="proposed")
    position = models.PositiveIntegerField("kolejność")
    version = models.PositiveIntegerField("wersja tekstu", default=1)

    title = models.CharField("tytuł", max_length=120, validators=[MinLengthValidator(5)])
    description = long_text("opis", 5000)
    goal = long_text("cel", 1000, blank=True)
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
    resources = long_text("zasoby", 1000, blank=True)
    indicator = models.CharField("wskaźnik", max_length=300, blank=True)
    # kept where it was written down, so that the log of one action tells all of its text; shown on both sides
    related = models.ManyToManyField(
        "self", verbose_name="powiązane działania", blank=True, symmetrical=False, related_name="related_from"
    )
    depends_on = models.ManyToManyField(
        "self", verbose_name="zależy od", blank=True, symmetrical=False, related_name="needed_by"
    )

    outcome = long_text("co się udało", 1000, blank=True)
    done_on = models.DateField("zrealizowane dnia", null=True, blank=True)
    # a duplicate that was merged into another action; dropped, with its own text and discussion
    merged_into = models.ForeignKey(
        "self", verbose_name="połączone z", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    # why coordinators hide the text, told to the public; empty: it is not hidden
    hidden_reason = models.CharField("powód ukrycia", max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="proposed_actions"
    )
    created_at = models.DateTimeField("dodane", default=timezone.now)
    changed_at = models.DateTimeField("zmienione", default=timezone.now)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = "działanie"
        verbose_name_plural = "działania"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "state", "position"], name="one_place_each"),
            models.CheckConstraint(
                condition=Q(term__isnull=True, term_precision="") | (Q(term__isnull=False) & ~Q(term_precision="")),
                name="term_has_a_precision",
            ),
        ]

    def __str__(self):
        return self.title

    # questions

    def get_absolute_url(self):
        return reverse("action", args=[self.pk])

    def topics(self) -> list[str]:
        return [topics.board(self.roadmap_id), topics.ACTIONS]

    def cover_url(self) -> str:
        """The whole address of the picture by which others show it; what not everybody may read has none."""
        return cover_url("dzialanie", self.pk, *self.cover()) if self.roadmap.page.is_public else ""

    def cover(self) -> tuple[str, list[tuple[int, int]]]:
        """What it shows: the title that everybody may read, and the group's shield."""
        group = self.roadmap.group
        return self.public_title, [(group.number, group.hue)]

    @property
    def is_open(self) -> bool:
        """Whether it is on the road: neither done nor dropped."""
        return self.state in OPEN

    @property
    def when(self) -> Term | None:
        """The term as people write it, or None."""
        return Term(self.term, self.term_precision) if self.term else None

    @property
    def lead(self) -> str:
        """The two lines of text on a card; why it was given up, of a dropped one (from for_board)."""
        why = self.state == "dropped" and self.reason
        text = f"Powód: {why}" if why else flat(self.description)
        if len(text) <= LEAD:
            return text
        # no half of a word, and no „w” or comma before the dots
        words = text[:LEAD].rpartition(" ")[0] or text[: LEAD - 1]
        return re.sub(r"([\s,;:–-]+\w)*[\s,;:–-]*$", "…", words, count=1)

    @property
    def responsible_text(self) -> str:
        """Who is responsible, for a card: organisations before people, people by their consent (from for_board)."""
        if self.responsible_organisations:
            return self.responsible_organisations
        return ", ".join(dict.fromkeys(public_name(user) for user in self.people)) or "Szukamy organizacji"

    def lacks(self) -> list[str]:
        """What must be written down before it can be in progress."""
        someone = self.responsible_organisations.strip() or self.responsible_members.exists()
        lacks = [] if someone else ["osobę lub organizację odpowiedzialną"]
        return lacks if self.term else [*lacks, "termin"]
