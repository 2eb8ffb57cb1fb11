"""Whoever proposes an action sees those that are like it, and finds others to link it with."""

import re

import pytest

from roadmaps.models import Action

GOOD = {"title": "Debaty przy wspólnym stole", "description": "Cztery rozmowy w roku."}


def post(client, roadmap, data, **headers):
    return client.post(f"/mapy/{roadmap.pk}/dzialania/", data, headers=headers)


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
