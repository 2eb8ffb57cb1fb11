"""Coordinators look after the people of their group: suspend, resume, end, each with a reason and a mail."""

import json
import re

import pytest
from django.core.exceptions import PermissionDenied

from portal.models import WorkingGroupPage
from roadmaps.models import Event, Support
from signup.models import Mail, Membership, MembershipChange, Refused
from signup.privacy import access_log
from tests.threads import at_once

WHY = {"reason": "Na prośbę zgłoszoną przez telefon."}


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def annas(anna, group):
    return Membership.objects.get(user=anna, group=group)


@pytest.fixture
def here(group):
    return f"/redakcja/moje-grupy/{group.pk}/osoby/"


@pytest.fixture
def log(tmp_path):
    """log() is what the log of who saw what says: (act, memberships)."""

    def read():
        lines = [json.loads(line) for path in (tmp_path / "log").glob("*.jsonl") for line in path.open()]
        assert access_log.verify() == (len(lines), None)
        return [(line["act"], line.get("memberships")) for line in lines]

    return read


def fresh(membership):
    return Membership.objects.get(pk=membership.pk)


@pytest.mark.parametrize(
    ("verb", "status", "words"),
    [("suspend", "suspended", "zostało zawieszone"), ("end", "ended", "zostało zakończone")],
)
def test_a_coordinator_changes_a_membership_and_the_person_hears_why(annas, ewa, anna, group, verb, status, words):
    getattr(annas, verb)(ewa, " Bo tak. ")
    getattr(annas, verb)(ewa, "Jeszcze raz.")
    assert fresh(annas).status == status
    assert (fresh(annas).ended_at is not None) == (status == "ended")
    assert not anna.belongs_to(group)
    change = MembershipChange.objects.get()
    assert (change.by, change.reason) == (ewa, "Bo tak.")
    mail = Mail.objects.get()
    assert (mail.subject, mail.to) == ("Zmiana w Twoim członkostwie", "anna@example.org")
    assert words in mail.text and "„Edukacja”" in mail.text and "Bo tak." in mail.text
    assert "Ewa" not in mail.text


def test_who_rests_is_resumed_and_support_waits_meanwhile(annas, ewa, anna, group, make_action):
    action = make_action()
    action.support(anna)
    annas.suspend(ewa, "Wyjazd.")
    assert action.supports.count() == 1
    with pytest.raises(Refused):
        action.withdraw_support(anna)
    annas.resume(ewa, "Powrót.")
    assert anna.belongs_to(group)
    assert [mail.kind for mail in Mail.objects.all()] == ["membership", "membership"]
    assert "zostało wznowione" in Mail.objects.first().text
    assert "/konto/" in Mail.objects.first().text


def test_an_ended_membership_takes_support_with_it_and_only_a_declaration_brings_it_back(
    annas, ewa, anna, make_action, group, make_declaration
):
    make_action().support(anna)
    annas.end(ewa, "Bo tak.")
    assert not Support.objects.exists()
    assert Event.objects.get(kind="support_withdrawn").by == anna
    for verb in (annas.resume, annas.suspend):
        with pytest.raises(Refused, match="zakończone"):
            verb(ewa, "Jednak.")
    make_declaration("anna").accept(ewa, group)
    assert anna.belongs_to(group)


def test_no_reason_no_change(annas, ewa):
    for verb in (annas.suspend, annas.end):
        with pytest.raises(Refused, match="Podaj powód"):
            verb(ewa, "  ")
    assert fresh(annas).status == "active" and not Mail.objects.exists()


@pytest.mark.parametrize("who", ["karol", "bartek", "celina", "editor", "jan"])
def test_nobody_else_changes_a_membership(annas, who, request):
    by = request.getfixturevalue(who)
    for verb in (annas.suspend, annas.resume, annas.end):
        with pytest.raises(PermissionDenied):
            verb(by, "Bo tak.")
    with pytest.raises(PermissionDenied):
        annas.give_role(by, "coordinator")
    assert (fresh(annas).status, fresh(annas).role) == ("active", "member")


def test_coordinators_neither_name_nor_dismiss_coordinators(annas, ewa, karol, group, join):
    theirs = join(karol, group, role="coordinator")
    mine = Membership.objects.get(user=ewa)
    for membership in (theirs, mine):
        with pytest.raises(Refused, match="administracja"):
            membership.end(ewa, "Bo tak.")
    with pytest.raises(PermissionDenied):
        annas.give_role(ewa, "coordinator")


def test_in_an_archived_group_nothing_changes(annas, ewa, group):
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    with pytest.raises(Refused, match="zakończyła pracę"):
        fresh(annas).end(ewa, "Bo tak.")


def test_whoever_has_no_address_gets_no_mail(annas, ewa, anna):
    anna.email = None
    anna.save()
    fresh(annas).suspend(ewa, "Bo tak.")
    assert not Mail.objects.exists()


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["suspend", "end"])
def test_ten_at_once_are_one_change_and_one_mail(annas, ewa, karol, group, join, verb):
    join(karol, group, role="coordinator")
    works = [lambda by=by: getattr(Membership.objects.get(pk=annas.pk), verb)(by, "Bo tak.") for by in (ewa, karol) * 5]
    assert not at_once(*works)
    assert MembershipChange.objects.count() == Mail.objects.count() == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_ended_and_left_at_once_is_over_once(annas, ewa):
    errors = at_once(lambda: fresh(annas).end(ewa, "Bo tak."), lambda: fresh(annas).leave())
    assert not errors
    assert MembershipChange.objects.count() == Mail.objects.count() == 1


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


# administrators


@pytest.fixture
def change(admin, as_user, annas):
    """change(status="ended") changes Anna's membership in the settings of the admin."""

    def change(**fields):
        form = {"role": "member", "status": "active", "reason": "Na wniosek grupy."} | fields
        return as_user(admin).post(f"/redakcja/czlonkostwa/edit/{annas.pk}/", form)

    return change


def test_a_change_by_an_administrator_is_mailed_too(change, annas, admin, make_action, anna, log):
    make_action().support(anna)
    assert change(status="suspended").status_code == 302
    assert change(status="suspended").status_code == 302
    assert change(status="ended").status_code == 302
    assert not Support.objects.exists()
    assert change(status="active").status_code == 302
    assert fresh(annas).status == "active" and fresh(annas).ended_at is None
    told = [mail.text for mail in Mail.objects.order_by("pk")]
    assert ["zawieszone" in told[0], "zakończone" in told[1], "wznowione" in told[2], len(told)] == [True] * 3 + [3]
    assert all("Na wniosek grupy." in text for text in told)
    assert {change.by for change in MembershipChange.objects.all()} == {admin}
    assert [act for act, _ in log()] == ["suspend", "end", "resume"]


def test_an_administrator_names_and_dismisses_coordinators_and_they_hear_of_it(change, annas, anna, group):
    change(role="coordinator", reason="")
    assert anna.coordinates(group)
    change(role="member", reason="")
    assert not anna.coordinates(group) and anna.belongs_to(group)
    told = [mail.text for mail in Mail.objects.order_by("pk")]
    assert "powierzyła Ci koordynację" in told[0] and "nie należy już do Twoich zadań" in told[1]


def test_other_fields_are_no_news_and_the_person_and_the_group_stay(change, annas, jan, other_group):
    change(org_name="Fundacja Demo", user=jan.pk, group=other_group.pk)
    assert fresh(annas).org_name == "Fundacja Demo"
    assert (fresh(annas).user, fresh(annas).group) == (annas.user, annas.group)
    assert not Mail.objects.exists() and not MembershipChange.objects.exists()


def test_a_membership_is_ended_and_never_deleted(admin, as_user, annas):
    client = as_user(admin)
    assert client.post(f"/redakcja/czlonkostwa/delete/{annas.pk}/").status_code in (302, 403)
    assert Membership.objects.filter(pk=annas.pk).exists()
    assert "/delete/" not in client.get(f"/redakcja/czlonkostwa/edit/{annas.pk}/").text
