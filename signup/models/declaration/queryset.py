"""Which declarations there are, and what the clock does about them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models, transaction
from django.utils import timezone

from portal.models import WorkingGroupPage
from portal.search.words import fold
from signup.rules.keys import trace_of

from ..call import DeclarationCallPage
from ..choice import DeclarationChoice
from ..correction import Correction
from ..data_protection import data_protection
from ..mail import Mail
from ..user import User
from .incoming import Incoming
from .rules import SUBMITTED


class DeclarationQuerySet(Incoming, models.QuerySet):
    def submitted(self) -> Self:
        """Those that reached the desk: confirmed, and not withdrawn or anonymised."""
        return self.filter(state__in=SUBMITTED)

    def on_record(self) -> Self:
        """Those that ever reached the desk, with those that were withdrawn from it."""
        return self.filter(state__in=[*SUBMITTED, "withdrawn"], submitted_at__isnull=False)

    def for_desk(self, user: User) -> Self:
        """What a coordinator may see: those on record that chose a group the person coordinates."""
        return self.on_record().choosing(user.coordinated)

    def choosing(self, groups: Iterable[WorkingGroupPage]) -> Self:
        """Those that chose one of these groups, whatever was decided."""
        return self.filter(pk__in=DeclarationChoice.objects.filter(group__in=groups).values("declaration"))

    def of(self, user: User) -> Self:
        """Those of a person, without those that are forgotten. An address alone makes nothing anybody's."""
        return self.filter(user=user).with_data()

    def with_data(self) -> Self:
        """Those that still hold what their person said."""
        return self.exclude(state__in=["expired", "anonymised"])

    def undecided(self) -> Self:
        """Those about which some group has still to decide."""
        return self.filter(state__in=self.model.BEFORE_DECISION)

    def from_address(self, email: str) -> Self:
        """Those sent from an address by whom it belongs to, as far as is known: not by who had it before."""
        return self.filter(models.Q(user=None) | models.Q(user__email=email), email_lower=email)

    def awaiting(self, groups: Iterable[WorkingGroupPage]) -> Self:
        """Those about which one of these groups has still to decide."""
        return self.filter(self._awaits(groups))

    def complete(self, groups: Iterable[WorkingGroupPage]) -> Self:
        """Those in time that none of these groups asked to be completed."""
        return self.submitted().filter(~self._is_asked(groups), late=False)

    def incomplete(self, groups: Iterable[WorkingGroupPage]) -> Self:
        """Those that wait for their person, whom one of these groups asked."""
        return self.filter(self._is_asked(groups))

    def count_at_closing(
        self, call: DeclarationCallPage, groups: Iterable[WorkingGroupPage], **counts: object
    ) -> dict[str, int]:
        """{complete, incomplete, late, undecided: how many of the call}, and other counts, all in one query."""
        asked, of_call = self._is_asked(groups), models.Q(call=call, state__in=SUBMITTED)
        lists = {
            "complete": of_call & ~asked & models.Q(late=False),
            "incomplete": of_call & asked,
            "late": of_call & models.Q(late=True),
            "undecided": of_call & self._awaits(groups),
        }
        return self.aggregate(**counts, **{name: models.Count("pk", filter=those) for name, those in lists.items()})

    def seek(self, words: str) -> Self:
        """Those with all these words in their number, code, names or organisation; letters count without tails."""
        found = self
        for word in fold(words).split():
            found = found.filter(sought__contains=word)
        return found

    def by_token(self, token: str) -> Self:
        """Those (one or none) to which the token of a mail belongs."""
        return self.filter(confirmation_key=trace_of(token))

    def unconfirmed_too_long(self, at: datetime | None = None) -> Self:
        """Those whose links do not work any more."""
        before = (at or timezone.now()) - data_protection().confirmation
        return self.filter(state="unconfirmed", sent_at__lte=before)

    def _awaits(self, groups):
        waiting = DeclarationChoice.objects.filter(group__in=groups, state="waiting")
        return models.Q(state__in=self.model.BEFORE_DECISION, pk__in=waiting.values("declaration"))

    def _is_asked(self, groups):
        return models.Q(pk__in=Correction.objects.open().filter(group__in=groups).values("declaration"))

    def remind(self, at: datetime | None = None) -> int:
        """Remind those of open calls who had not confirmed three days before the deadline; once each. Their number."""
        at = at or timezone.now()
        late = self.filter(state="unconfirmed", reminded_at=None, sent_at__gt=at - data_protection().confirmation)
        number = 0
        for pk in late.filter(call__live=True).values_list("pk", flat=True):
            with transaction.atomic():
                declaration = self.select_for_update(of=("self",)).select_related("call").get(pk=pk)
                number += declaration._remind(at)
        return number

    def announce(self, call: DeclarationCallPage, at: datetime | None = None) -> int:
        """Tell those of a call who have not confirmed yet that its deadline was moved. Their number."""
        at = at or timezone.now()
        waiting = self.filter(call=call, state__in=["unconfirmed", "expired"]).exclude(email_lower="")
        for declaration in waiting.select_for_update(of=("self",)):
            again = declaration.is_expired(at)
            context = {"call": call.title, "closes": call.closes, "again": again}
            context["address"] = call.url if again else declaration.address
            Mail.objects.post("extended", declaration.email_lower, context)
        waiting.update(reminded_at=None)
        return len(waiting)

    def close_ended(self, at: datetime | None = None) -> int:
        """Decline what waits for groups that have ended. Their number."""
        ended = DeclarationChoice.objects.filter(state="waiting", group__archived=True).values("declaration")
        waiting = list(self.filter(state__in=self.model.BEFORE_DECISION, pk__in=ended))
        for declaration in waiting:
            declaration.close_ended(at)
        return len(waiting)

    def expire(self, at: datetime | None = None) -> int:
        """Forget who sent what was not confirmed in time (7 days); the rows stay. Their number."""
        late = self.unconfirmed_too_long(at)
        nobody = {name: self.model._meta.get_field(name).get_default() for name in self.model.PERSONAL}
        return late.update(state="expired", **nobody)
