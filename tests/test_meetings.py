"""Meetings: announced, moved, cancelled, held; the link for members; minutes."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.models import MeetingPage, SearchEntry
from portal.search import query as search

pytestmark = pytest.mark.django_db

MINUTES = [
    ("facts", {"number": "P/1", "chair": "koordynatorka grupy", "present": 12, "guests": 2}),
    ("course", {"heading": "Ad 1. Zasady", "text": "<p>Omówiono żyrafowanie.</p>"}),
    ("decision", {"text": "Zaczynamy od jednej dzielnicy.", "votes_for": 9, "votes_against": 1, "abstained": 2}),
    ("task", {"what": "Zaprosić radę osiedla", "who": "Stowarzyszenie „Przykład”"}),
    ("next", "6 marca 2018 r."),
]


@pytest.fixture
def held(make_meeting):
    def make(**fields):
        ended = timezone.now() - timedelta(days=2)
        return make_meeting("odbyte", starts_at=ended - timedelta(hours=2), ends_at=ended, **fields)

    return make


def text(client, meeting):
    return client.get(meeting.url).content.decode()


def test_the_page_says_when_where_and_how_to_get_there(client, make_meeting):
    meeting = make_meeting("dojazd", directions="Autobus 5, przystanek Rynek", accessibility="Wejście bez progu")
    page = text(client, meeting)
    assert "Jak dojechać" in page and "Autobus 5" in page and "Wejście bez progu" in page
    assert "Zapowiedziane" in page and 'href="/spotkania/dojazd/spotkanie.ics"' in page


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("Sala warsztatowa, ul. Próbna 1, 26-600 Radom", "ul.%20Pr%C3%B3bna%201%2C%2026-600%20Radom"),
        ("Biblioteka, Rynek 3a, 26-600 Radom", "Rynek%203a%2C%2026-600%20Radom"),
        ("zdalnie", ""),
    ],
)
def test_a_map_is_a_link_to_the_address_without_the_room(client, make_meeting, place, shown):
    page = text(client, make_meeting("mapa", place=place))
    assert (f'href="https://www.openstreetmap.org/search?query={shown}"' in page) == bool(shown)
    assert ("Pokaż na mapie" in page) == bool(shown)


@pytest.mark.any_engine
def test_nobody_is_shown_the_way_to_a_meeting_that_is_over_or_called_off(client, make_meeting, held):
    place = {"place": "ul. Próbna 1, 26-600 Radom"}
    for meeting in (held(**place), make_meeting("odwolane", cancelled=True, **place)):
        assert "Pokaż na mapie" not in text(client, meeting)


@pytest.mark.any_engine
def test_pages_that_one_gives_on_have_the_ways_to_do_it(client, make_meeting, roadmap, make_action):
    meeting, action = make_meeting("wspolne"), make_action()
    for address in (meeting.url, roadmap.page.url, action.get_absolute_url()):
        page = client.get(address).text
        assert page.count(f'data-share="{settings.SITE_URL}{address}" hidden') == 1
        assert page.count("data-print hidden") == 1
        assert "mailto:?subject=" in page and ("js/share.js" in page or "js/board.js" in page)


def test_a_state_follows_from_decisions_and_the_clock(make_meeting, held):
    meeting = make_meeting("stan")
    assert meeting.state == "zapowiedziane"
    meeting.moved_from = timezone.now()
    assert meeting.state == "przełożone"
    meeting.cancelled = True
    assert meeting.state == "odwołane"
    assert held(moved_from=timezone.now()).state == "odbyło się"


def test_a_new_start_of_an_announced_meeting_says_what_the_old_one_was(client, make_meeting):
    meeting = make_meeting("ruch")
    first = meeting.starts_at
    meeting.starts_at += timedelta(days=7)
    meeting.ends_at += timedelta(days=7)
    meeting.save_revision().publish()
    meeting = MeetingPage.objects.get(pk=meeting.pk)
    assert meeting.moved_from == first and "Spotkanie przełożone" in text(client, meeting)


def test_a_move_taken_back_before_it_was_published_is_none(make_meeting):
    meeting = make_meeting("wahanie")
    meeting.starts_at -= timedelta(hours=1)
    meeting.save_revision()
    assert meeting.moved_from
    meeting.starts_at += timedelta(hours=1)
    meeting.save_revision()
    assert meeting.moved_from is None


def test_an_editor_may_take_the_note_of_a_move_away(make_meeting):
    meeting = make_meeting("poprawka")
    meeting.starts_at -= timedelta(minutes=30)
    meeting.save_revision().publish()
    meeting = MeetingPage.objects.get(pk=meeting.pk)
    meeting.moved_from = None
    meeting.save_revision().publish()
    assert MeetingPage.objects.get(pk=meeting.pk).moved_from is None


def test_nobody_hears_of_corrections_of_drafts_and_of_the_past(make_meeting, held):
    for meeting in (make_meeting("szkic", live=False), held()):
        meeting.starts_at -= timedelta(minutes=30)
        meeting.save_revision().publish()
        assert MeetingPage.objects.get(pk=meeting.pk).moved_from is None


def test_a_link_for_members_is_theirs_alone(client, as_user, make_meeting, group, anna, jan, celina):
    meeting = make_meeting("zdalne", online_url="https://example.org/tajne", groups=[group])
    assert "tajne" in text(as_user(anna), meeting)
    for stranger in (client, as_user(jan), as_user(celina)):
        page = text(stranger, meeting)
        assert "tajne" not in page and "Link widzą członkinie" in page
    assert "tajne" not in client.get("/spotkania/").content.decode()
    assert "tajne" not in client.get("/").content.decode()
    assert not SearchEntry.objects.filter(text__contains="tajne").exists()


def test_a_member_does_not_leave_the_link_to_the_next_visitor(client, as_user, anna, make_meeting, group):
    meeting = make_meeting("zdalne", online_url="https://example.org/tajne", groups=[group])
    assert "tajne" not in text(client, meeting)
    assert "tajne" in text(as_user(anna), meeting)
    assert "tajne" not in text(client, meeting)


def test_the_link_of_a_meeting_of_no_group_is_for_members_of_any(as_user, make_meeting, anna, jan):
    meeting = make_meeting("ogolne", online_url="https://example.org/tajne")
    assert "tajne" in text(as_user(anna), meeting) and "tajne" not in text(as_user(jan), meeting)


def test_a_link_for_everybody_is_shown(client, make_meeting):
    meeting = make_meeting("otwarte", online_url="https://example.org/wejscie", online_for_members=False)
    assert 'href="https://example.org/wejscie"' in text(client, meeting)


def test_approved_minutes_are_read_and_found(client, held):
    meeting = held(minutes=MINUTES, minutes_approved=True)
    page = text(client, meeting)
    for words in ("Protokół", "P/1", "12\xa0osób, w", "żyrafowanie", "Za: 9", "Zaprosić radę", "6\xa0marca"):
        assert words in page
    assert search.find(search.understand("żyrafowaniem")).count() == 1


def test_minutes_that_nobody_approved_are_neither(client, held):
    meeting = held(minutes=MINUTES)
    assert "żyrafowanie" not in text(client, meeting)
    assert not search.find(search.understand("żyrafowanie")).exists()
    meeting.minutes_approved = True
    meeting.save_revision()  # a draft of the approval
    assert not search.find(search.understand("żyrafowanie")).exists()
    meeting.save_revision().publish()
    assert search.find(search.understand("żyrafowanie")).exists()
    assert "żyrafowanie" in text(client, meeting)


def test_minutes_are_approved_after_the_meeting(make_meeting, held):
    ahead = make_meeting("przed", minutes=MINUTES)
    ahead.minutes_approved = True
    with pytest.raises(ValidationError, match="po zakończeniu"):
        ahead.save_revision()
    empty = held()
    empty.minutes_approved = True
    with pytest.raises(ValidationError, match="Nie ma jeszcze"):
        empty.save_revision()


def test_the_list_offers_the_calendars(client, make_meeting, group):
    make_meeting("nasze", groups=[group])
    page = client.get("/spotkania/").content.decode()
    assert 'href="webcal://testserver/spotkania/kalendarz.ics"' in page
    assert 'href="webcal://testserver/spotkania/kalendarz.ics?grupa=edukacja"' in page
    assert 'href="/spotkania/nasze/spotkanie.ics"' in page
