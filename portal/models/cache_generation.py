"""The generations of the site and of its topics: another one whenever something changes that the public can see."""

from uuid import uuid4

from django.db import models
from django.utils import timezone


class CacheGeneration(models.Model):
    """The present one of a topic, or of the site. Each process looks at them all and forgets what it kept for those
    before (serving/generations.py)."""

    shown_publicly = False

    topic = models.CharField(max_length=40, unique=True, default="", blank=True, editable=False)
    # not a number: after a restored backup or an emptied database a generation must never come again
    token = models.UUIDField(default=uuid4, editable=False)
    began_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "wydanie serwisu"
        verbose_name_plural = "wydania serwisu"

    def __str__(self):
        return str(self.token)
