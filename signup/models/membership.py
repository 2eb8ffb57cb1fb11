"""Memberships: who belongs to which group, as what, since when."""

from django.db import models
from django.utils import timezone

from .declaration import Declaration


class MembershipQuerySet(models.QuerySet):
    def active(self):
        return self.filter(status="active")

    def coordinators(self):
        return self.filter(role="coordinator")

    def join(self, user, group, declaration, at):
        """The active membership of an accepted person; one that had ended or rested becomes active again."""
        given = {
            "since": at,
            "declaration": declaration,
            "org_name": declaration.org_name,
            "org_kind": declaration.org_kind,
            "org_role": declaration.org_role,
        }
        membership, made = self.select_for_update().get_or_create(user=user, group=group, defaults=given)
        if not made and membership.status != "active":
            again = given | {"status": "active", "ended_at": None, "role": "member"}
            for field, value in again.items():
                setattr(membership, field, value)
            membership.save(update_fields=again)
        return membership


class Membership(models.Model):
    """A person in a group. One row for the two, whatever happens between them."""

    ROLES = [("member", "członkini, członek"), ("coordinator", "koordynatorka, koordynator")]
    STATUSES = [("active", "aktywne"), ("suspended", "zawieszone"), ("ended", "zakończone")]

    user = models.ForeignKey("signup.User", verbose_name="osoba", on_delete=models.CASCADE, related_name="memberships")
    group = models.ForeignKey(
        "portal.WorkingGroupPage", verbose_name="grupa", on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField("rola", max_length=12, choices=ROLES, default="member")
    status = models.CharField("stan", max_length=10, choices=STATUSES, default="active")
    since = models.DateTimeField("od", default=timezone.now)
    ended_at = models.DateTimeField("zakończone", null=True, blank=True)
    declaration = models.ForeignKey(
        Declaration, on_delete=models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    org_name = models.CharField("nazwa organizacji", max_length=160, blank=True)
    org_kind = models.CharField("rodzaj podmiotu", max_length=30, choices=Declaration.ORG_KINDS, blank=True)
    org_role = models.CharField("funkcja", max_length=120, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "członkostwo"
        verbose_name_plural = "członkostwa"
        ordering = ["group__path", "user__last_name", "user__first_name"]
        constraints = [models.UniqueConstraint(fields=["user", "group"], name="one_membership_a_group")]
        indexes = [models.Index(fields=["group", "status", "role"], name="membership_by_group")]

    def __str__(self):
        return f"{self.user} – {self.group}"

    def clean(self):
        # an administrator sets the status by hand; the day follows from it
        if self.status != "ended":
            self.ended_at = None
        elif self.ended_at is None:
            self.ended_at = timezone.now()
