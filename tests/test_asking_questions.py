"""Whoever asks as people ask is answered; whoever finds nothing is led on."""

from datetime import timedelta
from urllib.parse import quote_plus

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests import searches
from tests.searches import found

pytestmark = pytest.mark.engine
_no_words_of_another_test, write = searches._no_words_of_another_test, searches.write


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("kiedy jest spotkanie", "Spotkanie w bibliotece"),
        ("jak dołączyć do grupy", "Jak dołączyć"),
        ("Gdzie mogę znaleźć deklarację?", "Deklaracja udziału"),
        ("co to jest mapa drogowa", "Mapa drogowa"),
    ],
)
def test_a_question_finds_what_it_asks_about(client, write, asked, title):
    write("Spotkanie w bibliotece", "We wtorek.")
    write("Jak dołączyć", "Grupa czeka na Ciebie.")
    write("Deklaracja udziału", "Można ją wypełnić tutaj.")
    write("Mapa drogowa", "Lista działań.")
    assert title in found(client, asked)[0]


@pytest.mark.parametrize(
    ("asked", "offered"), [("deklaracja docx", "deklaracja"), ("docx deklaracja udziału", "deklaracja udziału")]
)
def test_the_words_without_the_one_that_is_nowhere_are_offered(client, write, asked, offered):
    write("Deklaracja udziału", "Można ją wypełnić tutaj.")
    titles, answer = found(client, asked)
    assert titles == [] and f"?q={quote_plus(offered)}" in answer.text
    assert "Deklaracja udziału" in found(client, offered)[0]


def test_words_of_a_question_alone_and_in_quotation_marks_are_looked_for(client, write):
    write("Co to jest", "Jak to działa.")
    assert "Co to jest" in found(client, "jak")[0]
    assert found(client, "„jak to działa”")[0] == ["Co to jest"]


@pytest.mark.parametrize("asked", ["kiedy spotkanie", "spotkania", "najbliższe spotkanie grupy"])
def test_who_asks_for_a_meeting_is_told_the_next_one_before_all_others(client, group, make_meeting, asked):
    for days, slug, title in ((3, "blizsze", "Spotkanie bliższe"), (40, "dalsze", "Najbliższe spotkanie grupy")):
        starts = timezone.now() + timedelta(days=days)
        make_meeting(slug, title=title, starts_at=starts, ends_at=starts + timedelta(hours=1))
    main = client.get("/szukaj/", {"q": asked}).text.partition("<main")[2].partition("</main>")[0]
    before, hits, _ = main.partition('<ol class="hits">')
    assert hits and "Spotkanie bliższe" in before.replace("\xa0", " ")


def test_who_finds_nothing_is_led_to_groups_the_next_meeting_and_people(client, group, make_meeting, make_group):
    make_meeting("narada")
    hidden = make_meeting("tajna", starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1))
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    main = client.get("/szukaj/", {"q": "qwertyuiop"}).text.partition("<main")[2].partition("</main>")[0]
    assert group.url in main and "Narada" in main and 'href="/kontakt/"' in main and "Tajna" not in main
    assert "Narada" not in client.get("/szukaj/", {"q": "edukacja"}).text.partition("<main")[2].partition("</main>")[0]
