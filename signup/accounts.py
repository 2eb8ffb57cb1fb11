"""Making accounts: nobody registers; an account is opened when a group accepts a person, or by an administrator."""

from allauth.account.models import EmailAddress
from django.db import transaction

from signup.models import User


@transaction.atomic
def open_account(email, **fields):
    """The account of an address, made when there is none; `fields` fill a new one only. Safe to run twice at once."""
    email = User.objects.normalize_email(email)
    user, made = User.objects.get_or_create(email=email, defaults=fields)
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    let_in_by_code(user)
    return user


def let_in_by_code(user):
    """Whoever reads mail at the address of an account may sign in: allauth wants that as a row of its own."""
    EmailAddress.objects.exclude(email=user.email).filter(user=user).delete()
    EmailAddress.objects.update_or_create(email=user.email, defaults={"user": user, "verified": True, "primary": True})
