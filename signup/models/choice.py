"""A group chosen in a declaration, and what its coordinators decided."""

from collections.abc import Iterable

from django.db import models

from portal.templatetags.polish import day_of

from .correction import Correction


class DeclarationChoice(models.Model):
    """One group chosen in a declaration; each is decided by that group's coordinators, separately."""

    shown_publicly = False

    STATES = [
        ("waiting", "czeka na decyzję"),
        ("accepted", "przyjęta"),
        ("rejected", "nieprzyjęta"),
        ("withdrawn", "wycofana"),
    ]

    REASONS = [
        ("other", "inny powód, własnymi słowami", ""),
        ("full", "brak miejsc", "Grupa ma już tyle osób, ile może przyjąć."),
        ("scope", "inny zakres", "Zgłoszenie dotyczy spraw, którymi ta grupa się nie zajmuje."),
        ("incomplete", "brak uzupełnienia", "Deklaracja nie została uzupełniona w terminie."),
        ("late", "po terminie", "Deklaracja wpłynęła po terminie naboru."),
        ("ended", "grupa zakończyła pracę", "Grupa zakończyła pracę."),
    ]
    # what a coordinator may choose; that a group has ended is said by the portal itself
    OFFERED = REASONS[:-1]
    SENTENCES = {kind: sentence for kind, _, sentence in REASONS}

    declaration = models.ForeignKey("signup.Declaration", on_delete=models.CASCADE, related_name="choices")
    group = models.ForeignKey("portal.WorkingGroupPage", on_delete=models.PROTECT, related_name="choices")
    state = models.CharField("stan", max_length=10, choices=STATES, default="waiting")
    decided_by = models.ForeignKey("signup.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("data decyzji", null=True, blank=True)
    reason_kind = models.CharField(
        "powód", max_length=12, choices=[(kind, name) for kind, name, _ in REASONS], blank=True
    )
    reason = models.TextField("uzasadnienie", blank=True)

    class Meta:
        verbose_name = "wybrana grupa"
        verbose_name_plural = "wybrane grupy"
        ordering = ["group__path"]
        indexes = [models.Index(fields=["group", "state"], name="choices_by_group")]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "group"], name="a_group_is_chosen_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "withdrawn"]) | models.Q(decided_at__isnull=False),
                name="a_decision_has_a_date",
            ),
        ]

    def __str__(self):
        return f"{self.declaration_id} / {self.group_id}"

    def shown_state(self, requests: Iterable[Correction]) -> str:
        """Its state for the group's coordinators, who made these requests: whose turn it is, and until when."""
        asked = next((one for one in requests if one.group_id == self.group_id and one.is_open), None)
        if self.state != "waiting" or asked is None:
            return self.get_state_display()
        until = "termin minął" if asked.is_overdue else "do"
        return f"czeka na uzupełnienie ({until} {day_of(asked.due)})"
