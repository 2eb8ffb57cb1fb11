"""Invitations (zaproszenia): a coordinator asks a person into the group; the membership begins with the statements."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from portal.rules import cleaning
from portal.rules.refusals import Refused
from portal.search.words import fold
from signup.rules.codes import new_code
from signup.rules.keys import key_of

from ..call import DeclarationCallPage
from ..declaration import ENDED, Declaration
from ..mail import Mail
from ..number_series import NumberSeries
from ..user import User
from .queryset import VALID, InvitationQuerySet, call_of, on_the_desk


class Invitation(models.Model):
    """An address asked into a group by its coordinator. It knows nobody any more once it is used or closed."""

    shown_publicly = False

    NOBODY = {"email": "", "given_name": "", "family_name": ""}

    group = models.ForeignKey("portal.WorkingGroupPage", on_delete=models.PROTECT, related_name="invitations")
    email = cleaning.AddressField("adres e-mail", blank=True, db_index=True)
    given_name = models.CharField("imię", max_length=80, blank=True)
    family_name = models.CharField("nazwisko", max_length=80, blank=True)
    # what stands in its addresses on the desk: nobody can count on from another
    code = models.CharField("kod", max_length=9, unique=True, default=new_code, editable=False)
    # sha256 of the token in the mail: whoever reads the database cannot come in
    key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    invited_by = models.ForeignKey("signup.User", on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField("wysłane", default=timezone.now)
    used_at = models.DateTimeField("przyjęte", null=True, blank=True)
    # declined by the person, withdrawn by the group, or over
    closed_at = models.DateTimeField("zamknięte", null=True, blank=True)
    declaration = models.OneToOneField(
        Declaration, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitation"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "zaproszenie"
        verbose_name_plural = "zaproszenia"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "email"],
                condition=models.Q(used_at=None, closed_at=None),
                name="an_address_is_invited_once",
            )
        ]

    def __str__(self):
        return f"zaproszenie {self.code}"

    # questions

    @property
    def token(self) -> str:
        """What stands in the mailed link."""
        return key_of("signup.invitation", str(self.pk), self.key)

    @property
    def address(self) -> str:
        """The page of the invitation: the declaration to be filled in."""
        return reverse("invitation", args=[self.token])

    @property
    def expires_at(self) -> datetime:
        return self.sent_at + VALID

    @property
    def call(self) -> DeclarationCallPage | None:
        """The call whose declaration is filled in: the group's latest, open or not; None when there was none."""
        return call_of(self.group)

    def why_over(self, at: datetime | None = None) -> str:
        """Why nobody can come in by it any more, as a sentence; empty while somebody can."""
        if self.used_at:
            return "Ktoś już skorzystał z tego zaproszenia. Jeśli to Ty, deklaracja jest przyjęta: można się zalogować."
        if (at or timezone.now()) >= self.expires_at:
            return "Zaproszenie było ważne 30 dni i wygasło. Grupa może wysłać nowe."
        if self.closed_at:
            return "To zaproszenie zostało wycofane albo odrzucone. Grupa może wysłać nowe."
        if self.group.archived or not self.group.live or self.call is None:
            return ENDED
        if not type(self).objects.pending(at).filter(pk=self.pk).exists():
            return "Pod tym adresem jest już członkostwo w tej grupie. Jego stan widać na koncie, po zalogowaniu."
        return ""

    def may_mean(self, name: str) -> bool:
        """Whether it names nobody, or the person of this name."""
        invited = fold(f"{self.given_name} {self.family_name}").split()
        return not invited or invited == fold(name).split()

    # verbs

    @transaction.atomic
    def accept(
        self, *, consents: Iterable[str] = (), texts: dict | None = None, at: datetime | None = None, **answers: object
    ) -> Declaration:
        """The person confirms the statements: a declaration with a number, the decision, the membership, an account.

        The link in the mail proved the address, the group decided when it invited; the dates of a call do not count.
        The declaration; one press too many is the one that is there. Refuses when the invitation is over.
        """
        at = at or timezone.now()
        self._lock()
        address = self.email or (self.declaration.email if self.declaration else "")
        declaration = Declaration(
            call=self.call,
            state="submitted",
            source="invitation",
            sent_at=at,
            submitted_at=at,
            confirmed_at=at,
            **(answers | {"email": address}),
        )
        declaration.email_lower = cleaning.address(address).lower()
        if self.declaration and self.declaration.is_same_as(declaration):
            return self.declaration
        if why := self.why_over(at):
            raise Refused(why)
        declaration.number = NumberSeries.take(at)
        declaration._write([self.group], consents, texts)
        declaration.recognise_account()
        for first in on_the_desk(self.group, self.email):
            # by the account, or proved since the invitation went to the same mailbox, or by the name
            one_account = first.user is not None and first.user == declaration.user
            since = first.confirmed_at >= self.sent_at or first.is_named_as(declaration.full_name)
            if one_account or (first.user is None and since):
                first.supersede(self.group, declaration, at)
        declaration._take_in(declaration.choices.get(), self.invited_by, at, copy=True)
        self.used_at, self.declaration = at, declaration
        self._forget("used_at", "declaration")
        return declaration

    @transaction.atomic
    def decline(self, at: datetime | None = None) -> None:
        """The person does not want to; the address is forgotten. Idempotent."""
        self._lock()
        if not self.used_at and not self.closed_at:
            self._close(at or timezone.now())

    @transaction.atomic
    def withdraw(self, by: User, at: datetime | None = None) -> None:
        """The group takes it back; its link is dead. Idempotent; refuses once the person has come in."""
        self._lock()
        self._must_be_of(by)
        if self.used_at:
            raise Refused("Ta osoba już przyjęła zaproszenie.")
        if not self.closed_at:
            self._close(at or timezone.now())

    @transaction.atomic
    def resend(self, by: User, at: datetime | None = None) -> None:
        """Mail the same link again, and count the 30 days anew. Refuses when the invitation is over."""
        at = at or timezone.now()
        self._lock()
        self._must_be_of(by)
        if why := self.why_over(at):
            raise Refused(why)
        self.sent_at = at
        self.save(update_fields=["sent_at"])
        self._mail()

    def _must_be_of(self, by):
        if not by.coordinates(self.group):
            raise PermissionDenied("Zaproszenia prowadzą koordynatorki i koordynatorzy grupy.")

    def _close(self, at):
        self.closed_at = at
        self._forget("closed_at")

    def _forget(self, *changed):
        for name, value in self.NOBODY.items():
            setattr(self, name, value)
        self.save(update_fields=[*changed, *self.NOBODY])

    def _mail(self):
        by = self.invited_by
        context = {
            "group": self.group.title,
            "purpose": self.group.purpose,
            "by": by.get_full_name() if by and by.agreed_to_name else "",
            "until": self.expires_at,
            "address": self.address,
        }
        Mail.objects.post("invitation", self.email, context)

    def _lock(self):
        """Hold the row until the end of the transaction, and see what stands in it now."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
