"""Coordinators announce, move, call off and sum up the meetings of their group in the admin, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from portal.models import MeetingPage, WorkingGroupPage
from tests import coordinating
from tests.coordinating import introduction

pytestmark = pytest.mark.django_db

MEETING = {
    "title": "Spacer po dzielnicy",
    "day": "15.01.2030",
    "begins": "17.30",
    "ends": "19:00",
    "place": "Sala, Radom",
    "online_for_members": "on",
    "agenda": "Przywitanie\nTrasa",
}
ewas, here = coordinating.ewas, coordinating.here


def values(meeting, **changes):
    fresh = MeetingPage.objects.get(pk=meeting.pk)
    return MEETING | {"base": fresh.latest_revision_id} | changes


def test_a_coordinator_plans_and_announces_a_meeting(client, ewas, ewa, here, group):
    answer = ewas.post(f"{here}spotkania/nowe/", MEETING | {"publish": "1"})
    assert answer.status_code == 302
    meeting = MeetingPage.objects.get()
    assert meeting.live and list(meeting.groups.all()) == [group] and meeting.slug == "spacer-po-dzielnicy"
    assert timezone.localtime(meeting.starts_at).isoformat() == "2030-01-15T17:30:00+01:00"
    assert "Spacer po dzielnicy" in client.get("/spotkania/").content.decode()
    told = PageLogEntry.objects.filter(page=meeting.pk)
    assert set(told.values_list("action", "user")) >= {("wagtail.create", ewa.pk), ("wagtail.publish", ewa.pk)}
    assert told.filter(action="wagtail.create").count() == 1
    assert "Spacer po dzielnicy" in ewas.get(here).content.decode()


def test_a_page_that_nobody_has_edited_yet_takes_its_first_edit(ewas, here, group):
    ewas.post(f"{here}spotkania/nowe/", MEETING | {"publish": "1"})
    meeting = MeetingPage.objects.get()
    meeting.revisions.all().delete()  # as what an import or a copy makes has none
    MeetingPage.objects.update(latest_revision=None, live_revision=None)
    assert ewas.get(f"{here}spotkania/{meeting.pk}/").status_code == 200
    answer = ewas.post(f"{here}spotkania/{meeting.pk}/", MEETING | {"base": "None", "place": "Ratusz"})
    assert answer.status_code == 302
    # a second one that began before it is one too late
    assert ewas.post(f"{here}spotkania/{meeting.pk}/", MEETING | {"base": ""}).status_code == 409


def test_an_iso_day_is_taken_too(ewas, here):
    ewas.post(f"{here}spotkania/nowe/", MEETING | {"day": "2030-01-15", "last_day": "16.01.2030", "ends": "1"})
    meeting = MeetingPage.objects.get()
    assert not meeting.live and timezone.localtime(meeting.ends_at).isoformat() == "2030-01-16T01:00:00+01:00"


def test_wrong_values_come_back_with_what_was_typed(ewas, here):
    wrongs = [{"day": "31.02.2030"}, {"ends": "16.00"}, {"title": ""}, {"day": "31.03.2030", "begins": "2.30"}]
    for wrong in wrongs:
        answer = ewas.post(f"{here}spotkania/nowe/", MEETING | wrong)
        page = answer.content.decode()
        assert answer.status_code == 422 and "Popraw 1" in page and "Sala, Radom" in page, wrong
    assert not MeetingPage.objects.exists()


def test_a_draft_is_seen_by_the_groups_coordinators_alone(
    client, as_user, ewas, karol, celina, anna, here, other_group
):
    ewas.post(f"{here}spotkania/nowe/", MEETING | {"draft": "1"})
    meeting = MeetingPage.objects.get()
    address = f"{here}spotkania/{meeting.pk}/"
    assert ewas.get(address).status_code == 200 and "Spacer" in ewas.get(f"{address}podglad/").content.decode()
    assert "Spacer" not in client.get("/spotkania/").content.decode() and client.get(meeting.url).status_code == 404
    theirs = f"/redakcja/moje-grupy/{other_group.pk}/"
    for place in (address, f"{address}podglad/", f"{address}protokol/", f"{theirs}spotkania/{meeting.pk}/"):
        assert as_user(karol).get(place).status_code == 404
        assert as_user(celina).get(place).status_code == as_user(anna).get(place).status_code == 403
    assert "Spacer" not in as_user(karol).get(theirs).content.decode()
    assert as_user(karol).post(f"{theirs}spotkania/{meeting.pk}/", values(meeting, title="Cudze")).status_code == 404
    assert MeetingPage.objects.get().newest.title == "Spacer po dzielnicy"


def test_a_moved_meeting_says_so_by_itself(ewas, here, make_meeting, group):
    meeting = make_meeting("ruch", groups=[group])
    ewas.post(f"{here}spotkania/{meeting.pk}/", values(meeting, publish="1"))
    moved = MeetingPage.objects.get()
    assert moved.moved_from == meeting.starts_at and moved.state == "przełożone"


def test_a_meeting_is_called_off_and_called_again(client, ewas, here, make_meeting, group):
    meeting = make_meeting("odwolywane", groups=[group])
    address = f"{here}spotkania/{meeting.pk}/odwolanie/"
    assert ewas.get(address).status_code == 405
    for _ in range(2):
        assert ewas.post(address, {"cancelled": "1"}).status_code == 302
        assert MeetingPage.objects.get().cancelled
    assert b"STATUS:CANCELLED" in client.get("/spotkania/kalendarz.ics").content
    ewas.post(address, {"cancelled": "0"})
    assert not MeetingPage.objects.get().cancelled


def test_a_joint_meeting_needs_an_editor(ewas, here, make_meeting, group, other_group):
    meeting = make_meeting("wspolne", groups=[group, other_group])
    address = f"{here}spotkania/{meeting.pk}/"
    page = ewas.get(address).content.decode()
    assert "wspólne spotkanie kilku grup" in page and "Zapisz szkic" not in page
    assert ewas.post(address, values(meeting, publish="1")).status_code == 403
    assert ewas.post(f"{address}odwolanie/", {"cancelled": "1"}).status_code == 403
    assert MeetingPage.objects.get().title == meeting.title and not MeetingPage.objects.get().cancelled


def test_a_late_coordinator_sees_both_versions(ewas, here, make_meeting, group, editor):
    meeting = make_meeting("zbieg", groups=[group])
    late = values(meeting, publish="1")
    meeting.place = "Sala redakcji"
    meeting.save_revision(user=editor).publish()
    answer = ewas.post(f"{here}spotkania/{meeting.pk}/", late)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Sala redakcji" in page and "Sala, Radom" in page
    assert f"Tamta wersja: {editor}," in page
    assert MeetingPage.objects.get().place == "Sala redakcji"
    again = ewas.post(f"{here}spotkania/{meeting.pk}/", values(meeting, publish="1"))
    assert again.status_code == 302 and MeetingPage.objects.get().place == "Sala, Radom"
    other_tab = ewas.post(f"{here}spotkania/{meeting.pk}/", late)
    assert "Tamta wersja: Twoja, z innego okna," in other_tab.content.decode()


def test_an_archived_group_is_read_only(ewas, here, make_meeting, group):
    meeting = make_meeting("dawne", groups=[group])
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    assert ewas.get(here).status_code == 200
    writes = {"wprowadzenie/": introduction(group), f"spotkania/{meeting.pk}/": values(meeting), "spotkania/nowe/": {}}
    for place, data in writes.items():
        answer = ewas.post(here + place, data)
        assert answer.status_code == 403 and "zakończyła pracę" in answer.content.decode(), place
    assert MeetingPage.objects.get().title == "Dawne"


def test_a_locked_page_is_left_alone(ewas, here, group):
    WorkingGroupPage.objects.filter(pk=group.pk).update(locked=True)
    assert ewas.post(f"{here}wprowadzenie/", introduction(group, publish="1")).status_code == 403
    assert WorkingGroupPage.objects.get(pk=group.pk).purpose == "Po co jesteśmy."


def test_minutes_are_written_in_blocks_and_approved(client, ewas, here, make_meeting, group):
    ended = timezone.now() - timedelta(days=1)
    meeting = make_meeting("odbyte", groups=[group], starts_at=ended - timedelta(hours=1), ends_at=ended)
    address = f"{here}spotkania/{meeting.pk}/protokol/"
    assert ewas.get(address).status_code == 200
    blocks = {
        "minutes-count": "1",
        "minutes-0-type": "decision",
        "minutes-0-order": "0",
        "minutes-0-deleted": "",
        "minutes-0-id": "",
        "minutes-0-value-text": "Zaczynamy od dzielnicy.",
        "minutes-0-value-number": "U/1",
    }
    data = values(meeting) | blocks
    assert ewas.post(address, data | {"draft": "1"}).status_code == 302
    assert "Zaczynamy od dzielnicy" not in client.get(meeting.url).content.decode()
    data = values(meeting) | blocks | {"minutes_approved": "on", "publish": "1"}
    assert ewas.post(address, data).status_code == 302
    assert "Zaczynamy od dzielnicy" in client.get(meeting.url).content.decode()
    assert ewas.post(address, values(meeting, **{"minutes-count": "x"})).status_code == 400


def test_a_suspended_coordinator_is_out(ewas, ewa, here):
    ewa.memberships.update(status="suspended")
    assert ewas.get(here).status_code == 403


def test_days_and_hours_are_chosen_with_the_browsers_pickers(ewas, here, make_meeting, group):
    starts = timezone.make_aware(timezone.datetime(2030, 1, 15, 17, 30))
    meeting = make_meeting("narada", groups=[group], starts_at=starts, ends_at=starts + timedelta(hours=8))
    page = ewas.get(f"{here}spotkania/{meeting.pk}/").content.decode()
    for shown in ('type="date" name="day" value="2030-01-15"', 'name="last_day" value="2030-01-16"'):
        assert shown in page, shown
    assert 'type="time" name="begins" value="17:30"' in page and 'name="ends" value="01:30"' in page
    wrong = ewas.post(f"{here}spotkania/{meeting.pk}/", values(meeting, day="2030-01-17", ends="", place=""))
    page = wrong.content.decode()
    assert wrong.status_code == 422 and 'name="day" value="2030-01-17"' in page and 'value="17.30"' in page


def test_a_draft_is_deleted_by_whoever_began_it(ewas, ewa, here, make_meeting, group, make_user, join, as_user):
    ewas.post(f"{here}spotkania/nowe/", MEETING | {"draft": "1"})
    draft = MeetingPage.objects.get()
    address = f"{here}spotkania/{draft.pk}/"
    second = make_user("olga")
    join(second, group, role="coordinator")
    assert "Usuń ten szkic" in ewas.get(address).content.decode()
    assert "Usuń ten szkic" not in as_user(second).get(address).content.decode()
    assert as_user(second).post(f"{address}usuniecie/").status_code == 403
    assert ewas.get(f"{address}usuniecie/").status_code == 405
    assert MeetingPage.objects.filter(pk=draft.pk).exists()
    assert ewas.post(f"{address}usuniecie/").status_code == 302
    assert not MeetingPage.objects.exists()
    assert PageLogEntry.objects.filter(page=draft.pk, action="wagtail.delete", user=ewa).exists()


def test_what_readers_knew_of_is_never_deleted(ewas, ewa, here, group):
    ewas.post(f"{here}spotkania/nowe/", MEETING | {"publish": "1"})
    meeting = MeetingPage.objects.get()
    address = f"{here}spotkania/{meeting.pk}/"
    assert "Usuń ten szkic" not in ewas.get(address).content.decode()
    assert ewas.post(f"{address}usuniecie/").status_code == 403
    meeting.unpublish()
    assert ewas.post(f"{address}usuniecie/").status_code == 403
    assert MeetingPage.objects.filter(pk=meeting.pk).exists()
