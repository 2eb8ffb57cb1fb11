"""The person withdraws what is not decided yet, the office only what is its own."""

import pytest
from django.core.exceptions import PermissionDenied

from signup.models import Declaration, Mail, Refused
from tests import completing
from tests.completing import state, subjects

declaration = completing.declaration


def test_the_person_withdraws_what_is_not_decided_yet(declaration, ewa, group, other_group):
    declaration.accept(ewa, group)
    Mail.objects.all().delete()
    declaration.withdraw()
    declaration.withdraw()
    assert state(declaration) == "withdrawn"
    states = dict(declaration.choices.values_list("group__title", "state"))
    assert states == {"Edukacja": "accepted", "Kooperacja": "withdrawn"}
    assert subjects() == ["Deklaracja została wycofana"]
    assert ewa.coordinates(group)
    assert declaration.memberships.get().status == "active"


def test_an_unconfirmed_declaration_can_be_withdrawn(make_declaration):
    declaration = make_declaration(confirmed=False)
    declaration.withdraw()
    assert state(declaration) == "withdrawn"
    declaration.confirm()
    assert Declaration.objects.get(pk=declaration.pk).number is None


def test_a_decided_declaration_stays_decided(declaration, ewa, karol, group, other_group):
    declaration.accept(ewa, group)
    declaration.decline(karol, other_group, "Nie tym razem.")
    with pytest.raises(Refused):
        declaration.withdraw()
    assert state(declaration) == "decided"


def test_the_office_withdraws_only_what_is_its_own_and_says_why(declaration, ewa, karol, join, group, other_group):
    with pytest.raises(PermissionDenied):
        declaration.withdraw(by=ewa, reason="Na prośbę telefoniczną.")
    join(ewa, other_group, role="coordinator")
    with pytest.raises(Refused):
        declaration.withdraw(by=ewa, reason=" ")
    declaration.withdraw(by=ewa, reason="Na prośbę telefoniczną.")
    assert Declaration.objects.get(pk=declaration.pk).withdrawn_by == ewa
    assert "przez biuro" in Mail.objects.get().text


def test_whoever_withdrew_may_declare_again(declaration, make_declaration, group):
    declaration.withdraw()
    assert make_declaration("jan").number != declaration.number


def test_the_person_withdraws_on_the_page_of_the_case_and_looking_changes_nothing(client, declaration):
    address = f"{declaration.address}wycofaj/"
    assert client.get(address).status_code == 200
    assert state(declaration) == "submitted"
    assert client.post(address).status_code == 302
    assert state(declaration) == "withdrawn"
    page = client.get(declaration.address).text
    assert "Deklaracja jest wycofana" in page
    assert "Popraw dane" not in page
    assert client.get(f"{declaration.address}popraw/").status_code == 409


def test_a_withdrawn_declaration_asks_for_nothing(client, declaration, ewa, group):
    declaration.ask(ewa, group, "Jaka rola?")
    declaration.withdraw()
    page = client.get(declaration.address).text
    assert "Wyślij odpowiedź" not in page
    assert client.post(f"{declaration.address}uzupelnij/{group.slug}/", {"answer": "x"}).status_code == 422
    answer = client.get(f"{declaration.address}wycofaj/")
    assert (answer.status_code, answer.url) == (302, declaration.address)
