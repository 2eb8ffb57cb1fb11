"""An account takes another address when the code from it is typed; nobody else's, and all sessions end."""

import re

import pytest
from django.test import Client

from signup.models import Mail, User
from tests import my_data
from tests.my_data import read

MINE = "/konto/moje-dane/"
zofia = my_data.zofia


# another address


def ask_for(client, email):
    return client.post(f"{MINE}adres/", {"email": email})


def codes():
    """What the person reads in both mailboxes."""
    kinds = {"code": "address_code", "own_code": "move_code"}
    found = {name: Mail.objects.filter(kind=kind).first() for name, kind in kinds.items()}
    return {name: code_in(mail) for name, mail in found.items() if mail}


def code_in(mail):
    return re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.text).group()


def test_an_address_changes_when_the_code_from_the_new_one_is_typed(zofia, as_user):
    session = as_user(zofia)
    assert ask_for(session, "Nowa.Zofia@example.org").url == f"{MINE}adres/kod/"
    zofia.refresh_from_db()
    assert zofia.email == "zofia@example.org"  # not yet
    mail = Mail.objects.get(kind="address_code")
    assert mail.to == "nowa.zofia@example.org"
    assert code_in(mail) not in mail.subject
    elsewhere = as_user(zofia)
    typed = {name: code.lower() for name, code in codes().items()}
    assert session.post(f"{MINE}adres/kod/", typed).url == MINE
    zofia.refresh_from_db()
    assert zofia.email == "nowa.zofia@example.org"
    assert elsewhere.get(MINE).status_code == 302  # other sessions are over
    assert "Na innych urządzeniach" in read(session)
    assert "+48 601 602 603" in read(session)  # the declaration under the old address is still theirs
    told = Mail.objects.get(kind="address_changed", to="zofia@example.org")
    assert "wylogowane" in told.text
    for email in ("zofia@example.org", "nowa.zofia@example.org"):
        Client().post("/konto/logowanie/", {"email": email})
    assert [mail.to for mail in Mail.objects.filter(kind="login_code").exclude(to="")] == ["nowa.zofia@example.org"]


def test_a_declaration_under_way_goes_along_and_opens_no_second_account(make_declaration, make_user, ewa, group):
    from signup.models.accounts import change_address

    jan = make_user("jan")
    declaration = make_declaration("jan")
    change_address(jan, "janek@example.org")
    declaration.accept(ewa, group)
    assert User.objects.filter(first_name="Jan").count() == 1
    assert jan.belongs_to(group)
    assert Mail.objects.get(kind="welcome").to == "janek@example.org"


def test_an_address_of_somebody_else_gives_no_other_screen_and_no_way_in(zofia, anna, as_user):
    session = as_user(zofia)
    free = ask_for(session, "wolny@example.org")
    taken = ask_for(session, "anna@example.org")
    assert (free.status_code, free.url) == (taken.status_code, taken.url)
    assert [(mail.kind, mail.to) for mail in Mail.objects.filter(kind__startswith="address_")] == [
        ("address_taken", "anna@example.org"),
        ("address_code", "wolny@example.org"),
    ]
    assert session.post(f"{MINE}adres/kod/", codes()).status_code == 422


def test_an_address_taken_meanwhile_is_refused(zofia, as_user, make_user):
    session = as_user(zofia)
    ask_for(session, "wolny@example.org")
    make_user("wolny")
    assert session.post(f"{MINE}adres/kod/", codes()).url == f"{MINE}adres/"
    zofia.refresh_from_db()
    assert zofia.email == "zofia@example.org"


def test_three_wrong_codes_or_ten_minutes_burn_the_code(zofia, as_user, monkeypatch):
    from datetime import timedelta

    from signup.privacy import new_address

    session = as_user(zofia)
    ask_for(session, "wolny@example.org")
    for wrong in ("code", "own_code", "code"):
        assert session.post(f"{MINE}adres/kod/", codes() | {wrong: "AAAA-AAAA"}).status_code == 422
    assert session.post(f"{MINE}adres/kod/", codes()).url == f"{MINE}adres/"
    monkeypatch.setattr(new_address, "CODE_WORKS", timedelta(minutes=-1))
    ask_for(session, "wolny@example.org")
    assert session.post(f"{MINE}adres/kod/", codes()).url == f"{MINE}adres/"
    zofia.refresh_from_db()
    assert zofia.email == "zofia@example.org"


def test_an_open_session_alone_moves_no_account(zofia, as_user):
    session = as_user(zofia)
    ask_for(session, "obcy@example.org")
    for without in ({}, {"own_code": ""}, {"own_code": codes()["code"]}):
        sent = {"code": codes()["code"]} | without
        assert session.post(f"{MINE}adres/kod/", sent).status_code in (302, 422)
    page = session.post(f"{MINE}adres/kod/", {}, follow=True).text  # the fourth try: new codes are needed
    assert "Podaj adres jeszcze raz" in page
    zofia.refresh_from_db()
    assert zofia.email == "zofia@example.org"
    assert Mail.objects.get(kind="move_code").to == "zofia@example.org"


def test_a_code_mailed_to_the_old_address_signs_nobody_in_after_the_change(zofia, as_user):
    from signup.models.accounts import change_address

    thief = Client()
    thief.post("/konto/logowanie/", {"email": "zofia@example.org"})
    code = code_in(Mail.objects.get(kind="login_code"))
    change_address(zofia, "nowa@example.org")
    assert not Mail.objects.filter(kind="login_code").exists()  # nor is one sent that waits
    answer = thief.post("/konto/logowanie/kod/", {"code": code}, follow=True)
    assert answer.redirect_chain[-1][0] == "/konto/logowanie/" and "już nie działa" in answer.text
    assert thief.get("/konto/").status_code == 302


def test_asking_again_sends_no_code_to_the_old_address_after_the_change(zofia):
    from signup.models.accounts import change_address

    thief = Client()
    thief.post("/konto/logowanie/", {"email": "zofia@example.org"})
    change_address(zofia, "nowa@example.org")
    thief.post("/konto/logowanie/kod/", {"action": "resend"})
    assert not Mail.objects.filter(kind="login_code").exists()


def test_an_address_that_the_office_changes_ends_all_sessions_too(zofia, admin, as_user):
    session = as_user(zofia)
    form = {"email": "biurowa@example.org", "first_name": "Zofia", "last_name": "Kanarkowa", "is_active": "on"}
    assert as_user(admin).post(f"/redakcja/users/edit/{zofia.pk}/", form).status_code == 302
    zofia.refresh_from_db()
    assert zofia.email == "biurowa@example.org"
    assert session.get(MINE).status_code == 302
    assert Mail.objects.get(kind="address_changed").to == "zofia@example.org"


def test_another_person_cannot_use_the_code(zofia, anna, as_user):
    ask_for(as_user(zofia), "wolny@example.org")
    assert as_user(anna).post(f"{MINE}adres/kod/", codes()).url == f"{MINE}adres/"
    assert not User.objects.filter(email="wolny@example.org").exists()


@pytest.mark.parametrize("email", ["", "nie adres", "a" * 250 + "@example.org"])
def test_what_is_no_address_comes_back(zofia, as_user, email):
    assert ask_for(as_user(zofia), email).status_code == 422
