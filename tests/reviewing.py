"""A confirmed declaration for a call of two groups, and a decision about it."""

import pytest

from signup.models import Declaration


@pytest.fixture
def both(call, group, other_group):
    """The call offers two groups."""
    call.groups = [group, other_group]
    call.save()
    return call


@pytest.fixture
def submitted(both, group, other_group):
    """submitted(groups=[…]) is a confirmed declaration of Maria Wzorcowa."""

    def make(groups=None, confirm=True, **changes):
        fields = {
            "given_name": "Maria",
            "family_name": "Wzorcowa",
            "email": "maria@example.org",
            "capacity": "own",
            "groups": groups or [group],
        }
        declaration = Declaration.objects.send(both, **(fields | changes))
        if confirm:
            declaration.confirm()
        return declaration

    return make
