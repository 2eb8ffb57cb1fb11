"""What is hidden, private or only for members is found nowhere else: not in lists, forms, links, notes or filters."""

from itertools import count, product

import pytest
from django.utils import timezone

from roadmaps.models import Action, Refused
from roadmaps.models.roadmap import Roadmap
from tests.thorough import sample

SECRET = "Kanarkowe"
READERS = count()


@pytest.fixture
def elsewhere(other_group, karol):
    """An action of a board that only its own members can reach."""
    from wagtail.models import PageViewRestriction

    roadmap = Roadmap.objects.get(page__path__startswith=other_group.path)
    action = roadmap.add(karol, title=f"{SECRET} spacery po dachach", description="Opis, który znają nieliczni.")

    def shut():
        PageViewRestriction.objects.create(page=other_group, restriction_type="password", password="x")
        return action

    action.shut = shut
    return action


def addresses(action, roadmap):
    """All that answers about an action and its board."""
    board, one = roadmap.page.url, action.get_absolute_url()
    yield from (board, f"{board}?wszystkie=1", f"{board}?stan=zaniechane", f"{board}?od-wizyty=1", one)
    yield from (f"{board}?slowa={SECRET}", f"{board}?kto={SECRET}", f"{board}?porzadek=nowe&tylko=zaniechane")
    yield from (f"{one}?historia=wszystkie", f"{one}?dyskusja=cala", roadmap.group.url, "/", "/sitemap.xml")
    yield from (f"/szukaj/?q={SECRET}", f"/szukaj/podpowiedzi/?q={SECRET[:5]}", "/mapa-strony/", "/grupy/")


def found(client, action, roadmap, word=SECRET):
    """Where a reader finds the word, with and without htmx; the word that was asked for does not count."""
    places = []
    # each reader looks at another third of them
    asked = sample(product(addresses(action, roadmap), (False, True)), f"reader {next(READERS)}", one_in=3)
    for address, htmx in asked:
        headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{address}"} if htmx else {}
        html = client.get(address, headers=headers).content.decode()
        for harmless in (
            f"slowa={word}",
            f"kto={word}",
            f'value="{word}"',
            f"„{word}”",
            f"q={word}",
            f"{word} – Szukaj",
        ):
            html = html.replace(harmless, "")
        if word.casefold() in html.casefold():
            places.append((address, html[max(0, html.casefold().index(word.casefold()) - 120) :][:240]))
    return places


def test_a_key_in_the_address_of_the_chooser_tells_no_title(anna, ewa, as_user, roadmap, make_action, elsewhere):
    hidden = make_action(f"{SECRET} debaty")
    hidden.hide(ewa, "Obraża.")
    private = elsewhere.shut()
    client = as_user(anna)
    for pk in (hidden.pk, private.pk):
        html = client.get(f"/mapy/{roadmap.pk}/powiazania/?znajdz=related&related={pk}").content.decode()
        assert SECRET not in html
        typed = {"title": "Ab", "description": "Opis", "related": pk, "depends_on": pk, "znajdz": "related"}
        assert SECRET not in client.post(f"/mapy/{roadmap.pk}/dzialania/", typed).content.decode()
        typed.pop("znajdz")
        assert SECRET not in client.post(f"/mapy/{roadmap.pk}/dzialania/", typed).content.decode()


@pytest.mark.parametrize("button", [{"znajdz": "related"}, {"wez": "title-1"}, {"base": ""}], ids=str)
def test_the_number_of_a_person_tells_no_name(anna, celina, as_user, make_action, button):
    action = make_action()
    for person in (celina.pk, "a\x00b", 10**30):
        sent = {"base": 1, "many": ["responsible_members"], "responsible_members": [person], "title": "Ab"} | button
        answer = as_user(anna).post(f"/dzialania/{action.pk}/edycja/", sent)
        assert answer.status_code in (200, 422) and "Celina" not in answer.text


def test_a_circle_tells_no_title_of_what_may_not_be_read(anna, karol, make_action, elsewhere):
    action = make_action()
    elsewhere.revise(karol, 1, depends_on=[action])
    private = elsewhere.shut()
    with pytest.raises(Refused) as refusal:
        action.revise(anna, 1, depends_on=[private])
    assert SECRET not in str(refusal.value)


@pytest.mark.parametrize("name", ["related", "depends_on"])
def test_links_to_what_is_private_by_now_tell_no_title(anna, client, as_user, roadmap, make_action, elsewhere, name):
    action = make_action()
    action.revise(anna, 1, **{name: [elsewhere]})
    private = elsewhere.shut()
    assert found(client, action, roadmap) == [] and found(as_user(anna), action, roadmap) == []
    form = as_user(anna).get(f"/dzialania/{action.pk}/edycja/").content.decode()
    assert SECRET not in form and f'value="{private.pk}"' in form
    # and it stays linked when something else is edited without JavaScript
    as_user(anna).post(f"/dzialania/{action.pk}/edycja/", {"base": 2, "goal": "Cel", "many": [name], name: private.pk})
    action.refresh_from_db()
    assert action.goal == "Cel" and list(getattr(action, name).all()) == [private]


def test_what_is_hidden_is_told_by_nothing_around_it(
    anna, bartek, ewa, jan, celina, client, as_user, roadmap, make_action
):
    hidden, beside = make_action(f"{SECRET} debaty"), make_action("Spacery po dzielnicy")
    duplicate = make_action("Rozmowy o mieście")
    hidden.revise(anna, 1, responsible_organisations=f"Fundacja {SECRET}", goal=f"{SECRET} cel")
    beside.revise(anna, 1, related=[hidden])
    duplicate.merge_into(ewa, hidden)
    hidden.move(anna, "discussed", note=f"{SECRET} powód ruchu")
    hidden.hide(ewa, "Obraża.")
    for who in (client, as_user(jan), as_user(celina), as_user(anna), as_user(bartek)):
        for action in (hidden, beside, duplicate):
            assert found(who, action, roadmap) == []
    assert SECRET in as_user(ewa).get(hidden.get_absolute_url()).content.decode()


def test_a_dropped_text_that_is_hidden_is_found_by_no_word_and_tells_no_reason(
    anna, ewa, client, as_user, roadmap, make_action
):
    hidden = make_action(f"{SECRET} debaty")
    hidden.drop(anna, f"{SECRET} mówi za dużo")
    hidden.hide(ewa, "Obraża.")
    for who in (client, as_user(anna)):
        assert found(who, hidden, roadmap) == []
        page = who.get(f"{roadmap.page.url}?slowa={SECRET}&wszystkie=1").content.decode()
        assert f"dzialanie-{hidden.pk}" not in page


def test_the_filter_by_organisation_does_not_tell_whose_the_hidden_text_is(anna, ewa, client, roadmap, make_action):
    make_action("Spacery po dzielnicy").revise(anna, 1, responsible_organisations="Fundacja Demo")
    hidden = make_action("Debaty o mieście")
    hidden.revise(anna, 1, responsible_organisations="Fundacja Demo")
    hidden.hide(ewa, "Obraża.")
    page = client.get(f"{roadmap.page.url}?kto=Fundacja+Demo").content.decode()
    assert "Spacery" in page and f"dzialanie-{hidden.pk}" not in page


def test_no_supporter_helper_or_objector_is_named_to_anybody_outside(
    anna, ewa, jan, celina, karol, editor, admin, client, as_user, roadmap, make_action, make_user, join, group
):
    secret = make_user("kanarek", first_name=SECRET, last_name="Ptaszek")
    join(secret, group)
    action, other = make_action("Debaty o mieście"), make_action("Debaty przy stole")
    for one in (action, other):
        one.support(secret)
        one.pledge(secret, "time", f"{SECRET} godziny")
        one.object(secret, f"{SECRET} zastrzeżenie")
    action.revise(anna, 1, goal="Zgoda")
    with pytest.raises(Refused):
        action.revise(secret, 1, goal=f"{SECRET} wariant")
    action.merge_into(ewa, other)
    action.unmerge(ewa)
    former = make_user("dawna")
    join(former, group, status="ended", ended_at=timezone.now())
    suspended = make_user("zawieszona")
    join(suspended, group, status="suspended")
    outside = [as_user(one) for one in (jan, celina, karol, editor, admin, former, suspended)]
    for who in (client, *outside):
        assert found(who, action, roadmap) == [] and found(who, other, roadmap) == []


def test_a_name_goes_from_kept_pages_when_consent_is_withdrawn(client, anna, as_user, roadmap, agree_to_name):
    agree_to_name(anna)
    action = roadmap.add(anna, title="Debaty o mieście", description="Opis.", responsible_members=[anna])
    action.comment(anna, "Zaczynajmy.")
    places = [action.get_absolute_url(), roadmap.page.url, roadmap.group.url]
    for address in places * 2:
        assert "Anna Próbna" in client.get(address).content.decode(), address
    as_user(anna).post("/konto/moje-dane/zgody/public_name/", {"cast": "0"})
    for address in places:
        assert "Anna Próbna" not in client.get(address).content.decode(), address


def test_a_hidden_text_goes_from_kept_pages(client, anna, ewa, roadmap, make_action):
    action = make_action(f"{SECRET} debaty")
    comment = action.comment(anna, f"{SECRET} słowa")
    places = [action.get_absolute_url(), roadmap.page.url, roadmap.group.url, f"/szukaj/?q={SECRET}"]
    for address in places:
        assert SECRET in client.get(address).content.decode()
    action.hide(ewa, "Obraża.")
    action.hide_comment(ewa, comment.pk, "Też obraża.")
    assert found(client, action, roadmap) == []
    assert Action.objects.get(pk=action.pk).title == f"{SECRET} debaty"
