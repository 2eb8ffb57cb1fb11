"""A declaration as tests send it: by the form of the call, or by the verb."""

from datetime import datetime

import pytest
from django.utils import timezone

from signup.declaring.precautions import OPENED
from signup.models import Declaration

ANSWERS = {
    "given_name": "Jan",
    "family_name": "Testowy-O’Hara",
    "email": "Jan@Example.org",
    "capacity": "own",
    "stmt_voluntary": "on",
    "stmt_adult": "on",
    "stmt_clause": "on",
}
SHOWN = "clause:1 public_name:1 image:1"  # the versions of the texts that a new portal shows


def warsaw(text):
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture
def fill(client, call, group):
    """fill(**changes) sends the form of the call; None takes a field out."""

    def send(client=client, **changes):
        answers = ANSWERS | {"groups": [group.pk], "opened": OPENED.sign(""), "shown": SHOWN} | changes
        answers = {name: value for name, value in answers.items() if value is not None}
        return client.post(f"/deklaracje/nabor/{call.slug}/", answers)

    return send


@pytest.fixture
def declare(call, group):
    """declare(email="…", at=…) sends by the verb."""

    def send(**changes):
        fields = {
            "given_name": "Jan",
            "family_name": "Testowy",
            "email": "jan@example.org",
            "capacity": "own",
            "groups": [group],
        }
        return Declaration.objects.send(changes.pop("call", call), **(fields | changes))

    return send
