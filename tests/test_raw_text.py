"""What is stored past every form (an import, restored data, an old revision) runs nowhere that anybody reads."""

import io
import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.db.models import CharField, TextField, URLField
from django.utils import timezone
from icalendar import Calendar
from PIL import Image
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from portal.models import (
    AlertBanner,
    Attachment,
    Centre,
    ContactPerson,
    ContentPage,
    MeetingPage,
    NewsIndexPage,
    NewsPage,
    Partner,
    Picture,
)
from tests.raw_text import ADDRESSES, TEXTS, Running

LINKS = [f'<p>kanarek <a href="{address}">tu</a></p>' for address in ADDRESSES]
SHORT = '"><script>zlo()//'


def test_the_watchman_sees_what_runs():
    for evil in [*TEXTS[:15], *LINKS]:
        assert Running(evil).found, evil
    assert not Running('<p>a <b>b</b> <a href="/x/">c</a> <a href="mailto:a@example.org">d</a></p>').found


# raw data for every field and block that there is, so that new ones are walked by themselves


def raw(block, text, address, things):
    """A value for the block as the database would hold it."""
    if isinstance(block, ImageBlock):
        return {"image": things["picture"], "decorative": False, "alt_text": text}
    if isinstance(block, TypedTableBlock):
        columns = [{"type": name, "heading": text} for name in block.child_blocks]
        return {"columns": columns, "rows": [{"values": [text for _ in columns]}], "caption": text}
    if isinstance(block, blocks.BaseStructBlock):
        return {name: raw(child, text, address, things) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [{"type": "item", "id": "1", "value": raw(block.child_block, text, address, things)}]
    if isinstance(block, DocumentChooserBlock):
        return things["file"]
    if isinstance(block, SnippetChooserBlock):
        return things["person"]
    if isinstance(block, blocks.URLBlock):
        return address
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RichTextBlock):
        return text
    assert isinstance(block, blocks.IntegerBlock | blocks.DateBlock | blocks.PageChooserBlock | blocks.StaticBlock), (
        f"no raw value is known for {block!r}"
    )
    return None


def raw_stream(field, things):
    """Each block with each evil text, and with each evil address."""
    pairs = [(text, ADDRESSES[0]) for text in [*TEXTS, *LINKS]] + [("kanarek", address) for address in ADDRESSES]
    return json.dumps(
        [
            {"type": name, "value": raw(block, text, address, things)}
            for name, block in field.stream_block.child_blocks.items()
            for text, address in pairs
        ]
    )


def poison(thing, things, keep=()):
    """Fill every text of a model's own with something evil."""
    for field in type(thing)._meta.get_fields():
        if field.name in keep or (getattr(field, "model", Page) is Page and field.name != "seo_title"):
            continue
        if isinstance(field, StreamField):
            setattr(thing, field.name, raw_stream(field, things))
        elif isinstance(field, URLField):
            pass  # does not even take it; see below
        elif isinstance(field, CharField | TextField) and not field.choices:
            length = field.max_length or 4000
            setattr(thing, field.name, "\n".join(TEXTS) if length >= 4000 else f"kanarek {SHORT}"[-length:])
    return thing


@pytest.fixture
def poisoned(home, group, call, make_meeting):
    """A page of each kind, and what stands on all of them, as no form would have taken it."""
    file = io.BytesIO()
    Image.new("RGB", (64, 36), "green").save(file, "PNG")
    things = {
        "picture": Picture.objects.create(title=SHORT, file=ImageFile(file, name="stol.png")).pk,
        "file": Attachment.objects.create(title=SHORT, file="dokumenty/wzor.pdf", inaccessible=True).pk,
        "person": ContactPerson.objects.create(**dict.fromkeys(("role", "name", "hours"), SHORT), email=SHORT).pk,
    }
    poison(Centre.objects.get(), things).save()
    poison(Partner(), things).save()
    AlertBanner.objects.create(text=SHORT, until=timezone.localdate())
    text = home.add_child(instance=poison(ContentPage(title=SHORT, slug="tekst"), things))
    news = poison(NewsPage(title=SHORT, slug="nowina", picture_id=things["picture"]), things)
    news = NewsIndexPage.objects.get().add_child(instance=news)
    ended = timezone.now() - timedelta(days=1)
    held = {"starts_at": ended - timedelta(hours=1), "ends_at": ended}
    past, coming = make_meeting("odbyte", groups=[group], **held), make_meeting("bliskie", groups=[group])
    for meeting in (past, coming):
        poison(meeting, things).online_for_members = False
        meeting.title = TEXTS[-1]
    past.minutes_approved = True
    group.title = "kanarek" + SHORT
    group.contact_id = things["person"]
    pages = [text, news, past, coming, poison(group, things), poison(call, things), poison(home, things)]
    for page in pages:
        page.save(clean=False)
        page.save_revision(clean=False).publish()
    columns = [(MeetingPage, "online_url"), (Partner, "url"), (Centre, "accessibility_burden_url")]
    with connection.cursor() as cursor:
        for model, column in columns:
            cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = 'javascript:zlo()'")
    return pages


def test_nothing_stored_past_the_forms_runs_for_those_who_read(client, poisoned, as_user, editor):
    lists = ["/grupy/", "/spotkania/", "/aktualnosci/", "/nabory/", "/partnerzy/", "/kontakt/", "/mapa-strony/"]
    lists += ["/deklaracja-dostepnosci/", "/szukaj/?q=kanarek", "/szukaj/?q=zlo", "/szukaj/podpowiedzi/?q=kanarek"]
    found = {}
    for address in [*(page.url for page in poisoned), *lists, "/nie-ma/"]:
        answer = client.get(address)
        assert answer.status_code in (200, 404)
        html = answer.content.decode()
        assert "zlo" in html or address in ("/szukaj/?q=zlo",), address
        found[address] = Running(html).found
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL):
            assert json.loads(data)["@graph"] and '"javascript:' not in data
    for page in poisoned:
        draft = as_user(editor).get(f"/redakcja/pages/{page.pk}/view_draft/").content.decode()
        found[f"draft of {page.url}"] = Running(draft[draft.index("<main") : draft.index("</main>")]).found
    assert {address: tags for address, tags in found.items() if tags} == {}


def test_programs_that_read_feeds_and_calendars_get_nothing_that_runs(client, poisoned):
    channel = ElementTree.fromstring(client.get("/aktualnosci/rss/").content).find("channel")
    texts = [item.text for tag in ("description", "{*}encoded") for item in channel.iterfind(f"item/{tag}")]
    assert len(texts) == 2 and all("zlo" in text for text in texts)
    assert [Running(text).found for text in texts] == [[], []]
    for address in ("/spotkania/kalendarz.ics", "/spotkania/bliskie/spotkanie.ics"):
        calendar = client.get(address).content
        assert b"\nATTENDEE" not in calendar and b"javascript:" not in calendar.replace(b"\r\n ", b"")
        (event, *_) = Calendar.from_ical(calendar).walk("VEVENT")
        assert "ATTENDEE" in event["summary"]


def test_what_our_editor_makes_stays_as_it_was_made(client, home):
    text = (
        "<h3>Zasady</h3><p>Tekst <b>ważny</b> i <i>mniej</i>,<br/>dalej: "
        '<a href="https://example.org/a?b=1&amp;c=2">tu</a> <a href="mailto:a@example.org">tam</a> '
        f'<a href="tel:+48123456789">tel.</a> <a linktype="page" id="{home.pk}">Start</a></p>'
        "<ul><li>raz</li></ul><ol><li>dwa</li></ol>"
    )
    page = home.add_child(instance=ContentPage(title="Tekst", slug="tekst", body=[("text", text)]))
    html = client.get(page.url).content.decode().replace("\xa0", " ")
    expected = text.replace("<br/>", "<br>").replace(f'linktype="page" id="{home.pk}"', 'href="/"')
    assert expected in html


def test_addresses_of_the_web_are_read_as_they_were_stored(make_meeting):
    good = "https://example.org/film?a=1&b=ż#c"
    Partner.objects.create(name="A", role="partner", url=good)
    assert Partner.objects.get().url == good
    meeting = make_meeting("narada", online_url=good)
    assert meeting.online_url == meeting.newest.online_url == good
