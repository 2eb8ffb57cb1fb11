"""Visitors search: any input is answered, all words count, nothing that is not public is found."""

from datetime import UTC, date, datetime

import pytest
from wagtail.models import PageViewRestriction

from portal.folding import fold, words
from portal.models import ContentPage
from portal.search import Hit, excerpt, understand
from portal.slots import _fillings, fill


@pytest.fixture
def write(home):
    """write(title, body text) publishes a page; `day` says when."""

    def make(title, text="", day=None, **fields):
        page = home.add_child(instance=ContentPage(title=title, body=[("text", f"<p>{text}</p>")], **fields))
        page.save_revision().publish()
        if day:
            page.last_published_at = datetime(2018, 1, day, 12, tzinfo=UTC)
            page.save(update_fields=["last_published_at"])
        return page

    return make


@pytest.fixture
def source():
    """Let a test fill the slot for other rooms' hits."""
    kept = list(_fillings["search_source"])
    _fillings["search_source"].clear()
    yield lambda function: fill("search_source", function)
    _fillings["search_source"][:] = kept


def found(client, query, **more):
    answer = client.get("/szukaj/", {"q": query, **more})
    assert answer.status_code == 200
    return [entry["hit"].title for entry in answer.context["shown"]], answer


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


def test_letters_without_tails_and_beginnings_of_words_find(client, write):
    write("Żółta łódź", "Spółdzielnia socjalna „Wzór”")
    for query in ("zolta", "ŁÓDŹ", "spoldziel", "wzor spółdzielnia", "łodz"):
        assert found(client, query)[0][0] == "Żółta łódź", query
    assert found(client, "ziel")[0] == []
    assert found(client, "zolta kajak")[0] == []


def test_quoted_words_must_stand_together(client, write):
    write("Jeden", "praca w grupie roboczej")
    write("Dwa", "grupa o pracy, robocze spotkanie w grupie")
    assert found(client, "„grupie roboczej”")[0] == ["Jeden"]
    assert found(client, '"grupie   ROBOCZEJ"')[0] == ["Jeden"]


def test_words_in_titles_come_first_then_the_newest(client, write, source):
    write("Stara", "kompas", day=1)
    write("Nowa", "kompas", day=20)
    write("Kompas", "nic", day=2)
    source(lambda asked: [Hit("Działanie", "/dzialania/1/", "działanie", date(2018, 1, 10), "kompas i mapa")])
    titles, answer = found(client, "kompas")
    assert titles == ["Kompas", "Nowa", "Działanie", "Stara"]
    page = answer.content.decode()
    assert "Znaleziono 4\N{NO-BREAK SPACE}wyniki" in page
    assert "<mark>kompas</mark> i\N{NO-BREAK SPACE}mapa" in page


def test_hits_come_ten_a_page(client, write):
    for i in range(11):
        write(f"Kompas {i}", slug=f"kompas-{i}")
    assert len(found(client, "kompas")[0]) == 10
    assert len(found(client, "kompas", strona=2)[0]) == 1


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
    shown = excerpt(text, ["spoldziel"])
    assert "<mark>Spółdzielnie</mark>" in shown
    assert shown.startswith("… ") and shown.endswith(" …")
    assert len(shown) < 280


def test_folding_keeps_every_letter_in_its_place():
    text = "Zażółć gęślą jaźń ŁÓDŹ ß ﬁ İ e\u0301"
    assert len(fold(text)) == len(text)
    assert fold("ŁÓDŹ") == "lodz"
    assert words("a\N{NO-BREAK SPACE}b—c") == " a b c "
    assert understand('praca „na rzecz” praca x "a') == ["praca", "na rzecz"]
