"""Coordinators find the people of their group on a list, and do there what they may."""

import re

import pytest

from signup.models import Mail, Membership, MembershipChange
from tests import members
from tests.members import fresh

WHY = {"reason": "Na prośbę zgłoszoną przez telefon."}
annas, data_dir, log = members.annas, members.data_dir, members.log


@pytest.fixture
def here(group):
    return f"/redakcja/moje-grupy/{group.pk}/osoby/"


# the screens


def test_the_list_shows_who_is_in_the_group_and_leads_to_each(
    annas, ewa, bartek, celina, as_user, here, group, log, tmp_path
):
    client = as_user(ewa)
    assert here in client.get(f"/redakcja/moje-grupy/{group.pk}/").text
    page = client.get(here).text
    assert "Anna" in page and "Bartek" in page and "Celina" not in page
    assert f"{here}{annas.code}/" in page
    member = client.get(f"{here}{annas.code}/").text
    assert "anna@example.org" in member
    assert [act for act, _ in log()] == ["members", "member"]
    assert log()[1][1] == [annas.pk]
    written = "".join(path.read_text() for path in (tmp_path / "log").glob("*.json*"))
    assert not [word for word in ("Anna", "Próbna", "@") if word in written]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Anna", "Bartek", "Ewa"}),
        ("?q=ann", {"Anna"}),
        ("?q=probna+anna", {"Anna"}),
        ("?q=spoldz", {"Bartek"}),
        ("?lista=zakonczone", {"Jan"}),
        ("?lista=zawieszone", set()),
        ("?lista=nie-ma&strona=99", {"Anna", "Bartek", "Ewa"}),
        ("?q=%27%25", set()),
        ("?q=%00", {"Anna", "Bartek", "Ewa"}),
    ],
)
def test_people_are_found_by_name_organisation_and_state(
    anna, bartek, ewa, jan, join, group, as_user, here, query, shown
):
    bartek.memberships.update(org_name="Spółdzielnia „Wzór”")
    join(jan, group, status="ended")
    page = as_user(ewa).get(here + query).text
    assert {name for name in ("Anna", "Bartek", "Ewa", "Jan") if f">{name} Próbna</a>" in page} == shown


def test_the_list_asks_as_often_for_twenty_as_for_one(
    ewa, make_user, join, group, as_user, here, django_assert_max_num_queries
):
    client = as_user(ewa)
    with django_assert_max_num_queries(20) as one:
        client.get(here)
    for number in range(20):
        join(make_user(f"osoba{number}"), group)
    with django_assert_max_num_queries(len(one)):
        assert client.get(here).text.count("Próbna</a>") == 21


def test_a_press_suspends_and_the_page_tells(annas, ewa, as_user, here, log):
    client, address = as_user(ewa), f"{here}{annas.code}/"
    refused = client.post(f"{address}zawieszenie/", {"reason": " "})
    assert refused.status_code == 422 and "Podaj powód" in refused.text
    assert client.post(f"{address}zawieszenie/", WHY).url == address
    page = client.get(address).text.replace("\xa0", " ")
    assert "Członkostwo jest zawieszone" in page and WHY["reason"] in page and "Wznów członkostwo" in page
    assert client.post(f"{address}wznowienie/", WHY).status_code == 302
    assert client.post(f"{address}zakonczenie/", WHY).status_code == 302
    assert client.post(f"{address}zakonczenie/", WHY).status_code == 302
    assert Mail.objects.count() == 3
    assert [act for act, _ in log()] == ["member", "suspend", "member", "resume", "end", "end"]


def test_what_was_typed_is_kept_when_a_press_is_refused(annas, ewa, as_user, here, group):
    annas.end(ewa, "Bo tak.")
    answer = as_user(ewa).post(f"{here}{annas.code}/zawieszenie/", {"reason": "Z\x00 powodu\r\nwyjazdu"})
    assert answer.status_code == 422 and "zakończone" in answer.text


def test_codes_and_groups_of_others_are_not_there(annas, celina, karol, ewa, as_user, other_group, here):
    theirs = Membership.objects.get(user=celina)
    client = as_user(ewa)
    addresses = [f"{here}{theirs.code}/", f"{here}{annas.pk}/", f"{here}ABCD-EFGH/"]
    addresses += [f"/redakcja/moje-grupy/{other_group.pk}/osoby/", f"/redakcja/moje-grupy/999999/osoby/{annas.code}/"]
    assert {client.get(address).status_code for address in addresses} == {404}
    for way in ("zawieszenie", "wznowienie", "zakonczenie"):
        assert client.post(f"{here}{theirs.code}/{way}/", WHY).status_code == 404
        assert as_user(karol).post(f"{here}{annas.code}/{way}/", WHY).status_code == 404
    assert not MembershipChange.objects.exists()
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", annas.code) and annas.code != theirs.code


def test_what_leaves_no_line_in_the_log_does_not_happen(annas, ewa, as_user, here, tmp_path):
    (tmp_path / "log").write_text("a file where the folder should be")
    client = as_user(ewa, raise_request_exception=False)
    assert client.post(f"{here}{annas.code}/zakonczenie/", WHY).status_code == 500
    assert fresh(annas).status == "active" and not Mail.objects.exists()
