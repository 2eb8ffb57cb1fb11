"""The history of an action tells who changed what, how and why; and what is new since one's last visit."""

import re
from datetime import timedelta

import pytest

from roadmaps.models import Visit
from roadmaps.shown.visits import news
from tests import action_history
from tests.action_history import NOW, OPIS, html_of, newest

pytestmark = pytest.mark.engine
action = action_history.action


# telling


def test_the_history_tells_old_and_new_by_words_and_why(client, bartek, action):
    far = " ".join(["daleko"] * 60)
    action.revise(bartek, 1, description=f"{OPIS} {far}")
    action.revise(bartek, 2, description=f"Pięć rozmów w roku. Zapraszamy mieszkańców. {far}", note="Tak ustalono.")
    html = html_of(client, action).split('id="historia"')[1]
    newest_told = html.split("</li>")[0]
    assert "<del>Cztery rozmowy</del><ins>Pięć rozmów</ins> w roku." in newest_told
    assert "…" in newest_told and newest_told.count("daleko") < 12
    assert "Tak ustalono." in newest_told and "członkini/członek grupy" in newest_told


def test_twenty_changes_are_told_and_a_link_tells_the_rest(anna, client, as_user, action):
    for number in range(25):
        action.revise(anna, number + 1, goal=f"Cel numer {number}.")
    told = html_of(client, action).split('id="historia"')[1]
    assert told.count("Zmieniony tekst") == 20 and "jeszcze 6 zmian" in told and 'href="' in told
    assert html_of(client, action, "?historia=wszystkie").count("Zmieniony tekst") == 25
    part = as_user(anna).get(action.get_absolute_url() + "?historia=wszystkie", headers={"hx-request": "true"})
    assert part.content.decode().strip().startswith('<section id="historia"')


def test_a_long_history_is_told_a_hundred_changes_at_a_time(anna, client, action, monkeypatch):
    monkeypatch.setattr("roadmaps.shown.action.A_PAGE", 10)
    for number in range(25):
        action.revise(anna, number + 1, goal=f"Cel numer {number}.")
    seen = []
    for page, rest in ((1, 16), (2, 6), (3, 0), (4, 0)):
        told = html_of(client, action, f"?historia=wszystkie&strona={page}").split('id="historia"')[1]
        assert (f"jeszcze {rest} zmian" in told) is bool(rest)
        assert ("Pokaż nowsze" in told) is (page > 1)
        seen.append(told.count("Zmieniony tekst"))
    assert seen == [10, 10, 5, 0]
    for odd in ("0", "x", "-1", "9" * 50, "²"):
        assert html_of(client, action, f"?historia=wszystkie&strona={odd}").count("Zmieniony tekst") == 10


def test_moves_and_order_are_told_but_never_who_supports(client, anna, bartek, make_action, action):
    make_action("Spacery po dzielnicach")
    action.shift(anna, up=False)
    action.move(anna, "discussed", note="Pora porozmawiać.")
    action.support(bartek)
    told = html_of(client, action).split('id="historia"')[1]
    assert "Zmieniona kolejność" in told and "Przeniesione do stanu „W dyskusji”" in told and "Dodane" in told
    assert "Głos" not in told


# since the last visit


def test_a_member_reads_what_others_changed_since_the_visit_before(anna, bartek, ewa, client, as_user, roadmap, action):
    other = roadmap.add(ewa, title="Spacery po dzielnicach", description="Raz w miesiącu.")
    roadmap.refresh_from_db()
    roadmap.visited_by(anna, NOW)
    action.revise(bartek, 1, goal="Spór.")
    action.revise(anna, 2, title="Debaty i rozmowy przy stole")
    action.restore(bartek, action.events.first().number, "goal")
    other.support(bartek)
    Visit.objects.update(at=NOW - timedelta(hours=1))
    annas, board = as_user(anna), roadmap.page.url
    for _ in range(2):  # the same visit
        html = annas.get(board).content.decode()
        assert re.search(r"Co się zmieniło od mojej wizyty</a>\s*<b[^>]*>2<", html)
    html = annas.get(board + "?od-wizyty=1").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    news = html.split('id="od-wizyty"')[1].split("Zamknij")[0]
    assert "<del>Zgoda</del><ins>Spór</ins>" in news and "Przywrócony dawny tekst" in news
    assert "Debaty i rozmowy" in news and "Spacery" not in news and "głos" not in news.casefold()
    assert "od mojej wizyty" not in client.get(board).content.decode()


def test_what_a_persons_own_vote_sets_off_is_news_to_others_only(anna, bartek, ewa, roadmap, action):
    roadmap.refresh_from_db()
    for person in (anna, bartek):
        roadmap.visited_by(person, NOW)
    for person in (ewa, bartek, anna):
        action.support(person)
    roadmap.refresh_from_db()
    assert action.state == "discussed"
    for person, number in ((anna, 0), (bartek, 1)):
        visit = roadmap.visited_by(person, NOW + timedelta(minutes=1))
        assert visit.news == len(news(roadmap, visit, roadmap.role_of(person)).by_action) == number


def test_looks_within_half_an_hour_are_one_visit(anna, bartek, roadmap, action, django_assert_max_num_queries):
    roadmap.refresh_from_db()
    first = roadmap.visited_by(anna, NOW)
    assert (first.since, first.seen, first.news) == (1, 1, 0)
    action.revise(bartek, 1, goal="Spór.")
    roadmap.refresh_from_db()
    look = roadmap.visited_by(anna, NOW + timedelta(minutes=20))
    assert (look.since, look.seen, look.news) == (1, 2, 1)
    with django_assert_max_num_queries(1):
        assert roadmap.visited_by(anna, NOW + timedelta(minutes=21)).news == 1
    with django_assert_max_num_queries(2):
        look = roadmap.visited_by(anna, NOW + timedelta(minutes=60))
    assert (look.since, look.seen, look.news) == (2, 2, 0)


# support and wording


def test_support_for_another_wording_is_marked_and_small_edits_add_up(anna, bartek, ewa, action):
    words = "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć"
    action.revise(anna, 1, description=words)
    action.support(bartek)
    action.revise(anna, 2, description=words + " raz")
    assert not action.supports.get(by=bartek).stale
    action.support(ewa)
    action.revise(anna, 3, description=words + " raz dwa")
    assert action.supports.get(by=bartek).stale and not action.supports.get(by=ewa).stale
    action.undo(anna, newest(action).number)
    assert not action.supports.get(by=bartek).stale
