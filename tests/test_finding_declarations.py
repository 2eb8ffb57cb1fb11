"""Coordinators find declarations on the desk: by words, lists, order; in as many queries for one as for twenty."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.templatetags.polish import day_of
from signup.models import Declaration
from tests import on_the_desk
from tests.on_the_desk import DESK

ORGANISATION = {"org_name": "Fundacja Łąka", "org_kind": "fundacja", "org_role": "prezeska"}
desk, log = on_the_desk.desk, on_the_desk.log


@pytest.fixture
def shown(desk):
    """shown(lista="…") gives the family names on the desk in their order."""

    def names(**wanted):
        page = desk.get(DESK, wanted)
        assert page.status_code == 200
        return [row.family_name for row in page.context["rows"]]

    return names


def test_what_waits_longest_is_on_top_and_what_is_decided_is_elsewhere(make_declaration, ewa, group, shown):
    for days, name in ((1, "nowa"), (3, "stara"), (2, "srednia"), (4, "gotowa")):
        at = timezone.now() - timedelta(days=days)
        declaration = make_declaration(name, family_name=name, at=at)
    declaration.accept(ewa, group)
    assert shown() == ["stara", "srednia", "nowa"]
    assert shown(lista="rozpatrzone") == ["gotowa"]
    assert shown(lista="wszystkie") == ["nowa", "srednia", "stara", "gotowa"]


@pytest.mark.parametrize("words", ["laka", "ŁĄKA fundacja", "zolc", "Żółć Łucja", "d/", "fundacja zolc"])
def test_found_by_number_name_and_organisation_without_tails(make_declaration, shown, words):
    make_declaration("lucja", given_name="Łucja", family_name="Żółć", **ORGANISATION)
    make_declaration("inna", family_name="Inna")
    assert "Żółć" in shown(q=words)
    if words != "d/":
        assert shown(q=words) == ["Żółć"]


@pytest.mark.parametrize("words", ["%", "_", "\x00", "'; drop", "x" * 500, "(((", "\\"])
def test_any_words_and_any_filter_are_answered(make_declaration, desk, words):
    make_declaration()
    page = desk.get(DESK, {"q": words, "lista": words, "nabor": words, "grupa": words, "strona": words})
    assert page.status_code == 200


def test_after_the_call_three_lists_say_what_is_ready(make_declaration, call, ewa, group, desk, shown):
    make_declaration("gotowa", family_name="Gotowa")
    make_declaration("czeka", family_name="Czeka").ask(ewa, group, "Jaka rola?")
    today = timezone.localdate()
    call.opens, call.closes = today - timedelta(days=9), today - timedelta(days=1)
    call.save_revision().publish()
    answers = {"given_name": "Pa", "family_name": "Pier", "email": "", "capacity": "own"}
    Declaration.objects.enter(ewa, call, groups=[group], received_on=today, **answers)
    lists = ("kompletne: 1", "czekają na uzupełnienie: 1", "po terminie: 1")
    for wanted in ({}, {"nabor": call.slug}):
        page = desk.get(DESK, wanted).text.replace("\xa0", " ")
        assert all(words in page for words in lists)
    assert shown(nabor=call.slug, lista="kompletne") == ["Gotowa"]
    assert shown(nabor=call.slug, lista="uzupelnienie") == ["Czeka"]
    assert shown(nabor=call.slug, lista="po-terminie") == ["Pier"]


def test_the_lists_after_a_call_say_how_many_they_show_and_go_when_all_is_decided(
    make_declaration, call, ewa, group, desk, shown
):
    today = timezone.localdate()
    call.opens, call.closes = today - timedelta(days=9), today - timedelta(days=1)
    call.save_revision().publish()
    answers = {"given_name": "Pa", "family_name": "Pier", "email": "", "capacity": "own"}
    late = Declaration.objects.enter(ewa, call, groups=[group], received_on=today, **answers)
    late.ask(ewa, group, "Jaka rola?")
    for page in (desk.get(DESK), desk.get(DESK, {"nabor": call.slug})):
        closed = page.context["closed"]
        assert [closed[name] for name in ("complete", "incomplete", "late")] == [0, 1, 1]
    assert shown(nabor=call.slug, lista="uzupelnienie") == shown(nabor=call.slug, lista="po-terminie") == ["Pier"]
    late.accept(ewa, group)
    assert desk.get(DESK).context["closed"] is None
    assert desk.get(DESK, {"nabor": call.slug}).context["closed"]["late"] == 1


def test_the_desk_after_a_call_asks_no_more_than_15_times(make_declaration, call, ewa, group, as_user, pages_made_anew):
    for i in range(3):
        make_declaration(f"osoba{i}").ask(ewa, group, "Jaka rola?")
    today = timezone.localdate()
    call.opens, call.closes = today - timedelta(days=9), today - timedelta(days=1)
    call.save_revision().publish()
    desk = as_user(ewa)
    for wanted in ({}, {"nabor": call.slug}, {"nabor": call.slug, "lista": "uzupelnienie", "grupa": group.slug}):
        desk.get(DESK, wanted)
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(DESK, wanted).context["closed"]["incomplete"] == 3
        assert len(seen) <= 15, "\n".join(q["sql"][:300] for q in seen)


def test_the_desk_costs_the_same_for_one_and_for_twenty(make_declaration, ewa, group, desk):
    asked = []
    for n in (1, 19):
        for i in range(n):
            declaration = make_declaration(f"osoba{n}x{i}")
            declaration.ask(ewa, group, "Jaka rola?")
        desk.get(DESK)
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(DESK).status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 15


def test_a_request_that_is_over_its_seven_days_stands_out(make_declaration, ewa, group, desk):
    declaration = make_declaration()
    declaration.ask(ewa, group, "Jaka rola?", at=timezone.now() - timedelta(days=8))
    for address in (DESK, f"{DESK}{declaration.code}/"):
        assert "termin minął" in desk.get(address).text
    declaration.accept(ewa, group)  # the group decides without an answer
    assert "termin minął" not in desk.get(f"{DESK}{declaration.code}/").text


def test_a_row_says_whose_turn_it_is_and_until_when(make_declaration, ewa, group, desk):
    declaration = make_declaration("jan")
    request = declaration.ask(ewa, group, "Prosimy o telefon.")

    def row():
        return " ".join(desk.get(DESK).text.replace("\xa0", " ").split())

    assert f"Edukacja: czeka na uzupełnienie (do {day_of(request.due)})".replace("\xa0", " ") in row()
    declaration.corrections.update(asked_at=timezone.now() - timedelta(days=9))
    assert "Edukacja: czeka na uzupełnienie (termin minął " in row()
    declaration.answer(request, "600 000 000")
    assert "Edukacja: czeka na decyzję" in row()


@pytest.mark.parametrize(
    ("wanted", "order"),
    [({}, "abcd"), ({"lista": "wszystkie"}, "dcba"), ({"q": "jan"}, "dcba")],
)
def test_the_next_one_is_the_next_in_the_list_that_one_came_from(make_declaration, ewa, group, desk, wanted, order):
    for days, name in enumerate("dcba"):
        at = timezone.now() - timedelta(days=days, hours=1)
        make_declaration(name, given_name="Jan", family_name=name, at=at)
    by_name = {one.family_name: one for one in Declaration.objects.all()}
    for name, following in zip(order, order[1:] + order[:1], strict=True):
        page = desk.get(DESK, wanted).text
        address = re.search(rf'href="({DESK}{by_name[name].code}/[^"]*)"', page)[1].replace("&amp;", "&")
        case = desk.get(address)
        assert case.context["following"] == by_name[following], name
        way = re.search(r'id="nastepna" href="([^"]*)"', case.text)[1].replace("&amp;", "&")
        assert way == address.replace(by_name[name].code, by_name[following].code)
    # what is decided leaves the list, and the next one is the same
    if not wanted:
        answer = desk.post(f"{DESK}{by_name['b'].code}/{group.pk}/przyjmij/?lista=")
        assert answer["Location"] == f"{DESK}{by_name['b'].code}/"
        assert desk.get(answer["Location"]).context["following"] == by_name["c"]
    if wanted == {"lista": "wszystkie"}:
        answer = desk.post(f"{DESK}{by_name['b'].code}/{group.pk}/przyjmij/?lista=wszystkie")
        assert answer["Location"] == f"{DESK}{by_name['b'].code}/?lista=wszystkie"


def test_long_lists_have_pages_that_keep_the_filter(make_declaration, desk, shown, monkeypatch):
    monkeypatch.setattr("signup.desk.views.PER_PAGE", 2)
    for i in range(5):
        make_declaration(f"osoba{i}", family_name="Osoba")
    assert len(shown(q="osoba", strona=3)) == 1
    assert "?q=osoba&amp;strona=3" in desk.get(DESK, {"q": "osoba", "strona": 2}).text


def test_what_was_withdrawn_is_still_found_by_the_coordinators_of_its_groups(
    make_declaration, desk, shown, karol, as_user, call
):
    gone, _ = make_declaration("gosia", late=True), make_declaration("wanda")
    unconfirmed = make_declaration("urszula", confirmed=False)
    unconfirmed.withdraw()
    gone.withdraw()
    lists = {"": {"Wanda"}, "wycofane": {"Gosia"}, "wszystkie": {"Gosia", "Wanda"}}
    lists |= {"rozpatrzone": set(), "kompletne": {"Wanda"}, "po-terminie": set(), "uzupelnienie": set()}
    for name, wanted in lists.items():
        page = desk.get(f"{DESK}?lista={name}").text
        assert {one for one in ("Gosia", "Wanda", "Urszula") if f">{one} Testowy</a>" in page} == wanted, name
    assert ">Gosia Testowy</a>" in desk.get(f"{DESK}?q=gosia").text
    case = desk.get(f"{DESK}{gone.code}/")
    assert case.status_code == 200 and "<dt>Wycofana</dt>" in case.text and 'id="przyjmij-' not in case.text
    assert desk.get(f"{DESK}{unconfirmed.code}/").status_code == 404
    assert as_user(karol).get(f"{DESK}{gone.code}/").status_code == 404
