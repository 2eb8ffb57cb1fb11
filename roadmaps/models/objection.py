"""Objections (zastrzeżenie, „Mam zastrzeżenie”): a member's reasoned concern."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone

from roadmaps.rules import topics


class Objection(models.Model):
    """One member's concern about one action, with its reason. Members read it; the public sees how many there are."""

    shown_publicly = True

    action = models.ForeignKey("roadmaps.Action", on_delete=models.CASCADE, related_name="objections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="objections")
    reason = models.TextField("zastrzeżenie", max_length=1000, validators=[MaxLengthValidator(1000)])
    at = models.DateTimeField("kiedy", default=timezone.now)

    class Meta:
        verbose_name = "zastrzeżenie"
        verbose_name_plural = "zastrzeżenia"
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["action", "by"], name="one_objection_a_person")]

    def __str__(self):
        return f"zastrzeżenie {self.pk}"

    # questions

    def topics(self) -> list[str]:
        return [topics.board(self.action.roadmap_id)]
