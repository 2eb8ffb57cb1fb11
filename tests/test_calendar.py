"""People have our meetings in their own calendars: one, a group's, all."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from portal.models import MeetingIndexPage, MeetingPage

pytestmark = pytest.mark.django_db
ALL = "/spotkania/kalendarz.ics"
WARSAW = ZoneInfo("Europe/Warsaw")


def calendar(client, address=ALL):
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def entries(client, address=ALL):
    return {str(event["URL"]).split("/")[-2]: event for event in calendar(client, address).walk("VEVENT")}


def republish(meeting, **changes):
    fresh = MeetingPage.objects.get(pk=meeting.pk)
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.save_revision().publish()


def test_a_meeting_tells_a_calendar_all_that_a_guest_needs(client, make_meeting, group, settings):
    meeting = make_meeting(
        "spacer", title="Spacer, część 1; ą", lead="Idziemy.", directions="Tramwaj 2", groups=[group]
    )
    event = entries(client, "/spotkania/spacer/spotkanie.ics")["spacer"]
    assert event["SUMMARY"] == "Spacer, część 1; ą" and event["LOCATION"] == "Sala"
    assert event["URL"] == f"{settings.SITE_URL}/spotkania/spacer/"
    assert event["URL"] in event["DESCRIPTION"] and "Idziemy." in event["DESCRIPTION"]
    assert "Tramwaj 2" in event["DESCRIPTION"]
    assert event["STATUS"] == "CONFIRMED" and event["UID"] == str(meeting.translation_key)
    assert [str(name) for name in event["CATEGORIES"].cats] == ["Edukacja"]


def test_lines_end_and_fold_as_the_standard_says(client, make_meeting):
    make_meeting("dlugie", title="Zażółć gęślą jaźń " * 10)
    content = client.get(ALL).content
    assert content.count(b"\n") == content.count(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_no_text_begins_a_line_of_its_own(client, make_meeting):
    make_meeting("obce", title="A\rX-OBCE:1", place="Sala\rEND:VEVENT", lead="a\x0bX-OBCE:1\x85X-OBCE:1\u2028X-OBCE:1")
    for address in (ALL, "/spotkania/obce/spotkanie.ics"):
        lines = client.get(address).content.decode().splitlines()  # at whatever anybody takes for an end
        assert lines.count("END:VEVENT") == 1 and not any(line.startswith("X-OBCE") for line in lines)


def test_a_group_has_a_calendar_of_its_own(client, make_meeting, group, other_group):
    make_meeting("nasze", groups=[group])
    make_meeting("ich", groups=[other_group])
    make_meeting("wspolne", groups=[group, other_group])
    assert entries(client).keys() == {"nasze", "ich", "wspolne"}
    assert entries(client, f"{ALL}?grupa=edukacja").keys() == {"nasze", "wspolne"}
    assert str(calendar(client, f"{ALL}?grupa=edukacja")["X-WR-CALNAME"]) == "Spotkania: Edukacja"
    assert client.get(f"{ALL}?grupa=nie-ma").status_code == 404


def test_drafts_and_private_meetings_are_in_no_calendar(client, make_meeting):
    from wagtail.models import PageViewRestriction

    make_meeting("szkic", live=False)
    private = make_meeting("prywatne")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert not entries(client)
    assert client.get("/spotkania/szkic/spotkanie.ics").status_code == 404
    answer = client.get("/spotkania/prywatne/spotkanie.ics")
    assert answer.status_code == 302 and b"BEGIN" not in answer.content


def test_a_changed_meeting_keeps_its_uid_and_grows_its_sequence(client, make_meeting):
    meeting = make_meeting("zmiana")
    before = entries(client)["zmiana"]
    republish(meeting, place="Inna sala")
    moved = entries(client)["zmiana"]
    republish(meeting, starts_at=meeting.starts_at + timedelta(days=1), ends_at=meeting.ends_at + timedelta(days=1))
    later = entries(client)["zmiana"]
    assert before["UID"] == moved["UID"] == later["UID"]
    assert before["SEQUENCE"] < moved["SEQUENCE"] < later["SEQUENCE"] < 2**31
    assert "Nowy termin. Wcześniej:" in later["DESCRIPTION"]


def test_an_unchanged_calendar_is_the_same_byte_for_byte(client, make_meeting):
    make_meeting("stale")
    assert client.get(ALL).content == client.get(ALL).content


def test_a_draft_of_a_change_is_not_told(client, make_meeting):
    meeting = make_meeting("szkic-zmiany")
    before = client.get(ALL).content
    meeting.place = "Tajna sala"
    meeting.save_revision()
    assert client.get(ALL).content == before


def test_a_cancelled_meeting_stays_and_says_so(client, make_meeting):
    meeting = make_meeting("odwolane")
    meeting.call_off(None)
    event = entries(client)["odwolane"]
    assert event["STATUS"] == "CANCELLED" and event["TRANSP"] == "TRANSPARENT"
    assert event["SUMMARY"].startswith("Odwołane: ") and "odwołane" in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2026-03-28T17:00+01:00", "2026-03-28T19:00+01:00"),  # the day before summer time
        ("2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00"),  # across the hour that is not there
        ("2026-03-29T17:00+02:00", "2026-03-29T19:00+02:00"),
        ("2026-10-24T17:00+02:00", "2026-10-24T19:00+02:00"),
        ("2026-10-25T01:30+02:00", "2026-10-25T03:30+01:00"),  # across the hour that comes twice
        ("2026-10-25T02:15+02:00", "2026-10-25T02:45+02:00"),  # in it, the first time
        ("2026-10-25T02:15+01:00", "2026-10-25T02:45+01:00"),  # in it, the second time
        ("2026-10-25T02:45+02:00", "2026-10-25T02:15+01:00"),  # from the first into the second
        ("2026-10-25T17:00+01:00", "2026-10-25T19:00+01:00"),
    ],
)
def test_times_are_right_across_the_change_of_the_clock(client, make_meeting, starts, ends):
    starts, ends = datetime.fromisoformat(starts), datetime.fromisoformat(ends)
    make_meeting("zegar", starts_at=starts, ends_at=ends)
    event = entries(client)["zegar"]
    assert event["DTSTART"].dt.astimezone(UTC) == starts.astimezone(UTC)
    assert event["DTEND"].dt.astimezone(UTC) == ends.astimezone(UTC)
    if starts.astimezone(WARSAW).fold == 0:
        assert event["DTSTART"].params["TZID"] == "Europe/Warsaw"


def test_the_time_zone_of_the_calendar_is_that_of_warsaw(client, make_meeting):
    """Programs that know no names of zones count by the VTIMEZONE."""
    make_meeting("zegar")
    zone = calendar(client).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    for year in (2018, 2026, 2031):
        for month in range(1, 13):
            noon = datetime(year, month, 28, 12)
            assert noon.replace(tzinfo=zone).utcoffset() == noon.replace(tzinfo=WARSAW).utcoffset()
    for wall in (datetime(2026, 3, 29, 1, 59), datetime(2026, 3, 29, 3, 1), datetime(2026, 10, 25, 3, 1)):
        assert wall.replace(tzinfo=zone).utcoffset() == wall.replace(tzinfo=WARSAW).utcoffset()


def test_the_link_for_members_is_in_no_calendar(client, as_user, anna, make_meeting, group):
    make_meeting("zdalne", online_url="https://example.org/tajne", groups=[group])
    for reader in (client, as_user(anna)):
        for address in (ALL, f"{ALL}?grupa=edukacja", "/spotkania/zdalne/spotkanie.ics"):
            content = reader.get(address).content.decode().replace("\r\n ", "")
            assert "tajne" not in content and "po zalogowaniu" in content


def test_a_link_for_everybody_is(client, make_meeting):
    make_meeting("zdalne", online_url="https://example.org/wejscie", online_for_members=False)
    assert "https://example.org/wejscie" in entries(client)["zdalne"]["DESCRIPTION"]


def test_a_calendar_of_many_meetings_costs_no_more_queries(client, make_meeting, django_assert_num_queries, group):
    make_meeting("pierwsze", groups=[group])
    entries(client)
    with CaptureQueriesContext(connection) as few:
        assert len(entries(client)) == 1
    index, now = MeetingIndexPage.objects.get(), timezone.now()
    for number in range(30):
        page = MeetingPage(title=f"Nr {number}", starts_at=now, ends_at=now + timedelta(hours=1), place="Sala")
        page.groups = [group]
        index.add_child(instance=page)
    with django_assert_num_queries(len(few)):
        assert len(entries(client)) == 31


def test_a_calendar_looks_back_a_year_and_an_entry_for_ever(client, make_meeting):
    for slug, days in (("dawne", 380), ("niedawne", 350)):
        starts = timezone.now() - timedelta(days=days)
        make_meeting(slug, starts_at=starts, ends_at=starts + timedelta(hours=2))
    assert list(entries(client)) == ["niedawne"]
    assert client.get("/spotkania/dawne/spotkanie.ics").status_code == 200
