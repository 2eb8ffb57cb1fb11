"""Meetings as iCalendar (RFC 5545, RFC 7986): one meeting, those of one group, all."""

import re
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event, Timezone
from wagtail.models import Page

from portal.models import Centre, MeetingPage
from portal.models.groups import numbered_groups
from portal.shown.lists import chosen_group
from portal.templatetags.polish import NBSP, stamp

WARSAW = ZoneInfo(settings.TIME_ZONE)
LOOK_BACK = timedelta(days=366)  # what ended before is read on the site, not in a calendar
LOOK_AGAIN = timedelta(hours=6)  # how soon a program that subscribes comes back
# Poland's clock since 1996 (directive 2000/84/EC); the library would count the spring change an hour late
CLOCK = """BEGIN:VTIMEZONE
TZID:Europe/Warsaw
X-LIC-LOCATION:Europe/Warsaw
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
# what a text in a calendar must not hold (RFC 5545, section 3.1), and what some readers take for the end of a line
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def all_meetings(request: HttpRequest, page: Page) -> HttpResponse:
    """/spotkania/kalendarz.ics: the coming ones and a year of past ones, or with ?grupa=<slug> those of one group."""
    groups, chosen = chosen_group(request)
    meetings = MeetingPage.objects.shown().coming(timezone.now() - LOOK_BACK)
    name, file = Centre.for_request(request).name, "spotkania"
    if chosen:
        meetings, name, file = meetings.filter(groups=chosen), chosen.title, chosen.slug
    meetings = meetings.naming_groups(groups)
    return _answer(request, meetings, f"Spotkania: {name}" if name else "Spotkania grup roboczych", file)


def one_meeting(request: HttpRequest, meeting: MeetingPage) -> HttpResponse:
    """/spotkania/<slug>/spotkanie.ics"""
    meetings = MeetingPage.objects.filter(pk=meeting.pk).naming_groups(numbered_groups())
    return _answer(request, meetings, meeting.title, meeting.slug, saved=True)


def _answer(request, meetings, name, file, saved=False):
    """A whole calendar to subscribe to, or one to be `saved`."""
    calendar = Calendar()
    calendar.add("prodid", "-//Drogowskaz//PL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = " ".join(_writable(name).split())  # the library does not escape line breaks in every line
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    if not saved:
        calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", LOOK_AGAIN)
    calendar.add_component(Timezone.from_ical(CLOCK))
    for meeting in meetings:
        calendar.add_component(_entry(request, meeting))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'{"attachment" if saved else "inline"}; filename="{file}.ics"'
    return response


def _entry(request, meeting):
    """One meeting; nothing in it depends on who asks, so the link for members is never here.

    UID stays through every change; SEQUENCE is the number of the published revision, which only grows.
    """
    address = settings.SITE_URL + meeting.get_url(request)
    published = meeting.last_published_at or meeting.latest_revision_created_at or meeting.starts_at
    event = Event()
    event.add("uid", str(meeting.translation_key))
    event.add("sequence", meeting.live_revision_id or 0)
    event.add("dtstamp", published)
    event.add("last-modified", published)
    event.add("dtstart", _clock(meeting.starts_at))
    event.add("dtend", _clock(meeting.ends_at))
    title = _writable(meeting.title)
    event.add("summary", f"Odwołane: {title}" if meeting.cancelled else title)
    event.add("location", _writable(meeting.place))
    event.add("description", _writable("\n\n".join([*_lines(meeting), address])))
    event.add("url", address)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    if meeting.cancelled:
        event.add("transp", "TRANSPARENT")  # it takes nobody's time any more
    if meeting.named_groups:
        event.add("categories", [_writable(group.title) for group in meeting.named_groups])
    return event


def _writable(text):
    return _UNWRITABLE.sub(" ", text)


def _lines(meeting):
    """What a calendar says about it, part by part."""
    if meeting.cancelled:
        yield "Spotkanie zostało odwołane."
    elif meeting.moved_from:
        yield f"Nowy termin. Wcześniej: {stamp(meeting.moved_from)}.".replace(NBSP, " ")
    if meeting.lead:
        yield meeting.lead
    if meeting.directions:
        yield f"Jak dojechać: {meeting.directions}"
    if meeting.public_online_url:
        yield f"Zdalnie: {meeting.public_online_url}"
    elif meeting.online_url:
        yield "Można też dołączyć zdalnie. Link dla członkiń i członków jest na stronie spotkania, po zalogowaniu."
    if meeting.accessibility:
        yield f"Dostępność miejsca: {meeting.accessibility}"


def _clock(moment):
    """The moment on the clocks of Warsaw; in the hour that comes twice the second time has no such name."""
    local = moment.astimezone(WARSAW)
    return moment.astimezone(UTC) if local.fold else local
