"""Zofia, about whom everything is kept that can be, and what she reads of it."""

import re

import pytest

from signup.models import User

MINE = "/konto/moje-dane/"


def read(client, address=MINE):
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text.replace("\N{NO-BREAK SPACE}", " "))


@pytest.fixture
def zofia(make_declaration, group, ewa, make_action):
    """A member whose every trace is a word of its own."""
    declaration = make_declaration(
        "zofia",
        family_name="Kanarkowa",
        phone="+48601602603",
        contribution="Umiem śpiewać.",
        needs="pętla indukcyjna",
        availability=["evenings"],
        consents=["public_name"],
    )
    request = declaration.ask(ewa, group, "Jaka rola?")
    declaration.answer(request, "Założycielka.")
    declaration.note(ewa, group, "Tajna notatka.")
    declaration.accept(ewa, group)
    zofia = User.objects.get(email="zofia@example.org")
    action = make_action("Spacery z mapą w ręku", by=zofia)
    action.comment(zofia, "Zacznijmy od jednej dzielnicy.")
    action.support(zofia)
    action.pledges.create(by=zofia, text="Mogę dać salę.")
    action.objections.create(by=zofia, reason="Brakuje kosztów.")
    return zofia
