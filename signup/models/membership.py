"""Memberships: who belongs to which group, as what, since when, and who changed that."""

from datetime import datetime
from typing import Self

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from portal.models import Centre, WorkingGroupPage
from portal.rules.polish_order import InPolishOrder
from portal.rules.refusals import Refused
from portal.search.words import fold
from signup.rules.codes import new_code

from .declaration import Declaration
from .mail import Mail
from .membership_change import MembershipChange
from .user import User

# A membership is over, by whomever: sent in the transaction of the change, with `membership` and `at`.
membership_ended = Signal()

OVER = "To członkostwo jest zakończone. Wrócić można przez deklarację udziału albo zaproszenie."


class MembershipQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(status="active")

    def current(self) -> Self:
        """Those that are not over: active or suspended."""
        return self.exclude(status="ended")

    def coordinators(self) -> Self:
        return self.filter(role="coordinator")

    def seek(self, words: str) -> list["Membership"]:
        """Those whose names or organisation hold all these words; letters count without tails. A list."""
        wanted = fold(words).split()

        def sought(one):
            return fold(f"{one.user.first_name} {one.user.last_name} {one.org_name}")

        return [one for one in self if all(word in sought(one) for word in wanted)]

    def forget(self, by: User | None, at: datetime) -> None:
        """The person is erased: all are over, and keep neither an organisation nor a reason."""
        for membership in self.current():
            membership.changes.create(kind="ended", by=by, at=at)
        self.current().update(status="ended", ended_at=at)
        self.update(role="member", org_name="", org_kind="", org_role="")
        MembershipChange.objects.filter(membership__in=self).update(reason="")

    def admit(self, user: User, group: WorkingGroupPage, declaration: Declaration, at: datetime) -> "Membership":
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

    shown_publicly = True

    ROLES = [("member", "członkini, członek"), ("coordinator", "koordynatorka, koordynator")]
    STATUSES = [("active", "aktywne"), ("suspended", "zawieszone"), ("ended", "zakończone")]

    user = models.ForeignKey("signup.User", verbose_name="osoba", on_delete=models.CASCADE, related_name="memberships")
    group = models.ForeignKey(
        "portal.WorkingGroupPage", verbose_name="grupa", on_delete=models.PROTECT, related_name="memberships"
    )
    # what stands in its addresses: nobody can count on from another
    code = models.CharField("kod", max_length=9, unique=True, default=new_code, editable=False)
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
        ordering = ["group__path", InPolishOrder("user__last_name"), InPolishOrder("user__first_name")]
        constraints = [models.UniqueConstraint(fields=["user", "group"], name="one_membership_a_group")]
        indexes = [models.Index(fields=["group", "status", "role"], name="membership_by_group")]

    def __str__(self):
        return f"{self.user} – {self.group}"

    def clean(self):
        # an administrator writes a membership down by hand; the day follows from its status
        if self.status != "ended":
            self.ended_at = None
        elif self.ended_at is None:
            self.ended_at = timezone.now()

    # questions

    @property
    def coordinates(self) -> bool:
        """Whether the person coordinates the group now."""
        return self.role == "coordinator" and self.status == "active"

    @property
    def leaves_nobody(self) -> bool:
        """Whether the group has no other active coordinator than this one."""
        others = type(self).objects.active().coordinators().filter(group=self.group).exclude(pk=self.pk)
        return self.coordinates and not others.exists()

    @property
    def paper(self) -> Declaration | None:
        """The declaration on paper whose person has no confirmed address yet, or None."""
        declaration = self.declaration
        return declaration if declaration and not self.user.email and declaration.takes_address else None

    # verbs

    @transaction.atomic
    def leave(self, alone: bool = False, at: datetime | None = None) -> None:
        """The person leaves the group. Idempotent.

        The only coordinator is refused, unless `alone` says that they know; the office then hears of it.
        """
        at = at or timezone.now()
        # in one order, so that two coordinators who leave at once know of each other
        list(type(self).objects.coordinators().filter(group=self.group).order_by("pk").select_for_update())
        self._lock()
        if self.status == "ended":
            return
        last = self.leaves_nobody
        if last and not alone:
            raise Refused("Potwierdź, że grupa może zostać bez koordynacji.")
        self._become("ended", "left", self.user, "", at)
        self._tell("left", {"group": self.group.title})
        if last:
            Mail.objects.post("no_coordinator", Centre.default().mailbox, {"group": self.group.title})

    def suspend(self, by: User, reason: str, at: datetime | None = None) -> None:
        """Rights rest until the membership is resumed; support stays. Idempotent; coordinators say why."""
        self._set("suspended", "suspended", by, reason, at)

    def resume(self, by: User, reason: str, at: datetime | None = None) -> None:
        """Rights are back. Idempotent; coordinators say why."""
        self._set("active", "resumed", by, reason, at)

    def end(self, by: User, reason: str, at: datetime | None = None) -> None:
        """The membership is over, decided by others. Idempotent; coordinators say why."""
        self._set("ended", "ended", by, reason, at)

    @transaction.atomic
    def give_role(self, by: User, role: str, reason: str = "", at: datetime | None = None) -> None:
        """An administrator names a coordinator of the group, or lets one go. Idempotent."""
        self._lock()
        if not by.administers:
            raise PermissionDenied("Koordynację grup wyznacza administracja.")
        if self.role == role:
            return
        self.role = role
        self.save(update_fields=["role"])
        self._note("named" if role == "coordinator" else "recalled", by, reason, at or timezone.now())

    @transaction.atomic
    def _set(self, status, kind, by, reason, at):
        self._lock()
        self._must_be_managed_by(by)
        if self.status == status:
            return
        if self.status == "ended" and not by.administers:
            raise Refused(OVER)
        if not reason.strip() and not by.administers:
            raise Refused("Podaj powód. Trafi do osoby, której dotyczy.")
        self._become(status, kind, by, reason, at or timezone.now())

    def _must_be_managed_by(self, by):
        if by.administers:
            return
        if not by.coordinates(self.group):
            raise PermissionDenied("O członkostwach decydują koordynatorki i koordynatorzy tej grupy.")
        if self.role == "coordinator":
            raise Refused("Koordynację grup wyznacza i odwołuje administracja.")
        if self.group.archived:
            raise Refused("Ta grupa zakończyła pracę. Członkostwa w niej się nie zmieniają.")

    def _become(self, status, kind, by, reason, at):
        self.status, self.ended_at = status, at if status == "ended" else None
        self.save(update_fields=["status", "ended_at"])
        self._note(kind, by, reason, at)
        if status == "ended":
            membership_ended.send(type(self), membership=self, at=at)

    def _note(self, kind, by, reason, at):
        """Remember who changed what and why; tell the person, unless it was the person."""
        self.changes.create(kind=kind, by=by, at=at, reason=reason.strip())
        if kind != "left":
            self._tell("membership", {"what": kind, "group": self.group.title, "reason": reason.strip()})

    def _tell(self, kind, context):
        """Mail to the person, if the account has an address."""
        if self.user.email and self.user.is_active:
            Mail.objects.post(kind, self.user.email, context, user=self.user)

    def _lock(self):
        """Hold the row until the end of the transaction, and see what stands in it now."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
