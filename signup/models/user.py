"""People with an account. Nobody has a password; a paper member may have no address either."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property
from wagtail.permissions import page_permission_policy

from portal.models import WorkingGroupPage


class UserQuerySet(models.QuerySet):
    def with_consent_to_name(self):
        """Annotate `shows_name`: the person agreed to be named in public and has not withdrawn it."""
        from .consent import Consent

        agreed = Consent.objects.standing().filter(user=OuterRef("pk"), text__kind="public_name")
        return self.annotate(shows_name=Exists(agreed))


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
        return email.strip().lower() if email else None


class User(AbstractUser):
    """A person who can be a member, a coordinator, an editor or an administrator."""

    username = None
    first_name = models.CharField("imię", max_length=80, blank=True)
    last_name = models.CharField("nazwisko", max_length=80, blank=True)
    email = models.EmailField("adres e-mail", unique=True, null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = "osoba"
        verbose_name_plural = "osoby"

    def __str__(self):
        return self.get_full_name() or "osoba bez nazwiska"

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

    def membership_in(self, group):
        """The active membership in a group, or None."""
        return self.memberships.active().filter(group=group).first()

    def belongs_to(self, group):
        return self.membership_in(group) is not None

    def coordinates(self, group):
        return self.memberships.active().coordinators().filter(group=group).exists()

    @property
    def administers(self):
        """Whether the person is an administrator who may act."""
        return self.is_active and self.is_superuser

    @property
    def edits_pages(self):
        """Whether a role in the office, and not only a membership, opens the admin (signup.backends)."""
        return self.is_active and "wagtailadmin.access_admin" in self.get_group_permissions()

    @cached_property
    def coordinated(self):
        """The groups that the person coordinates, in their order; asked once a request."""
        mine = self.memberships.active().coordinators().values("group")
        return list(WorkingGroupPage.objects.filter(pk__in=mine).order_by("path"))

    @property
    def publishes_pages(self):
        """Whether the person answers for the pages of the site, and not only for what was written by them."""
        return page_permission_policy.user_has_permission(self, "publish")

    @property
    def coordinates_any(self):
        """Whether the person coordinates some group."""
        return bool(self.coordinated)

    @property
    def agreed_to_name(self):
        """Whether the name may be shown in public (from the annotation where there is one)."""
        if hasattr(self, "shows_name"):
            return self.shows_name
        return self.consents.standing().filter(text__kind="public_name").exists()
