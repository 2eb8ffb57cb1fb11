"""What happened to memberships: the history of each."""

from django.db import models
from django.utils import timezone


class MembershipChange(models.Model):
    """What happened to a membership: who did it, when, and why. Never changed."""

    shown_publicly = False

    KINDS = [
        ("suspended", "zawieszone"),
        ("resumed", "wznowione"),
        ("ended", "zakończone"),
        ("left", "zakończone przez tę osobę"),
        ("named", "powierzona koordynacja"),
        ("recalled", "koniec koordynacji"),
    ]

    membership = models.ForeignKey("signup.Membership", on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField("co", max_length=10, choices=KINDS)
    by = models.ForeignKey("signup.User", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("kiedy", default=timezone.now)
    reason = models.TextField("powód", max_length=1000, blank=True)

    class Meta:
        verbose_name = "zmiana w członkostwie"
        verbose_name_plural = "zmiany w członkostwach"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.membership_id} {self.kind}"
