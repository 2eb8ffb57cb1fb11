"""Mail to the person of a declaration; one welcome for all groups that accept within a few minutes."""

from datetime import timedelta

from django.utils import timezone

from ..mail import Mail

# so long a welcome waits for those of other groups
TOGETHER = timedelta(minutes=3)


class Telling:
    """Where mail about a declaration goes, and the welcome that is put together."""

    @property
    def mailbox(self) -> str:
        """Where its mail goes: to the address of its person's account as it is today, else to the one in it."""
        return (self.user.email or "") if self.user else self.email_lower

    @property
    def gets_mail(self) -> bool:
        """Whether there is an address that may be written to."""
        return bool(self.mailbox) and (self.is_confirmed or self.source == "online")

    def _tell(self, kind, context, **options):
        """Mail to the person, if there is an address that may be the person's."""
        if self.gets_mail:
            Mail.objects.post(kind, self.mailbox, context, user=self.user, **options)

    def _welcome(self, group, copy=False):
        """One letter for all groups that take the person in within a few minutes: it waits for those still to decide,
        and is written anew."""
        waits = self.choices.filter(state="waiting").exists()
        first = self._waiting_welcomes().first()
        names, copied, until = [group.title], self if copy else None, timezone.now() + TOGETHER if waits else None
        if first:
            names, until = [*first.names, *names], first.taken_until if waits else None
            copied = copied or first.declaration
            first.delete()
        self._tell(
            "welcome",
            {"groups": names, "number": self.number, "copy": copied is not None},
            declaration=copied,
            names=names,
            until=until,
        )

    def _let_welcome_go(self):
        """No group decides any more: a letter that waited for another to take the person in waits no longer."""
        for letter in self._waiting_welcomes().exclude(taken_until=None):
            letter.send_now()

    def _waiting_welcomes(self):
        waiting = Mail.objects.select_for_update().waiting().filter(kind="welcome", attempts=0)
        return waiting.filter(to=self.mailbox, user=self.user)
