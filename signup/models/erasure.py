"""Requests of people that their data be erased, and until when the office answers."""

from datetime import datetime
from typing import Self

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from portal.rules.refusals import Refused
from signup.rules.months import months_after

from .data_protection import data_protection
from .mail import Mail
from .user import User


class ErasureRequestQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that nobody has answered and their person has not taken back."""
        return self.filter(done_at=None, declined_at=None, taken_back_at=None)


class ErasureRequest(models.Model):
    """A person asks that what is kept about them be erased; an administrator does it, or says why not."""

    shown_publicly = False

    user = models.ForeignKey(
        "signup.User", verbose_name="osoba", on_delete=models.PROTECT, related_name="erasure_requests"
    )
    asked_at = models.DateTimeField("złożona", default=timezone.now)
    taken_back_at = models.DateTimeField("cofnięta", null=True, blank=True)
    done_at = models.DateTimeField("spełniona", null=True, blank=True)
    # it cannot be done now (RODO, art. 17 ust. 3), and why
    declined_at = models.DateTimeField("odmowa", null=True, blank=True)
    answer = models.TextField("odpowiedź", max_length=2000, blank=True)
    done_by = models.ForeignKey("signup.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "prośba o usunięcie danych"
        verbose_name_plural = "prośby o usunięcie danych"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(done_at=None, declined_at=None, taken_back_at=None),
                name="one_open_erasure_request",
            )
        ]

    def __str__(self):
        return f"prośba z {timezone.localtime(self.asked_at):%d.%m.%Y}"

    # questions

    @property
    def due(self) -> datetime:
        """Until when the office answers: one month (RODO, art. 12 ust. 3)."""
        return months_after(self.asked_at, 1)

    @property
    def is_overdue(self) -> bool:
        return timezone.now() > self.due

    # verbs

    @transaction.atomic
    def decline(self, by: User, answer: str, at: datetime | None = None) -> None:
        """An administrator says why it cannot be done; the person is told. Idempotent; refuses without a reason."""
        if not by.administers:
            raise PermissionDenied("Na prośby odpowiada administracja.")
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        if self.declined_at:
            return
        if self.done_at or self.taken_back_at:
            raise Refused("Na tę prośbę nie trzeba już odpowiadać.")
        if not answer.strip():
            raise Refused("Napisz, dlaczego danych nie można usunąć. Odpowiedź trafi do tej osoby.")
        self.declined_at, self.answer, self.done_by = at or timezone.now(), answer.strip(), by
        self.save(update_fields=["declined_at", "answer", "done_by"])
        if self.user.email:
            context = {"answer": self.answer, "complaint": data_protection().complaint_address}
            Mail.objects.post("erasure_declined", self.user.email, context, user=self.user)
