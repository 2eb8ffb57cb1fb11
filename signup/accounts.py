"""Making accounts: nobody registers; an account is opened when a group accepts a person, or by an administrator."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from portal.errors import Refused
from signup.mail import post
from signup.models import Declaration, Mail, User


@transaction.atomic
def open_account(email, **fields):
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
    let_in_by_code(user)
    return user


@transaction.atomic
def give_address(user, email):
    """Let a person without an address sign in by this one, now known to be theirs: the account that is theirs now.

    When the address has an account already, the memberships move there.
    """
    email = User.objects.normalize_email(email)
    known = User.objects.filter(email=email).first()
    if known is None:
        user.email = email
        user.save(update_fields=["email"])
        let_in_by_code(user)
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
def change_address(user, email):
    """The person reads mail at another address, which was proved. Idempotent; refuses one that another account has.

    Declarations go along: those that wait for a decision get their mail there. The old address is told, once.
    """
    email, old = User.objects.normalize_email(email), user.email
    if email == old:
        return
    declarations = Declaration.objects.of(user)
    declarations.filter(user=None).update(user=user)
    Declaration.objects.filter(user=user, state__in=Declaration.BEFORE_DECISION).update(email=email, email_lower=email)
    try:
        with transaction.atomic():
            user.email = email
            user.save(update_fields=["email"])
    except IntegrityError as taken:
        user.email = old
        raise Refused("Tego adresu używa już inne konto.") from taken
    let_in_by_code(user)
    if old:
        Mail.objects.exclude(sent_at=None, failed_at=None).filter(to=old).delete()
        post("address_changed", old, subject="Adres Twojego konta jest zmieniony")


def let_in_by_code(user):
    """Whoever reads mail at the address of an account may sign in: allauth wants that as a row of its own."""
    EmailAddress.objects.exclude(email=user.email).filter(user=user).delete()
    EmailAddress.objects.update_or_create(email=user.email, defaults={"user": user, "verified": True, "primary": True})
