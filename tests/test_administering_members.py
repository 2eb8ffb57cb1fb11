"""Administrators look after people and memberships, name coordinators and dismiss them; nobody else does."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from roadmaps.models import Support
from signup.models import Mail, Membership, MembershipChange, User
from tests import members
from tests.members import fresh

annas, data_dir, log = members.annas, members.data_dir, members.log


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


# people and memberships, for administrators


def test_administrator_names_a_coordinator(admin, jan, group, as_user):
    client = as_user(admin)
    assert client.get("/redakcja/czlonkostwa/").status_code == 200
    response = client.post(
        "/redakcja/czlonkostwa/new/",
        {"user": jan.pk, "group": group.pk, "role": "coordinator", "status": "active"},
    )
    assert response.status_code == 302
    assert jan.coordinates(group)


def test_a_membership_that_an_administrator_ends_knows_since_when(admin, jan, group, join, as_user):
    membership = join(jan, group)
    address = f"/redakcja/czlonkostwa/edit/{membership.pk}/"
    form = {"user": jan.pk, "group": group.pk, "role": "member"}
    as_user(admin).post(address, form | {"status": "ended"})
    membership.refresh_from_db()
    assert membership.ended_at.date() == timezone.now().date()
    as_user(admin).post(address, form | {"status": "active"})
    membership.refresh_from_db()
    assert membership.ended_at is None


def test_administrator_adds_a_person_by_the_address_alone(admin, as_user):
    client = as_user(admin)
    page = client.get("/redakcja/users/new/").text
    assert "password" not in page
    response = client.post(
        "/redakcja/users/new/", {"email": "Nowa@Example.org", "first_name": "Nowa", "last_name": "Próbna"}
    )
    assert response.status_code == 302
    person = User.objects.get(email="nowa@example.org")
    assert not person.has_usable_password()
    assert EmailAddress.objects.filter(user=person, verified=True).exists()
    for address in ("/redakcja/users/", f"/redakcja/users/edit/{person.pk}/"):
        assert client.get(address).status_code == 200
    response = client.post(
        f"/redakcja/users/edit/{person.pk}/",
        {"email": "inna@example.org", "first_name": "Inna", "last_name": "Próbna", "is_active": "on"},
    )
    assert response.status_code == 302
    assert [row.email for row in EmailAddress.objects.filter(user=person)] == ["inna@example.org"]


@pytest.mark.parametrize("who", ["ewa", "editor"])
@pytest.mark.parametrize("address", ["/redakcja/czlonkostwa/", "/redakcja/users/", "/redakcja/users/new/"])
def test_others_cannot_look_at_people_or_memberships(who, address, anna, as_user, request):
    response = as_user(request.getfixturevalue(who)).get(address)
    assert response.status_code in {302, 403}
    assert "anna@example.org" not in response.text
