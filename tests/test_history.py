"""The history of an action: what it tells, what of it comes back, and what nobody may read any more."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import SearchEntry
from roadmaps.models import Event, NotAllowed, Refused, Visit
from roadmaps.shown.visits import news
from tests.test_editing_together import replays_exactly

pytestmark = pytest.mark.engine

NOW = timezone.now()
SOON, LATE = NOW + timedelta(minutes=9), NOW + timedelta(minutes=11)
OPIS = "Cztery rozmowy w roku. Zapraszamy mieszkańców."


@pytest.fixture
def action(anna, roadmap):
    return roadmap.add(anna, title="Debaty przy stole", description=OPIS, goal="Zgoda.", at=NOW)


def html_of(client, action, query=""):
    return client.get(action.get_absolute_url() + query).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def newest(action):
    return action.events.order_by("-number").first()


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


# bringing back


def test_a_member_brings_one_field_back_and_then_the_whole_text(anna, bartek, as_user, action):
    first = newest(action).number
    action.revise(anna, 1, description="Dwie rozmowy.", goal="Spór.")
    client = as_user(bartek)
    address = f"/dzialania/{action.pk}/historia/{first}/przywroc/"
    html = client.get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "<del>Spór</del><ins>Zgoda</ins>" in html and 'name="base" value="2"' in html
    assert client.post(address, {"base": 2, "pole": "goal"}).status_code == 302
    action.refresh_from_db()
    assert (action.goal, action.description) == ("Zgoda.", "Dwie rozmowy.")
    assert newest(action).about == first and newest(action).by == bartek
    assert client.post(address, {"base": 3}).status_code == 302
    action.refresh_from_db()
    assert action.description == OPIS and action.version == 4 and replays_exactly(action.roadmap)


def test_bringing_back_what_is_so_already_writes_nothing(anna, as_user, action):
    first = newest(action).number
    action.restore(anna, first)
    action.restore(anna, first, "goal")
    address = f"/dzialania/{action.pk}/historia/{first}/przywroc/"
    assert "Nie ma czego przywracać" in as_user(anna).get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert action.events.count() == 1 and action.version == 1


def test_a_text_that_changed_meanwhile_is_shown_before_it_goes(anna, bartek, as_user, action):
    first = newest(action).number
    action.revise(anna, 1, goal="Spór.")
    action.revise(anna, 2, goal="Wielki spór.")
    answer = as_user(bartek).post(f"/dzialania/{action.pk}/historia/{first}/przywroc/", {"base": 2})
    assert answer.status_code == 409 and "<del>Wielki spór</del>" in answer.content.decode().replace("\xa0", " ")
    action.refresh_from_db()
    assert action.goal == "Wielki spór."


def test_another_actions_event_brings_nothing_back(anna, as_user, action, make_action):
    other = newest(make_action("Spacery po dzielnicach")).number
    client = as_user(anna)
    assert client.get(f"/dzialania/{action.pk}/historia/{other}/przywroc/").status_code == 404
    assert client.post(f"/dzialania/{action.pk}/historia/{other}/cofnij/").status_code == 404
    assert client.get(f"/dzialania/{action.pk}/historia/99999/przywroc/").status_code == 404


# undoing


def test_an_edit_is_undone_once(anna, action):
    action.revise(anna, 1, goal="Spór.", at=NOW)
    number = newest(action).number
    for _ in range(2):
        action.undo(anna, number, at=SOON)
    assert action.goal == "Zgoda." and action.version == 3
    assert [event.about for event in action.events.all()] == [None, None, number]
    assert replays_exactly(action.roadmap)


def test_a_move_is_undone_to_its_place(anna, roadmap, make_action, action):
    below = make_action("Spacery po dzielnicach")
    action.move(anna, "discussed", at=NOW)
    action.undo(anna, newest(action).number, at=SOON)
    assert action.state == "proposed"
    assert list(roadmap.actions.filter(state="proposed")) == [action, below]


def test_finishing_is_undone_with_its_outcome(ewa, make_action):
    action = make_action(state="in_progress")
    action.move(ewa, "done", outcome="Udało się.", done_on=timezone.localdate(), at=NOW)
    action.undo(ewa, newest(action).number, at=SOON)
    action.refresh_from_db()
    assert (action.state, action.outcome, action.done_on) == ("in_progress", "", None)


def test_dropping_and_order_are_undone(anna, roadmap, make_action, action):
    others = [make_action(f"Działanie numer {number}") for number in range(3)]
    action.move(anna, "proposed", place=3, at=NOW)
    assert list(roadmap.actions.all()) == [others[0], others[1], action, others[2]]
    action.undo(anna, newest(action).number, at=SOON)
    assert list(roadmap.actions.all()) == [action, *others]
    last = others[2]
    last.move(anna, "proposed", place=1, at=NOW)
    last.undo(anna, newest(last).number, at=SOON)
    assert list(roadmap.actions.all()) == [action, *others]
    action.drop(anna, "Pomyłka", at=NOW)
    action.undo(anna, newest(action).number, at=SOON)
    assert action.state == "proposed" and list(roadmap.actions.all()) == [action, *others]


def test_adding_is_undone_into_the_dropped(anna, action):
    action.undo(anna, newest(action).number, at=SOON)
    assert action.state == "dropped" and newest(action).note == "Dodanie cofnięte"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda action, anna, bartek: None, "minęło 10 minut"),
        (lambda action, anna, bartek: action.revise(bartek, 2, title="Rozmowy przy stole"), "zmieniło się później"),
        (lambda action, anna, bartek: action.move(bartek, "discussed"), "zmieniło się później"),
    ],
)
def test_it_is_too_late_to_undo(anna, bartek, as_user, action, spoil, sentence):
    action.revise(anna, 1, goal="Spór.", at=NOW)
    number = newest(action).number
    spoil(action, anna, bartek)
    with pytest.raises(Refused, match=sentence):
        action.undo(anna, number, at=LATE if sentence.startswith("minęło") else SOON)
    action.refresh_from_db()
    assert action.goal == "Spór."


def test_votes_and_comments_do_not_spoil_undoing_and_others_cannot_undo(anna, bartek, jan, action):
    action.revise(anna, 1, goal="Spór.", at=NOW)
    number = newest(action).number
    action.support(bartek)
    action.comment(bartek, "Dobrze.")
    with pytest.raises(Refused, match="własną"):
        action.undo(bartek, number, at=SOON)
    with pytest.raises(NotAllowed):
        action.undo(jan, number, at=SOON)
    action.undo(anna, number, at=SOON)
    assert action.goal == "Zgoda."


def test_the_own_comment_is_undone(anna, bartek, action):
    comment = action.comment(bartek, "Kto policzy koszty?", at=NOW)
    number = newest(action).number
    for _ in range(2):
        action.undo(bartek, number, at=SOON)
    comment.refresh_from_db()
    assert comment.deleted_at and not comment.text
    assert action.events.filter(kind="comment_deleted").count() == 1


def test_undo_is_offered_where_it_happened_for_ten_minutes(anna, bartek, client, as_user, roadmap, action):
    annas, board = as_user(anna), roadmap.page.url
    answer = annas.post(f"/dzialania/{action.pk}/przenies/", {"to": "discussed"}, follow=True)
    button = 'aria-label="Cofnij: Debaty przy stole"'
    assert button in answer.content.decode()  # on the board, beside the message
    assert html_of(annas, action).count(button) == 2  # on top of the page and in the history
    assert button not in html_of(as_user(bartek), action) and button not in html_of(client, action)
    assert button not in as_user(bartek).get(board).content.decode()
    address = f"/dzialania/{action.pk}/historia/{newest(action).number}/cofnij/"
    assert annas.post(address).status_code == 302
    action.refresh_from_db()
    assert action.state == "proposed"
    Event.objects.update(at=NOW - timedelta(minutes=11))
    assert button not in html_of(annas, action)


# hiding


def test_a_hidden_text_is_read_by_coordinators_only(client, anna, ewa, celina, roadmap, as_user, action):
    action.revise(anna, 1, title="Sekretna nazwa", description="Sekretny opis.", note="Sekretny powód.")
    ewas = as_user(ewa)
    assert ewas.post(f"/dzialania/{action.pk}/ukryj/", {"reason": "Dane osoby trzeciej."}).status_code == 302
    pages = [action.get_absolute_url(), action.get_absolute_url() + "?historia=wszystkie"]
    pages += [roadmap.page.url, roadmap.group.url, "/", "/szukaj/?q=sekretny", "/szukaj/?q=Debaty+przy+stole"]
    pages += [roadmap.page.url + "?od-wizyty=1"]
    for reader in (client, as_user(anna), as_user(celina)):
        for page in pages:
            html = reader.get(page).content.decode()
            assert "ekretn" not in html.replace("q=sekretny", "").replace('value="sekretny"', "") or "szukaj" in page
            assert "Debaty przy stole" not in html.replace("\N{NO-BREAK SPACE}", " ") or "szukaj" in page
        html = html_of(reader, action)
        assert "Działanie z ukrytą treścią" in html and "Treść ukryta: Dane osoby trzeciej." in html
    assert not SearchEntry.objects.filter(source=f"action:{action.pk}").exists()
    html = html_of(ewas, action)
    assert "Sekretny opis." in html and "Pokaż treść" in html
    assert ewas.post(f"/dzialania/{action.pk}/pokaz/").status_code == 302
    assert "Sekretny opis." in html_of(client, action)
    assert SearchEntry.objects.filter(source=f"action:{action.pk}").exists()
    assert list(action.events.values_list("kind", flat=True))[-2:] == ["hidden", "shown"]
    assert replays_exactly(roadmap)


def test_hiding_twice_and_showing_what_is_shown_write_nothing(ewa, action):
    action.show(ewa)
    for _ in range(2):
        action.hide(ewa, "Dane osoby trzeciej.")
    assert action.events.filter(kind__in=["hidden", "shown"]).count() == 1
    with pytest.raises(Refused, match="powód"):
        action.hide(ewa, "  ")


def test_a_member_neither_edits_nor_brings_back_a_hidden_text(anna, ewa, as_user, action):
    action.revise(anna, 1, description="Sekretny opis.")
    edited = newest(action).number
    action.hide(ewa, "Dane osoby trzeciej.")
    client = as_user(anna)
    assert client.get(f"/dzialania/{action.pk}/edycja/").status_code == 403
    assert client.get(f"/dzialania/{action.pk}/historia/{edited - 1}/przywroc/").status_code == 403
    for address, data in [
        (f"historia/{edited - 1}/przywroc/", {"base": 2}),
        ("edycja/", {"base": 2, "goal": "Nowy cel"}),
    ]:
        answer = client.post(f"/dzialania/{action.pk}/{address}", data)
        assert answer.status_code == 403 and "ekretny" not in answer.content.decode()
    action.refresh_from_db()
    assert action.description == "Sekretny opis." and action.version == 2


# removing for good


def test_an_administrator_removes_words_from_every_row(admin, anna, bartek, ewa, client, as_user, roadmap, action):
    action.revise(anna, 1, description="Dzwoń do Zofii  Kanarkowej.", note="Zofii Kanarkowej nie ma.")
    action.revise(bartek, 2, description="Cztery rozmowy.")
    action.comment(bartek, "Pytałem ZOFII KANARKOWEJ.")
    action.hide(ewa, "Zofii\nKanarkowej dane")
    action.show(ewa)
    action.support(bartek)
    answer = as_user(admin).post(
        f"/dzialania/{action.pk}/usun-tresc/", {"phrase": "zofii kanarkowej", "reason": "Na prośbę tej osoby."}
    )
    assert answer.status_code == 302
    everything = str(list(roadmap.events.values())) + str(list(action.comments.values()))
    assert "anarkow" not in everything.casefold() and "[usunięto]" in everything
    action.refresh_from_db()
    assert newest(action).kind == "redacted" and newest(action).changes == {}
    assert replays_exactly(roadmap)
    assert action.snapshot_at(2)["description"] == "Dzwoń do [usunięto]."
    assert "Na prośbę tej osoby." in html_of(client, action)


def test_a_marker_that_is_too_long_gives_way_to_a_shorter_one(admin, anna, roadmap, action):
    title = "abc" * 40
    action.revise(anna, 1, title=title)
    action.redact(admin, "abc", "Powód.")
    action.refresh_from_db()
    assert action.title == "[…]" * 40 and replays_exactly(roadmap)


def test_only_administrators_remove_words_and_only_those_that_are_there(anna, ewa, admin, as_user, action):
    for person in (anna, ewa):
        with pytest.raises(NotAllowed):
            action.redact(person, "rozmowy", "Powód.")
    for phrase, sentence in [("nie ma mnie", "nie ma"), ("ro", "3 znaki")]:
        with pytest.raises(Refused, match=sentence):
            action.redact(admin, phrase, "Powód.")
    assert "Usuń słowa na stałe" in html_of(as_user(admin), action)
    assert "Usuń słowa na stałe" not in html_of(as_user(ewa), action)
    assert action.events.count() == 1


def test_joining_replays_and_neither_hidden_nor_removed_names_stay_in_notes(
    admin, anna, bartek, ewa, client, roadmap, make_action, action
):
    other = make_action("Rozmowy Zofii Kanarkowej")
    for person in (anna, bartek):
        other.support(person)
    action.support(anna)
    other.merge_into(ewa, action)
    action.revise(ewa, action.version, goal="Nowy cel, zupełnie inny.")
    assert replays_exactly(roadmap)
    action.confirm_support(bartek)
    action.withdraw_support(anna)
    assert replays_exactly(roadmap)
    assert "Kanarkowej" in html_of(client, action)
    other.hide(ewa, "Dane osoby trzeciej.")
    assert "Kanarkowej" not in html_of(client, action)
    other.unmerge(ewa)
    assert replays_exactly(roadmap)
    other.redact(admin, "Zofii Kanarkowej", "Na prośbę tej osoby.")
    assert "Kanarkow" not in str(list(roadmap.events.values())) and replays_exactly(roadmap)


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
