"""How people are called in public: by name only if they agreed to it."""

from django.contrib.auth.models import AbstractUser

from signup.rules.names import ERASED

SOMEBODY = "członkini/członek grupy"


def public_name(user: AbstractUser) -> str:
    """The name of somebody who agreed to be named, else what the person is. Asks no query after for_board."""
    if user.erased_at:
        return ERASED
    return user.get_full_name() if user.agreed_to_name and user.get_full_name() else SOMEBODY


def name_among_members(user: AbstractUser) -> str:
    """The name as members of the group read it of each other."""
    return ERASED if user.erased_at else user.get_full_name() or SOMEBODY
