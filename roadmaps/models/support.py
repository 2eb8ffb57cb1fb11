"""Support (głos, „Popieram”): one member stands behind one action, in the wording of that moment."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Support(models.Model):
    """One member's support for one action. Who gave it is never public."""

    action = models.ForeignKey("roadmaps.Action", on_delete=models.CASCADE, related_name="supports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supports")
    # the version of the action's text for which it was given
    wording = models.PositiveIntegerField("wersja tekstu")
    at = models.DateTimeField("kiedy", default=timezone.now)

    class Meta:
        verbose_name = "głos"
        verbose_name_plural = "głosy"
        constraints = [models.UniqueConstraint(fields=["action", "by"], name="one_support_a_person")]

    def __str__(self):
        return f"głos {self.pk}"
