"""Who is sent to sign in and comes back, who is refused, and which doors are not there at all."""

import pytest

LOGIN, CODE = "/konto/logowanie/", "/konto/logowanie/kod/"


@pytest.mark.parametrize("address", ["/konto/", "/redakcja/", "/redakcja/deklaracje/", "/redakcja/pages/"])
def test_signed_out_people_are_asked_to_sign_in_and_come_back(client, db, address):
    first = client.get(address)
    assert first.status_code == 302
    response = client.get(address, follow=True)
    last = response.redirect_chain[-1][0]
    assert last.startswith(f"{LOGIN}?next=")
    assert address in last.replace("%2F", "/")
    assert response.status_code == 200


def test_a_member_at_the_editors_door_gets_403_and_no_loop(anna, as_user):
    response = as_user(anna).get("/redakcja/", follow=True)
    assert response.status_code == 403
    assert len(response.redirect_chain) <= 1


def test_who_may_enter_finds_the_way_to_the_admin(ewa, editor, admin, anna, as_user):
    for person in (ewa, editor, admin):
        assert ">Redakcja</a>" in as_user(person).get("/konto/").text
        assert as_user(person).get("/redakcja/").status_code == 200
    assert ">Redakcja</a>" not in as_user(anna).get("/konto/").text


@pytest.mark.parametrize(
    "address", ["signup/", "login/", "password/reset/", "password/change/", "email/", "inactive/", "haslo/"]
)
def test_what_is_not_used_is_not_there(anna, as_user, address):
    assert as_user(anna).get(f"/konto/{address}").status_code == 404


@pytest.mark.parametrize("door", ["/_util/login/", "/redakcja/login/", "/redakcja/password_reset/"])
def test_no_door_of_wagtail_asks_for_a_password(client, home, door):
    typed = {"username": "ewa@example.org", "password": "haslo"}
    for answer in (client.get(f"{door}?next=/grupy/", follow=True), client.post(door, typed, follow=True)):
        assert 'type="password"' not in answer.content.decode() and "_auth_user_id" not in client.session
