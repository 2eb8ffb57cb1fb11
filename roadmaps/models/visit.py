"""What a member has seen of a board."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from roadmaps.models.event import Event


class VisitQuerySet(models.QuerySet):
    def with_news(self, roadmap: models.Model | OuterRef, ended: datetime) -> Self:
        """Where each visit begins, should the last look be older than `ended`, and the number of `news` since."""
        theirs = Event.objects.news_to(OuterRef("user")).filter(roadmap=roadmap, number__gt=OuterRef("begins"))
        number = theirs.order_by().values("roadmap").annotate(number=Count("pk")).values("number")
        begins = Case(When(at__lt=ended, then=F("seen")), default=F("since"))
        return self.annotate(begins=begins).annotate(news=Coalesce(Subquery(number), 0))


class Visit(models.Model):
    """A member's last look at a board: „Co się zmieniło od mojej wizyty” counts from there."""

    shown_publicly = False

    roadmap = models.ForeignKey("roadmaps.Roadmap", on_delete=models.CASCADE, related_name="visits")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visits")
    # the number of the newest event when the visit before this one ended; what came later is new
    since = models.PositiveIntegerField(default=0)
    # the number of the newest event that this visit has seen
    seen = models.PositiveIntegerField(default=0)
    at = models.DateTimeField("kiedy", default=timezone.now)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "wizyta"
        verbose_name_plural = "wizyty"
        constraints = [models.UniqueConstraint(fields=["roadmap", "user"], name="one_visit_a_person")]

    def __str__(self):
        return f"wizyta {self.pk}"
