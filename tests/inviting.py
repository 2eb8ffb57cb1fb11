"""An invitation by Ewa into her group, whose only call closed long ago."""

from datetime import timedelta

import pytest
from django.utils import timezone

from signup.models import DeclarationCallPage, Invitation

ANSWERS = {
    "given_name": "Ola",
    "family_name": "Zaproszona",
    "capacity": "own",
    "stmt_voluntary": "on",
    "stmt_adult": "on",
    "stmt_clause": "on",
    "shown": "clause:1 public_name:1 image:1",
}


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def over(call):
    """The only call of the group closed long ago."""
    today = timezone.localdate()
    call.opens, call.closes = today - timedelta(days=90), today - timedelta(days=60)
    call.save_revision().publish()
    return DeclarationCallPage.objects.get(pk=call.pk)


@pytest.fixture
def invite(over, ewa, group):
    """invite("ola@example.org") is an invitation by Ewa."""

    def make(email="ola@example.org", by=ewa, **fields):
        return Invitation.objects.invite(by, group, email, **fields)

    return make


def fresh(invitation):
    return Invitation.objects.get(pk=invitation.pk)
