"""Declarations are taken from the first day of a call to the last second of its last one, in Warsaw."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import WorkingGroupPage
from signup.models import Declaration, DeclarationCallPage, Refused
from tests import declaring
from tests.declaring import warsaw

declare, fill = declaring.declare, declaring.fill


@pytest.mark.parametrize(
    ("closes", "last", "late"),
    [
        ("2018-01-15", "2018-01-15T23:59:59", "2018-01-16T00:00:00"),
        ("2018-03-25", "2018-03-25T23:59:59", "2018-03-26T00:00:00"),  # the clocks went forward that night
        ("2018-10-28", "2018-10-28T23:59:59", "2018-10-29T00:00:00"),  # and back that one
    ],
)
def test_the_last_day_counts_to_its_last_second_in_warsaw(declare, call, closes, last, late):
    call.opens, call.closes = "2018-01-01", closes
    call.save()
    call = DeclarationCallPage.objects.get(pk=call.pk)
    with pytest.raises(Refused):
        declare(call=call, at=warsaw(late))
    assert declare(call=call, at=warsaw(last)) is not None
    assert call.deadline == warsaw(late)


def test_nothing_is_taken_before_the_call_opens(declare, call):
    with pytest.raises(Refused):
        declare(at=warsaw(f"{call.opens}T00:00:00") - timedelta(seconds=1))


def test_a_declaration_sent_in_time_and_confirmed_later_is_on_time(declare, call):
    sent = call.deadline - timedelta(seconds=1)
    declaration = declare(at=sent)
    declaration.confirm(at=call.deadline + timedelta(days=3))
    assert (declaration.state, declaration.sent_at) == ("submitted", sent)


def test_after_the_deadline_the_form_gives_way_to_the_contact(client, call, fill):
    call.closes = timezone.localdate() - timedelta(days=1)
    call.opens = call.closes - timedelta(days=9)
    call.save()
    for address in (call.url, "/deklaracja/"):
        page = client.get(address).text
        assert "Nabór zakończony" in page
        assert "Wyślij deklarację" not in page
        assert "Pytania?" in page
    assert fill().status_code == 409
    assert not Declaration.objects.exists()


def test_with_two_open_calls_the_plain_address_offers_both(client, call, make_group):
    other = call.get_parent().specific.add_child(
        instance=DeclarationCallPage(title="Nabór drugi", slug="drugi", opens=call.opens, closes=call.closes)
    )
    other.groups = [make_group("Sport i kultura")]
    other.save_revision().publish()
    page = client.get("/deklaracja/").text
    assert call.url in page
    assert "/nabory/drugi/" in page
    assert "Wyślij deklarację" not in page


def test_without_any_call_the_plain_address_says_so(client, home):
    response = client.get("/deklaracja/")
    assert response.status_code == 200
    assert "Teraz nie ma naboru" in response.text


def test_an_archived_group_or_one_of_another_call_cannot_be_chosen(declare, fill, group, other_group):
    assert fill(groups=[other_group.pk]).status_code == 422
    with pytest.raises(Refused):
        declare(groups=[other_group])
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    with pytest.raises(Refused):
        declare()
