"""The generation of the site: it is another one whenever something changes that the public can see."""

from uuid import uuid4

from django.db import models
from django.utils import timezone


class CacheGeneration(models.Model):
    """One row. Each process looks at it and forgets what it kept for the generation before (serving/generations.py)."""

    shown_publicly = False

    # not a number: after a restored backup or an emptied database a generation must never come again
    token = models.UUIDField(default=uuid4, editable=False)
    began_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "wydanie serwisu"
        verbose_name_plural = "wydania serwisu"

    def __str__(self):
        return str(self.token)
