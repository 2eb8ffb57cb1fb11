"""Making accounts: nobody registers; an account is opened when a group accepts a person, or by an administrator.

An address is not a person: it may have another owner next year. What belongs to an account says so in its row; a row
that names nobody follows an address only through `claim`.
"""

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.rules.refusals import Refused

from .mail import CODES, Mail
from .user import User


@transaction.atomic
def open_account(email: str | None, **fields: object) -> User:
    """The account of an address, made when there is none; `fields` fill a new one only. Safe to run twice at once.

    Without an address (a member on paper) it is a new account that nobody can sign in to.
    """
    email = User.objects.normalize_email(email)
    if email is None:
        return User.objects.create_user(None, **fields)
    user, made = User.objects.get_or_create(email=email, defaults=fields)
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        claim(user)
    let_in_by_code(user)
    return user


def claim(user: User) -> None:
    """What somebody of the same name sent from the address before the account had it is this person's."""
    # asked for by its name: a declaration opens accounts
    apps.get_model("signup", "Declaration").objects.claim(user)


@transaction.atomic
def give_address(user: User, email: str) -> User:
    """Let a person without an address sign in by this one, now known to be theirs: the account that is theirs now.

    When the address has an account already, the memberships move there.
    """
    email = User.objects.normalize_email(email)
    known = User.objects.filter(email=email).first()
    if known is None:
        _take(user, email)
        return user
    known.memberships.filter(status="ended", group__in=user.memberships.values("group")).delete()
    user.memberships.exclude(group__in=known.memberships.values("group")).update(user=known)
    user.memberships.all().delete()  # in groups where the other account is already
    user.declarations.update(user=known)
    user.first_name = user.last_name = ""  # the person goes on under the other account, and may be erased there
    user.is_active = False
    user.save(update_fields=["first_name", "last_name", "is_active"])
    return known


@transaction.atomic
def change_address(user: User, email: str) -> None:
    """The person reads mail at another address, which was proved. Idempotent; refuses one that another account has.

    Declarations and mail that waits go along; the old address is told, once. All sessions end, since whoever can read
    the old mail may have one: a view that serves the person keeps its own.
    """
    email, old = User.objects.normalize_email(email), user.email
    if email == old:
        return
    letters = list(Mail.objects.of(user).values_list("pk", flat=True))
    try:
        with transaction.atomic():
            _take(user, email)
    except IntegrityError as taken:
        user.email = old
        raise Refused("Tego adresu używa już inne konto.") from taken
    user.declarations.undecided().update(email=email or "", email_lower=email or "")
    letters = Mail.objects.filter(pk__in=letters)
    # what is out is not kept under the old address; what waits goes to the new one, codes for the old one nowhere
    letters.exclude(sent_at=None, failed_at=None).delete()
    letters.filter(kind__in=CODES).delete()
    letters.filter(user=user).update(to=email) if email else letters.filter(user=user).delete()
    user.set_unusable_password()  # another one: no session of before knows it
    user.save(update_fields=["password"])
    if old:
        Mail.objects.post("address_changed", old, user=user)


def _take(user, email):
    """From now on the address is this account's."""
    user.email, user.address_since = email, timezone.now()
    user.save(update_fields=["email", "address_since"])
    if email:
        let_in_by_code(user)
        claim(user)


def let_in_by_code(user: User) -> None:
    """Whoever reads mail at the address of an account may sign in: allauth wants that as a row of its own."""
    EmailAddress.objects.exclude(email=user.email).filter(user=user).delete()
    EmailAddress.objects.update_or_create(email=user.email, defaults={"user": user, "verified": True, "primary": True})
