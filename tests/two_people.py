"""Zofia, who had an address, and Ola, whose it is now."""

import pytest

from signup.models import Declaration, User
from signup.models.accounts import change_address

SHARED, NEW = "biuro@example.org", "zofia.nowa@example.org"


@pytest.fixture
def declare(call, group, ewa):
    """declare("Zofia", "Kanarkowa", …) is a declaration from the one address, accepted unless told otherwise."""

    def make(given, family, accepted=True, **answers):
        answers = {"email": SHARED, "capacity": "own", "consents": ["public_name"], "groups": [group]} | answers
        declaration = Declaration.objects.send(call, given_name=given, family_name=family, **answers)
        declaration.confirm()
        if accepted:
            declaration.accept(ewa, group)
        return declaration

    return make


@pytest.fixture
def zofia(declare, other_group, call, group):
    """The first person: one declaration was accepted, one waits for another group."""
    call.groups = [group, other_group]
    call.save_revision().publish()
    declaration = declare("Zofia", "Kanarkowa", phone="+48601602603", contribution="Umiem śpiewać.")
    declare("Zofia", "Kanarkowa", accepted=False, groups=[other_group])
    zofia = User.objects.get(pk=declaration.user.pk)
    change_address(zofia, NEW)
    return zofia


@pytest.fixture
def ola(zofia, declare):
    """The second one, at whose address a paper and an invitation of others stand too."""
    declaration = declare("Ola", "Sikorkowa", phone="+48602602602", contribution="Umiem gwizdać.")
    assert declaration.user != zofia
    return User.objects.get(email=SHARED)
