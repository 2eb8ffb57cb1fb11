"""Several members write one action at once, and no word of anybody is lost."""

import random
import re
import threading
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.utils import timezone

from roadmaps.models import Action, Conflict, Event
from roadmaps.shown.replay import replay
from tests.thorough import steps

pytestmark = pytest.mark.engine

OPIS = "Cztery rozmowy w roku. Zapraszamy mieszkańców. Na koniec wspólny stół."


@pytest.fixture
def action(anna, roadmap):
    return roadmap.add(anna, title="Debaty przy wspólnym stole", description=OPIS, goal="Zgoda.")


def edit(client, action, base, **changes):
    """What JavaScript leaves of the form: only what was changed."""
    return client.post(f"/dzialania/{action.pk}/edycja/", {"base": base} | changes)


def replays_exactly(roadmap):
    """Whether the log alone makes of every action what its row holds."""
    found = replay(roadmap.events.all())
    for action in Action.objects.filter(roadmap=roadmap):
        told = found[action.pk]
        assert told.text == action.snapshot()
        assert (told.state, told.outcome, told.done_on) == (action.state, action.outcome, action.done_on)
        assert (told.hidden_reason, told.merged_into) == (action.hidden_reason, action.merged_into_id)
        assert told.supporters == set(action.supports.values_list("by", flat=True))
    return True


# merging


def test_edits_of_different_fields_are_both_kept(anna, bartek, as_user, action):
    assert edit(as_user(anna), action, 1, title="Debaty przy okrągłym stole").status_code == 302
    assert edit(as_user(bartek), action, 1, goal="Zgoda mimo różnic.").status_code == 302
    action.refresh_from_db()
    assert (action.title, action.goal) == ("Debaty przy okrągłym stole", "Zgoda mimo różnic.")
    assert action.version == 3 and not action.events.filter(kind="variant").exists()


def test_edits_of_different_sentences_are_merged(anna, bartek, as_user, action):
    edit(as_user(anna), action, 1, description=OPIS.replace("Cztery rozmowy", "Pięć rozmów"))
    answer = edit(as_user(bartek), action, 1, description=OPIS.replace("wspólny stół", "wspólny obiad"))
    assert answer.status_code == 302
    action.refresh_from_db()
    assert action.description == "Pięć rozmów w roku. Zapraszamy mieszkańców. Na koniec wspólny obiad."
    assert action.events.get(number=action.roadmap.events.count()).changes == {
        "description": [OPIS.replace("Cztery rozmowy", "Pięć rozmów"), action.description]
    }
    assert replays_exactly(action.roadmap)


def test_additions_and_removals_of_people_are_merged(anna, bartek, ewa, action):
    action.revise(anna, 1, responsible_members=[anna])
    action.revise(ewa, 2, responsible_members=[anna, ewa])
    action.revise(bartek, 2, responsible_members=[bartek])  # saw Anna only, took her off
    assert set(action.responsible_members.all()) == {bartek, ewa}


def test_two_terms_cannot_be_merged(anna, bartek, action):
    day = timezone.localdate()
    action.revise(anna, 1, term=day, term_precision="day")
    with pytest.raises(Conflict) as caught:
        action.revise(bartek, 1, term=day + timedelta(days=1), term_precision="day")
    assert caught.value.overlaps == ["term"]
    action.refresh_from_db()
    assert action.term == day


def test_a_merge_that_does_not_fit_the_field_is_a_conflict(anna, bartek, action):
    title = "a b. " + "x" * 99
    action.revise(anna, 1, title=title)
    action.revise(anna, 2, title="początek " + title)
    with pytest.raises(Conflict) as caught:
        action.revise(bartek, 2, title=title + " zakończenie")
    assert caught.value.draft["title"] == "początek " + title + " zakończenie"


def test_edits_of_one_sentence_show_both_and_keep_the_late_one(anna, bartek, celina, client, as_user, action):
    edit(as_user(anna), action, 1, description=OPIS.replace("Cztery", "Pięć"))
    answer = edit(as_user(bartek), action, 1, description=OPIS.replace("Cztery", "Sześć"), goal="Zgoda i spokój.")
    html = answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert answer.status_code == 409
    assert "<mark>Pięć</mark> rozmowy w roku" in html and "<mark>Sześć</mark> rozmowy w roku" in html
    # the draft reads: whole sentences, one after the other
    assert "Pięć rozmowy w roku. Sześć rozmowy w roku. Zapraszamy" in html and "Zgoda i spokój.</textarea>" in html
    assert re.search(r"Zmiana przed Tobą:\s+<b>Anna Próbna</b>", html)
    action.refresh_from_db()
    assert action.description.startswith("Pięć") and action.goal == "Zgoda."  # nothing of it was saved
    variant = action.events.get(kind="variant")
    assert variant.by == bartek and variant.changes == {
        "description": [OPIS, OPIS.replace("Cztery", "Sześć")],
        "goal": ["Zgoda.", "Zgoda i spokój."],
    }
    # the history tells it to members only
    for reader, told in ((as_user(anna), True), (as_user(celina), False), (client, False)):
        html = reader.get(action.get_absolute_url()).content.decode()
        assert ("Sześć" in html) is told and ("Wersja niezapisana" in html) is told


def test_ones_own_other_tab_is_called_so(anna, as_user, action):
    client = as_user(anna)
    edit(client, action, 1, description=OPIS.replace("Cztery", "Pięć"))
    html = edit(client, action, 1, description=OPIS.replace("Cztery", "Sześć")).content.decode()
    assert "<b>Ty, w innej karcie</b>" in html and "Ktoś" not in html


def fields_of(html):
    """What a browser would send of the form on the page, without a button."""
    form = html.split('id="edycja"')[1].split("</form>")[0]
    sent = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', form))
    sent |= dict(re.findall(r'<textarea name="(\w+)"[^>]*>\n?([^<]*)</textarea>', form))
    return {name: unescape(value) for name, value in sent.items() if name not in ("csrfmiddlewaretoken", "many")}


@pytest.mark.parametrize(
    ("which", "text"),
    [
        ("description-n", OPIS.replace("Cztery", "Pięć").replace("wspólny", "nasz")),
        ("description-m", OPIS.replace("Cztery", "Sześć")),
        ("description-n1", OPIS.replace("Cztery", "Pięć").replace("wspólny", "nasz")),
        ("description-m1", OPIS.replace("Cztery", "Sześć").replace("wspólny", "nasz")),
    ],
)
def test_one_of_two_texts_or_sentences_is_taken(anna, bartek, as_user, action, which, text):
    edit(as_user(anna), action, 1, description=OPIS.replace("Cztery", "Pięć").replace("wspólny", "nasz"))
    client = as_user(bartek)
    html = edit(client, action, 1, description=OPIS.replace("Cztery", "Sześć")).content.decode()
    sent = fields_of(html)
    html = edit(client, action, **sent | {"wez": which}).content.decode()
    sent = fields_of(html)
    assert sent["description"] == text and "Przeczytaj go i\xa0zapisz." in html
    assert edit(client, action, **sent).status_code == 302
    action.refresh_from_db()
    assert action.description == text and replays_exactly(action.roadmap)


def test_what_was_dropped_meanwhile_says_so_and_names_a_choice_by_its_label(anna, bartek, as_user, action):
    action.drop(bartek, "Nie ma sali")
    for asked in ({}, {"HX-Request": "true"}):
        answer = as_user(anna).post(f"/dzialania/{action.pk}/edycja/", {"base": 1, "horizon": "medium"}, headers=asked)
        html = answer.content.decode().replace("\xa0", " ")
        assert answer.status_code == 403
        assert "Działanie jest w stanie „Zaniechane”, więc mogą to zrobić tylko koordynatorki" in html
        assert "<dd>średni (6–18 mies.)</dd>" in html and "medium" not in html and OPIS not in html.split("Tak jest")[0]


def test_the_late_editor_finishes_the_draft(anna, bartek, as_user, action):
    edit(as_user(anna), action, 1, description=OPIS.replace("Cztery", "Pięć"))
    client = as_user(bartek)
    html = edit(client, action, 1, description=OPIS.replace("Cztery", "Sześć")).content.decode()
    base = re.search(r'name="base" value="(\d+)"', html)[1]
    assert edit(client, action, base, description=OPIS.replace("Cztery", "Pięć lub sześć")).status_code == 302
    action.refresh_from_db()
    assert action.description.startswith("Pięć lub sześć rozmowy") and replays_exactly(action.roadmap)


def test_sending_twice_makes_one_edit_and_one_variant(anna, bartek, as_user, action):
    client, late = as_user(anna), as_user(bartek)
    for _ in range(2):
        assert edit(client, action, 1, description=OPIS.replace("Cztery", "Pięć"), note="Więcej.").status_code == 302
    for _ in range(2):
        assert edit(late, action, 1, description=OPIS.replace("Cztery", "Sześć")).status_code == 409
    kinds = list(action.events.values_list("kind", flat=True))
    assert kinds == ["added", "revised", "variant"]


def test_an_edit_sent_again_after_others_went_on_is_no_conflict(anna, bartek, action):
    sent = OPIS.replace("Cztery", "Pięć")
    action.revise(anna, 1, description=sent)
    action.revise(bartek, 2, description=sent.replace("Pięć rozmowy", "Pięć rozmów"))
    action.revise(anna, 1, description=sent)  # the answer had been lost on the way
    assert action.description.startswith("Pięć rozmów") and action.version == 3
    assert not action.events.filter(kind="variant").exists()


def test_a_merged_edit_sent_again_is_no_second_one(anna, bartek, action):
    action.revise(anna, 1, description=OPIS.replace("Cztery", "Pięć"))
    mine = OPIS + "\n\nWstęp wolny."
    for _ in range(2):
        action.revise(bartek, 1, description=mine)
    action.revise(anna, 3, description=action.description.replace("Wstęp wolny", "Wstęp jest wolny"))
    action.revise(bartek, 1, description=mine)
    assert action.description.count("wolny") == 1 and action.version == 4


def test_an_emptied_horizon_of_a_term_makes_no_empty_event(anna, action):
    action.revise(anna, 1, term=timezone.localdate(), term_precision="day")
    assert action.horizon == "short"
    action.revise(anna, 2, horizon="")
    assert action.version == 2 and action.events.count() == 2


# the form


def test_boxes_that_were_all_unticked_are_told_from_boxes_left_alone(anna, bartek, as_user, action):
    action.revise(anna, 1, responsible_members=[bartek])
    assert edit(as_user(anna), action, 2, goal="Nowy cel").status_code == 302
    assert list(action.responsible_members.all()) == [bartek]
    assert edit(as_user(anna), action, 2, many=["responsible_members"]).status_code == 302
    assert not action.responsible_members.exists()


# what the script sends: the fields that were changed, and of boxes those in which a tick came or went
PARTS = {
    "description": {"description": "Nowy opis działania."},
    "title": {"title": "Debaty i rozmowy"},
    "nothing": {},
    "the-only-link-unticked": {"many": ["related"]},
    "the-only-person-unticked": {"many": ["responsible_members"]},
    "a-wrong-title": {"title": "Raz"},
    "words-that-seek-links": {"znajdz": "related", "related_slowa": "stół"},
}


@pytest.mark.parametrize("part", PARTS)
def test_an_edit_of_one_part_leaves_links_and_people_as_they_are(ewa, bartek, as_user, make_action, action, part):
    other = make_action("Spacery po dzielnicach")
    action.revise(ewa, 1, related=[other], depends_on=[other], responsible_members=[bartek])
    before = action.snapshot()
    answer = edit(as_user(ewa), action, 2, **PARTS[part])
    assert answer.status_code == {"a-wrong-title": 422, "words-that-seek-links": 200}.get(part, 302)
    wanted = {name: value for name, value in PARTS[part].items() if name in before} if answer.status_code == 302 else {}
    wanted |= {name: [] for name in PARTS[part].get("many", [])}
    action.refresh_from_db()
    assert action.snapshot() == before | wanted


def test_a_wrong_edit_of_one_field_comes_back_whole(anna, as_user, action):
    html = edit(as_user(anna), action, 1, title="Raz").content.decode()
    assert 'value="Raz"' in html and f"{OPIS}</textarea>" in html and "data-fresh" in html
    assert html.count('name="many"') == 3


@pytest.mark.parametrize("many", [["title"], ["nie-ma"], ["related", "related"]])
def test_odd_lists_of_fields_break_nothing(anna, as_user, action, many):
    assert edit(as_user(anna), action, 1, many=many).status_code in (302, 422)
    assert action.events.count() == 1


# schedules

LINES = ["Sala jest jasna.", "Stół stoi pośrodku.", "Herbata czeka na gości.", "Zapisy trwają do piątku."]
FIELDS = ["title", "description", "goal", "partners"]


def run_schedule(rng, roadmap, people, steps=6):
    """Editors open, type, send late, send again; what each typed is found in the text or in the log. Gives figures."""
    start = {"title": "Debaty przy stole", "description": " ".join(LINES), "goal": LINES[0], "partners": "koło"}
    action = roadmap.add(people[0], **start)
    at, typed, figures, waiting = timezone.now(), [], {"saved": 0, "conflicts": 0, "again": 0}, []
    for step in range(steps):
        person = rng.choice(people)
        base = rng.randint(1, action.version) if rng.random() < 0.5 else action.version  # opened a while ago
        text = action.snapshot_at(base)
        changes = {}
        for name in rng.sample(FIELDS, rng.choice([1, 1, 2])):
            words = text[name].split(" ")
            place = rng.randrange(len(words) + 1)
            word = f"{rng.choice('abcdefgh')}{step}{person.pk}słowo{len(typed)}x"
            changes[name] = " ".join([*words[:place], word, *words[place + rng.choice([0, 0, 1, 2]) :]])
            typed.append(word)
        waiting.append((person, base, changes))
        rng.shuffle(waiting)  # delays: what was sent first need not come first
        while waiting and rng.random() < 0.7:
            person, base, changes = waiting.pop()
            for _ in range(rng.choice([1, 1, 2])):  # a double submit
                at += timedelta(seconds=rng.randrange(90))
                figures["again"] += _send(action, person, base, changes, at, figures)
            if rng.random() < 0.2:
                waiting.append((person, base, changes))  # a retry after a lost answer
                if rng.random() < 0.5:
                    break
    for person, base, changes in waiting:
        _send(action, person, base, changes, at, figures)
    check_schedule(action, typed)
    return figures


def _send(action, person, base, changes, at, figures):
    before = Event.objects.filter(action=action).count()
    try:
        action.revise(person, base, at=at, **changes)
        figures["saved"] += 1
    except Conflict:
        figures["conflicts"] += 1
    return Event.objects.filter(action=action).count() == before


def check_schedule(action, typed):
    """No word typed is absent from both the text and the log, no event is empty, and the log replays."""
    action.refresh_from_db()
    events = list(action.events.all())
    log = " ".join(str(event.changes) for event in events if event.kind in ("added", "revised", "variant"))
    text = " ".join(str(value) for value in action.snapshot().values())
    lost = [word for word in typed if word not in log and word not in text]
    assert not lost, lost
    assert all(old != new for event in events for old, new in event.changes.values())
    assert all(event.changes for event in events if event.kind in ("revised", "variant"))
    told = replay(events)[action.pk]
    assert told.text == action.snapshot()
    assert action.snapshot_at(1) == action.text_after(events[0].number)


@pytest.mark.parametrize("editors", [2, 3])
def test_no_word_is_lost_in_any_order(roadmap, anna, bartek, ewa, editors):
    seed = random.randrange(10**9)
    print(f"seed {seed}")
    rng = random.Random(seed)
    conflicts = saved = 0
    schedules = steps(30, 100)
    for _ in range(schedules):
        figures = run_schedule(rng, roadmap, [anna, bartek, ewa][:editors])
        conflicts, saved = conflicts + figures["conflicts"], saved + figures["saved"]
    assert conflicts > 0.1 * schedules and saved > 1.5 * schedules


@pytest.mark.django_db(transaction=True)
def test_twenty_editors_at_once_lose_nothing(roadmap, group, make_user, join):
    people = [make_user(f"pisze{number}") for number in range(20)]
    for person in people:
        join(person, group)
    lines = "\n".join(f"- punkt numer {number}" for number in range(10))
    action = roadmap.add(people[0], title="Debaty przy stole", description=lines)
    copies = [Action.objects.select_related("roadmap").get(pk=action.pk) for _ in people]
    barrier, wrong, conflicts = threading.Barrier(20), [], []

    def write(number, person):
        mine = copies[number]
        line = f"punkt numer {number % 10}"
        barrier.wait(60)  # nobody holds a connection yet
        try:
            mine.revise(person, 1, description=lines.replace(line, f"{line} słowo{number}x"))
        except Conflict:
            conflicts.append(number)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=each) for each in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    action.refresh_from_db()
    assert len(conflicts) == 10 and action.version == 11  # two wrote at each of ten lines
    check_schedule(action, [f"słowo{number}x" for number in range(20)])
    for number in range(20):
        assert (f"słowo{number}x" in action.description) is (number not in conflicts)
    numbers = list(roadmap.events.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
