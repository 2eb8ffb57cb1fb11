"""Dates are typed as people type them: read, or kept beside a sentence, and never replaced by the present day."""

from datetime import date, datetime, timedelta

import pytest
from django import forms
from django.apps import apps
from django.core import checks
from django.db import models
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.admin import widgets
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.test.utils.form_data import nested_form_data, streamfield

from portal.editing.dates import MomentField
from portal.models import MeetingIndexPage, MeetingPage, NewsIndexPage, NewsPage
from signup.models import CallIndexPage, DeclarationCallPage

COMMENTS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}
DAYS = [
    "15.01.2027",
    "15.1.2027",
    "15. 1. 2027",
    " 15.01.2027 ",
    "15.01.2027 r.",
    "15-01-2027",
    "15/1/2027",
    "15 01 2027",
    "15.01.27",
    "2027-01-15",
    "2027.01.15",
]
HOURS = ["17.30", "17:30", "17:30:00"]
BETWEEN = [" ", ", ", " godz. ", "  "]


@pytest.mark.any_engine
@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_however_it_is_typed(text):
    assert forms.DateField().clean(text) == date(2027, 1, 15)
    for between in BETWEEN:
        for hour in HOURS:
            found = MomentField().clean(f"{text.strip()}{between}{hour}")
            assert timezone.localtime(found).replace(tzinfo=None) == datetime(2027, 1, 15, 17, 30), between + hour


@pytest.mark.any_engine
@pytest.mark.parametrize("text", ["31.02.2027", "jutro", "15.01", "2027", "15.01.202", "99.99.9999", "15.01.2027 25.0"])
def test_what_is_no_date_is_refused_with_an_example(text):
    for field, example in ((forms.DateField(), "15.01.2018."), (MomentField(), "15.01.2018 17.30.")):
        with pytest.raises(forms.ValidationError, match=example):
            field.clean(text)


@pytest.mark.any_engine
@pytest.mark.parametrize("text", ["15.01.2027", "2027-01-15", "15.01.2027 17:30:", "17.30", "2027-01-15 17.3"])
def test_a_moment_without_its_hour_is_not_midnight(text):
    with pytest.raises(forms.ValidationError, match=r"15\.01\.2018 17\.30"):
        MomentField().clean(text)


@pytest.mark.any_engine
@pytest.mark.django_db
def test_each_date_of_each_model_is_one_kind_of_field_in_the_admin():
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.DateField) and field.editable
    ]
    assert len(fields) > 20
    for field in fields:
        shown = formfield_for_dbfield(field)
        kind = widgets.AdminDateTimeInput if isinstance(field, models.DateTimeField) else widgets.AdminDateInput
        assert not isinstance(field, models.DateTimeField) or isinstance(shown, MomentField), field
        assert isinstance(shown.widget, kind) and shown.widget.format in shown.input_formats, field
        assert shown.widget.format.startswith("%d.%m.%Y")
    assert not [found for found in checks.run_checks() if found.id and found.id.startswith("wagtailadmin")]


def post_meeting(client, index, **more):
    data = {"title": "Narada", "slug": "narada", "place": "Sala", "comments": COMMENTS, "online_for_members": "on"}
    data |= {name: streamfield([]) for name in ("body", "attachments", "minutes")}
    return client.post(f"/redakcja/pages/add/portal/meetingpage/{index.pk}/", nested_form_data(data | more))


def test_a_wrong_date_stays_as_it_was_typed(editor, as_user, home):
    answer = post_meeting(
        as_user(editor), MeetingIndexPage.objects.get(), starts_at="31.02.2027 o piątej", ends_at="jutro"
    )
    assert answer.status_code == 200 and not MeetingPage.objects.exists()
    assert 'value="31.02.2027 o piątej"' in answer.text and 'value="jutro"' in answer.text
    assert "na przykład 15.01.2018 17.30" in answer.text


def test_a_meeting_of_more_than_twelve_hours_asks_back_before_it_is_public(editor, as_user, home):
    client, index = as_user(editor), MeetingIndexPage.objects.get()
    times = {"starts_at": "12.12.2030 17.30", "ends_at": "13.12.2030 19.30"}
    assert post_meeting(client, index, slug="szkic", **times).status_code == 302  # a draft asks nothing
    answer = post_meeting(client, index, **times, **{"action-publish": "1"})
    assert "Spotkanie trwa ponad 12 godzin." in answer.text and 'name="sure"' in answer.text
    assert not MeetingPage.objects.filter(slug="narada").exists()
    assert post_meeting(client, index, **times, sure="on", **{"action-publish": "1"}).status_code == 302
    page = MeetingPage.objects.get(slug="narada", live=True)
    # what is public already is not asked about again
    data = {"title": "Inna", "slug": "narada", "place": "Sala", "comments": COMMENTS, "action-publish": "1"}
    data |= times | {name: streamfield([]) for name in ("body", "attachments", "minutes")}
    assert client.post(f"/redakcja/pages/{page.pk}/edit/", nested_form_data(data)).status_code == 302


@pytest.mark.parametrize(("year", "odd"), [(206, "już minął (12 grudnia 0206)"), (9999, "dopiero 12 grudnia 9999")])
def test_a_slip_in_the_year_asks_back_before_it_is_public(editor, ewa, as_user, group, home, year, odd):
    client, index = as_user(editor), MeetingIndexPage.objects.get()
    times = {"starts_at": f"12.12.{year:04} 17.30", "ends_at": f"12.12.{year:04} 19.30", "action-publish": "1"}
    answer = post_meeting(client, index, **times)
    assert odd in answer.text and 'name="sure"' in answer.text and not MeetingPage.objects.exists()
    assert post_meeting(client, index, **times, sure="on").status_code == 302
    said = {
        "title": "Narada",
        "day": f"12.12.{year:04}",
        "begins": "17.30",
        "ends": "19",
        "place": "Sala",
        "publish": "1",
    }
    client, address = as_user(ewa), f"/redakcja/moje-grupy/{group.pk}/spotkania/"
    answer = client.post(f"{address}nowe/", said)
    assert answer.status_code == 422 and odd in answer.text
    assert client.post(f"{address}nowe/", said | {"sure": "on"}).status_code == 302
    page = MeetingPage.objects.get(groups=group)
    # what is public already is not asked about again
    said |= {"base": page.latest_revision_id, "place": "Mała sala"}
    assert client.post(f"{address}{page.pk}/", said).status_code == 302
    assert MeetingPage.objects.get(groups=group).place == "Mała sala"


def test_a_meeting_that_ends_before_it_starts_is_refused(editor, as_user, home):
    times = {"starts_at": "12.12.2030 17.30", "ends_at": "12.12.2030 16.30", "sure": "on"}
    answer = post_meeting(as_user(editor), MeetingIndexPage.objects.get(), **times, **{"action-publish": "1"})
    assert "Spotkanie kończy się po swoim początku." in answer.text and not MeetingPage.objects.exists()


@pytest.mark.parametrize(("days", "sentence"), [(0, "kończy się dzisiaj"), (-1, "już minął")])
def test_a_call_that_closes_at_once_asks_back_before_it_is_public(editor, as_user, group, home, days, sentence):
    closes = timezone.localdate() + timedelta(days=days)
    index, client = CallIndexPage.objects.get(), as_user(editor)
    data = {"title": "Nabór", "slug": "nabor", "body": streamfield([]), "comments": COMMENTS}
    data |= {"opens": "1.01.2020", "closes": f"{closes:%d.%m.%Y}", "action-publish": "1"}
    data = nested_form_data(data) | {"groups": [group.pk]}
    address = f"/redakcja/pages/add/signup/declarationcallpage/{index.pk}/"
    answer = client.post(address, data)
    assert sentence in answer.text and 'name="sure"' in answer.text and not DeclarationCallPage.objects.exists()
    assert client.post(address, data | {"sure": "on"}).status_code == 302
    assert DeclarationCallPage.objects.get().closes == closes


def test_coordinators_are_asked_too(ewa, as_user, group):
    client, address = as_user(ewa), f"/redakcja/moje-grupy/{group.pk}/spotkania/nowe/"
    said = {"title": "Narada", "day": "12.12.2030", "begins": "17.30", "ends": "19", "last_day": "14.12.2030"}
    said |= {"place": "Sala", "publish": "1"}
    assert 'name="sure"' not in client.get(address).text
    answer = client.post(address, said)
    assert answer.status_code == 422 and "ponad 12 godzin" in answer.text and 'name="sure"' in answer.text
    assert client.post(address, said | {"sure": "on"}).status_code == 302
    assert MeetingPage.objects.get().live


@pytest.mark.browser
@pytest.mark.any_engine
@pytest.mark.django_db(transaction=True)
def test_what_is_typed_into_a_date_stays_when_the_field_is_left(
    editor, make_meeting, call, server, page, sign_in_as, home
):
    meeting = make_meeting("narada")
    news = NewsIndexPage.objects.get().add_child(instance=NewsPage(title="Nowina", slug="nowina", lead="Krótko."))
    sign_in_as(page, editor)

    def typed(name, text):
        field = page.locator(f"[name='{name}']")
        field.fill(text)
        page.wait_for_timeout(150)  # the calendar comes so much later, and reads the field as it opens
        field.press("Tab")
        expect(field).to_have_value(text)

    page.goto(f"{server}/redakcja/pages/{meeting.pk}/edit/")
    typed("starts_at", "12.12.2036 17.30")
    typed("ends_at", "12.12.2036, godz. 19.30")
    typed("moved_from", "nie wiem")
    typed("moved_from", "")
    page.get_by_role("button", name="Zapisz szkic").first.click()
    expect(page.get_by_text("została zaktualizowana")).to_be_visible()
    newest = MeetingPage.objects.get().newest
    assert timezone.localtime(newest.starts_at).replace(tzinfo=None) == datetime(2036, 12, 12, 17, 30)
    assert timezone.localtime(newest.ends_at).replace(tzinfo=None) == datetime(2036, 12, 12, 19, 30)
    page.goto(f"{server}/redakcja/pages/{call.pk}/edit/")
    typed("closes", "31.1.2037")
    typed("opens", "kiedyś")
    page.goto(f"{server}/redakcja/pages/{news.pk}/edit/")
    typed("date", "31.01.2037")
    page.locator("[data-side-panel-toggle=status]").click()
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
    typed("go_live_at", "1.02.2037 8.00")
    typed("expire_at", "za rok")
    page.goto(f"{server}/redakcja/snippets/portal/alertbanner/add/")
    typed("until", "1 lutego")
