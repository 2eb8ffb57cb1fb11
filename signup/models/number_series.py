"""The numbers of declarations: a row a year."""

from datetime import datetime

from django.db import models
from django.utils import timezone


class NumberSeries(models.Model):
    """The last number given in a year; its row is the lock that keeps the numbers free of gaps."""

    shown_publicly = False

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "numeracja"
        verbose_name_plural = "numeracje"

    def __str__(self):
        return f"{self.year}: {self.last}"

    @classmethod
    def take(cls, at: datetime) -> str:
        """The next number of the year (Europe/Warsaw), as D/2018/0042. Only inside a transaction."""
        year = timezone.localtime(at).year
        cls.objects.get_or_create(year=year)
        series = cls.objects.select_for_update().get(year=year)
        series.last += 1
        series.save()
        return f"D/{year}/{series.last:04}"
