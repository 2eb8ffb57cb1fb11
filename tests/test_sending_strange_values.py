"""Values that no form of ours sends: numbers that are none, missing and doubled fields, endless texts."""

import time

import pytest

from portal.templatetags.plain import plain
from portal.templatetags.polish import typo
from roadmaps.rules.differences import differences
from roadmaps.rules.mentions import with_names, with_tokens
from roadmaps.rules.merge import merge
from roadmaps.rules.terms import parse
from roadmaps.rules.wording import material
from tests.board_writes import HUGE, writes
from tests.test_any_order import holds


@pytest.mark.any_engine
@pytest.mark.parametrize("number", HUGE)
def test_a_number_that_no_key_can_be_is_404(number, anna, ewa, as_user, roadmap, make_action):
    make_action()
    who = as_user(ewa, raise_request_exception=False)
    for address in [*writes(number), f"/dzialania/{number}/", f"/dzialania/{number}/osoby/"]:
        assert who.get(address).status_code in (404, 405), address
        assert who.post(address, {"cast": "1", "base": "1"}).status_code in (404, 405), address
    for address in writes(roadmap.actions.get().pk, comment=number, number=number):
        if f"/{number}/" in address:
            assert who.post(address, {"text": "Tak", "reason": "Tak"}).status_code in (404, 405), address
    for address in (
        f"/mapy/{number}/dzialania/",
        f"/mapy/{number}/podobne/?title=Spacery",
        f"/mapy/{number}/powiazania/",
    ):
        assert who.get(address).status_code == 404
    for name in "epz":
        assert who.get(f"/dzialania/?{name}={number}").status_code == 404


# fields


STRANGE = ["-1", "0", "2147483648", "1" * 30, "1.5", "²", "٣", "x", "", " 1 ", "1\x00"]


@pytest.mark.parametrize("value", STRANGE)
def test_a_strange_version_or_place_is_refused_with_all_that_was_typed(value, ewa, as_user, roadmap, make_action):
    action = make_action()
    action.support(ewa)
    who = as_user(ewa, raise_request_exception=False)
    one = action.get_absolute_url()
    answer = who.post(f"{one}edycja/", {"base": value, "title": "Zupełnie inny tytuł"})
    # digits of any script are digits to a form
    assert answer.status_code in (302, 422) and (
        answer.status_code == 302 or "Zupełnie inny tytuł" in answer.content.decode()
    )
    for address, data in {
        f"{one}przenies/": {"to": "proposed", "place": value},
        f"{one}glos/wersja/": {"answer": "confirm", "seen": value},
        f"{one}historia/1/przywroc/": {"base": value, "pole": value},
        f"{one}glos/": {"cast": value},
        f"{one}komentarze/": {"text": value, "kind": value},
        f"{one}pomoc/": {"kind": value, "text": value},
        f"{one}edycja/": {"base": "1", "many": value, "related": value, "responsible_members": value, "horizon": value},
        f"/mapy/{roadmap.pk}/dzialania/": {"title": value, "depends_on": value, "term": value},
    }.items():
        assert who.post(address, data).status_code < 500, address
    for name in ("bez", "related", "znajdz", "related_slowa"):
        query = {"znajdz": "related", name: value}
        assert who.get(f"/mapy/{roadmap.pk}/powiazania/", query).status_code in (200, 404)
    roadmap.refresh_from_db()
    assert holds(roadmap) is None


def test_a_version_of_the_future_is_the_newest_one(anna, bartek, as_user, make_action):
    action = make_action()
    action.revise(bartek, 1, goal="Zgoda")
    assert (
        as_user(anna).post(f"/dzialania/{action.pk}/edycja/", {"base": "77", "title": "Inny tytuł"}).status_code == 302
    )
    action.refresh_from_db()
    assert (action.goal, action.title, action.version) == ("Zgoda", "Inny tytuł", 3)


def test_forms_without_any_field_or_with_each_twice_break_nothing(ewa, admin, as_user, roadmap, make_action):
    for doubled in (False, True):
        action = make_action()
        comment = action.comment(ewa, f"Pytanie {doubled}.")
        number = action.events.first().number
        for who in (as_user(ewa, raise_request_exception=False), as_user(admin, raise_request_exception=False)):
            for headers in ({}, {"HX-Request": "true"}):
                for address, data in writes(action.pk, comment.pk, number).items():
                    data = {name: [value, value] for name, value in data.items()} if doubled else {}
                    assert who.post(address, data, headers=headers).status_code < 500, address
    roadmap.refresh_from_db()
    holds(roadmap)


# long texts

LONG = {
    "spaces": " " * 10_000,
    "lines": "\n" * 10_000,
    "lines and spaces": "\n " * 5_000 + "x",
    "one word": "a" * 10_000,
    "at": "@" * 10_000,
    "at and names": "@Anna " * 1_600,
    "tokens": "@[1]" * 2_500,
    "open tokens": "@[" * 5_000,
    "digits in a token": "@[" + "1" * 10_000,
    "addresses": "http://a.pl/" * 800,
    "one address": "https://" + "a." * 5_000,
    "mail": "a@" * 5_000,
    "mail and dots": "a@b." * 2_500,
    "brackets": "(" * 5_000 + ")" * 5_000,
    "an address in brackets": "http://a.pl/" + "(" * 5_000 + ")" * 4_000,
    "hyphens": "- " * 5_000,
    "list": "- a\n" * 2_500,
    "marks": ".,;:" * 2_500,
    "entities": "&amp;" * 2_000,
    "tags": "<a " * 3_000,
    "quotes": "„" * 10_000,
    "one-letter words": "i w z " * 1_600,
    "numbers": "1 " * 5_000,
    "combining": "a" + "\u0301" * 9_999,
    "nothing seen": "\u200b" * 10_000,
    "www": "www." * 2_500,
}


@pytest.mark.any_engine
@pytest.mark.parametrize("kind", LONG)
def test_no_text_holds_a_page_up(kind, make_user):
    """Each within a second, which on a busy machine is far above what they take; squares of the length are not."""
    text, people = (
        LONG[kind],
        [make_user("anna", first_name="Anna"), make_user("aaa", first_name="a a a", last_name="a")],
    )
    for work in (
        lambda: plain(text),
        lambda: typo(text),
        lambda: differences(text[:5000], text[1:5000:2]),
        lambda: merge(text[:5000], text[:4000] + " x", text[1:5000]),
        lambda: with_tokens(text[:5000], people),
        lambda: with_names(text, {1: "Anna"}),
        lambda: material({"description": text[:5000]}, {"description": text[5:5000:2]}),
    ):
        began = time.process_time()
        work()
        assert time.process_time() - began < 1
    with pytest.raises(ValueError):
        parse(text[:200])
