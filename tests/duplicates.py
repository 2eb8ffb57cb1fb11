"""Two actions that say the same, and who stands behind them."""

import pytest

from roadmaps.models import Action


@pytest.fixture
def two(make_action):
    """A duplicate and the action that it is merged into."""
    return make_action("Debaty o mieście"), make_action("Debaty przy wspólnym stole")


def fresh(action):
    return Action.objects.get(pk=action.pk)


def votes(action):
    return Action.objects.for_board().get(pk=action.pk).votes
