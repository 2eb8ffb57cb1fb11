"""Coordinators hide a text, administrators remove words for good: nobody reads them any more, in any row."""

import pytest

from portal.models import SearchEntry
from roadmaps.models import NotAllowed, Refused
from tests import action_history
from tests.action_history import html_of, newest
from tests.schedules import replays_exactly

pytestmark = pytest.mark.engine
action = action_history.action


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
