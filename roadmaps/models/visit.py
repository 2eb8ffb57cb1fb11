"""What a member has seen of a board."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Visit(models.Model):
    """A member's last look at a board: „Co się zmieniło od mojej wizyty” counts from there."""

    roadmap = models.ForeignKey("roadmaps.Roadmap", on_delete=models.CASCADE, related_name="visits")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visits")
    # the number of the newest event when the visit before this one ended; what came later is new
    since = models.PositiveIntegerField(default=0)
    # the number of the newest event that this visit has seen
    seen = models.PositiveIntegerField(default=0)
    at = models.DateTimeField("kiedy", default=timezone.now)

    class Meta:
        verbose_name = "wizyta"
        verbose_name_plural = "wizyty"
        constraints = [models.UniqueConstraint(fields=["roadmap", "user"], name="one_visit_a_person")]

    def __str__(self):
        return f"wizyta {self.pk}"
