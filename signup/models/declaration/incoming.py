"""How declarations come in: by the form, on paper; and what is told to an address that is known already."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Model
from django.utils import timezone

from portal.models import WorkingGroupPage
from portal.rules import cleaning
from portal.rules.refusals import Refused

from ..call import DeclarationCallPage
from ..choice import DeclarationChoice
from ..data_protection import data_protection
from ..mail import Mail
from ..number_series import NumberSeries
from ..user import User
from .rules import DOUBLE_POST, SUBMITTED, quoted

# to an address that somebody typed into the form, whoever it was; the first for each group always goes
MAILS_AN_HOUR, MAILS_A_DAY = 3, 6


class Incoming:
    """The verbs that write a new declaration down."""

    @transaction.atomic
    def send(
        self,
        call: DeclarationCallPage,
        *,
        groups: Iterable[WorkingGroupPage],
        consents: Iterable[str] = (),
        texts: dict | None = None,
        at: datetime | None = None,
        **answers: object,
    ) -> Model | None:
        """Write a declaration down and mail the link that confirms it; None when nothing new was needed.

        `groups` are working groups of the call; `consents` are kinds of optional consents; `texts` are those that the
        form showed ({kind: ConsentText}; else those in force); `answers` are the fields of `Declaration.ANSWERS`.
        Refuses when the call is closed at that moment. Groups for which this address already has a declaration or a
        membership are left out: the screen says the same as ever, the mail says what is known.
        """
        at = at or timezone.now()
        # the call's row is the lock: of two posts at once the second sees what the first wrote
        call = type(call).objects.select_for_update(of=("self",)).get(pk=call.pk)
        if not call.is_open(at):
            raise Refused("Nabór jest zakończony. Deklaracji nie można już wysłać.")
        offered = {group.pk: group for group in call.groups.live().filter(archived=False)}
        wanted = [offered[pk] for pk in offered if pk in {group.pk for group in groups}]
        if not wanted:
            raise Refused("Wybierz co najmniej jedną grupę z tego naboru.")
        declaration = self.model(call=call, sent_at=at, **answers)
        declaration.email = cleaning.address(declaration.email)
        declaration.email_lower = declaration.email.lower()
        known = self._known_groups(declaration, wanted)
        new = [group for group in wanted if group.pk not in known]
        if not new:
            self._advise(declaration, wanted)
            return None
        declaration._write(new, consents, texts)
        declaration._mail_confirmation(new, [group for group in wanted if group.pk in known])
        return declaration

    @transaction.atomic
    def enter(
        self,
        by: User,
        call: DeclarationCallPage,
        *,
        groups: Iterable[WorkingGroupPage],
        received_on: date,
        consents: Iterable[str] = (),
        at: datetime | None = None,
        **answers: object,
    ) -> Model:
        """Write down what came on paper on that day: it has a number at once, and is `late` after the deadline.

        An address, if there is one, is confirmed by its own mail. Refuses who coordinates none of the groups.
        The same paper twice, one press too many, is the declaration that is there.
        """
        at = at or timezone.now()
        call = type(call).objects.select_for_update(of=("self",)).get(pk=call.pk)
        if not any(by.coordinates(group) for group in groups):
            raise PermissionDenied("Deklaracje na papierze wpisują koordynatorzy wybranych grup.")
        declaration = self.model(
            call=call,
            state="submitted",
            source="paper",
            sent_at=timezone.make_aware(datetime.combine(received_on, time(12))),
            late=received_on > call.closes,
            submitted_at=at,
            entered_by=by,
            **answers,
        )
        declaration.email = cleaning.address(declaration.email)
        declaration.email_lower = declaration.email.lower()
        before = self.filter(source="paper", entered_by=by, call=call, sent_at=declaration.sent_at)
        for first in before.filter(submitted_at__gt=at - DOUBLE_POST):
            if first.is_same_as(declaration) and {*first.groups.all()} == {*groups}:
                return first
        if declaration.email_lower and self._known_groups(declaration, groups):
            raise Refused("Pod tym adresem jest już deklaracja albo członkostwo w wybranej grupie.")
        declaration.number = NumberSeries.take(at)
        declaration._write(groups, consents)
        if declaration.email_lower:
            declaration._mail_confirmation(groups, [])
        return declaration

    def mail_again(self, call: DeclarationCallPage, email: str) -> None:
        """Mail what was mailed about the form of that call once more: the link, or what the address has already."""
        unconfirmed = self.filter(call=call, email_lower=email, state="unconfirmed")
        for declaration in unconfirmed:
            declaration.mail_again()
        if not unconfirmed and call and not self.had_its_share(email):
            # who asks gave no name this time: no key goes along
            groups = list(call.offered())
            known = self._known_groups(self.model(call=call, email_lower=email, sent_at=timezone.now()), groups)
            if there := [group for group in groups if group.pk in known]:
                self._post_advice(email, there)

    def had_its_share(self, email: str) -> bool:
        """Whether so much mail about sent forms went to the address lately that one more would be a nuisance."""
        now, sent = timezone.now(), Mail.objects.filter(kind__in=["confirm", "already"], to=email)
        limits = (timedelta(hours=1), MAILS_AN_HOUR), (timedelta(days=1), MAILS_A_DAY)
        return any(sent.filter(created_at__gt=now - time).count() >= most for time, most in limits)

    def _known_groups(self, declaration, groups):
        """Of the groups, the keys of those that the address of the declaration needs no other declaration for."""
        known = self.model.objects.from_address(declaration.email_lower)
        choices = DeclarationChoice.objects.filter(group__in=groups, declaration__in=known).filter(
            models.Q(state="waiting", declaration__state__in=["unconfirmed", *self.model.BEFORE_DECISION])
            # unless the group had ended then, and works again
            | models.Q(~models.Q(reason_kind="ended"), state="rejected", declaration__call=declaration.call)
        )
        # an unconfirmed one that is over its time is only waiting to be swept away
        before = declaration.sent_at - data_protection().confirmation
        choices = choices.exclude(declaration__state="unconfirmed", declaration__sent_at__lte=before)
        holder = User.objects.filter(
            email=declaration.email_lower,
            memberships__status__in=["active", "suspended"],
            memberships__group__in=groups,
        )
        return {*choices.values_list("group", flat=True), *holder.values_list("memberships__group", flat=True)}

    def _advise(self, declaration, groups):
        """Say by mail that the address has a declaration already, unless this was one press too many."""
        there = self.from_address(declaration.email_lower).filter(choices__group__in=groups)
        there = there.filter(state__in=["unconfirmed", *SUBMITTED]).order_by("-sent_at", "-pk")
        first = next((one for one in there if one.is_named_as(declaration.full_name)), None)
        unconfirmed = first is not None and first.state == "unconfirmed"
        if (unconfirmed and first.is_same_as(declaration)) or self.had_its_share(declaration.email_lower):
            return
        # an address may have two owners over time: who is called otherwise gets no key to what the first one said
        address, until = first.address if first else None, first.expires_at if unconfirmed else None
        self._post_advice(declaration.email_lower, groups, address, until)

    def _post_advice(self, email, groups, address=None, until=None):
        Mail.objects.post("already", email, {"groups": quoted(groups), "until": until, "address": address})

    @transaction.atomic
    def claim(self, user: User) -> None:
        """What somebody of the same name sent from the address before the account had it is this person's."""
        unclaimed = self.with_data().filter(user=None, email_lower=user.email).exclude(confirmed_at=None)
        for declaration in unclaimed:
            if declaration.is_named_as(user.get_full_name()):
                declaration.belong_to(user)
