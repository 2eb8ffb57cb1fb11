"""The address of a member on paper comes later, or was mistyped: the office writes it, the person confirms it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from signup.models import Declaration, Mail, Membership, Refused, User
from tests import paper

enter = paper.enter


@pytest.fixture
def desk(as_user, ewa, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return as_user(ewa)


def address_of(declaration):
    return f"/redakcja/deklaracje/{declaration.code}/adres/"


def test_a_member_without_an_address_gets_one_confirms_it_by_a_button_and_can_sign_in(
    enter, desk, client, ewa, group, settings, mailoutbox
):
    declaration = enter(email="")
    membership = declaration.accept(ewa, group)
    member = f"/redakcja/moje-grupy/{group.pk}/osoby/{membership.code}/"
    assert "Dodaj adres" in desk.get(member).text
    assert desk.post(address_of(declaration), {"email": "nie adres"}).status_code == 422
    assert desk.post(address_of(declaration), {"email": " Jan@Example.org "}).status_code == 302
    declaration.refresh_from_db()
    mail = Mail.objects.get()
    assert (mail.kind, mail.to) == ("confirm", "jan@example.org")
    assert declaration.address in mail.text and declaration.number in mail.text
    assert "czeka na potwierdzenie" in desk.get(member).text
    membership.user.refresh_from_db()
    assert membership.user.email is None  # until the button
    assert client.get(declaration.address).status_code == 200
    assert not Declaration.objects.get().is_confirmed
    assert client.post(declaration.address).status_code == 302
    membership.user.refresh_from_db()
    assert membership.user.email == "jan@example.org"
    assert Mail.objects.filter(kind="welcome").count() == 1
    assert "jan@example.org" in desk.get(member).text
    client.post("/konto/logowanie/", {"email": "jan@example.org"})
    assert Mail.objects.filter(kind="login_code", to="jan@example.org").exists()


def test_a_mistyped_address_is_put_right_and_its_link_is_dead(enter, desk, client, ewa):
    declaration = enter(email="jna@example.org")
    wrong = declaration.address
    assert desk.post(address_of(declaration), {"email": "jan@example.org"}).status_code == 302
    declaration.refresh_from_db()
    assert client.post(wrong).status_code == client.get(wrong).status_code == 404
    assert client.post(declaration.address).status_code == 302
    assert [(mail.kind, mail.to) for mail in Mail.objects.order_by("pk")] == [
        ("confirm", "jna@example.org"),
        ("confirm", "jan@example.org"),
    ]


def test_one_press_too_many_is_one_mail_and_later_it_is_sent_again(enter, ewa):
    declaration = enter(email="")
    for _ in range(2):
        declaration.write_address(ewa, "jan@example.org")
    assert Mail.objects.count() == 1
    declaration.write_address(ewa, "Jan@example.org", at=timezone.now() + timedelta(minutes=11))
    assert [declaration.address in mail.text for mail in Mail.objects.all()] == [True, True]


def test_a_confirmed_address_is_not_the_offices_to_change(enter, desk, make_declaration, ewa):
    declaration, online = enter(), make_declaration("ola")
    declaration.confirm()
    for one in (declaration, online):
        with pytest.raises(Refused):
            one.write_address(ewa, "obcy@example.org")
        assert "adres/" not in desk.get(f"/redakcja/deklaracje/{one.code}/").text
        assert desk.post(address_of(one), {"email": "obcy@example.org"}).status_code == 422
    assert not Mail.objects.filter(to="obcy@example.org").exists()


def test_others_write_no_address(enter, karol, anna, editor, as_user):
    declaration = enter(email="")
    for who, status in ((karol, 404), (anna, 403), (editor, 403)):
        with pytest.raises(PermissionDenied):
            declaration.write_address(who, "jan@example.org")
        assert as_user(who).post(address_of(declaration), {"email": "jan@example.org"}).status_code == status
    assert not Mail.objects.exists()


def test_what_an_administrator_writes_down_for_a_person_on_paper_is_confirmed_too(
    enter, ewa, group, admin, as_user, client
):
    declaration = enter(email="")
    person = declaration.accept(ewa, group).user
    form = {"first_name": "Jan", "last_name": "Papierowy", "is_active": "on", "email": "jan@example.org"}
    assert as_user(admin).post(f"/redakcja/users/edit/{person.pk}/", form).status_code == 302
    person.refresh_from_db()
    assert person.email is None
    declaration.refresh_from_db()
    assert Mail.objects.get().to == "jan@example.org"
    client.post(declaration.address)
    person.refresh_from_db()
    assert person.email == "jan@example.org"


def test_an_address_that_has_an_account_takes_the_membership_there_later(enter, ewa, group, make_user):
    declaration = enter(email="")
    stranger = declaration.accept(ewa, group).user
    known = make_user("jan")
    declaration.write_address(ewa, "jan@example.org")
    declaration.confirm()
    assert Membership.objects.get(group=group, role="member").user == known
    assert not User.objects.get(pk=stranger.pk).is_active
