"""The link of the mail and its button confirm a declaration; it then has a number, and there are no gaps."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from signup.models import Declaration, DeclarationCallPage, Mail
from tests import declaring
from tests.declaring import warsaw
from tests.threads import at_once

declare = declaring.declare


def test_only_the_button_confirms(declare, client):
    declaration = declare()
    page = client.get(declaration.address)
    assert page.status_code == 200
    assert "Potwierdzam deklarację" in page.text
    declaration.refresh_from_db()
    assert declaration.state == "unconfirmed"
    response = client.post(declaration.address)
    assert response.status_code == 302
    declaration.refresh_from_db()
    assert declaration.state == "submitted"
    assert declaration.number == f"D/{timezone.localdate().year}/0001"
    receipt = client.get(response.url).text
    assert declaration.number in receipt
    assert "Tu jest teraz" in receipt
    mail = Mail.objects.get(kind="received")
    assert mail.subject == f"Otrzymaliśmy Twoją deklarację nr {declaration.number}"


def test_a_used_link_shows_the_receipt_and_confirms_nothing_twice(declare, client):
    declaration = declare()
    for _ in range(3):
        assert client.post(declaration.address).status_code == 302
    assert Mail.objects.filter(kind="received").count() == 1
    assert client.get(declaration.address).status_code == 200


def test_a_link_is_good_for_seven_days(declare, client):
    now = timezone.now()
    declaration = declare(at=now - timedelta(days=6, hours=23))
    late = declare(email="maria@example.org", at=now - timedelta(days=7))
    assert client.post(declaration.address).status_code == 302
    for response in (client.get(late.address), client.post(late.address)):
        assert response.status_code == 410
        assert "wygasł" in response.text
    late.refresh_from_db()
    assert late.number is None


def test_an_unknown_link_is_not_there(client, declare):
    declaration = declare()
    assert client.get("/deklaracje/nie-ma-takiej/").status_code == 404
    assert client.post("/deklaracje/nie-ma-takiej/").status_code == 404
    assert client.get(f"/deklaracje/{declaration.confirmation_key}/").status_code == 404
    assert client.get(f"/deklaracje/{declaration.pk}/").status_code == 404


def test_what_is_never_confirmed_is_forgotten_and_its_row_stays(declare):
    now = timezone.now()
    old = declare(at=now - timedelta(days=7), org_name="Fundacja Demo", capacity="representative")
    young = declare(email="maria@example.org", at=now - timedelta(days=6))
    assert Declaration.objects.expire(now) == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert old.state == "expired"
    assert {old.given_name, old.family_name, old.email, old.email_lower, old.org_name} == {""}
    assert (young.state, young.given_name) == ("unconfirmed", "Jan")


def test_numbers_have_no_gaps_and_begin_anew_with_the_year_in_warsaw(declare, call):
    call.opens = call.closes = "2018-12-31"
    call.save()
    call = DeclarationCallPage.objects.get(pk=call.pk)
    sent = warsaw("2018-12-31T12:00")
    first, second, third = (declare(call=call, email=f"{name}@example.org", at=sent) for name in "abc")
    first.confirm(at=warsaw("2018-12-31T22:00"))
    second.confirm(at=warsaw("2018-12-31T23:59:59"))
    third.confirm(at=warsaw("2019-01-01T00:00:00"))  # still the old year in UTC
    assert [d.number for d in (first, second, third)] == ["D/2018/0001", "D/2018/0002", "D/2019/0001"]


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_confirmed_at_once_numbers_differ_and_have_no_gaps(declare):
    waiting = [declare(email=f"osoba{n}@example.org") for n in range(50)]
    todo = iter(waiting + waiting[:10])
    lock = threading.Lock()

    def confirm():
        with lock:
            declaration = next(todo)
        Declaration.objects.get(pk=declaration.pk).confirm()

    assert not at_once(*[confirm] * 60)
    numbers = sorted(Declaration.objects.values_list("number", flat=True))
    assert [int(number[-4:]) for number in numbers] == list(range(1, 51))
    assert Mail.objects.filter(kind="received").count() == 50
