"""Forms that were sent: who presses twice, or sends again after a lost answer, makes nothing twice."""

from django.db import models
from django.utils import timezone


class SentForm(models.Model):
    """One sending of one form, and what it was answered; the middleware is portal/serving/form_tokens.py."""

    shown_publicly = False

    key = models.CharField(max_length=64, primary_key=True, verbose_name="klucz")
    claimed_at = models.DateTimeField(default=timezone.now, db_index=True, verbose_name="wysłany")
    status = models.PositiveSmallIntegerField(null=True, verbose_name="stan odpowiedzi")  # none while it is being made
    headers = models.JSONField(default=dict, verbose_name="nagłówki")
    cookies = models.JSONField(default=list, verbose_name="pliki cookies")
    body = models.BinaryField(default=bytes, verbose_name="treść")  # compressed

    class Meta:
        verbose_name = "wysłany formularz"
        verbose_name_plural = "wysłane formularze"

    def __str__(self):
        return self.key
