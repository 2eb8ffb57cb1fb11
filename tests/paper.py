"""A declaration on paper that the office writes down."""

import pytest
from django.utils import timezone

from signup.models import Declaration


@pytest.fixture
def enter(call, group, ewa):
    """enter(**changes) writes a declaration on paper down, as Ewa."""

    def enter(by=ewa, **changes):
        answers = {
            "groups": [group],
            "received_on": timezone.localdate(),
            "given_name": "Jan",
            "family_name": "Papierowy",
            "email": "jan@example.org",
            "capacity": "own",
        }
        return Declaration.objects.enter(by, call, **(answers | changes))

    return enter
