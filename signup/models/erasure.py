"""Requests of people that their data be erased, and until when the office answers."""

import calendar

from django.db import models
from django.db.models import Q
from django.utils import timezone


def months_after(at, number):
    """The same day and hour so many months later (earlier, if negative), or the last day of a shorter month."""
    local = timezone.localtime(at)
    year, month = divmod(local.year * 12 + local.month - 1 + number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    plain = local.replace(year=year, month=month + 1, day=min(local.day, last), tzinfo=None)
    return timezone.make_aware(plain)


class ErasureRequestQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody has carried out and their person has not taken back."""
        return self.filter(done_at=None, taken_back_at=None)


class ErasureRequest(models.Model):
    """A person asks that what is kept about them be erased; an administrator carries it out."""

    user = models.ForeignKey(
        "signup.User", verbose_name="osoba", on_delete=models.PROTECT, related_name="erasure_requests"
    )
    asked_at = models.DateTimeField("złożona", default=timezone.now)
    taken_back_at = models.DateTimeField("cofnięta", null=True, blank=True)
    done_at = models.DateTimeField("spełniona", null=True, blank=True)
    done_by = models.ForeignKey("signup.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "prośba o usunięcie danych"
        verbose_name_plural = "prośby o usunięcie danych"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(done_at=None, taken_back_at=None), name="one_open_erasure_request"
            )
        ]

    def __str__(self):
        return f"prośba z {timezone.localtime(self.asked_at):%d.%m.%Y}"

    @property
    def due(self):
        """Until when the office answers: one month (RODO, art. 12 ust. 3)."""
        return months_after(self.asked_at, 1)

    @property
    def is_overdue(self):
        return timezone.now() > self.due
