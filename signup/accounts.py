"""Making accounts: nobody registers; an account is opened when a group accepts a person, or by an administrator."""

from allauth.account.models import EmailAddress
from django.db import transaction

from signup.models import User


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
    user.is_active = False
    user.save(update_fields=["is_active"])
    return known


def let_in_by_code(user):
    """Whoever reads mail at the address of an account may sign in: allauth wants that as a row of its own."""
    EmailAddress.objects.exclude(email=user.email).filter(user=user).delete()
    EmailAddress.objects.update_or_create(email=user.email, defaults={"user": user, "verified": True, "primary": True})
