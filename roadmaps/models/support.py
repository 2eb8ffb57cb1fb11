"""Support (głos, „Popieram”): one member stands behind one action, in the wording of that moment."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from roadmaps.rules import topics


class Support(models.Model):
    """One member's support for one action. Who gave it is never public."""

    shown_publicly = True

    action = models.ForeignKey("roadmaps.Action", on_delete=models.CASCADE, related_name="supports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supports")
    # the version of the action's text for which it was given
    wording = models.PositiveIntegerField("wersja tekstu")
    at = models.DateTimeField("kiedy", default=timezone.now)
    # the text differs materially from that wording; set whenever the text changes (roadmaps/rules/wording.py)
    stale = models.BooleanField("na wcześniejszą wersję", default=False)
    # when the person put the question about a changed text aside; asked once
    asked_at = models.DateTimeField("pytanie odłożone", null=True, blank=True)
    # the duplicate for which it was given, whose wording it has; goes back there when the merge is undone
    came_from = models.ForeignKey(
        "roadmaps.Action", on_delete=models.CASCADE, null=True, blank=True, related_name="supports_lent"
    )

    class Meta:
        verbose_name = "głos"
        verbose_name_plural = "głosy"
        constraints = [models.UniqueConstraint(fields=["action", "by"], name="one_support_a_person")]

    def __str__(self):
        return f"głos {self.pk}"

    # questions

    def topics(self) -> list[str]:
        return [topics.board(self.action.roadmap_id)]
