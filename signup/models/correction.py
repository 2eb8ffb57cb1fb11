"""What is said about a declaration while it is reviewed: requests to complete it, and notes among coordinators."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from portal.models import WorkingGroupPage

TIME_TO_COMPLETE = timedelta(days=7)


class CorrectionQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that still wait for an answer."""
        return self.filter(answered_at=None, dropped_at=None)

    def overdue(self, at: datetime | None = None) -> Self:
        """Those whose 7 days are over."""
        return self.open().filter(asked_at__lt=(at or timezone.now()) - TIME_TO_COMPLETE)


class Correction(models.Model):
    """One thing that the coordinators of a group ask a person to complete (uzupełnienie), and the answer."""

    shown_publicly = False

    declaration = models.ForeignKey("signup.Declaration", on_delete=models.CASCADE, related_name="corrections")
    group = models.ForeignKey("portal.WorkingGroupPage", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("signup.User", on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField("zadane", default=timezone.now)
    text = models.TextField("prośba", max_length=1000)
    answer = models.TextField("odpowiedź", max_length=2000, blank=True)
    answered_at = models.DateTimeField("odpowiedziane", null=True, blank=True)
    # the group decided without it
    dropped_at = models.DateTimeField("już niepotrzebne", null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "prośba o uzupełnienie"
        verbose_name_plural = "prośby o uzupełnienie"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "group"],
                condition=models.Q(answered_at=None, dropped_at=None),
                name="a_group_asks_one_thing_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.declaration}, {self.asked_at:%Y-%m-%d}"

    @property
    def due(self) -> datetime:
        """Until when an answer is asked for."""
        return self.asked_at + TIME_TO_COMPLETE

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.dropped_at is None

    @property
    def is_overdue(self) -> bool:
        return self.is_open and timezone.now() > self.due


class NoteQuerySet(models.QuerySet):
    def for_groups(self, groups: Iterable[WorkingGroupPage]) -> Self:
        """Those that the coordinators of these groups may read."""
        return self.filter(models.Q(group=None) | models.Q(group__in=groups))


class Note(models.Model):
    """A note (notatka) among the coordinators of a group; without a group, for those of all chosen groups."""

    shown_publicly = False

    declaration = models.ForeignKey("signup.Declaration", on_delete=models.CASCADE, related_name="notes")
    group = models.ForeignKey(
        "portal.WorkingGroupPage", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # empty: written by the portal itself
    author = models.ForeignKey("signup.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField("napisana", default=timezone.now)
    text = models.TextField("treść", max_length=2000)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "notatka"
        verbose_name_plural = "notatki"
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"{self.declaration}, {self.written_at:%Y-%m-%d}"
