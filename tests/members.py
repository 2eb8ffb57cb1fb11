"""Anna's membership, and what the log says of who looked at it."""

import json

import pytest

from signup.models import Membership
from signup.privacy import access_log


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def annas(anna, group):
    return Membership.objects.get(user=anna, group=group)


@pytest.fixture
def log(tmp_path):
    """log() is what the log of who saw what says: (act, memberships)."""

    def read():
        lines = [json.loads(line) for path in (tmp_path / "log").glob("*.jsonl") for line in path.open()]
        assert access_log.verify() == (len(lines), None)
        return [(line["act"], line.get("memberships")) for line in lines]

    return read


def fresh(membership):
    return Membership.objects.get(pk=membership.pk)
