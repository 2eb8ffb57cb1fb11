"""„Moje dane”: people read, download and correct what is kept about them."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from signup.models import Declaration
from tests import my_data
from tests.my_data import read

MINE = "/konto/moje-dane/"
zofia = my_data.zofia


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
