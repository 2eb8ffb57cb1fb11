"""Visitors search: any input is answered, all words count, nothing that is not public is found."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote_plus

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal.models import ContentPage, NewsIndexPage, NewsPage
from portal.search import query as search
from portal.search import words
from portal.search.query import excerpt, understand
from tests.polish_pairs import INFLECTED, LOOKALIKES, PLAIN, TYPOS

pytestmark = pytest.mark.engine


@pytest.fixture(autouse=True)
def _no_words_of_another_test():
    search.forget_vocabulary()


@pytest.fixture
def write(home):
    """write(title, body text) publishes a page; `day` says when."""

    def make(title, text="", day=None, **fields):
        page = home.add_child(instance=ContentPage(title=title, body=[("text", f"<p>{text}</p>")], **fields))
        page.save_revision().publish()
        if day:
            page.last_published_at = datetime(2018, 1, day, 12, tzinfo=UTC)
            page.save()
        return page

    return make


def found(client, query, **more):
    answer = client.get("/szukaj/", {"q": query, **more})
    assert answer.status_code == 200
    return [hit["entry"].title for hit in answer.context["shown"]], answer


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


def test_suggestions_are_titles_that_begin_so(client, write):
    write("Regulamin grupy")
    write("Spotkanie", "regulamin")
    page = client.get("/szukaj/podpowiedzi/", {"q": "regul"}).content.decode()
    assert "Regulamin" in page and "Spotkanie" not in page
    assert "<html" not in page
    for query in ("", "%", "x" * 10_000, "\x00", "NOT (", "zzz"):
        assert client.get("/szukaj/podpowiedzi/", {"q": query}).status_code == 200


def test_suggestions_keep_to_the_chosen_kind_and_group(client, write, roadmap, other_group, anna, group):
    write("Kompas")
    roadmap.add(anna, title="Kompas dla grupy", description="Kompas w ręku.")

    def suggested(**more):
        page = client.get("/szukaj/podpowiedzi/", {"q": "komp", **more}).text
        return sorted(re.sub("<[^>]*>", "", found) for found in re.findall(r"<li>.*?<span>(.*?)</span>", page))

    nbsp = "\N{NO-BREAK SPACE}"
    assert [title.replace(nbsp, " ") for title in suggested()] == ["Kompas", "Kompas dla grupy"]
    assert suggested(rodzaj="page") == ["Kompas"]
    assert suggested(grupa=group.slug) == ["Kompas dla grupy"]
    assert suggested(grupa=other_group.slug) == []
    assert len(suggested(rodzaj="%", grupa="\x00")) == 2


def test_suggestions_reveal_nothing_that_is_not_public(client, write):
    write("Tajny kompas").unpublish()
    PageViewRestriction.objects.create(page=write("Tajny kompas prywatny"), restriction_type=PageViewRestriction.LOGIN)
    write("Tajny", "jawny")
    page = client.get("/szukaj/podpowiedzi/", {"q": "tajn"}).text
    assert page.count("<li>") == 1 and "kompas" not in page
    assert "1\N{NO-BREAK SPACE}podpowiedź" in page


def test_suggestions_cost_the_same_for_one_and_for_twenty(client, write, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        client.get("/szukaj/podpowiedzi/", {"q": "kompas"})
        with CaptureQueriesContext(connection) as seen:
            client.get("/szukaj/podpowiedzi/", {"q": "kompas"})
        return len(seen)

    write("Kompas 0", slug="kompas-0")
    one = cost()
    for n in range(1, 20):
        write(f"Kompas {n}", slug=f"kompas-{n}")
    assert cost() == one <= 10


def test_nothing_found_leads_on(client, write, group):
    write("Kompas")
    page = found(client, "kompas", grupa=group.slug)[1].content.decode()
    assert 'href="?q=kompas"' in page and "Szukaj wszędzie" in page
    page = found(client, "zzzxq")[1].content.decode()
    assert "Szukaj wszędzie" not in page and 'class="go" href="/mapa-strony/"' in page


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


# the bars: forms of words, letters without tails, slips, look-alikes


def share(pairs, test):
    wrong = [pair for pair in pairs if not test(*pair)]
    return 1 - len(wrong) / len(pairs), wrong


def meets(typed, standing):
    return bool(words.query_keys(typed.casefold()) & words.index_keys(standing.casefold()))


def test_the_list_is_long_enough():
    assert len(INFLECTED) + len(PLAIN) + len(TYPOS) >= 150


def test_inflected_words_meet():
    rate, wrong = share(INFLECTED, meets)
    assert rate >= 0.97, wrong


def test_words_without_tails_meet():
    rate, wrong = share(PLAIN, meets)
    assert rate >= 0.95, wrong


def test_slips_are_mended_among_all_words_of_the_lists():
    vocabulary = {words.fold(standing): standing for _, standing in INFLECTED + PLAIN + TYPOS}
    known = frozenset().union(*(words.index_keys(word) for word in vocabulary.values()))

    def mended(typed, standing):
        if words.query_keys(typed) & known or words.is_known(typed):
            return meets(typed, standing)
        near = words.slip(typed, vocabulary)
        return near is not None and meets(vocabulary[near], standing)

    rate, wrong = share(TYPOS, mended)
    assert rate >= 0.90, wrong


def test_look_alikes_stay_out():
    def confused(typed, standing):
        slip = None if words.is_known(typed) else words.slip(typed, {words.fold(standing): standing})
        return meets(typed, standing) or slip is not None

    rate, _ = share(LOOKALIKES, confused)
    assert rate <= 0.08


def test_the_bars_are_reached_in_what_readers_get(client, home):
    """The same lists once more, typed into the form and looked for in the index of this engine."""
    now = timezone.now()
    for number, word in enumerate(sorted({standing for _, standing in INFLECTED + PLAIN + TYPOS + LOOKALIKES})):
        text = search.Document(f"proba:{number}", home, "page", f"Tekst {number}", word, now, address=f"/{number}/")
        search.index(text)

    def offered(typed, standing):
        shown = client.get("/szukaj/", {"q": typed}).context["shown"]
        return standing in {hit["entry"].text for hit in shown}

    for pairs, least in ((INFLECTED, 0.97), (PLAIN, 0.95), (TYPOS, 0.90)):
        rate, wrong = share(pairs, offered)
        assert rate >= least, wrong
    _, apart = share(LOOKALIKES, offered)
    assert len(LOOKALIKES) - len(apart) <= 0.08 * len(LOOKALIKES)


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


def test_without_the_dictionary_stems_still_find(monkeypatch):
    monkeypatch.setattr(words, "_analyser", None)
    for cached in (words.lemmas, words.index_keys, words.restored, words.query_keys):
        cached.cache_clear()
    try:
        rate, wrong = share(INFLECTED, meets)
        assert rate >= 0.5, wrong
    finally:
        for cached in (words.lemmas, words.index_keys, words.restored, words.query_keys):
            cached.cache_clear()


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
