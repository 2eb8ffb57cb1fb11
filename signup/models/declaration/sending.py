"""A declaration that is sent: its row with all that hangs on it, its link, the mail that confirms it."""

from datetime import datetime, time, timedelta
from typing import Self

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.rules.refusals import Refused
from signup.rules.keys import key_of, trace_of

from ..choice import DeclarationChoice
from ..consent import Consent
from ..mail import Mail
from .rules import DOUBLE_POST, quoted

# how long before the deadline, and at what hour of that day, people are reminded
REMINDER = timedelta(days=3)
REMINDER_HOUR = time(9)


class Sending:
    """What is written and mailed when a declaration comes in, and the link that leads to it."""

    @property
    def token(self) -> str:
        """What stands in the mailed link."""
        number = str(self.pk) if self.link == 1 else f"{self.pk}/{self.link}"
        return key_of("signup.declaration", number, self.confirmation_key)

    @property
    def address(self) -> str:
        """The page of this one declaration: first its confirmation, then its receipt."""
        return reverse("declaration", args=[self.token])

    def is_same_as(self, other: Self) -> bool:
        """Whether the other, not saved yet, is this one posted twice."""
        return (
            self.call_id == other.call_id
            and other.sent_at - self.sent_at < DOUBLE_POST
            and all(getattr(self, field) == getattr(other, field) for field in self.ANSWERS)
        )

    @transaction.atomic
    def mail_again(self, at: datetime | None = None) -> None:
        """The mail with the link once more, for whoever has not found it. Nothing once it was confirmed or is over."""
        self._lock()
        had_its_share = type(self).objects.had_its_share(self.email_lower)
        if self.state == "unconfirmed" and not self.is_expired(at) and not had_its_share:
            groups = [choice.group for choice in self.choices.select_related("group")]
            self._mail_confirmation(groups, [])

    @transaction.atomic
    def renew_link(self) -> None:
        """From now on the link known so far leads nowhere; a new one goes to the person's address."""
        self._lock()
        if self.state in ("expired", "anonymised"):
            raise Refused("Ta deklaracja nie zawiera już żadnych danych.")
        self.link += 1
        self._keep_key()
        self._tell("link", {"number": self.number, "address": self.address})

    def _write(self, groups, consents, texts=None):
        """The first save, with all that hangs on it."""
        self.save()
        self._keep_key()
        DeclarationChoice.objects.bulk_create(DeclarationChoice(declaration=self, group=group) for group in groups)
        self._note_consents(consents, texts or {})

    def _keep_key(self):
        self.confirmation_key = trace_of(self.token)
        self.save(update_fields=["confirmation_key", "link"])

    def _note_consents(self, kinds, shown):
        texts = self.call.texts() | shown
        Consent.objects.bulk_create(
            Consent(text=texts[kind], declaration=self, given_at=self.sent_at)
            for kind in ("clause", *kinds)
            if texts.get(kind)
        )

    def _mail_confirmation(self, groups, known):
        context = {"groups": quoted(groups), "known": quoted(known), "until": self.expires_at, "number": self.number}
        Mail.objects.post("confirm", self.email_lower, context | {"address": self.address})

    def _remind(self, at):
        """Whether a reminder was due, and went."""
        due = timezone.make_aware(datetime.combine(self.call.closes - REMINDER, REMINDER_HOUR))
        if self.state != "unconfirmed" or self.reminded_at or not (self.sent_at < due <= at and self.call.is_open(at)):
            return False
        self.reminded_at = at
        self.save(update_fields=["reminded_at"])
        context = {"call": self.call.title, "closes": self.call.closes, "address": self.address}
        Mail.objects.post("reminder", self.email_lower, context)
        return True
