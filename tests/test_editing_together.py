"""Several members write one action, and what meets is merged or shown to the late one."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from roadmaps.models import Conflict
from tests import schedules
from tests.schedules import OPIS, edit, replays_exactly

pytestmark = pytest.mark.engine

action = schedules.action


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
