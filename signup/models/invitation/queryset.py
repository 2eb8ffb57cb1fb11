"""Which invitations there are, and how one is sent."""

from datetime import datetime, timedelta
from typing import Self

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from portal.models import WorkingGroupPage
from portal.rules import cleaning
from portal.rules.refusals import Refused
from signup.rules.keys import trace_of

from ..call import DeclarationCallPage
from ..choice import DeclarationChoice
from ..declaration import ENDED, Declaration
from ..membership import Membership
from ..user import User

VALID = timedelta(days=30)


class InvitationQuerySet(models.QuerySet):
    def pending(self, at: datetime | None = None) -> Self:
        """Those that still wait for their person."""
        joined = Membership.objects.filter(group=OuterRef("group"), user__email=OuterRef("email"))
        joined = joined.filter(~models.Q(status="ended") | models.Q(since__gte=OuterRef("sent_at")))
        waiting = self.open().filter(sent_at__gt=(at or timezone.now()) - VALID)
        return waiting.filter(~Exists(joined))

    def open(self) -> Self:
        """Those that nobody used, declined or withdrew."""
        return self.filter(used_at=None, closed_at=None)

    def to(self, user: User) -> list[models.Model]:
        """Open ones to the address of an account, unless they are for whoever had the address before."""
        if not user.email:
            return []
        found = self.open().filter(email=user.email).select_related("group")
        return [one for one in found if one.sent_at >= user.address_since or one.may_mean(user.get_full_name())]

    def by_token(self, token: str) -> Self:
        """Those (one or none) to which the token of a mail belongs."""
        return self.filter(key=trace_of(token))

    @transaction.atomic
    def invite(
        self,
        by: User,
        group: WorkingGroupPage,
        email: str,
        *,
        given_name: str = "",
        family_name: str = "",
        at: datetime | None = None,
    ) -> models.Model:
        """Mail an invitation to an address; one that waits already is the answer, and nothing is mailed.

        Refuses who does not coordinate the group, a group without a call, and whom the coordinator knows to be there.
        """
        at = at or timezone.now()
        email = cleaning.address(email).lower()
        # the group's row is the lock: of two presses the second sees what the first wrote
        group = type(group).objects.select_for_update(of=("self",)).get(pk=group.pk)
        if not by.coordinates(group):
            raise PermissionDenied("Do grupy zapraszają jej koordynatorki i koordynatorzy.")
        if group.archived or not group.live:
            raise Refused(ENDED)
        if call_of(group) is None:
            raise Refused("Ta grupa nie miała jeszcze naboru, więc nie ma deklaracji, którą można wypełnić.")
        there = Membership.objects.current().filter(group=group, user__email=email).first()
        if there and there.status == "suspended":
            raise Refused("Ta osoba jest w grupie, a jej członkostwo jest zawieszone. Można je wznowić.")
        if there:
            raise Refused("Ta osoba już jest w grupie.")
        if on_the_desk(group, email).exists():
            raise Refused("Deklaracja z tego adresu czeka na biurku. Wystarczy ją przyjąć.")
        if waiting := self.pending(at).filter(group=group, email=email).first():
            return waiting
        for one in self.open().filter(group=group, email=email):
            one._close(at)
        invitation = self.create(
            group=group, email=email, given_name=given_name, family_name=family_name, invited_by=by, sent_at=at
        )
        invitation.key = trace_of(invitation.token)
        invitation.save(update_fields=["key"])
        invitation._mail()
        return invitation

    def expire(self, at: datetime | None = None) -> int:
        """Forget to whom those were sent that nobody answered within 30 days; the rows stay. Their number."""
        at = at or timezone.now()
        return self.open().filter(sent_at__lte=at - VALID).update(closed_at=at, **self.model.NOBODY)


def call_of(group: WorkingGroupPage) -> DeclarationCallPage | None:
    return DeclarationCallPage.objects.filter(groups=group).latest()


def on_the_desk(group: WorkingGroupPage, email: str) -> models.QuerySet:
    """The declarations from that address, known to be its person's, about which the group has still to decide."""
    waiting = DeclarationChoice.objects.filter(group=group, state="waiting").values("declaration")
    confirmed = Declaration.objects.filter(email_lower=email).exclude(confirmed_at=None)
    return confirmed.filter(pk__in=waiting, state__in=Declaration.BEFORE_DECISION)
