"""Members edit actions; a late editor sees both texts and loses nothing."""

import re
from datetime import date

import pytest

from roadmaps.models import Action, Conflict, Event

TEXT = {"title": "Debaty przy wspólnym stole", "description": "Cztery rozmowy w roku."}


def edit(client, action, base, **changes):
    return client.post(f"/dzialania/{action.pk}/edycja/", TEXT | {"base": base} | changes)


def test_an_edit_bumps_the_version_and_tells_old_and_new(anna, bartek, make_action):
    action = make_action(term=date(2030, 6, 30), term_precision="quarter")
    other = make_action("Spacery po dzielnicach")
    action.revise(
        anna,
        1,
        title="Debaty przy okrągłym stole",
        term=date(2030, 9, 30),
        term_precision="month",
        responsible_members=[bartek],
        related=[other],
        note="Po rozmowie.",
    )
    assert action.version == 2
    event = action.events.get(kind="revised")
    assert event.by == anna and event.note == "Po rozmowie."
    assert event.changes == {
        "title": ["Debaty przy wspólnym stole", "Debaty przy okrągłym stole"],
        "term": ["2030-Q2", "2030-09"],
        "responsible_members": [[], [bartek.pk]],
        "related": [[], [other.pk]],
    }


def test_an_edit_that_changes_nothing_writes_nothing(anna, make_action):
    action = make_action(goal="Rozmowa")
    action.revise(anna, 1, title=action.title, goal="Rozmowa", responsible_members=[], related=[])
    action.revise(anna, 7, title=action.title)  # a stale copy of the same text is no conflict
    action.refresh_from_db()
    assert action.version == 1
    assert not Event.objects.filter(kind="revised").exists()


def test_a_stale_edit_is_refused_and_carries_both_texts(anna, bartek, make_action):
    action = make_action()
    action.revise(anna, 1, title="Tytuł Anny")
    with pytest.raises(Conflict) as caught:
        action.revise(bartek, 1, title="Tytuł Bartka")
    assert caught.value.action.title == "Tytuł Anny"
    assert caught.value.texts == {"title": "Tytuł Bartka"}
    action.refresh_from_db()
    assert action.title == "Tytuł Anny" and action.version == 2


def test_the_state_is_not_a_text(anna, make_action):
    with pytest.raises((TypeError, KeyError)):
        make_action().revise(anna, 1, state="done")
    assert Action.objects.get().state == "proposed"


# over HTTP


def test_a_member_edits_with_a_plain_form(anna, as_user, make_action):
    action = make_action(term=date(2030, 6, 30), term_precision="quarter")
    client = as_user(anna)
    html = client.get(f"/dzialania/{action.pk}/edycja/").content.decode()
    assert 'name="base" value="1"' in html and 'value="II kwartał 2030"' in html
    answer = edit(client, action, 1, title="Debaty i rozmowy", term="wrzesień 2030", note="Krócej.")
    assert answer.status_code == 302 and answer.url == action.get_absolute_url()
    action.refresh_from_db()
    assert (action.title, action.term, action.term_precision) == ("Debaty i rozmowy", date(2030, 9, 30), "month")
    assert action.events.get(kind="revised").note == "Krócej."


def test_sending_the_form_unchanged_changes_nothing(anna, bartek, as_user, make_action):
    action = make_action(goal="Raz\n\nDwa", responsible_members=[bartek], term=date(2030, 1, 15), term_precision="day")
    html = as_user(anna).get(f"/dzialania/{action.pk}/edycja/").content.decode()
    assert re.search(rf'name="responsible_members" value="{bartek.pk}"[^>]*checked', html)
    edit(
        as_user(anna),
        action,
        1,
        goal="Raz\r\n\r\nDwa",
        responsible_members=[bartek.pk],
        term="15.01.2030",
        horizon=action.horizon,
    )
    action.refresh_from_db()
    assert action.version == 1


def test_a_wrong_edit_comes_back_with_all_values(anna, as_user, make_action):
    action = make_action()
    answer = edit(as_user(anna), action, 1, title="Raz", description="Nowy opis zostaje")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Popraw 1\xa0pole" in html and 'href="#id_title"' in html and "Nowy opis zostaje" in html
    assert 'aria-invalid="true"' in html


def test_a_late_editor_sees_both_texts_and_sends_again(anna, bartek, as_user, make_action):
    action = make_action()
    action.revise(anna, 1, description="Opis Anny, który obowiązuje.")
    client = as_user(bartek)
    late = {"description": "Opis Bartka, długi i ważny.", "goal": "Cel Bartka", "term": "maj 2030"}
    answer = edit(client, action, 1, **late)
    html = answer.content.decode()
    assert answer.status_code == 409
    said = html.replace("\N{NO-BREAK SPACE}", " ")
    assert "Opis <mark>Anny, który obowiązuje</mark>." in said and "Opis <mark>Bartka, długi i ważny</mark>." in said
    assert re.findall(r'class="differs">\s*<span role="rowheader">(\w+)', html) == ["Opis"]
    assert "czekają w formularzu: Cel, Termin." in said
    form = html.split('id="edycja"')[1]
    assert 'name="base" value="2"' in form and "Cel Bartka</textarea>" in form and 'value="maj 2030"' in form
    assert "Opis Anny, który obowiązuje. Opis Bartka, długi i ważny.</textarea>" in form
    action.refresh_from_db()
    assert action.description == "Opis Anny, który obowiązuje." and not action.goal
    assert edit(client, action, 2, **late).status_code == 302
    action.refresh_from_db()
    assert action.description == late["description"] and action.version == 3


def test_a_late_editor_does_not_undo_what_others_changed_in_fields_left_alone(anna, bartek, as_user, make_action):
    action = make_action(goal="Cel", term=date(2030, 6, 30), term_precision="quarter", responsible_members=[anna])
    # without JavaScript every field comes, as it was when the form was opened
    sent = {"goal": "Cel", "term": "II kwartał 2030", "horizon": action.horizon, "responsible_members": [anna.pk]}
    action.revise(anna, 1, goal="Cel Anny", term=date(2031, 5, 31), term_precision="month", responsible_members=[])
    action.revise(anna, 2, goal="Nowszy cel Anny", responsible_members=[bartek])
    assert edit(as_user(bartek), action, 1, **sent | {"description": "Opis Bartka"}).status_code == 302
    action.refresh_from_db()
    assert (action.description, action.goal) == ("Opis Bartka", "Nowszy cel Anny")
    assert action.when.code == "2031-05" and list(action.responsible_members.all()) == [bartek]


@pytest.mark.parametrize("base", ["", "x", "0", "-1", "99999999999999999999"])
def test_an_edit_without_a_version_is_not_taken(anna, as_user, make_action, base):
    action = make_action()
    assert edit(as_user(anna), action, base, title="Nowy tytuł").status_code == 422
    action.refresh_from_db()
    assert action.version == 1


def test_an_edit_that_lost_its_right_meanwhile_keeps_the_text_on_the_screen(anna, as_user, make_action):
    action = make_action(state="agreed")
    answer = edit(as_user(anna), action, 1, description="Mój długi opis")
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Mój długi opis" in html and "osoby odpowiedzialne" in html


def test_a_responsible_person_edits_what_is_agreed(anna, as_user, make_action):
    action = make_action(state="agreed", responsible_members=[anna])
    data = {"description": "Nowy opis", "responsible_members": [anna.pk]}
    assert edit(as_user(anna), action, 1, **data).status_code == 302
    action.refresh_from_db()
    assert action.description == "Nowy opis"


def test_after_saving_there_is_one_line_with_the_way_back(anna, as_user, make_action):
    action = make_action()
    action.support(anna)
    client = as_user(anna)
    answer = client.post(f"/dzialania/{action.pk}/edycja/", {"base": 1, "title": "Zupełnie inne rozmowy"}, follow=True)
    html = answer.content.decode().split("<main")[1]
    assert html.count("Zmiana została zapisana.") == 1 and html.count('class="note') == 1
    assert "Czy nadal popierasz?" not in html and "data-saved" in html
    # from a card of the board it ends at the card
    html = client.get(f"/dzialania/{action.pk}/edycja/?tablica=1").content.decode()
    assert 'name="tablica" value="1"' in html
    answer = client.post(f"/dzialania/{action.pk}/edycja/", {"base": 2, "goal": "Zgoda", "tablica": "1"})
    assert answer.url.endswith(f"#dzialanie-{action.pk}") and "mapa-drogowa" in answer.url
