"""Mail that waits for its way out, or went."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models import F, Q
from django.dispatch import Signal
from django.utils import timezone

from portal.rules.cleaning import AddressField

# A message is about to be written down, and its letter puts it into words: `mail` (not saved yet), `context`.
mail_posted = Signal()
# A message waits for the worker, from `mail.taken_until` on: sent in the transaction that wrote it.
mail_waits = Signal()

# longer than a try lasts; a slow one holds up the worker itself, so that the row is let go only by one that died
TRY = timedelta(minutes=3)
PATIENCE = timedelta(days=5)
KEPT = timedelta(days=30)
# the last mail to an address that is kept nowhere any more: its row goes with it
GOODBYES = {"erased", "address_changed"}
# they prove one address and are worth nothing at another
CODES = {"login_code", "address_code", "move_code"}


class MailQuerySet(models.QuerySet):
    @transaction.atomic
    def post(
        self,
        kind: str,
        to: str,
        context: dict | None = None,
        *,
        declaration: models.Model | None = None,
        user: AbstractUser | None = None,
        names: Iterable[str] = (),
        until: datetime | None = None,
    ) -> "Mail":
        """Write a message down and hand it to the worker, both in the transaction of the caller.

        `context` is what the letter of that kind is filled with; of `declaration` a copy goes along, if the letter has
        one; `user` is the account that it is written to. It waits `until` that moment, so that what happens meanwhile
        can be told in it too; `names` are what it tells of so far.
        """
        mail = self.model(
            kind=kind,
            to=to,
            user=user,
            declaration=declaration,
            names=list(names),
            created_at=timezone.now(),
            taken_until=until,
        )
        mail_posted.send(self.model, mail=mail, context=context or {})
        mail.save()
        mail_waits.send(self.model, mail=mail)
        return mail

    def of(self, user: AbstractUser) -> Self:
        """Those of a person: by the account, or without one but to its address since the account has that."""
        mine = Q(user=user)
        if user.email:
            mine |= Q(user=None, to=user.email, created_at__gte=user.address_since)
        return self.filter(mine)

    def waiting(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(sent_at=None, failed_at=None)

    def due(self, at: datetime) -> Self:
        """Waiting, and in no worker's hands at that moment."""
        return self.waiting().filter(Q(taken_until=None) | Q(taken_until__lte=at))

    def take(self, pk: int, at: datetime | None = None) -> "Mail | None":
        """Take one message for a try; None when it is gone, or another worker has it."""
        at = at or timezone.now()
        # one conditional UPDATE: of two workers only one can win it
        taken = self.due(at).filter(pk=pk).update(taken_until=at + TRY, attempts=F("attempts") + 1)
        return self.get(pk=pk) if taken else None

    def prune(self, at: datetime | None = None) -> tuple[int, dict[str, int]]:
        """Delete what was sent or given up more than 30 days ago, and what went to nobody after a day."""
        at = at or timezone.now()
        before, nobodys = at - KEPT, Q(to="", failed_at__lt=at - timedelta(days=1))
        return self.filter(Q(sent_at__lt=before) | Q(failed_at__lt=before) | nobodys).delete()


class Mail(models.Model):
    """One message to one address. The row is written with the change that it tells of; the worker sends it."""

    shown_publicly = False

    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("rodzaj", max_length=40)
    to = AddressField("do")
    # whose it is, where that is known: the address may be another person's by tomorrow
    user = models.ForeignKey("signup.User", on_delete=models.CASCADE, null=True, blank=True, related_name="mails")
    subject = models.CharField("temat", max_length=200)
    text = models.TextField("treść")
    html = models.TextField("treść w HTML", blank=True)
    # whose copy goes with it: made when the message goes out, kept nowhere
    declaration = models.ForeignKey(
        "signup.Declaration", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # what it tells of, while it waits for more of the same
    names = models.JSONField("o czym", default=list, blank=True)
    created_at = models.DateTimeField("powstała", default=timezone.now)
    # nobody else touches the row until then: a try is under way, or the next one is not due yet
    taken_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("próby", default=0)
    last_error = models.CharField("ostatni błąd", max_length=300, blank=True)
    sent_at = models.DateTimeField("wysłana", null=True, blank=True)
    failed_at = models.DateTimeField("porzucona", null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "wiadomość"
        verbose_name_plural = "wiadomości"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.kind} {self.created_at:%Y-%m-%d %H:%M}"

    # verbs

    def send_now(self) -> None:
        """Wait no longer for more of the same."""
        self.taken_until = None
        self.save(update_fields=["taken_until"])
        mail_waits.send(type(self), mail=self)

    def went(self, at: datetime | None = None) -> None:
        """It is out: the texts, which may hold a code or a link, are not kept."""
        self.sent_at = at or timezone.now()
        self._forget_texts()

    def give_up(self, error: str, at: datetime | None = None) -> None:
        """It will never go out."""
        self.failed_at = at or timezone.now()
        self.last_error = error
        self._forget_texts()

    def put_off(self, error: str, at: datetime | None = None) -> datetime | None:
        """Try again after 1, 2, 4 … minutes, at most 6 hours; after 5 days give up. The next try, or None."""
        at = at or timezone.now()
        if at - self.created_at >= PATIENCE:
            self.give_up(error, at)
            return None
        minutes = min(2 ** min(self.attempts - 1, 20), 6 * 60)
        self.taken_until = at + timedelta(minutes=minutes)
        self.last_error = error
        self.save(update_fields=["taken_until", "last_error"])
        return self.taken_until

    def _forget_texts(self):
        if self.kind in GOODBYES:
            type(self).objects.filter(pk=self.pk).delete()
            return
        self.text = self.html = ""
        self.save(update_fields=["sent_at", "failed_at", "last_error", "text", "html"])
