"""A person asks to be erased, and may take it back; the office sees until when it has to answer."""

import re
from datetime import datetime

import pytest
from django.utils import timezone

from signup.models import ErasureRequest, Mail, User
from signup.rules.months import months_after

pytestmark = pytest.mark.engine

MINE = "/konto/moje-dane/"
ASK = f"{MINE}usuniecie/"


# asking


def test_asking_takes_two_steps_and_the_office_sees_the_day(anna, admin, as_user):
    page = as_user(anna).get(MINE).text
    assert f'href="{ASK}"' in page
    page = as_user(anna).get(ASK).text
    for words in ("Co zniknie", "Co zostanie", "osoba usunięta", "ciągu miesiąca"):
        assert words in page.replace("\N{NO-BREAK SPACE}", " ")
    assert not ErasureRequest.objects.exists()  # a look asks for nothing
    for _ in range(2):
        assert as_user(anna).post(ASK).url == MINE
    request = ErasureRequest.objects.get()
    assert Mail.objects.get(kind="erasure_asked").to == "anna@example.org"
    assert "Prośba o usunięcie danych czeka" in as_user(anna).get(MINE).text.replace("\N{NO-BREAK SPACE}", " ")
    due = f"{timezone.localtime(request.due):%Y}"
    for address in ("/redakcja/usuwanie-danych/", f"/redakcja/usuwanie-danych/{anna.pk}/"):
        page = as_user(admin).get(address).text
        assert "Anna Próbna" in page
        assert due in page
    assert "Prośba o usunięcie danych" in as_user(admin).get("/redakcja/").text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_request_can_be_taken_back(anna, admin, as_user):
    as_user(anna).post(ASK)
    for _ in range(2):
        assert as_user(anna).post(f"{ASK}cofniecie/").url == MINE
    assert not ErasureRequest.objects.open().exists()
    assert "Żadna prośba nie czeka" in as_user(admin).get("/redakcja/usuwanie-danych/").text.replace("\xa0", " ")
    as_user(anna).post(ASK)  # and made again
    assert ErasureRequest.objects.count() == 2


def test_editors_are_not_told_who_asks(anna, editor, as_user):
    as_user(anna).post(ASK)
    page = as_user(editor).get("/redakcja/").text
    assert "Prośba o usunięcie" not in page.replace("\N{NO-BREAK SPACE}", " ")


def test_an_administrator_who_cannot_do_it_says_why(anna, admin, ewa, as_user):
    as_user(anna).post(ASK)
    address = f"/redakcja/usuwanie-danych/{anna.pk}/odmowa/"
    assert as_user(ewa).post(address, {"answer": "Nie."}).status_code == 403
    assert as_user(admin).post(address, {"answer": " "}).status_code == 422
    assert ErasureRequest.objects.open().exists()
    assert as_user(admin).post(address, {"answer": "Trwa spór."}).url == "/redakcja/usuwanie-danych/"
    assert not ErasureRequest.objects.open().exists()
    letter = Mail.objects.get(kind="erasure_declined")
    assert letter.to == "anna@example.org"
    assert "Trwa spór." in letter.text
    assert "Prezesa Urzędu" in letter.text
    assert "Trwa spór." in as_user(anna).get(MINE).text.replace("\xa0", " ")
    assert as_user(admin).post(address, {"answer": "Drugi raz."}).status_code == 404
    as_user(anna).post(ASK)  # one may ask again
    assert ErasureRequest.objects.open().exists()


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2018-01-15 17:30", "2018-02-15 17:30"),
        ("2018-01-31 09:00", "2018-02-28 09:00"),
        ("2018-12-31 23:00", "2019-01-31 23:00"),
    ],
)
def test_the_office_answers_within_one_month(asked, due):
    at, until = (timezone.make_aware(datetime.fromisoformat(text)) for text in (asked, due))
    assert ErasureRequest(asked_at=at).due == until
    assert months_after(until, -1) <= at


def test_the_admin_offers_no_deletion_of_people(anna, admin, as_user):
    desk = as_user(admin)
    assert desk.post(f"/redakcja/users/delete/{anna.pk}/").url == f"/redakcja/usuwanie-danych/{anna.pk}/"
    answer = desk.post(f"/redakcja/bulk/signup/user/delete/?id={anna.pk}")
    assert answer.url == "/redakcja/usuwanie-danych/"
    assert User.objects.filter(pk=anna.pk).exists()
    anna.erase(admin)
    assert desk.get(f"/redakcja/users/edit/{anna.pk}/").url == f"/redakcja/usuwanie-danych/{anna.pk}/"
    assert "są usunięte" in re.sub(r"\s+", " ", desk.get(f"/redakcja/usuwanie-danych/{anna.pk}/").text)
