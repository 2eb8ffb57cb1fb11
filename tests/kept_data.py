"""Declarations of January 2018 with data that could leak, and what is forgotten of them."""

from datetime import datetime

import pytest
from django.utils import timezone

from signup.models import Declaration, DeclarationCallPage


def warsaw(text):
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "log"


@pytest.fixture
def call(call):
    """The call of 2018, until 15 January."""
    call.opens, call.closes = datetime(2018, 1, 1).date(), datetime(2018, 1, 15).date()
    call.save_revision().publish()
    return DeclarationCallPage.objects.get(pk=call.pk)


SENT = warsaw("2018-01-10 12:00")


@pytest.fixture
def declare(make_declaration):
    """declare("zofia") is a declaration of 10 January with something in every field that tells of a person."""

    def make(name, **fields):
        told = {"phone": "+48601602603", "contribution": "śpiew", "needs": "pętla", "org_name": "Papużka"}
        return make_declaration(name, at=SENT, **told | fields)

    return make


def numbers(found):
    return {rule.name: number for rule, number in found if number}


def told(declaration):
    declaration.refresh_from_db()
    return [getattr(declaration, name) for name in Declaration.PERSONAL if getattr(declaration, name)]
