"""The address of a declaration is its person's: it is confirmed, and an account that has it is known."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.rules.refusals import Refused

from ..mail import Mail
from ..number_series import NumberSeries
from ..user import User
from .rules import quoted


class Confirming:
    """The verbs about the address, and about the account that the declaration belongs to."""

    def is_expired(self, at: datetime | None = None) -> bool:
        """Whether it was not confirmed in time."""
        return self.state == "expired" or (self.state == "unconfirmed" and (at or timezone.now()) >= self.expires_at)

    @property
    def is_confirmed(self) -> bool:
        """Whether its address is known to be its person's; one on paper may have none."""
        return self.confirmed_at is not None

    @transaction.atomic
    def confirm(self, at: datetime | None = None) -> None:
        """The address is right: give the number and say so by mail. Idempotent; refuses when it is too late (7 days).

        One on paper has its number: its person can now get mail and, once accepted, sign in.
        """
        at = at or timezone.now()
        self._lock()
        if self.is_expired(at):
            raise Refused("Czas na potwierdzenie minął, więc link wygasł, a dane z formularza usunęliśmy.")
        if self.source == "paper" and not self.is_confirmed and self.state != "anonymised":
            self._give_address(at)
        if self.state != "unconfirmed":
            return
        self.recognise_account()
        self.state = "submitted"
        self.submitted_at = self.confirmed_at = at
        self.number = NumberSeries.take(at)
        self.save(update_fields=["state", "submitted_at", "confirmed_at", "number"])
        groups = quoted(choice.group for choice in self.choices.select_related("group"))
        context = {"number": self.number, "groups": groups, "address": self.address}
        self._tell("received", context, declaration=self)
        self._close_ended(at)

    def recognise_account(self) -> None:
        """Its address was proved just now: when an account has it, the two are one person's."""
        if self.user is None and (holder := User.objects.filter(email=self.email_lower).first()):
            self.belong_to(holder)

    def belong_to(self, user: User) -> None:
        """From now on it is this account's, with the mail about it."""
        self.user = user
        self.save(update_fields=["user"])
        letters = Mail.objects.filter(user=None, to=self.email_lower, created_at__gte=self.sent_at)
        letters.update(user=user)
