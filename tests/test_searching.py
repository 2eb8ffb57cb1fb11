"""Visitors search: any input is answered, all words count, nothing that is not public is found."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal.models import NewsIndexPage, NewsPage
from portal.search.excerpts import excerpt
from portal.search.query import understand
from tests import searches
from tests.searches import found

pytestmark = pytest.mark.engine
_no_words_of_another_test, write = searches._no_words_of_another_test, searches.write


@pytest.mark.parametrize(
    "query",
    ["", "a", " ", '"', "'", "*", "%", "_", "\\", "NOT", "AND OR", "(", '"a', "\x00", "🙂", "x" * 10_000, "a " * 5000],
)
def test_any_input_is_answered(client, home, query):
    found(client, query)


@pytest.mark.parametrize("query", ["", "a", "%", "_ *"])
def test_an_empty_query_gets_a_hint_and_no_hits(client, write, query):
    write("Abc a")
    titles, answer = found(client, query)
    assert titles == []
    assert "Wpisz co najmniej dwie litery" in answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_any_form_finds_any_form_with_or_without_tails(client, write):
    write("Żółta łódź", "Spółdzielnia socjalna „Wzór”, wolontariat i organizacje")
    for query in ("zolta", "ŁÓDŹ", "spoldzielniami", "wzor spółdzielni", "łodzie", "wolontariacie", "organizacjami"):
        assert "Żółta łódź" in found(client, query)[0], query
    assert found(client, "zolta kajak")[0] == []
    assert found(client, "kolega")[0] == []


def test_quoted_words_must_stand_together_as_they_are(client, write):
    write("Jeden", "praca w grupie roboczej")
    write("Dwa", "grupa o pracy, robocze spotkanie w grupie")
    assert found(client, "„grupie roboczej”")[0] == ["Jeden"]
    assert found(client, '"grupie   ROBOCZEJ"')[0] == ["Jeden"]
    assert found(client, '"grupa robocza"')[0] == []


def test_whole_titles_then_titles_then_the_newest(client, write, roadmap, anna):
    write("Stara", "o kompasie", day=1)
    write("Nowa", "kompasy", day=20)
    write("Kompas i mapa", "nic", day=3)
    write("Kompas", "nic", day=2)
    roadmap.add(anna, title="Działanie", description="Kompas w ręku.")
    titles, answer = found(client, "kompas")
    assert titles == ["Kompas", "Kompas i mapa", "Działanie", "Nowa", "Stara"]
    page = answer.content.decode()
    assert "Znaleziono 5\N{NO-BREAK SPACE}wyników" in page
    assert "<mark>kompasie</mark>" in page


def test_a_slip_is_mended_and_can_be_insisted_on(client, write):
    write("Wolontariat", "Radomski Tydzień Wolontariatu")
    titles, answer = found(client, "wolontarait")
    assert titles == ["Wolontariat"]
    page = answer.content.decode()
    assert "Pokazujemy wyniki dla: <b>wolontariat</b>" in page
    assert "Szukaj dokładnie: wolontarait" in page
    assert found(client, "wolontarait", dokladnie="1")[0] == []


def test_a_word_of_the_dictionary_is_never_mended(client, write):
    write("Kolej", "Kolej wąskotorowa")
    assert found(client, "kolega")[0] == []


def test_mending_reveals_no_word_of_a_draft(client, write):
    write("Tajemniczydokument").unpublish()
    titles, answer = found(client, "tajemniczydokumnet")
    assert titles == []
    assert "Tajemniczydokument" not in answer.content.decode()
    assert "tajemniczydokument" not in answer.content.decode()


def test_hits_are_narrowed_by_kind_and_group(client, write, roadmap, other_group, anna, group):
    write("Kompas")
    roadmap.add(anna, title="Kompas dla grupy", description="Kompas w ręku.")
    assert found(client, "kompas", rodzaj="action")[0] == ["Kompas dla grupy"]
    assert found(client, "kompas", rodzaj="page")[0] == ["Kompas"]
    assert found(client, "kompas", grupa=group.slug)[0] == ["Kompas dla grupy"]
    assert found(client, "kompas", grupa=other_group.slug)[0] == []
    assert len(found(client, "kompas", grupa="nie-ma", rodzaj="%")[0]) == 2


def test_actions_are_found_by_their_newest_text_and_not_when_dropped(client, roadmap, anna, group):
    action = roadmap.add(anna, title="Wspólne biuro", description="Sala i drukarka.")
    assert found(client, "drukarki")[0] == ["Wspólne biuro"]
    action.revise(anna, 1, description="Sala i skaner.")
    assert found(client, "drukarki")[0] == []
    assert found(client, "skanera")[0] == ["Wspólne biuro"]
    group.unpublish()
    assert found(client, "skanera")[0] == []
    group.save_revision().publish()
    action.refresh_from_db()
    action.drop(anna, "Nie teraz.")
    assert found(client, "skanera")[0] == []


def test_nothing_found_leads_on(client, write, group):
    write("Kompas")
    page = found(client, "kompas", grupa=group.slug)[1].content.decode()
    assert 'href="?q=kompas"' in page and "Szukaj wszędzie" in page
    page = found(client, "zzzxq")[1].content.decode()
    assert "Szukaj wszędzie" not in page and 'class="arrow-link" href="/mapa-strony/"' in page


def test_hits_come_ten_a_page(client, write):
    for i in range(11):
        write(f"Kompas {i}", slug=f"kompas-{i}")
    assert len(found(client, "kompas")[0]) == 10
    assert len(found(client, "kompas", strona=2)[0]) == 1
    first, second = found(client, "kompsa")[0], found(client, "kompsa", strona=2)[0]  # a slip leads to all of them too
    assert len(first) == 10 and len(second) == 1 and not set(first) & set(second)


def test_drafts_private_and_withdrawn_pages_are_not_found(client, write):
    write("Tajny kompas").unpublish()
    private = write("Prywatny kompas")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    write("Dziecko kompas")
    edited = write("Jawna")
    edited.body = [("text", "<p>szkic o kompasie</p>")]
    edited.save_revision()
    assert found(client, "kompas")[0] == ["Dziecko kompas"]


def test_what_was_found_cannot_carry_html(client, write):
    write("Kompas &lt;b&gt;", "&lt;script&gt;kompas&lt;/script&gt;")
    page = found(client, "kompas <script>alert(1)</script>")[1].content.decode()
    assert "<script>alert" not in page
    page = found(client, "kompas")[1].content.decode()
    assert "<script>kompas" not in page


def test_an_excerpt_shows_the_word_in_its_surroundings():
    text = "początek " * 60 + "Spółdzielnie socjalne " + "koniec " * 60
    shown = excerpt(text, understand("spoldzielnia"))
    assert "<mark>Spółdzielnie</mark>" in shown
    assert shown.startswith("… ") and shown.endswith(" …")
    assert len(shown) < 280


def test_a_query_is_words_and_phrases():
    query = understand('praca „na rzecz” Praca x "a  B"')
    assert query.words == ("praca",)
    assert query.phrases == ("na rzecz", "a b")


def test_all_kinds_stand_in_one_list(client, write, group, other_group, call, roadmap, anna, make_meeting):
    """What is public only in the minutes of a meeting among them; each of a group is found by it."""
    ended = timezone.now() - timedelta(days=1)
    minutes = [("decision", {"text": "Kupujemy kompas."})]
    times = {"starts_at": ended - timedelta(hours=1), "ends_at": ended}
    make_meeting("narada", [group], minutes=minutes, minutes_approved=True, **times)
    index = NewsIndexPage.objects.get()
    news = index.add_child(instance=NewsPage(title="Nowina", lead="Kompas dla grupy.", groups=[group]))
    call.lede = "Dla tych, którzy mają kompas."
    group.introduction = "Idziemy z kompasem."
    for page in (news, call, group):
        page.save_revision().publish()
    write("Strona", "O kompasie.")
    roadmap.add(anna, title="Działanie", description="Kompas w ręku.")
    kinds = {hit["entry"].kind for hit in found(client, "kompasami")[1].context["shown"]}
    assert kinds == {"meeting", "news", "call", "group", "page", "action"}
    kinds = {hit["entry"].kind for hit in found(client, "kompasami", grupa=group.slug)[1].context["shown"]}
    assert {"meeting", "news", "group", "action"} <= kinds and "page" not in kinds
    assert found(client, "kompasami", grupa=other_group.slug)[0] == []
    assert found(client, "kompasami", rodzaj="meeting")[0] == ["Narada"]
