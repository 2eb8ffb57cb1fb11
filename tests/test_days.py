"""An editor's day at the admin's forms, and a visitor's minute on a phone."""

import io
import re
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from icalendar import Calendar
from PIL import Image as Drawing
from wagtail.models import Collection
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from portal import jobs
from portal.models import MeetingIndexPage, MeetingPage, NewsIndexPage, NewsPage, Picture

COMMENTS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}


def test_an_editors_day(editor, as_user, client, home, group, django_capture_on_commit_callbacks):
    desk = as_user(editor)
    # a picture
    file = io.BytesIO()
    Drawing.new("RGB", (1200, 800), (14, 74, 57)).save(file, "PNG")
    upload = {"title": "Stół", "file": SimpleUploadedFile("stol.png", file.getvalue()), "tags": ""}
    desk.post("/redakcja/images/add/", upload | {"collection": Collection.get_first_root_node().pk, "description": ""})
    picture = Picture.objects.get()

    # a piece of news with the picture and a link: written, looked at, scheduled
    written = {
        "title": "Spółdzielnia otwiera kuchnię",
        "slug": "kuchnia",
        "date": timezone.localdate().isoformat(),
        "lead": "Pierwsze obiady od poniedziałku.",
        "picture": picture.pk,
        "picture_alt": "Długi stół",
        "body": streamfield([("text", rich_text('<p>Więcej <a href="https://example.org/">u nich</a>.</p>'))]),
        "groups": [group.pk],
        "comments": COMMENTS,
    }
    add = f"/redakcja/pages/add/portal/newspage/{NewsIndexPage.objects.get().pk}/"
    assert desk.post(add, nested_form_data(written)).status_code == 302
    news = NewsPage.objects.get(slug="kuchnia")
    edit = f"/redakcja/pages/{news.pk}/edit/"
    assert desk.post(f"{edit}preview/", nested_form_data(written)).json()["is_valid"]
    preview = desk.get(f"{edit}preview/?mode=")
    assert preview.status_code == 200 and "Pierwsze obiady" in preview.content.decode()
    soon = timezone.localtime(timezone.now() + timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M")
    desk.post(edit, nested_form_data(written | {"go_live_at": soon, "action-publish": "1"}))
    news.refresh_from_db()
    assert not news.live and client.get("/aktualnosci/kuchnia/").status_code == 404

    # its time comes
    news.go_live_at = timezone.now() + timedelta(seconds=0.3)
    news.save_revision().publish()
    time.sleep(0.4)
    jobs.publish_scheduled()
    page = client.get("/aktualnosci/kuchnia/").content.decode()
    assert 'alt="Długi stół"' in page and 'href="https://example.org/"' in page
    assert "Spółdzielnia otwiera kuchnię" in client.get("/aktualnosci/rss/").content.decode()
    found = client.get("/szukaj/?q=spoldzielniami").content.decode()
    assert "/aktualnosci/kuchnia/" in found

    # a meeting: announced, then called off
    starts = timezone.localtime(timezone.now() + timedelta(days=7)).replace(minute=0)
    meeting = {
        "title": "Narada w kuchni",
        "slug": "narada",
        "starts_at": starts.strftime("%Y-%m-%d %H:%M"),
        "ends_at": (starts + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M"),
        "place": "Kuchnia, ul. Przykładowa 1",
        "body": streamfield([]),
        "attachments": streamfield([]),
        "minutes": streamfield([]),
        "groups": [group.pk],
        "comments": COMMENTS,
        "action-publish": "1",
    }
    add = f"/redakcja/pages/add/portal/meetingpage/{MeetingIndexPage.objects.get().pk}/"
    assert desk.post(add, nested_form_data(meeting)).status_code == 302
    announced = MeetingPage.objects.get(slug="narada")
    (event,) = Calendar.from_ical(client.get("/spotkania/kalendarz.ics").content).events
    assert event["status"] == "CONFIRMED"
    desk.post(f"/redakcja/pages/{announced.pk}/edit/", nested_form_data(meeting | {"cancelled": "on"}))
    (after,) = Calendar.from_ical(client.get("/spotkania/kalendarz.ics").content).events
    assert after["status"] == "CANCELLED" and after["uid"] == event["uid"] and after["sequence"] > event["sequence"]
    assert "odwołane" in client.get("/spotkania/narada/").content.decode()


@pytest.mark.browser
@pytest.mark.any_engine
@pytest.mark.django_db(transaction=True)
def test_a_visitors_minute_on_a_phone(server, new_page, client):
    call_command("demo", verbosity=0)
    page = new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server)
    page.get_by_role("link", name="Edukacja obywatelska", exact=True).first.click()  # the first tap
    page.get_by_role("heading", name="Najbliższe spotkanie").wait_for()
    assert page.get_by_role("link", name=re.compile("godz. ")).first.is_visible()
    page.get_by_role("link", name="Wypełnij deklarację").first.click()  # the second
    page.get_by_role("button", name="Wyślij deklarację").wait_for()
    page.goto(server)
    page.get_by_role("button", name="Menu").click()
    page.get_by_label("Szukaj", exact=True).fill("spoldzielniami")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Znaleziono")).wait_for()
    marked = page.locator("mark").all_inner_texts()
    assert any(word.lower().startswith("spółdziel") for word in marked), marked
