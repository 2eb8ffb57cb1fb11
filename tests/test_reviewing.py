"""The desk: coordinators decide about declarations, each for own groups."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from signup.models import Mail, Membership, Refused, User
from tests import reviewing

both, submitted = reviewing.both, reviewing.submitted


def decide(client, declaration, group, **answers):
    verb = {"accept": "przyjmij", "decline": "nie-przyjmuj"}[answers.pop("decision")]
    return client.post(f"/redakcja/deklaracje/{declaration.code}/{group.pk}/{verb}/", answers)


def test_coordinator_accepts_and_the_person_is_a_member_with_an_account(submitted, group, ewa, as_user):
    declaration = submitted(consents=["public_name"], org_name="Fundacja Demo", capacity="representative")
    response = decide(as_user(ewa), declaration, group, decision="accept")
    assert response.status_code == 302
    declaration.refresh_from_db()
    maria = User.objects.get(email="maria@example.org")
    assert (declaration.state, declaration.user) == ("decided", maria)
    assert not maria.has_usable_password()
    assert (maria.first_name, maria.last_name) == ("Maria", "Wzorcowa")
    assert EmailAddress.objects.filter(user=maria, email=maria.email, verified=True, primary=True).exists()
    membership = maria.membership_in(group)
    assert (membership.declaration, membership.org_name, membership.role) == (declaration, "Fundacja Demo", "member")
    assert maria.agreed_to_name
    choice = declaration.choices.get()
    assert (choice.state, choice.decided_by) == ("accepted", ewa)
    mail = Mail.objects.get(kind="welcome")
    assert mail.subject == "Witamy w grupie roboczej «Edukacja»"
    assert "/konto/logowanie/" in mail.text


def test_coordinator_declines_with_a_reason(submitted, group, ewa, as_user):
    declaration = submitted()
    client = as_user(ewa)
    response = decide(client, declaration, group, decision="decline", reason="   ")
    assert response.status_code == 422
    assert "Podaj uzasadnienie" in response.text
    assert decide(client, declaration, group, decision="decline", reason="Grupa jest pełna.").status_code == 302
    declaration.refresh_from_db()
    assert declaration.state == "decided"
    assert declaration.choices.get().reason == "Grupa jest pełna."
    assert "Grupa jest pełna." in Mail.objects.get(kind="declined").text
    assert not User.objects.filter(email="maria@example.org").exists()


def test_each_group_is_decided_separately(submitted, group, other_group, ewa, karol):
    declaration = submitted(groups=[group, other_group])
    declaration.accept(ewa, group)
    declaration.refresh_from_db()
    assert declaration.state == "in_review"
    declaration.decline(karol, other_group, "Mamy komplet.")
    declaration.refresh_from_db()
    assert declaration.state == "decided"
    maria = User.objects.get(email="maria@example.org")
    assert [m.group_id for m in maria.memberships.all()] == [group.pk]


def test_coordinator_sees_names_of_other_groups_but_not_their_decisions(
    submitted, group, other_group, ewa, karol, as_user
):
    declaration = submitted(groups=[group, other_group])
    declaration.decline(karol, other_group, "Zagadkowe-uzasadnienie")
    page = as_user(ewa).get(f"/redakcja/deklaracje/{declaration.code}/").text
    assert re.search(r"<dt>Wybrane też</dt>\s*<dd>Kooperacja</dd>", page)
    for secret in ("Zagadkowe-uzasadnienie", "nieprzyjęta", "Karol"):
        assert secret not in page
    assert "Kooperacja" not in as_user(ewa).get("/redakcja/deklaracje/").text
    with pytest.raises(PermissionDenied):
        declaration.accept(ewa, other_group)
    assert decide(as_user(ewa), declaration, other_group, decision="accept").status_code == 404


def test_a_decision_stands(submitted, group, ewa):
    declaration = submitted()
    membership = declaration.accept(ewa, group)
    assert declaration.accept(ewa, group) == membership
    with pytest.raises(Refused):
        declaration.decline(ewa, group, "Rozmyślone")
    assert Mail.objects.filter(kind__in=["welcome", "declined"]).count() == 1


def test_taking_up_starts_the_review_once(submitted, group, ewa, karol, as_user):
    declaration = submitted()
    with pytest.raises(PermissionDenied):
        declaration.take(karol)
    assert as_user(ewa).post(f"/redakcja/deklaracje/{declaration.code}/rozpatrz/").status_code == 302
    declaration.refresh_from_db()
    started = declaration.review_started_at
    assert declaration.state == "in_review"
    declaration.take(ewa, at=timezone.now())
    declaration.refresh_from_db()
    assert declaration.review_started_at == started


def test_who_was_a_member_before_gets_the_same_membership_back(submitted, group, ewa, make_user, join):
    maria = make_user("maria")
    old = join(maria, group, role="coordinator", status="ended", ended_at=timezone.now())
    declaration = submitted()
    declaration.accept(ewa, group)
    old.refresh_from_db()
    assert (old.status, old.ended_at, old.role) == ("active", None, "member")
    assert Membership.objects.filter(user=maria).count() == 1


def test_an_archived_group_takes_nobody(submitted, group, ewa):
    declaration = submitted()
    group.archived = True
    group.save()
    with pytest.raises(Refused):
        declaration.accept(ewa, group)


@pytest.mark.parametrize(
    ("who", "status"),
    [("ewa", 200), ("karol", 404), ("anna", 403), ("editor", 403), ("admin", 403), ("jan", 403), (None, 302)],
)
def test_who_sees_a_declaration(submitted, who, status, as_user, client, request):
    declaration = submitted()
    visitor = as_user(request.getfixturevalue(who)) if who else client
    response = visitor.get(f"/redakcja/deklaracje/{declaration.code}/", follow=who in {"anna", "jan"})
    assert response.status_code == status
    if who and status != 200:
        assert "Wzorcowa" not in response.text
        assert "maria@" not in response.text


@pytest.mark.parametrize("who", ["karol", "anna", "editor", "admin", "jan", None])
def test_nobody_else_decides(submitted, group, who, as_user, client, request):
    declaration = submitted()
    visitor = as_user(request.getfixturevalue(who)) if who else client
    before = declaration.choices.get().state
    for address in (f"{group.pk}/przyjmij/", "rozpatrz/"):
        response = visitor.post(
            f"/redakcja/deklaracje/{declaration.code}/{address}", {"decision": "accept"}, follow=who in {"anna", "jan"}
        )
        assert response.status_code in {302, 403, 404, 405}
    declaration.refresh_from_db()
    assert (declaration.state, declaration.choices.get().state) == ("submitted", before)
    assert not User.objects.filter(email="maria@example.org").exists()


def test_an_unconfirmed_declaration_is_not_on_the_desk(submitted, ewa, as_user):
    declaration = submitted(confirm=False)
    client = as_user(ewa)
    assert client.get(f"/redakcja/deklaracje/{declaration.code}/").status_code == 404
    assert "Wzorcowa" not in client.get("/redakcja/deklaracje/").text


def test_the_menu_and_the_home_of_the_admin_lead_coordinators_to_the_desk(submitted, ewa, editor, admin, as_user):
    submitted()
    page = as_user(ewa).get("/redakcja/")
    assert page.status_code == 200
    assert "Edukacja: 1\xa0deklaracja</a>" in page.text
    assert "/redakcja/deklaracje/" in page.text
    for other in (editor, admin):
        page = as_user(other).get("/redakcja/")
        assert page.status_code == 200
        assert "/redakcja/deklaracje/" not in page.text


def test_the_list_asks_as_often_for_twenty_as_for_one(submitted, group, ewa, as_user, django_assert_max_num_queries):
    client = as_user(ewa)
    submitted()
    client.get("/redakcja/deklaracje/")
    with django_assert_max_num_queries(100) as one:
        client.get("/redakcja/deklaracje/")
    for n in range(19):
        submitted(email=f"osoba{n}@example.org")
    with django_assert_max_num_queries(100) as twenty:
        client.get("/redakcja/deklaracje/")
    assert len(one) == len(twenty)


def test_a_reason_with_a_byte_that_no_database_takes_is_kept_without_it(submitted, group, ewa, as_user):
    declaration = submitted()
    answer = decide(as_user(ewa), declaration, group, decision="decline", reason="Brak\x00 miejsc.")
    assert answer.status_code == 302
    assert declaration.choices.get(group=group).reason == "Brak miejsc."


def test_a_group_with_the_longest_title_can_accept_people(submitted, group, ewa):
    group.title = "Ł" * 255
    group.save()
    submitted().accept(ewa, group)
    assert Mail.objects.get(kind="welcome").subject.startswith("Witamy w grupie roboczej «ŁŁŁ")
