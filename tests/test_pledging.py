"""Members offer help to an action; among themselves they see who and what, everybody else sees how many."""

import pytest

from roadmaps.models import NotAllowed, Pledge, Refused
from roadmaps.rules.permissions import OPEN


def offer(client, action, **data):
    return client.post(f"/dzialania/{action.pk}/pomoc/", {"kind": "room", "text": "Sala na 20 osób"} | data)


def test_a_member_offers_help_once_and_puts_it_right_in_place(anna, make_action):
    action = make_action()
    action.pledge(anna, "room", "Sala na 20 osób")
    action.pledge(anna, "room", "Sala na 20 osób")
    assert action.events.filter(kind="pledged").count() == 1
    action.pledge(anna, "time", " Dwie godziny ")
    pledge = action.pledges.get()
    assert (pledge.kind, pledge.text) == ("time", "Dwie godziny")
    assert action.events.filter(kind="pledged").count() == 2


def test_withdrawing_twice_writes_one_event(anna, make_action):
    action = make_action()
    action.withdraw_pledge(anna)
    action.pledge(anna, "room", "Sala")
    action.withdraw_pledge(anna)
    action.withdraw_pledge(anna)
    assert not action.pledges.exists()
    assert action.events.filter(kind="pledge_withdrawn").count() == 1


@pytest.mark.parametrize("state", OPEN)
def test_every_open_action_takes_help(anna, make_action, state):
    make_action(state=state).pledge(anna, "other", "Kamizelki")
    assert Pledge.objects.count() == 1


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_has_ended_takes_no_help_but_gives_it_back(anna, make_action, state):
    action = make_action()
    action.pledge(anna, "other", "Kamizelki")
    type(action).objects.filter(pk=action.pk).update(state=state, position=99)
    with pytest.raises(Refused):
        action.pledge(anna, "time", "Godzina")
    action.withdraw_pledge(anna)
    assert not Pledge.objects.exists()


@pytest.mark.parametrize("who", ["jan", "celina", "admin"])
def test_strangers_offer_nothing(request, who, make_action):
    with pytest.raises(NotAllowed):
        make_action().pledge(request.getfixturevalue(who), "time", "Godzina")


def test_an_archived_group_takes_nothing(anna, group, make_action):
    action = make_action()
    action.pledge(anna, "time", "Godzina")
    type(group).objects.filter(pk=group.pk).update(archived=True)
    for verb in (lambda: action.pledge(anna, "room", "Sala"), lambda: action.withdraw_pledge(anna)):
        with pytest.raises(NotAllowed):
            verb()


# over HTTP


def test_without_javascript_the_form_is_a_page_of_its_own(anna, as_user, make_action):
    action, client = make_action(), as_user(anna)
    page = client.get(f"/dzialania/{action.pk}/pomoc/").text
    assert "<html" in page and "Na czym polega pomoc" in page
    answer = offer(client, action)
    assert answer.status_code == 302 and answer.url == f"/dzialania/{action.pk}/#glosy"
    assert "Sala na 20 osób" in client.get(f"/dzialania/{action.pk}/pomoc/").text
    assert offer(client, action, cast="0").status_code == 302
    assert not Pledge.objects.exists()


@pytest.mark.parametrize("wrong", [{"text": " "}, {"text": "x" * 301}, {"kind": "money"}])
def test_a_wrong_offer_comes_back_as_it_was(anna, as_user, make_action, wrong):
    answer = offer(as_user(anna), make_action(), **wrong)
    assert answer.status_code == 422
    assert "Popraw 1\xa0pole" in answer.text and wrong.get("text", "").strip() in answer.text
    assert not Pledge.objects.exists()


def test_with_htmx_the_head_and_the_list_change_in_place(anna, as_user, make_action):
    action, client = make_action(), as_user(anna)
    form = client.get(f"/dzialania/{action.pk}/pomoc/", headers={"HX-Request": "true"}).text
    assert "<html" not in form and 'hx-target="#przy-dzialaniu"' in form
    answer = client.post(
        f"/dzialania/{action.pk}/pomoc/",
        {"kind": "room", "text": "Sala na 20 osób"},
        headers={"HX-Request": "true"},
    ).text
    assert "<html" not in answer and "Pomagam" in answer and "Sala na 20\xa0osób" in answer
    assert "1\xa0oferta pomocy" in answer


def test_an_offer_that_comes_too_late_is_kept_in_the_form(anna, as_user, make_action):
    action = make_action(state="done")
    answer = as_user(anna).post(
        f"/dzialania/{action.pk}/pomoc/",
        {"kind": "room", "text": "Sala na 20 osób"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 409
    assert "Zrealizowane" in answer.text and "Sala na 20 osób" in answer.text and "<html" not in answer.text
    assert "Sala na 20 osób" in offer(as_user(anna), action).text


def test_members_see_who_and_what_everybody_else_how_many(
    anna, bartek, jan, celina, editor, admin, client, as_user, make_action, agree_to_name
):
    agree_to_name(bartek)
    action = make_action()
    action.pledge(bartek, "skill", "Policzę koszty")
    seen = as_user(anna).get(action.get_absolute_url()).text
    assert "Bartek Próbna" in seen and "Policzę koszty" in seen and "umiejętności" in seen
    for reader in (client, *map(as_user, (jan, celina, editor, admin))):
        for address in (action.get_absolute_url(), action.roadmap.page.url, "/szukaj/?q=policzę+koszty"):
            html = reader.get(address).text
            assert "Bartek" not in html and "Policzę" not in html.replace("policzę koszty", "").replace("Policz ", "")
        assert "1\xa0oferta pomocy" in reader.get(action.get_absolute_url()).text


def test_the_number_is_always_that_of_the_rows(anna, bartek, ewa, client, make_action):
    action, other = make_action(), make_action("Drugie działanie")
    for person in (anna, bartek, ewa):
        action.pledge(person, "time", "Godzina")
        other.pledge(person, "time", "Godzina")
    action.pledge(anna, "room", "Sala")
    action.withdraw_pledge(bartek)
    assert action.pledges.count() == 2
    assert "2\xa0oferty pomocy" in client.get(action.get_absolute_url()).text


def test_offers_are_told_in_no_history(anna, client, group, make_action, agree_to_name):
    agree_to_name(anna)
    action = make_action()
    action.pledge(anna, "room", "Sala na 20 osób")
    for address in (action.get_absolute_url(), action.roadmap.page.url, "/"):
        assert "Anna" not in client.get(address).text
    assert "Sala" not in client.get(group.url).text
    assert set(action.events.shown().values_list("kind", flat=True)) == {"added"}
