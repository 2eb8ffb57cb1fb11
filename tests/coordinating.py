"""Ewa in the admin of her group."""

import pytest

from portal.models import WorkingGroupPage


@pytest.fixture
def ewas(as_user, ewa):
    return as_user(ewa)


@pytest.fixture
def here(group):
    return f"/redakcja/moje-grupy/{group.pk}/"


def introduction(group, **changes):
    fresh = WorkingGroupPage.objects.get(pk=group.pk)
    return {"base": fresh.latest_revision_id, "purpose": "Nowy cel.", "introduction": "Wstęp."} | changes
