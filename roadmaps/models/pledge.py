"""Help offered (oferta pomocy, „Mogę pomóc”): what a member brings to an action."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from roadmaps.rules import topics


class Pledge(models.Model):
    """One member offers one thing to one action. Members see it; the public sees how many there are."""

    shown_publicly = True

    KINDS = [("time", "czas"), ("room", "miejsce"), ("skill", "umiejętności"), ("other", "coś innego")]

    action = models.ForeignKey("roadmaps.Action", on_delete=models.CASCADE, related_name="pledges")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pledges")
    kind = models.CharField("co wnoszę", max_length=8, choices=KINDS, default="time")
    text = models.CharField("na czym polega pomoc", max_length=300)
    at = models.DateTimeField("kiedy", default=timezone.now)

    class Meta:
        verbose_name = "oferta pomocy"
        verbose_name_plural = "oferty pomocy"
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["action", "by"], name="one_pledge_a_person")]

    def __str__(self):
        return f"oferta pomocy {self.pk}"

    # questions

    def topics(self) -> list[str]:
        return [topics.board(self.action.roadmap_id)]
