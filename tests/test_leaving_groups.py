"""„Opuść grupę”: a member leaves by nobody's leave; support for open actions goes, all else stays."""

import pytest
from django.utils import timezone

from portal.models import WorkingGroupPage
from roadmaps.models import Action, Event, Support
from signup.models import Mail, Membership, MembershipChange, Refused
from tests.threads import at_once

pytestmark = pytest.mark.engine

LEAVE = "/konto/grupy/edukacja/opusc/"


def membership(user, group):
    return Membership.objects.get(user=user, group=group)


def test_a_member_leaves_and_hears_of_it_once(anna, group):
    mine = membership(anna, group)
    mine.leave()
    mine.leave()
    mine.refresh_from_db()
    assert (mine.status, mine.ended_at.date()) == ("ended", timezone.now().date())
    assert not anna.belongs_to(group)
    change = MembershipChange.objects.get()
    assert (change.kind, change.by, change.reason) == ("left", anna, "")
    mail = Mail.objects.get()
    assert (mail.kind, mail.to) == ("left", "anna@example.org")
    assert "Próbna" not in mail.text


def test_who_rests_may_leave_too_and_who_has_no_address_gets_no_mail(anna, group):
    anna.email = None
    anna.save()
    mine = membership(anna, group)
    Membership.objects.filter(pk=mine.pk).update(status="suspended")
    mine.leave()
    assert membership(anna, group).status == "ended"
    assert not Mail.objects.exists()


@pytest.mark.parametrize("state", ["proposed", "discussed", "agreed", "in_progress"])
def test_support_for_open_actions_goes_with_an_event(anna, bartek, group, roadmap, make_action, state):
    action = make_action()
    for who in (anna, bartek):
        action.support(who)
    Action.objects.filter(pk=action.pk).update(state=state)
    last = roadmap.events.last().number
    membership(anna, group).leave()
    assert [support.by for support in action.supports.all()] == [bartek]
    event = Event.objects.get(kind="support_withdrawn")
    assert (event.action, event.by, event.number) == (action, anna, last + 1)
    assert Event.objects.shown().filter(pk=event.pk).count() == 0  # who supported is never public


def test_closed_actions_other_boards_and_authorship_stay(anna, group, other_group, join, make_action):
    join(anna, other_group)
    mine, done, dropped = (make_action(title, by=anna) for title in ("Moje działanie", "Gotowe", "Zaniechane"))
    elsewhere = type(mine.roadmap).objects.get(page__path__startswith=other_group.path)
    theirs = elsewhere.add(anna, title="Gdzie indziej", description="Tam.")
    for action in (mine, done, dropped, theirs):
        action.support(anna)
    comment = mine.comment(anna, "Moje słowo.")
    for action, state in ((done, "done"), (dropped, "dropped")):
        Action.objects.filter(pk=action.pk).update(state=state)
    membership(anna, group).leave()
    assert {*Support.objects.values_list("action", flat=True)} == {done.pk, dropped.pk, theirs.pk}
    assert Action.objects.get(pk=mine.pk).created_by == anna
    assert comment is None or type(comment).objects.filter(by=anna).exists()
    assert Event.objects.filter(kind="support_withdrawn").count() == 1


def test_an_archived_board_stays_as_it_is(anna, group, make_action):
    action = make_action()
    action.support(anna)
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    membership(anna, group).leave()
    assert membership(anna, group).status == "ended"
    assert action.supports.count() == 1


def test_rights_are_gone_at_once_and_come_back_with_a_new_declaration(anna, group, ewa, make_action, make_declaration):
    action = make_action()
    membership(anna, group).leave()
    with pytest.raises(Refused):
        action.support(anna)
    make_declaration("anna").accept(ewa, group)
    assert anna.belongs_to(group)
    assert membership(anna, group).role == "member"


# the page


def test_get_asks_and_post_leaves_without_a_script(anna, as_user):
    client = as_user(anna)
    assert f'href="{LEAVE}"' in client.get("/konto/").text
    page = client.get(LEAVE)
    assert "Opuścić grupę" in page.text and "bez koordynacji" not in page.text
    assert anna.memberships.get().status == "active"
    answer = client.post(LEAVE, follow=True)
    assert answer.redirect_chain == [("/konto/", 302)]
    assert "Nie należysz już do grupy „Edukacja”" in answer.text.replace("\xa0", " ")
    assert anna.memberships.get().status == "ended"
    # one press too many; nothing is left to be asked
    assert client.post(LEAVE).url == "/konto/"
    assert client.get(LEAVE).status_code == 404
    assert Mail.objects.count() == 1


def test_a_suspended_member_sees_it_and_may_leave(anna, group, as_user):
    anna.memberships.update(status="suspended")
    page = as_user(anna).get("/konto/").text
    assert "zawieszone" in page and LEAVE in page


@pytest.mark.parametrize("who", ["jan", "celina", "admin"])
def test_nobody_leaves_where_they_never_were(who, anna, as_user, request):
    client = as_user(request.getfixturevalue(who))
    assert client.get(LEAVE).status_code == client.post(LEAVE).status_code == 404
    assert client.post("/konto/grupy/nie-ma/opusc/").status_code == 404
    assert anna.memberships.get().status == "active"


def test_visitors_are_asked_to_sign_in_and_a_post_without_a_token_is_refused(client, anna, as_user):
    assert client.get(LEAVE).url == f"/konto/logowanie/?next={LEAVE}"
    assert client.post(LEAVE).status_code == 403
    assert as_user(anna, enforce_csrf_checks=True).post(LEAVE).status_code == 403
    assert anna.memberships.get().status == "active"


# the last coordinator


def test_the_only_coordinator_is_warned_and_the_office_hears_of_it(ewa, group, as_user):
    client = as_user(ewa)
    assert "Grupa zostanie bez koordynacji" in client.get(LEAVE).text.replace("\xa0", " ")
    refused = client.post(LEAVE)
    assert refused.status_code == 422
    assert "Potwierdź, że grupa może zostać bez koordynacji" in refused.text.replace("\xa0", " ")
    assert ewa.coordinates(group) and not Mail.objects.exists()
    assert client.post(LEAVE, {"alone": "1"}).status_code == 302
    assert not ewa.memberships.get().coordinates
    kinds = sorted(Mail.objects.values_list("kind", flat=True))
    assert kinds == ["left", "no_coordinator"]
    assert "Próbna" not in Mail.objects.get(kind="no_coordinator").text
    assert client.get("/redakcja/deklaracje/").status_code == 403


def test_with_another_coordinator_nobody_is_warned(ewa, karol, group, join):
    join(karol, group, role="coordinator")
    mine = membership(ewa, group)
    assert not mine.leaves_nobody
    mine.leave()
    assert membership(karol, group).leaves_nobody
    assert [mail.kind for mail in Mail.objects.all()] == ["left"]


def test_a_coordinator_who_rests_keeps_no_group_going(ewa, karol, group, join):
    join(karol, group, role="coordinator", status="suspended")
    with pytest.raises(Refused):
        membership(ewa, group).leave()


# at once


@pytest.mark.django_db(transaction=True)
def test_ten_presses_at_once_are_one_change_and_one_mail(anna, group, make_action):
    action = make_action()
    action.support(anna)
    assert not at_once(*[membership(anna, group).leave for _ in range(10)])
    assert MembershipChange.objects.count() == Mail.objects.count() == 1
    assert Event.objects.filter(kind="support_withdrawn").count() == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_leaves_while_supporting_leaves_no_support_behind(anna, group, make_action):
    actions = [make_action(f"Działanie {n}") for n in range(5)]
    works = [lambda action=action: action.support(anna) for action in actions]
    errors = at_once(*works, membership(anna, group).leave)
    assert all(isinstance(error, Refused) for error in errors)
    assert membership(anna, group).status == "ended"
    assert not Support.objects.filter(by=anna).exists()


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_leave_at_once_do_not_leave_the_group_alone(ewa, karol, group, join):
    join(karol, group, role="coordinator")
    errors = at_once(membership(ewa, group).leave, membership(karol, group).leave)
    assert [type(error) for error in errors] == [Refused]
    assert Membership.objects.active().coordinators().filter(group=group).count() == 1


def test_whoever_has_left_is_on_no_list_of_the_group_although_the_consent_stands(anna, group, client, agree_to_name):
    agree_to_name(anna)
    assert "Anna Próbna" in client.get(group.url).text.replace("\xa0", " ")
    membership(anna, group).leave()
    assert "Anna Próbna" not in client.get(group.url).text.replace("\xa0", " ")
