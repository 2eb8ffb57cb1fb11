"""Members propose actions, in place on the board or without JavaScript."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from roadmaps.models import Action, Event, NotAllowed

GOOD = {"title": "Debaty przy wspólnym stole", "description": "Cztery rozmowy w roku."}


def post(client, roadmap, data, **headers):
    return client.post(f"/mapy/{roadmap.pk}/dzialania/", data, headers=headers)


def test_a_member_proposes_an_action_that_comes_last(anna, roadmap):
    first = roadmap.add(anna, **GOOD)
    second = roadmap.add(anna, title="Spacery", description="Idziemy.", related=[first], responsible_members=[anna])
    assert [action.title for action in roadmap.actions.all()] == [first.title, "Spacery"]
    assert second.state == "proposed" and second.created_by == anna
    assert list(first.related_from.all()) == [second] and list(second.responsible_members.all()) == [anna]
    events = list(roadmap.events.all())
    assert [(event.number, event.kind, event.by) for event in events] == [(1, "added", anna), (2, "added", anna)]
    assert events[1].changes["related"] == [None, [first.pk]]


@pytest.mark.parametrize("who", ["jan", "celina", "admin"])
def test_strangers_cannot_propose(request, who, roadmap):
    with pytest.raises(NotAllowed):
        roadmap.add(request.getfixturevalue(who), **GOOD)
    assert not Action.objects.exists() and not Event.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"title": "Raz"}, {"title": "x" * 121}, {"description": ""}, {"description": "x" * 5001}]
)
def test_a_text_out_of_bounds_is_not_stored(anna, roadmap, wrong):
    with pytest.raises(ValidationError):
        roadmap.add(anna, **GOOD | wrong)
    assert not Action.objects.exists() and not Event.objects.exists()


# over HTTP


def test_a_member_adds_without_javascript(anna, as_user, roadmap):
    client = as_user(anna)
    assert 'id="nowe-dzialanie"' in client.get(f"{roadmap.page.url}?dodaj=1").content.decode()
    answer = post(client, roadmap, GOOD | {"term": "II kwartał 2018"})
    action = Action.objects.get()
    assert answer.status_code == 302 and answer.url.endswith(f"?stan=propozycje#dzialanie-{action.pk}")
    assert action.term == date(2018, 6, 30) and action.term_precision == "quarter"


def test_a_member_adds_in_place(anna, as_user, roadmap):
    answer = post(as_user(anna), roadmap, GOOD, **{"HX-Request": "true"})
    html = answer.content.decode()
    assert answer.status_code == 201
    assert 'hx-target="#lista-propozycje" hx-swap="append"' in html and "Debaty przy wspólnym stole" in html
    assert (
        "Dodano działanie: Debaty" in html
        and '<hx-partial hx-target="#dodaj" hx-swap="innerHTML"></hx-partial>' in html
    )


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_wrong_form_comes_back_with_all_values(anna, as_user, roadmap, headers):
    wrong = {"title": "Raz", "description": "Opis, który zostaje", "term": "jutro", "partners": "Biblioteka"}
    answer = post(as_user(anna), roadmap, wrong, **headers)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Popraw 2\xa0pola" in html
    assert 'href="#id_title"' in html and 'href="#id_term"' in html
    for value in wrong.values():
        assert value in html
    assert '<details class="more-fields" open>' in html
    assert not Action.objects.exists()


@pytest.mark.parametrize("who", [None, "jan", "celina", "admin", "editor"])
def test_strangers_get_403_and_nothing_is_added(request, who, as_user, roadmap):
    client = as_user(request.getfixturevalue(who)) if who else Client()
    assert post(client, roadmap, GOOD).status_code == 403
    assert client.get(f"/mapy/{roadmap.pk}/dzialania/").status_code == 403
    assert not Action.objects.exists()
    # asking for the form in the address of the board shows no form
    assert "Nowe działanie" not in client.get(f"{roadmap.page.url}?dodaj=1").content.decode()


def test_an_archived_group_takes_nothing(anna, as_user, group, roadmap):
    group.archived = True
    group.save()
    answer = post(as_user(anna), roadmap, GOOD)
    assert answer.status_code == 403 and "zakończyła pracę" in answer.content.decode()
    assert not Action.objects.exists()


def test_only_members_and_own_actions_can_be_named(anna, jan, celina, other_group, as_user, roadmap, make_action):
    own = make_action("Spacery po dzielnicach")
    wrong = GOOD | {"responsible_members": [jan.pk, celina.pk], "related": [own.pk + 99]}
    assert post(as_user(anna), roadmap, wrong).status_code == 422
    assert (
        post(as_user(anna), roadmap, GOOD | {"responsible_members": [anna.pk], "related": [own.pk]}).status_code == 302
    )


def test_an_unknown_roadmap_is_404(anna, as_user, roadmap):
    assert as_user(anna).post("/mapy/987654/dzialania/", GOOD).status_code == 404


def test_a_new_action_beyond_the_cards_shown_is_where_the_way_leads(anna, as_user, roadmap, make_action):
    for n in range(31):
        make_action(f"Działanie o numerze {n}")
    answer = post(as_user(anna), roadmap, GOOD)
    assert "stan=propozycje&od=30#" in answer.url
    assert GOOD["title"].split()[0] in as_user(anna).get(answer.url).content.decode()
