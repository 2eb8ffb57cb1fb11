"""„Moje dane”: people read, download and correct what is kept about them, and change their mind about consents."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from signup.models import Consent, ConsentText, Declaration, Mail, User

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


def test_a_member_reads_everything_that_is_kept(zofia, as_user):
    page = read(as_user(zofia))
    for words in (
        *("Zofia", "Kanarkowa", "zofia@example.org", "+48 601 602 603", "Umiem śpiewać.", "pętla indukcyjna"),
        *("Mogę dać salę.", "Brakuje kosztów."),
        *("wieczorem", "Jaka rola?", "Założycielka.", "Edukacja: przyjęta", "Spacery z mapą w ręku"),
        *(
            "Zacznijmy od jednej dzielnicy.",
            "Mogę dać salę.",
            "Brakuje kosztów.",
            "Głosy poparcia",
            "Klauzula informacyjna",
            "Witamy w grupie roboczej",
        ),
    ):
        assert words in page, words
    assert "Tajna notatka" not in page
    assert "1 – treść udostępni biuro" in page


def test_the_file_says_the_same_as_the_page(zofia, as_user):
    answer = as_user(zofia).get(f"{MINE}moje-dane.json")
    assert answer["Content-Type"] == "application/json"
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    told = json.loads(answer.content)
    assert {"account", "memberships", "declarations", "consents", "mails", "actions", "comments", "supports"} <= {*told}
    (declaration,) = told["declarations"]
    assert all(name in declaration for name in Declaration.ANSWERS)
    assert "Odpowiedź: Założycielka." in declaration["requests"][0]
    assert [(one["title"], one["version"]) for one in told["consents"]] == [
        ("Klauzula informacyjna", 1),
        ("Zgoda na podanie imienia, nazwiska i organizacji", 1),
    ]
    assert told["comments"][0]["text"] == "Zacznijmy od jednej dzielnicy."
    assert "Tajna notatka" not in answer.text


def test_nobody_reads_of_anybody_else(zofia, anna, ewa, client, as_user):
    for person in (anna, ewa):
        for address in (MINE, f"{MINE}moje-dane.json"):
            page = read(as_user(person), address)
            for words in ("zofia@", "śpiewać", "indukcyjna", "jednej dzielnicy"):
                assert words not in page, (person, words)
    assert client.get(MINE).url == f"/konto/logowanie/?next={MINE}"
    assert client.post(f"{MINE}zgody/image/", {"cast": "1"}).status_code == 403


def test_a_form_that_somebody_filled_in_with_my_address_is_not_shown_as_mine(anna, as_user, call, group):
    answers = {"given_name": "Obca", "family_name": "Osoba", "capacity": "own", "phone": "+48601602603"}
    anna.memberships.all().delete()
    Declaration.objects.send(call, email="anna@example.org", groups=[group], **answers)
    page = read(as_user(anna))
    assert "Deklaracja bez potwierdzonego adresu" in page
    assert "Obca" not in page
    assert "601 602 603" not in page


def test_the_number_of_queries_does_not_grow_with_what_is_kept(zofia, as_user, make_action):
    client = as_user(zofia)
    counts = []
    for many in (0, 20):
        for number in range(many):
            action = make_action(f"Działanie numer {number}", by=zofia)
            action.comment(zofia, "Jeszcze jedno zdanie.")
            action.support(zofia)
        client.get(MINE)
        with CaptureQueriesContext(connection) as asked:
            client.get(MINE)
        counts.append(len(asked))
    assert counts[0] == counts[1] < 60


def test_people_correct_their_name_phone_and_organisation(zofia, as_user, group):
    client = as_user(zofia)
    assert 'value="+48 601 602 603"' in read(client, f"{MINE}poprawki/")
    membership = zofia.memberships.get()
    organisation = {"org_name": "Fundacja Demo", "org_kind": "fundacja", "org_role": "prezeska"}
    answers = {"first_name": "Zofia", "last_name": "Nowa-Kanarkowa", "phone": "602 602 602"}
    answers |= {f"{name}_{membership.pk}": value for name, value in organisation.items()}
    assert client.post(f"{MINE}poprawki/", answers).url == MINE
    zofia.refresh_from_db()
    membership.refresh_from_db()
    declaration = Declaration.objects.get()
    assert (zofia.last_name, declaration.family_name, declaration.phone) == (
        "Nowa-Kanarkowa",
        "Nowa-Kanarkowa",
        "+48602602602",
    )
    assert (membership.org_name, membership.org_kind, membership.org_role) == (*organisation.values(),)


@pytest.mark.parametrize(
    "wrong", [{"first_name": ""}, {"last_name": "K4rkowa"}, {"phone": "12"}, {"org_name": "Fundacja"}]
)
def test_what_cannot_be_right_comes_back(zofia, as_user, wrong):
    membership = zofia.memberships.get()
    sent = {(f"{name}_{membership.pk}" if name.startswith("org") else name): value for name, value in wrong.items()}
    answer = as_user(zofia).post(f"{MINE}poprawki/", {"first_name": "Zofia", "last_name": "Inna"} | sent)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    zofia.refresh_from_db()
    assert zofia.last_name == "Kanarkowa"


def test_coordinators_who_still_decide_see_what_was_corrected(make_declaration, make_user, as_user):
    jan = make_user("jan")
    declaration = make_declaration("jan")
    as_user(jan).post(f"{MINE}poprawki/", {"first_name": "Jan", "last_name": "Poprawny", "phone": ""})
    assert [note.text for note in declaration.notes.all()] == ["Osoba poprawiła: nazwisko."]


# consents


def test_a_withdrawn_name_is_gone_from_public_pages_at_once(
    transactional_db, anna, group, client, as_user, agree_to_name, pages_made_anew
):
    agree_to_name(anna)
    assert "Anna Próbna" in client.get(group.url).text
    answer = as_user(anna).post(f"{MINE}zgody/public_name/", {"cast": "0"})
    assert answer.url == MINE
    assert "Anna Próbna" not in client.get(group.url).text
    assert Consent.objects.get().withdrawn_at


def test_a_kept_page_forgets_the_name_with_the_edition(transactional_db, anna, group, client, as_user, agree_to_name):
    agree_to_name(anna)
    for _ in range(2):  # the second from what is kept
        assert "Anna Próbna" in client.get(group.url).text
    as_user(anna).post(f"{MINE}zgody/public_name/", {"cast": "0"})
    assert "Anna Próbna" not in client.get(group.url).text


def test_consents_are_given_and_taken_back_one_by_one(anna, as_user):
    client = as_user(anna)
    assert "Nie ma tej zgody" in read(client)
    for _ in range(2):  # a second press changes nothing
        client.post(f"{MINE}zgody/image/", {"cast": "1", "version": "1"})
    assert [one.text.kind for one in anna.consents.current()] == ["image"]
    assert not anna.agreed_to_name
    client.post(f"{MINE}zgody/public_name/", {"cast": "1", "version": "1"})
    client.post(f"{MINE}zgody/image/", {"cast": "0"})
    client.post(f"{MINE}zgody/image/", {"cast": "0"})
    assert [one.text.kind for one in anna.consents.current()] == ["public_name"]
    client.post(f"{MINE}zgody/image/", {"cast": "1", "version": "1"})
    assert Consent.objects.filter(user=anna, text__kind="image").count() == 2  # each time with its dates


@pytest.mark.parametrize(("kind", "status"), [("clause", 404), ("nie-ma", 404), ("image", 302)])
def test_only_consents_can_be_taken_back(anna, as_user, kind, status):
    assert as_user(anna).post(f"{MINE}zgody/{kind}/", {"cast": "0"}).status_code == status


@pytest.mark.parametrize("version", ["2", "", "x", "99999", "-1"])
def test_a_text_that_was_not_read_is_not_agreed_to(anna, as_user, version):
    answer = as_user(anna).post(f"{MINE}zgody/image/", {"cast": "1", "version": version})
    assert answer.status_code == 409
    assert not anna.consents.exists()


def test_a_consent_is_given_to_the_version_that_was_read(anna, as_user):
    client = as_user(anna)
    ConsentText.write("image", "Zgadzam się na zdjęcia ze spotkań.")
    assert client.post(f"{MINE}zgody/image/", {"cast": "1", "version": "1"}).status_code == 409
    assert "Zgadzam się na zdjęcia ze spotkań." in read(client)
    client.post(f"{MINE}zgody/image/", {"cast": "1", "version": "2"})
    assert anna.consents.get().text.version == 2


def test_a_consent_of_a_declaration_under_review_can_be_taken_back(make_declaration, make_user, ewa, group):
    """Nor does it come back when the declaration is accepted."""
    jan = make_user("jan")
    declaration = make_declaration("jan", consents=["public_name", "image"])
    jan.disagree("public_name")
    declaration.accept(ewa, group)
    jan = User.objects.get(pk=jan.pk)
    assert [one.text.kind for one in jan.consents.current()] == ["clause", "image"]
    assert not jan.agreed_to_name


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
