"""What is stored past every form (an import, restored data, an old revision) runs nowhere that anybody reads."""

import io
import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.core.exceptions import BadRequest
from django.core.files.images import ImageFile
from django.db import connection
from django.db.models import CharField, TextField, URLField
from django.http import QueryDict
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
from wagtail.test.utils.form_data import nested_form_data, streamfield

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

# each carries the word „zlo”, so that whatever of it becomes a tag or an attribute can be told from ours
ADDRESSES = [
    "javascript:zlo()",
    "JaVaScRiPt:zlo()",
    "java\tscript:zlo()",
    "java\nscript:zlo()",
    " \x01javascript:zlo()",
    "javascript&colon;zlo()",
    "&#106;avascript:zlo()",
    "&#x6a&#x61vascript:zlo()",
    "data:text/html,<script>zlo()</script>",
    "DATA:text/html;base64,emxvKCk=",
    "vbscript:zlo()",
    "blob:https://example.org/zlo",
    'https://example.org/"onmouseover="zlo()',
]
TEXTS = [
    "<script>zlo()</script>kanarek",
    '</script></title><script src="https://example.org/zlo.js"></script>',
    '"><img src="x" onerror="zlo()">',
    "<b onclick='zlo()' onfocus=zlo() tabindex=0 autofocus>tekst</b>",
    '<p hx-get="/zlo/" hx-trigger="load" data-hx-post="/zlo/">tekst</p>',
    '<p style="position:fixed;inset:0" class="zlo" id="zlo">tekst</p>',
    "<style>body { display: none } /* zlo */</style>",
    '<base href="https://example.org/zlo/">',
    '<form action="https://example.org/zlo/"><input name="zlo"><button formaction="/zlo/">Wyślij</button></form>',
    '<iframe src="https://example.org/zlo/" srcdoc="<script>zlo()</script>"></iframe>',
    '<svg id="zlo" onload="zlo()"><a xlink:href="javascript:zlo()"><text>tu</text></a></svg>',
    '<math><mtext><table><mglyph><style><img src="zlo" onerror="zlo()">',
    '<noscript><p title="</noscript><img src=x onerror=zlo()>">',
    '<object data="/zlo"></object><embed src="/zlo"><link rel="stylesheet" href="/zlo.css"><meta http-equiv="refresh">',
    '<a target="zlo" ping="/zlo/" download href="https://example.org/">tekst</a>',
    '<embed embedtype="image" id="1" alt="zlo"/><embed embedtype="media" url="https://example.org/zlo"/>',
    "&lt;script&gt;zlo()&lt;/script&gt; &#60;script&#62;",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "Zebranie\r\nATTENDEE:mailto:zlo@example.org",
]
LINKS = [f'<p>kanarek <a href="{address}">tu</a></p>' for address in ADDRESSES]
SHORT = '"><script>zlo()//'


class Running(HTMLParser):
    """What in a page could run, call elsewhere or dress up as the page itself."""

    NEVER = {"iframe", "object", "embed", "base", "math", "style", "applet", "frame", "noscript"}
    RUN = {"style", "srcdoc", "formaction", "target", "ping"}
    WORDS = {"content", "value", "alt", "aria-label", "title", "data-share"}  # read as text, whatever is in them

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag in self.NEVER:
            self.found.append(tag)
        data = given.get("type") == "application/ld+json"
        if tag == "script" and not data and not given.get("src", "").startswith("/static/"):
            self.found.append(tag)
        for name, value in given.items():
            address = re.sub(r"[\t\r\n]", "", value).lstrip("".join(map(chr, range(33)))).lower()
            runs = re.match(r"(?!https?:|mailto:|tel:|webcal:)[a-z][a-z0-9+.-]*:", address) and name in {"href", "src"}
            told = name in self.WORDS or value.startswith(("https://", "mailto:", "tel:"))
            if name.startswith("on") or name in self.RUN or runs or ("zlo" in value and not told):
                self.found.append(f"{tag} {name}={value}")


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


# what comes through the editor's form without its script


def page_form(body, **fields):
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}
    return nested_form_data(
        {"title": "Tekst", "slug": "tekst", "lede": "", "body": body, "comments": comments} | fields
    )


def draftail(text="tu", kind="LINK", **data):
    """The JSON of an editor's paragraph that is one link, or what else is said of it."""
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "data": {}}
    block["entityRanges"] = [{"offset": 0, "length": len(text), "key": 0}]
    return {"blocks": [block], "entityMap": {"0": {"type": kind, "mutability": "MUTABLE", "data": data}}}


def test_what_an_editor_posts_without_the_editor_comes_out_clean(client, home, editor, as_user):
    given = [draftail(url=address) for address in ADDRESSES if "&" not in address]  # entities are for HTML
    given += [draftail(text, url="/") for text in TEXTS]
    given += [draftail(kind="IMAGE", id=1, src="javascript:zlo()"), draftail(kind="EMBED", url="javascript:zlo()")]
    odd = draftail(url="https://example.org/", onclick="zlo()", style="zlo")
    odd["blocks"][0]["inlineStyleRanges"] = [{"offset": 0, "length": 2, "style": "zlo"}]
    odd["blocks"].append(odd["blocks"][0] | {"type": "zlo"})
    body = [("text", json.dumps(value)) for value in [*given, odd]]
    data = page_form(streamfield([*body, ("heading", "kanarek")]), **{"action-publish": "1"})
    assert as_user(editor).post(f"/redakcja/pages/add/portal/contentpage/{home.pk}/", data).status_code == 302
    html = client.get("/tekst/").content.decode()
    assert "kanarek" in html and "zlo" in html and Running(html).found == []


def test_addresses_that_run_code_are_refused_with_a_sentence(home, editor, as_user):
    for address in ADDRESSES[:-1]:  # the last is one of the web, if a strange one
        body = streamfield([("video", {"title": "Film", "url": address, "minutes": "", "access": ""})])
        answer = as_user(editor).post(f"/redakcja/pages/add/portal/contentpage/{home.pk}/", page_form(body))
        assert answer.status_code == 200 and "Wpisz poprawny URL" in answer.content.decode(), address
    assert not ContentPage.objects.filter(slug="tekst").exists()


WHOLE = [
    ("text", json.dumps(draftail(url="https://example.org/"))),
    ("questions", streamfield([])),
    ("files", streamfield([])),
    ("video", {"title": "Film", "url": "https://example.org/", "minutes": "12", "access": ""}),
    ("table", {"caption": "", "column-count": "0", "row-count": "0"}),
    ("office", ""),
]
BROKEN = [None, "", "x", "-1", "9" * 30, "\x00", "null", "[]", "{}", "[" * 100_000, '{"blocks": 5, "entityMap": {}}']
BROKEN += ['{"blocks": [{"type": 1, "text": null}]}', '{"blocks": [], "entityMap": []}', "<p>zlo</p>"]
BROKEN += [json.dumps(draftail() | {"entityMap": {}}), json.dumps(draftail(id="x")), json.dumps(draftail(url=[1]))]


def test_no_field_of_the_editors_form_is_a_fault_whatever_is_in_it(home, editor):
    """Each field in turn missing or broken: an error beside it, a bad request, or as good as it was."""
    form_class = ContentPage.get_edit_handler().get_form_class()
    whole, answers = page_form(streamfield(WHOLE)), set()

    def answer(data):
        form = form_class(QueryDict(urlencode(data)), instance=ContentPage(), parent_page=home, for_user=editor)
        try:
            return form.is_valid()
        except BadRequest:
            return None

    assert answer(whole) is True
    for name in whole:
        for broken in BROKEN:
            data = whole | {name: broken}
            answers.add(answer({key: value for key, value in data.items() if value is not None}))
    assert answers == {True, False, None}


@pytest.mark.parametrize("broken", [{"body-0-value": "<p>to nie JSON</p>"}, {"body-count": "x"}, {"body-count": "9"}])
def test_a_form_that_cannot_be_read_is_answered_with_400(home, editor, as_user, broken):
    data = page_form(streamfield([("text", json.dumps(draftail()))])) | broken
    client = as_user(editor, raise_request_exception=False)
    add = f"/redakcja/pages/add/portal/contentpage/{home.pk}/"
    for address in (add, f"{add}preview/"):
        assert client.post(address, data).status_code == 400
    assert not ContentPage.objects.filter(slug="tekst").exists()
