"""People look for some actions of a board: by words, state, who is responsible, time, and what is theirs to do."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.search.query import forget_vocabulary
from roadmaps.models import Action

BOARD = "/grupy/edukacja/mapa-drogowa/"


@pytest.fixture
def board(roadmap, anna, bartek, make_action):
    """Five actions that differ in everything that can be asked for."""
    make_action("Warsztaty o wolontariacie", responsible_organisations="Fundacja Demo", horizon="short", by=bartek)
    make_action(
        "Spacery po dzielnicach",
        state="discussed",
        responsible_members=[anna],
        term=date(2031, 3, 31),
        term_precision="month",
    )
    make_action("Lekcje w szkołach", state="agreed", responsible_organisations="Koło „Wzór”", horizon="long")
    make_action("Naprawialnia rowerów", by=anna, term=date(2030, 3, 31), term_precision="month")
    make_action("Festyn na placu").drop(anna, "Zbiega się z dniem wolontariatu.")
    forget_vocabulary()
    return BOARD


def titles(client, query="", status=200, **headers):
    answer = client.get(f"{BOARD}?{query}", headers=headers)
    assert answer.status_code == status
    html = answer.content.decode().replace("\xa0", " ")
    return re.findall(r'<h3 id="tytul-\d+"><a[^>]*>([^<]+)</a>', html)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("slowa=wolontariatem", ["Warsztaty o wolontariacie"]),
        ("slowa=SZKOLACH", ["Lekcje w szkołach"]),
        ("slowa=fundacji+demo", ["Warsztaty o wolontariacie"]),
        ("slowa=festynami", ["Festyn na placu"]),
        ("slowa=„po dzielnicach”", ["Spacery po dzielnicach"]),
        ("slowa=warsztty", ["Warsztaty o wolontariacie"]),
        ("tylko=uzgodnione", ["Lekcje w szkołach"]),
        ("tylko=zaniechane", ["Festyn na placu"]),
        ("kto=Fundacja+Demo", ["Warsztaty o wolontariacie"]),
        ("horyzont=dlugi", ["Lekcje w szkołach", "Naprawialnia rowerów", "Spacery po dzielnicach"]),
        ("horyzont=dlugi&slowa=szkołami", ["Lekcje w szkołach"]),
    ],
)
def test_a_visitor_narrows_the_board(client, board, query, found):
    assert sorted(titles(client, query)) == found


@pytest.mark.parametrize(
    "query",
    [
        *["tylko=nie-ma", "kto=Nikt", "kto=osoba-1", "kto=osoba-x", "horyzont=wieczny", "porzadek=losowy", "moje=1"],
        *["bez-glosu=1", "slowa=a", "slowa=", "slowa=%22", "nie=ma", "stan=&od=&wszystkie", "kto=%00"],
    ],
)
def test_unknown_values_are_left_aside(client, board, query):
    assert len(titles(client, query)) == 5


@pytest.mark.parametrize(
    "words", ['"', "'", "*", "%", "\\", "NOT", "x" * 10_000, "%00", "<script>", "„", "\ud83d\ude00"]
)
def test_any_words_at_all_get_an_answer(client, board, words):
    from urllib.parse import quote

    titles(client, f"slowa={quote(words, errors='surrogatepass')}")


def test_a_member_finds_what_is_theirs_to_do(anna, bartek, as_user, board):
    assert sorted(titles(as_user(anna), "moje=1")) == ["Naprawialnia rowerów", "Spacery po dzielnicach"]
    assert titles(as_user(bartek), "moje=1") == ["Warsztaty o wolontariacie"]
    Action.objects.get(title__startswith="Spacery").support(anna)
    assert sorted(titles(as_user(anna), "bez-glosu=1")) == ["Naprawialnia rowerów", "Warsztaty o wolontariacie"]
    assert len(titles(as_user(bartek), "bez-glosu=1")) == 3


def test_people_are_asked_for_by_their_consent(client, anna, bartek, as_user, board, agree_to_name):
    person = f"kto=osoba-{anna.pk}"
    assert len(titles(client, person)) == 5 and "Anna" not in client.get(BOARD).content.decode()
    # members know each other
    assert titles(as_user(bartek), person) == ["Spacery po dzielnicach"]
    agree_to_name(anna)
    assert titles(client, person) == ["Spacery po dzielnicach"]
    assert f'<option value="osoba-{anna.pk}">Anna Próbna</option>' in client.get(BOARD).content.decode()


def test_cards_follow_in_the_order_that_is_asked_for(client, anna, bartek, board, make_action):
    first, second = Action.objects.filter(state="proposed").order_by("position")
    second.support(anna)
    Action.objects.filter(pk=first.pk).update(changed_at=timezone.now() + timedelta(days=1))

    def proposals(query):
        return [title for title in titles(client, query) if title in (first.title, second.title)]

    assert proposals("") == [first.title, second.title]
    assert proposals("porzadek=glosy") == [second.title, first.title]
    assert proposals("porzadek=termin") == [second.title, first.title]
    assert proposals("porzadek=nowe") == [first.title, second.title]


def test_filters_are_seen_counted_and_taken_off_one_by_one(client, board):
    html = client.get(f"{BOARD}?slowa=szkole&horyzont=dlugi&porzadek=nowe").content.decode()
    assert re.search(r"<b>1\xa0działanie</b>\s+pasuje", html)
    without = re.findall(r'<a href="([^"]*)">\s*<span class="visually-hidden">Usuń filtr: ', html)
    assert [address.replace("&amp;", "&") for address in without] == [
        f"{BOARD}?horyzont=dlugi&porzadek=nowe",
        f"{BOARD}?slowa=szkole&porzadek=nowe",
    ]
    assert f'<a class="arrow-link" href="{BOARD}">Wyczyść filtry</a>' in html
    counts = re.findall(r'id="n-([\w-]+)">(\d+)<', html)
    assert dict(counts) == {
        "propozycje": "0",
        "w-dyskusji": "0",
        "uzgodnione": "1",
        "w-realizacji": "0",
        "zrealizowane": "0",
    }


def test_no_hits_say_what_to_do(client, board):
    html = client.get(f"{BOARD}?slowa=hipopotam").content.decode()
    assert "Żadne działanie nie pasuje" in html and "Pokaż wszystkie działania" in html
    assert "Nie ma jeszcze propozycji" not in html


def test_htmx_gets_the_cards_the_address_and_the_announcement(client, board):
    answer = client.get(f"{BOARD}?slowa=szkole&kto=&tylko=", headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert "<html" not in html and 'id="filtry"' not in html and "Lekcje" in html
    assert answer["HX-Push-Url"] == f"{BOARD}?slowa=szkole"
    assert re.search(r'hx-target="#ogloszenie"[^>]*>\s*1\xa0działanie pasuje\.', html)
    # going back brings the whole page
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get(f"{BOARD}?slowa=szkole", headers=headers).content.decode()


def test_the_next_cards_keep_the_filters(client, board, make_action, roadmap):
    for n in range(33):
        make_action(f"Dyżury sąsiedzkie numer {n}")
    html = client.get(f"{BOARD}?slowa=dyżurem").content.decode()
    link = re.search(r'hx-get="([^"]*od=30)"', html)[1].replace("&amp;", "&")
    assert len(titles(client, link.partition("?")[2], **{"HX-Request": "true"})) == 3


@pytest.mark.django_db(transaction=True)
def test_pages_are_kept_by_address_but_none_for_words(client, board):
    for query, keeps in (("horyzont=dlugi", True), ("slowa=szkole", False)):
        answer = client.get(f"{BOARD}?{query}")
        assert answer.has_header("ETag") is keeps
        assert "public" in answer["Cache-Control"] if keeps else "private" in answer["Cache-Control"]
        whole, part = (client.get(f"{BOARD}?{query}", headers=head).content for head in ({}, {"HX-Request": "true"}))
        assert b"<html" in whole and b"<html" not in part


def test_a_vote_without_javascript_comes_back_to_the_same_view(anna, as_user, board):
    action = Action.objects.get(title__startswith="Naprawialnia")
    client = as_user(anna)
    assert 'name="widok" value="slowa=rowerami"' in client.get(f"{BOARD}?slowa=rowerami").content.decode()
    answer = client.post(f"/dzialania/{action.pk}/glos/", {"cast": "1", "widok": "slowa=rowerami"})
    assert answer.url == f"{BOARD}?slowa=rowerami&stan=propozycje#dzialanie-{action.pk}"


def test_a_narrowed_board_asks_no_more_for_many(
    pages_made_anew, client, board, make_action, django_assert_max_num_queries
):
    for n in range(20):
        make_action(f"Dyżury sąsiedzkie numer {n}", responsible_organisations=f"Fundacja {n}")
    client.get(BOARD)
    with django_assert_max_num_queries(12):
        assert len(titles(client, "slowa=dyżurem&horyzont=&porzadek=glosy")) == 20


def test_an_organisation_written_in_two_ways_is_one_and_found_by_either(client, roadmap, make_action):
    for title, name in {
        "Pierwsze działanie": "Stowarzyszenie „Przykład”",
        "Drugie działanie": "Stowarzyszenie „Przykład”",
        "Trzecie działanie": 'Stowarzyszenie "Przykład"',
        "Czwarte działanie": "Stowarzyszenie «Przykład»",
        "Piąte działanie": "Fundacja Demo",
    }.items():
        make_action(title, responsible_organisations=name)
    assert client.get(roadmap.page.url).context["organisations"] == ["Fundacja Demo", "Stowarzyszenie „Przykład”"]
    for way in ("Stowarzyszenie „Przykład”", 'Stowarzyszenie "Przykład"'):
        text = client.get(roadmap.page.url, {"kto": way}).text
        assert "Pierwsze działanie" in text and "Trzecie działanie" in text and "Czwarte działanie" in text
        assert "Piąte działanie" not in text
