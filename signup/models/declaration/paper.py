"""A declaration on paper: it has a number at once, and its address is written down and confirmed afterwards."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.rules import cleaning
from portal.rules.refusals import Refused

from ..accounts import give_address
from ..mail import Mail
from ..user import User
from .rules import DOUBLE_POST, ENDED


class OnPaper:
    """The verbs of the office about the address that a paper bears."""

    @property
    def takes_address(self) -> bool:
        """Whether its address may be written down or put right: on paper, and nobody has confirmed one yet."""
        return self.source == "paper" and not self.is_confirmed and self.state not in ("withdrawn", "anonymised")

    @transaction.atomic
    def write_address(self, by: User, email: str, at: datetime | None = None) -> None:
        """The office adds the address of a paper, or puts a mistyped one right: its person confirms it by a mail.

        The link sent to another address is dead. Refuses once an address is confirmed. One press too many mails once.
        """
        at = at or timezone.now()
        self._lock()
        groups = [choice.group for choice in self.choices.select_related("group")]
        if not by.administers:
            mine = [group for group in groups if by.coordinates(group)]
            if not mine:
                raise PermissionDenied("Adresy na papierze wpisują koordynatorzy wybranych grup.")
            if all(group.archived for group in mine):
                raise Refused(ENDED)
        if not self.takes_address:
            raise Refused("Adres tej deklaracji jest już potwierdzony albo nie jest potrzebny.")
        email = cleaning.address(email)
        if email.lower() != self.email_lower:
            self.email, self.email_lower = email, email.lower()
            self.link += 1
            self.save(update_fields=["email", "email_lower"])
            self._keep_key()
        elif Mail.objects.filter(kind="confirm", to=self.email_lower, created_at__gt=at - DOUBLE_POST).exists():
            return
        self._mail_confirmation(groups, [])

    def _give_address(self, at):
        """The address on paper is its person's: from now on it gets the mail, and an account opens by it."""
        self.confirmed_at = at
        self.save(update_fields=["confirmed_at"])
        if self.user is None:
            self.recognise_account()
        elif not self.user.email:
            self.belong_to(give_address(self.user, self.email_lower))
            self.consents.update(user=self.user)
        for choice in self.choices.filter(state="accepted").select_related("group"):
            self._welcome(choice.group)
