"""People with an account. Nobody has a password; a paper member may have no address either."""

from datetime import datetime
from typing import Self

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.permissions import page_permission_policy

from portal import slots
from portal.models import WorkingGroupPage
from portal.rules import cleaning
from portal.rules.refusals import Refused
from portal.serving import generations
from signup.rules.names import ERASED

from .consent import Consent, ConsentText
from .mail import Mail

LAST = "To jedyna osoba z administracji. Najpierw wyznacz drugą: kto inny zająłby się serwisem?"


class UserQuerySet(models.QuerySet):
    def with_consent_to_name(self) -> Self:
        """Annotate `shows_name`: the person agreed to be named in public and has not withdrawn it."""
        agreed = Consent.objects.current().filter(user=OuterRef("pk"), text__kind="public_name")
        return self.annotate(shows_name=Exists(agreed))

    def in_office(self) -> Self:
        """Those who have a role beside memberships: administrators, editors, authors."""
        return self.filter(Q(is_superuser=True) | Q(is_staff=True) | Q(groups__isnull=False)).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)

    def create_user(self, email, password=None, **fields):
        """An account without a password; `email` may be None for a member who has no address."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, is_staff=True, is_superuser=True, **fields)

    def normalize_email(self, email):
        return (cleaning.address(email).lower() or None) if email else None


class User(AbstractUser):
    """A person who can be a member, a coordinator, an editor or an administrator."""

    shown_publicly = True

    username = None
    first_name = models.CharField("imię", max_length=80, blank=True)
    last_name = models.CharField("nazwisko", max_length=80, blank=True)
    email = cleaning.AddressField("adres e-mail", unique=True, null=True, blank=True)

    # since when the account has this address: what went to it before may be somebody else's
    address_since = models.DateTimeField("adres od", default=timezone.now, editable=False)

    # blanked, never deleted: what the person wrote stands under this row
    erased_at = models.DateTimeField("dane usunięte", null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = "osoba"
        verbose_name_plural = "osoby"
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(email=None, first_name="", last_name="", is_active=False),
                name="an_erased_person_has_no_name",
            )
        ]

    def __str__(self):
        return ERASED if self.erased_at else self.get_full_name() or "osoba bez nazwiska"

    def get_username(self):
        """What Wagtail calls a person, also in histories that all who write pages read: so without an address."""
        return str(self)

    def natural_key(self):
        return (self.email,)

    def clean(self):
        # stored in lower case, so that the unique constraint compares without regard to case
        self.email = type(self).objects.normalize_email(self.email)

    def save(self, *args, **kwargs):
        self.email = type(self).objects.normalize_email(self.email)
        super().save(*args, **kwargs)

    # questions

    def membership_in(self, group: WorkingGroupPage) -> models.Model | None:
        """The active membership in a group, or None."""
        return self.memberships.active().filter(group=group).first()

    def belongs_to(self, group: WorkingGroupPage) -> bool:
        return self.membership_in(group) is not None

    def coordinates(self, group: WorkingGroupPage) -> bool:
        return self.memberships.active().coordinators().filter(group=group).exists()

    @property
    def administers(self) -> bool:
        """Whether the person is an administrator who may act."""
        return self.is_active and self.is_superuser

    @property
    def edits_pages(self) -> bool:
        """Whether a role in the office, and not only a membership, opens the admin (signup.backends)."""
        return self.is_active and "wagtailadmin.access_admin" in self.get_group_permissions()

    @cached_property
    def joined(self) -> list[WorkingGroupPage]:
        """The groups that the person is active in, in their order; asked once a request."""
        mine = self.memberships.active().values("group")
        return list(WorkingGroupPage.objects.filter(pk__in=mine).order_by("path"))

    @cached_property
    def coordinated(self) -> list[WorkingGroupPage]:
        """The groups that the person coordinates, in their order; asked once a request."""
        mine = self.memberships.active().coordinators().values("group")
        return list(WorkingGroupPage.objects.filter(pk__in=mine).order_by("path"))

    @property
    def publishes_pages(self) -> bool:
        """Whether the person answers for the pages of the site, and not only for what was written by them."""
        return page_permission_policy.user_has_permission(self, "publish")

    @property
    def coordinates_any(self) -> bool:
        """Whether the person coordinates some group."""
        return bool(self.coordinated)

    @property
    def agreed_to_name(self) -> bool:
        """Whether the name may be shown in public (from the annotation where there is one)."""
        if hasattr(self, "shows_name"):
            return self.shows_name
        return self.consents.current().filter(text__kind="public_name").exists()

    @property
    def is_last_administrator(self) -> bool:
        """Whether nobody else could look after the site."""
        others = type(self).objects.filter(is_superuser=True, is_active=True).exclude(pk=self.pk)
        return self.is_superuser and self.is_active and not others.exists()

    # verbs

    @transaction.atomic
    def agree(self, kind: str, version: int, at: datetime | None = None) -> None:
        """Give a consent to the version that was read. Idempotent; refuses one that is not in force any more."""
        self._lock()
        text = ConsentText.newest(kind)
        if kind not in ConsentText.CONSENTS or text is None:
            raise ValueError(f"{kind} is no consent.")
        if text.version != version:
            raise Refused("Treść tej zgody zmieniła się. Przeczytaj ją jeszcze raz i zdecyduj.")
        if not self.consents.current().filter(text__kind=kind).exists():
            self.consents.create(text=text, given_at=at or timezone.now())

    @transaction.atomic
    def disagree(self, kind: str, at: datetime | None = None) -> None:
        """Withdraw a consent, also out of declarations that no group has decided about. Idempotent."""
        self._lock()
        mine = Q(user=self) | Q(declaration__in=self.declarations.with_data().values("pk"))
        Consent.objects.current().filter(mine, text__kind=kind).update(withdrawn_at=at or timezone.now())
        generations.change()  # at once: no public page says the name any more

    @transaction.atomic
    def correct(
        self,
        first_name: str,
        last_name: str,
        phone: str = "",
        organisations: dict | None = None,
        at: datetime | None = None,
    ) -> None:
        """Put own data right, wherever they stand: in the account, in declarations, in memberships.

        `organisations` are {membership: {field: value}}.
        """
        self._lock()
        self.first_name, self.last_name = first_name, last_name
        self.save(update_fields=["first_name", "last_name"])
        for declaration in self.declarations.with_data():
            declaration.correct(at, given_name=first_name, family_name=last_name, phone=phone)
        for membership, fields in (organisations or {}).items():
            for name, value in fields.items():
                setattr(membership, name, value)
            membership.save(update_fields=[*fields])

    @transaction.atomic
    def ask_for_erasure(self, at: datetime | None = None) -> models.Model:
        """Ask the office to erase what is kept; it has one month. The request. Idempotent; refuses the last
        administrator."""
        self._lock()
        if self.is_last_administrator:
            raise Refused(LAST)
        request = self.erasure_requests.open().first()
        if request is None:
            request = self.erasure_requests.create(asked_at=at or timezone.now())
            if self.email:
                Mail.objects.post("erasure_asked", self.email, {"until": request.due}, user=self)
        return request

    @transaction.atomic
    def take_erasure_back(self, at: datetime | None = None) -> None:
        """The person wants to stay after all. Idempotent."""
        self._lock()
        self.erasure_requests.open().update(taken_back_at=at or timezone.now())

    @transaction.atomic
    def erase(self, by: "User | None" = None, at: datetime | None = None) -> None:
        """Forget who this was: an administrator does it, or (`by` empty) the clock. Idempotent.

        Names, addresses, answers and mail go; the row, the numbers and what the person wrote for others stay, as those
        of an „osoba usunięta”. Refuses the last administrator.
        """
        at = at or timezone.now()
        if by is not None and not by.administers:
            raise PermissionDenied("Dane usuwa administracja.")
        # two administrators who erase each other: the second finds oneself to be the last
        people = type(self).objects.filter(Q(pk=self.pk) | Q(is_superuser=True))
        list(people.select_for_update(no_key=True).order_by("pk"))
        self.refresh_from_db()
        if self.erased_at:
            return
        if self.is_last_administrator:
            raise Refused(LAST)
        address = self.email
        for filling in slots.fillings("forget"):
            filling.function(self, at)
        self.memberships.forget(by, at)
        self.first_name, self.last_name, self.email, self.last_login = "", "", None, None
        self.is_active = self.is_staff = self.is_superuser = False
        self.erased_at = at
        self.set_unusable_password()
        self.save()
        asked = self.erasure_requests.open().update(done_at=at, done_by=by)
        if asked and address:
            Mail.objects.post("erased", address)
        generations.change()

    def _lock(self):
        """Hold the row until the end of the transaction. Refuses an erased person."""
        if type(self).objects.select_for_update(no_key=True).get(pk=self.pk).erased_at:
            raise Refused("Dane tej osoby są usunięte.")
