"""Members object to an action with a reason; the reason and the name stay among members, the number is public."""

import pytest

from roadmaps.models import NotAllowed, Objection, Refused
from roadmaps.rules.permissions import OPEN


def protest(client, action, **data):
    return client.post(f"/dzialania/{action.pk}/zastrzezenie/", {"reason": "Zbyt drogie tłumaczenie."} | data)


def test_a_member_objects_once_and_puts_the_reason_right_in_place(anna, make_action):
    action = make_action()
    action.object(anna, "Za drogo.")
    action.object(anna, "Za drogo.")
    action.object(anna, "Za drogo o połowę.")
    assert action.objections.get().reason == "Za drogo o połowę."
    assert action.events.filter(kind="objected").count() == 2


def test_an_objection_needs_a_reason(anna, make_action):
    with pytest.raises(Refused, match="na czym polega"):
        make_action().object(anna, "  ")
    assert not Objection.objects.exists()


def test_withdrawing_twice_writes_one_event(anna, make_action):
    action = make_action()
    action.withdraw_objection(anna)
    action.object(anna, "Za drogo.")
    action.withdraw_objection(anna)
    action.withdraw_objection(anna)
    assert not action.objections.exists()
    assert action.events.filter(kind="objection_withdrawn").count() == 1


@pytest.mark.parametrize("state", OPEN)
def test_every_open_action_hears_objections(anna, make_action, state):
    make_action(state=state).object(anna, "Za drogo.")
    assert Objection.objects.count() == 1


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_has_ended_hears_none(anna, make_action, state):
    with pytest.raises(Refused):
        make_action(state=state).object(anna, "Za drogo.")


@pytest.mark.parametrize("who", ["jan", "celina", "admin"])
def test_strangers_do_not_object(request, who, make_action):
    with pytest.raises(NotAllowed):
        make_action().object(request.getfixturevalue(who), "Za drogo.")


# over HTTP


def test_without_javascript_the_form_is_a_page_of_its_own(anna, as_user, make_action):
    action, client = make_action(), as_user(anna)
    assert "<html" in client.get(f"/dzialania/{action.pk}/zastrzezenie/").text
    assert protest(client, action).url == f"/dzialania/{action.pk}/#glosy"
    assert "Zbyt drogie" in client.get(f"/dzialania/{action.pk}/zastrzezenie/").text
    assert protest(client, action, cast="0").status_code == 302
    assert not Objection.objects.exists()


@pytest.mark.parametrize("reason", [" ", "x" * 1001])
def test_a_wrong_reason_comes_back_as_it_was(anna, as_user, make_action, reason):
    answer = protest(as_user(anna), make_action(), reason=reason)
    assert answer.status_code == 422 and "Popraw 1\xa0pole" in answer.text and reason.strip() in answer.text
    assert not Objection.objects.exists()


def test_with_htmx_the_objection_stands_among_the_discussion_at_once(anna, as_user, make_action):
    action = make_action()
    answer = (
        as_user(anna)
        .post(f"/dzialania/{action.pk}/zastrzezenie/", {"reason": "Zbyt drogie."}, headers={"HX-Request": "true"})
        .text
    )
    assert "<html" not in answer and 'hx-target="#rozmowa"' in answer and "Zbyt drogie." in answer
    assert "1\xa0zastrzeżenie" in answer


def test_it_stands_in_the_discussion_in_its_time(anna, bartek, ewa, as_user, make_action):
    action = make_action()
    action.comment(anna, "Pierwszy głos")
    action.object(bartek, "Drugi głos")
    action.comment(ewa, "Trzeci głos")
    html = as_user(anna).get(action.get_absolute_url()).text
    assert html.index("Pierwszy głos") < html.index("Drugi głos") < html.index("Trzeci głos")


def test_nobody_but_members_reads_who_objects_and_why(
    anna, bartek, jan, celina, karol, editor, admin, client, as_user, make_action, agree_to_name, group
):
    agree_to_name(bartek)
    action = make_action()
    action.object(bartek, "Zbyt drogie tłumaczenie.")
    assert all(word in as_user(anna).get(action.get_absolute_url()).text for word in ("Bartek Próbna", "Zbyt drogie"))
    for reader in (client, *map(as_user, (jan, celina, karol, editor, admin))):
        for address in (action.get_absolute_url(), action.roadmap.page.url, group.url, "/", "/szukaj/?q=debaty"):
            html = reader.get(address).text
            assert "Zbyt drogie" not in html, address
            assert "Bartek" not in html or address == group.url  # where members are named by their consent
        assert "1\xa0zastrzeżenie" in reader.get(action.get_absolute_url()).text
        assert reader.get(f"/dzialania/{action.pk}/zastrzezenie/").status_code == 403


def test_a_former_member_reads_them_no_more(anna, bartek, as_user, make_action):
    action = make_action()
    action.object(bartek, "Zbyt drogie tłumaczenie.")
    anna.memberships.update(status="ended")
    assert "Zbyt drogie" not in as_user(anna).get(action.get_absolute_url()).text


def test_the_number_is_always_that_of_the_rows(anna, bartek, ewa, client, make_action):
    action = make_action()
    for person in (anna, bartek, ewa):
        action.object(person, "Za drogo.")
    action.withdraw_objection(ewa)
    assert action.objections.count() == 2
    assert "2\xa0zastrzeżenia" in client.get(action.get_absolute_url()).text


def test_a_reason_is_text_and_nothing_else(anna, as_user, make_action):
    action = make_action()
    action.object(anna, '<img src=x onerror="alert(1)">')
    html = as_user(anna).get(action.get_absolute_url()).text
    assert "<img src=x" not in html and "&lt;img" in html
