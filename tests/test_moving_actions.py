"""Actions move along the road with a form; each state asks for its words, and says where it leads."""

import re
from datetime import date

import pytest
from django.test import Client

from roadmaps.models import Action, NotAllowed, Refused

pytestmark = pytest.mark.engine

READY = {"responsible_organisations": "Fundacja Demo", "term": date(2030, 6, 30), "term_precision": "quarter"}
WHY = {"note": "Ustalone na spotkaniu.", "outcome": "Trzy szkoły.", "done_on": date(2030, 6, 1)}


@pytest.fixture
def make_ready(make_action, bartek):
    """An action that may go anywhere; Bartek is responsible for it."""
    return lambda state="proposed", **fields: make_action(state=state, responsible_members=[bartek], **READY | fields)


@pytest.mark.parametrize(
    ("start", "to", "lack"),
    [
        ("discussed", "agreed", {"note": " "}),
        ("in_progress", "done", {"outcome": ""}),
        ("in_progress", "done", {"done_on": None}),
        ("proposed", "dropped", {"note": ""}),
        ("dropped", "proposed", {"note": ""}),
    ],
)
def test_a_state_asks_for_its_words(ewa, make_ready, start, to, lack):
    action = make_ready(start)
    with pytest.raises(Refused):
        action.move(ewa, to, **WHY | lack)
    action.refresh_from_db()
    assert action.state == start


@pytest.mark.parametrize("lack", [{"term": None, "term_precision": ""}, {"responsible_organisations": ""}])
def test_work_begins_with_somebody_responsible_and_a_term(ewa, make_action, bartek, lack):
    action = make_action(state="agreed", **READY | lack)
    with pytest.raises(Refused):
        action.move(ewa, "in_progress")
    action.revise(ewa, 1, **READY | {"responsible_organisations": "", "responsible_members": [bartek]})
    action.move(ewa, "in_progress")
    assert action.state == "in_progress"


def test_drop_and_reopen_keep_their_reasons(anna, ewa, make_action):
    action = make_action()
    action.drop(anna, "Zbiega się z innym.")
    action.drop(anna, "Jeszcze raz.")
    with pytest.raises(NotAllowed):
        action.reopen(anna, "Wracamy.")
    action.reopen(ewa, "Wracamy.")
    assert action.state == "proposed"
    assert list(action.events.filter(kind="moved").values_list("note", flat=True)) == [
        "Zbiega się z innym.",
        "Wracamy.",
    ]
    with pytest.raises(Refused):
        action.reopen(ewa, "I znowu.")


def test_an_archived_group_moves_nothing(ewa, group, make_action):
    action = make_action()
    group.archived = True
    group.save()
    for verb in (
        lambda: action.move(ewa, "discussed"),
        lambda: action.shift(ewa, up=True),
        lambda: action.comment(ewa, "Szkoda."),
        lambda: action.support(ewa),
        lambda: action.revise(ewa, 1, title="Nowy tytuł"),
        lambda: action.drop(ewa, "Koniec."),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert action.events.count() == 1


# over HTTP


def test_a_member_moves_with_a_plain_form(anna, as_user, make_action):
    action = make_action()
    client = as_user(anna)
    html = client.get(f"/dzialania/{action.pk}/przenies/").content.decode()
    assert "W górę" not in html  # alone it has no other place
    make_action("Drugie")
    html = client.get(f"/dzialania/{action.pk}/przenies/").content.decode()
    assert (
        "W dyskusji" in html
        and "W górę" in html
        and "W dół" in html
        and 'aria-label="Do stanu: Uzgodnione"' not in html
    )
    assert re.search(r"disabled>Uzgodnione</button></dt>\s*<dd>Ze stanu „Propozycje” nie ma tu drogi\.", html)
    answer = client.post(f"/dzialania/{action.pk}/przenies/", {"to": "discussed"})
    assert answer.status_code == 302 and answer.url.endswith(f"?stan=w-dyskusji#dzialanie-{action.pk}")


def test_missing_words_come_back_as_422_with_what_was_typed(ewa, as_user, make_ready):
    action = make_ready("in_progress")
    answer = as_user(ewa).post(f"/dzialania/{action.pk}/przenies/", {"to": "done", "outcome": "Trzy szkoły w mieście"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Podaj dzień zakończenia" in html and "Trzy szkoły w mieście" in html and 'href="#done_done_on"' in html


def test_dropping_asks_for_a_reason(anna, as_user, make_action):
    action = make_action()
    client = as_user(anna)
    assert "Powód" in client.get(f"/dzialania/{action.pk}/zaniechaj/").content.decode()
    assert client.post(f"/dzialania/{action.pk}/zaniechaj/", {"reason": " "}).status_code == 422
    assert client.post(f"/dzialania/{action.pk}/zaniechaj/", {"reason": "Bez sensu."}).status_code == 302
    action.refresh_from_db()
    assert action.state == "dropped"


def test_a_move_that_came_too_late_is_409_with_what_is_true_now(anna, as_user, make_action):
    action = make_action(state="discussed")
    Action.objects.filter(pk=action.pk).update(state="dropped")
    answer = as_user(anna).post(f"/dzialania/{action.pk}/przenies/", {"to": "in_progress", "note": "Mój długi powód"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Zaniechane" in html and "Mój długi powód" in html


@pytest.mark.parametrize("name", ["edycja", "przenies", "zaniechaj"])
@pytest.mark.parametrize("who", [None, "jan", "celina", "admin", "editor", "anna"])
def test_forms_that_are_not_for_you_are_403(request, who, name, as_user, make_action):
    action = make_action(state="agreed")
    client = as_user(request.getfixturevalue(who)) if who else Client()
    data = {"to": "in_progress", "reason": "Bo tak.", "title": "Nowy tytuł", "description": "Opis", "base": 1}
    address = f"/dzialania/{action.pk}/{name}/"
    assert client.get(address).status_code == 403
    assert client.post(address, data).status_code == 403
    action.refresh_from_db()
    assert action.state == "agreed" and action.version == 1


@pytest.mark.parametrize("name", ["edycja", "przenies", "zaniechaj"])
def test_forms_of_unknown_actions_are_404(anna, as_user, name):
    assert as_user(anna).get(f"/dzialania/987654/{name}/").status_code == 404
