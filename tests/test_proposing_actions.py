"""Members propose actions, in place on the board; terms are typed as people write them."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from roadmaps.models import Action, Event, NotAllowed
from roadmaps.rules.terms import Term, horizon, parse

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


def test_the_horizon_is_suggested_once_from_the_term(anna, roadmap):
    action = roadmap.add(anna, **GOOD, term=date(2099, 9, 30), term_precision="month")
    assert action.horizon == "long"
    action.revise(anna, 1, term=date(2020, 1, 31))
    assert action.horizon == "long"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (date(2018, 1, 15), "short"),
        (date(2018, 7, 15), "short"),
        (date(2018, 7, 16), "medium"),
        (date(2019, 7, 15), "medium"),
        (date(2019, 7, 16), "long"),
    ],
)
def test_horizons_end_after_6_and_18_months(term, expected):
    assert horizon(term, date(2018, 1, 15)) == expected


@pytest.mark.parametrize(
    ("typed", "last_day", "precision", "shown"),
    [
        ("15.01.2018", date(2018, 1, 15), "day", "15.01.2018"),
        (" 5.1.2018 r. ", date(2018, 1, 5), "day", "05.01.2018"),
        ("2018-01-15", date(2018, 1, 15), "day", "15.01.2018"),
        ("15 stycznia 2018 r.", date(2018, 1, 15), "day", "15.01.2018"),
        ("wrzesień 2018", date(2018, 9, 30), "month", "wrzesień 2018"),
        ("WRZEŚNIA 2018", date(2018, 9, 30), "month", "wrzesień 2018"),
        ("09.2018", date(2018, 9, 30), "month", "wrzesień 2018"),
        ("2020-02", date(2020, 2, 29), "month", "luty 2020"),
        ("II kwartał 2018", date(2018, 6, 30), "quarter", "II kwartał 2018"),
        ("4 kw. 2018", date(2018, 12, 31), "quarter", "IV kwartał 2018"),
    ],
)
def test_terms_are_read_as_people_write_them(typed, last_day, precision, shown):
    term = parse(typed)
    assert term == Term(last_day, precision)
    assert str(term) == shown
    assert parse(str(term)) == parse(term.code) == term


@pytest.mark.parametrize(
    "typed", ["jutro", "31.02.2018", "13.2018", "V kwartał 2018", "brudzień 2018", "2018", "1.1.18"]
)
def test_other_words_are_no_term(typed):
    with pytest.raises(ValueError):
        parse(typed)


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


# what there is already


def in_place(client, address, **data):
    return client.get(address, data, headers={"HX-Request": "true"}).content.decode()


def test_similar_actions_are_shown_while_the_title_is_typed(
    anna, ewa, as_user, roadmap, make_action, other_group, celina
):
    from roadmaps.models import Roadmap

    own = make_action("Warsztaty dla wolontariuszek szkolnych")
    make_action("Festyn na placu")
    theirs = Roadmap.objects.get(page__path__startswith=other_group.path)
    foreign = theirs.add(celina, title="Szkolne warsztaty dla wolontariuszy", description="Opis.")
    client, address = as_user(anna), f"/mapy/{roadmap.pk}/podobne/"
    # another form of the words, without tails; this board's first
    html = in_place(client, address, title="Warsztatami dla wolontariuszek szkolnych")
    assert html.index(own.get_absolute_url()) < html.index(foreign.get_absolute_url())
    assert "Festyn" not in html and "Kooperacja" in html
    for nothing in ("", "w", "zzzxqw kolejka", "x" * 500, 'NOT " * %'):
        assert "<li" not in in_place(client, address, title=nothing)
    # half of the telling words, at most five
    for n in range(7):
        make_action(f"Debaty obywatelskie numer {n}")
    assert in_place(client, address, title="Debata obywatelska w bibliotece").count("<li") == 5


def test_drafts_of_other_groups_are_not_similar_to_anything(anna, as_user, roadmap, other_group, celina):
    from roadmaps.models import Roadmap

    theirs = Roadmap.objects.get(page__path__startswith=other_group.path)
    theirs.add(celina, title="Tajne warsztaty szkolne", description="Opis.")
    theirs.page.unpublish()
    assert "Tajne" not in in_place(as_user(anna), f"/mapy/{roadmap.pk}/podobne/", title="Tajne warsztaty szkolne")
    html = in_place(as_user(anna), f"/mapy/{roadmap.pk}/powiazania/", znajdz="related", related_slowa="tajne")
    assert "Tajne" not in html


def test_the_same_title_is_asked_about_once_without_javascript(anna, as_user, roadmap, make_action):
    there = make_action("Debata przy wspólnych stołach")
    client = as_user(anna)
    answer = post(client, roadmap, GOOD | {"partners": "Biblioteka", "porownaj": "1"})
    html = answer.content.decode()
    assert answer.status_code == 422 and Action.objects.count() == 1
    assert "Podobne działanie już jest" in html and there.get_absolute_url() in html and "Biblioteka" in html
    assert re.search(r'<button[^>]*name="mimo"[^>]*>Dodaj mimo to</button>', html)
    assert post(client, roadmap, GOOD | {"porownaj": "1", "mimo": "1"}).status_code == 302
    assert Action.objects.count() == 2


def test_other_actions_are_found_by_words_and_ticked(anna, as_user, roadmap, make_action, other_group, celina):
    from roadmaps.models import Roadmap

    own = make_action("Spacery po dzielnicach")
    many = [make_action(f"Festyn numer {n}") for n in range(15)]
    theirs = Roadmap.objects.get(page__path__startswith=other_group.path)
    foreign = theirs.add(celina, title="Spacer z mapą", description="Opis.")
    client = as_user(anna)
    # no list of everything
    assert "Festyn numer" not in in_place(client, f"/mapy/{roadmap.pk}/dzialania/")
    # without JavaScript the form comes back with what was found and all that was typed
    typed = GOOD | {"znajdz": "related", "related_slowa": "spacerami", "depends_on": [many[3].pk], "term": "jutro"}
    answer = post(client, roadmap, typed)
    html = answer.content.decode()
    assert answer.status_code == 200 and not Action.objects.filter(title=GOOD["title"]).exists()
    assert f'name="related" value="{own.pk}"' in html and f'name="related" value="{foreign.pk}"' in html
    assert "Spacer z\xa0mapą (Kooperacja)" in html and "Znaleziono 2\xa0działania" in html
    assert re.search(rf'name="depends_on" value="{many[3].pk}"[^>]*checked', html)
    assert 'value="jutro"' in html and "Cztery rozmowy" in html and "Popraw" not in html
    # with htmx the field alone
    data = {"znajdz": "related", "related_slowa": "spacer", "related": [many[1].pk]}
    html = in_place(client, f"/mapy/{roadmap.pk}/powiazania/", **data)
    assert html.lstrip().startswith("<fieldset") and "Spacer z\xa0mapą" in html
    assert re.search(rf'name="related" value="{many[1].pk}"[^>]*checked', html)
    # and both are taken
    assert post(client, roadmap, GOOD | {"related": [own.pk, foreign.pk]}).status_code == 302
    assert set(Action.objects.get(title=GOOD["title"]).related.all()) == {own, foreign}


@pytest.mark.parametrize("odd", ["related_slowa=%00%27&related=x&related=9999999999999999999999&bez=x", "bez=-1"])
def test_odd_searches_for_links_find_nothing(anna, as_user, roadmap, odd):
    client = as_user(anna)
    assert client.get(f"/mapy/{roadmap.pk}/powiazania/?znajdz=related&{odd}").status_code == 200
    assert client.get(f"/mapy/{roadmap.pk}/powiazania/?znajdz=title").status_code == 404


def test_a_new_action_beyond_the_cards_shown_is_where_the_way_leads(anna, as_user, roadmap, make_action):
    for n in range(31):
        make_action(f"Działanie o numerze {n}")
    answer = post(as_user(anna), roadmap, GOOD)
    assert "stan=propozycje&od=30#" in answer.url
    assert GOOD["title"].split()[0] in as_user(anna).get(answer.url).content.decode()
