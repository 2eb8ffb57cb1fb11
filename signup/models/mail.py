"""Mail that waits for its way out, or went."""

import uuid

from django.db import models
from django.utils import timezone


class Mail(models.Model):
    """One message to one address. The row is written with the change that it tells of; the worker sends it."""

    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("rodzaj", max_length=40)
    to = models.EmailField("do")
    subject = models.CharField("temat", max_length=200)
    text = models.TextField("treść")
    html = models.TextField("treść w HTML", blank=True)
    created_at = models.DateTimeField("powstała", default=timezone.now)
    # taken by a worker until then; a worker that died lets go by itself
    taken_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("próby", default=0)
    last_error = models.CharField("ostatni błąd", max_length=300, blank=True)
    sent_at = models.DateTimeField("wysłana", null=True, blank=True)
    failed_at = models.DateTimeField("porzucona", null=True, blank=True)

    class Meta:
        verbose_name = "wiadomość"
        verbose_name_plural = "wiadomości"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.kind} {self.created_at:%Y-%m-%d %H:%M}"
