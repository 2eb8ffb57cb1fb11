"""What groups decide about a declaration, and the account and membership of who is accepted."""

from datetime import datetime
from typing import Self

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Model
from django.utils import timezone

from portal.models import WorkingGroupPage
from portal.rules.refusals import Refused

from ..accounts import open_account
from ..choice import DeclarationChoice
from ..user import User
from .rules import ENDED

TAKEN = (
    "Adres z tej deklaracji ma dziś konto kogoś o innym imieniu i nazwisku. Poproś tę osobę o nową deklarację, "
    "z adresem, który należy do niej."
)


class Deciding:
    """The verbs of the decision: each group decides for itself."""

    @transaction.atomic
    def accept(self, by: User, group: WorkingGroupPage, at: datetime | None = None) -> Model:
        """Take the person into the group: a membership and, once, an account. The membership. Idempotent."""
        self._lock_with_others_of_the_address()
        choice = self._choice_to_become("accepted", by, group)
        if choice is None:
            return group.memberships.filter(user=self.user).first()
        return self._take_in(choice, by, at or timezone.now())

    @transaction.atomic
    def decline(
        self, by: User, group: WorkingGroupPage, reason: str, kind: str = "other", at: datetime | None = None
    ) -> None:
        """Do not take the person into the group, and say why. Idempotent; refuses without a reason.

        `kind` is one of `DeclarationChoice.REASONS`; its sentence comes first, the words of `reason` after it.
        """
        reason = reason.strip()
        if not reason and not DeclarationChoice.SENTENCES[kind]:
            raise Refused("Podaj uzasadnienie. Trafi do osoby, która się zgłosiła.")
        choice = self._choice_to_become("rejected", by, group)
        if choice is not None:
            self._decline(choice, kind, reason, by, at or timezone.now())

    @transaction.atomic
    def close_ended(self, at: datetime | None = None) -> None:
        """Groups that have ended decide nothing any more: what waited for them is declined, and said. Idempotent."""
        self._lock()
        self._close_ended(at or timezone.now())

    @transaction.atomic
    def supersede(self, group: WorkingGroupPage, other: Self, at: datetime | None = None) -> None:
        """The person came into the group by another declaration: this one waits for it no longer. Idempotent."""
        at = at or timezone.now()
        self._lock()
        choice = self.choices.filter(group=group, state="waiting").first()
        if choice and self.state in self.BEFORE_DECISION:
            self.notes.create(group=group, text=f"Osoba weszła do grupy z zaproszenia: {other}.", written_at=at)
            self._decide(choice, "withdrawn", None, at)

    def _take_in(self, choice, by, at, copy=False):
        """The membership of an accepted person, with the account; a `copy` of the declaration goes with the welcome."""
        user = self.user or self._open_account()
        membership = user.memberships.admit(user, choice.group, self, at)
        self._decide(choice, "accepted", by, at, user=user)
        self.consents.update(user=user)
        self._welcome(choice.group, copy)
        return membership

    def _open_account(self):
        """The account of the person, new where there is none. Refuses an address that is somebody else's by now."""
        address = self.email_lower if self.is_confirmed else None
        holder = User.objects.filter(email=address).first() if address else None
        if holder and holder.get_full_name() and not self.is_named_as(holder.get_full_name()):
            raise Refused(TAKEN)
        user = open_account(address, first_name=self.given_name, last_name=self.family_name)
        self.belong_to(user)
        return user

    def _decline(self, choice, kind, words, by, at):
        choice.reason_kind, choice.reason = kind, f"{DeclarationChoice.SENTENCES[kind]} {words}".strip()
        self._decide(choice, "rejected", by, at)
        self._tell(
            "declined",
            {"group": choice.group.title, "number": self.number, "reason": choice.reason},
        )

    def _close_ended(self, at):
        if self.state in self.BEFORE_DECISION:
            for choice in self.choices.filter(state="waiting", group__archived=True).select_related("group"):
                self._decline(choice, "ended", "", None, at)

    def _choice_to_become(self, state, by, group):
        """The choice of the group, locked and ready for that decision by that person; None when it is made already."""
        self._lock()
        if not by.coordinates(group):
            raise PermissionDenied("O przyjęciu do grupy decydują jej koordynatorzy.")
        choice = self.choices.get(group=group)
        if choice.state == state:
            return None
        if choice.state != "waiting" or self.state not in self.BEFORE_DECISION:
            raise Refused("Decyzja w tej sprawie już zapadła.")
        if group.archived:
            raise Refused(ENDED)
        return choice

    def _decide(self, choice, state, by, at, **changes):
        choice.state, choice.decided_by, choice.decided_at = state, by, at
        choice.save(update_fields=["state", "decided_by", "decided_at", "reason", "reason_kind"])
        self._start_review(at)
        # what this group asked for is no longer needed
        self.corrections.open().filter(group=choice.group).update(dropped_at=at)
        self._go_on()
        if not self.choices.filter(state="waiting").exists():
            self.state = "decided"
            self._let_welcome_go()
        for field, value in changes.items():
            setattr(self, field, value)
        self.save(update_fields=["state", *changes])

    def _lock_with_others_of_the_address(self):
        """Hold those that a new account would claim too, always in one order: two coordinators may accept at once."""
        unclaimed = models.Q(user=None, email_lower=self.email_lower) & ~models.Q(email_lower="")
        held = type(self).objects.select_for_update().filter(models.Q(pk=self.pk) | unclaimed).order_by("pk")
        list(held.values_list("pk"))
