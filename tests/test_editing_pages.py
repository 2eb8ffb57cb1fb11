"""Editors write pages: every block shows what it is, and nothing that is posted runs."""

import re
from html.parser import HTMLParser

import pytest
from wagtail.images.tests.utils import get_test_image_file
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from portal.models import Attachment, ContactPerson, ContentPage, NewsIndexPage, NewsPage, Picture
from portal.models.blocks.body import BODY
from portal.models.blocks.minutes import MINUTES
from portal.shown.pictures import pictures_of


class Tags(HTMLParser):
    """What in a page could run or call elsewhere."""

    def __init__(self):
        super().__init__()
        self.dangerous = []

    def handle_starttag(self, tag, attrs):
        if tag in {"script", "iframe", "object", "embed", "style", "img"}:
            self.dangerous.append(tag)
        for name, value in attrs:
            if name.startswith(("on", "hx-")) or name == "style" or "javascript:" in (value or ""):
                self.dangerous.append(f"{tag} {name}={value}")


@pytest.fixture
def write(home):
    def make(body, **fields):
        page = home.add_child(instance=ContentPage(**{"title": "Próba", "slug": "proba"} | fields, body=body))
        page.save_revision().publish()
        return page

    return make


def test_every_block_has_a_name_a_sentence_and_a_sign():
    for name, block in [*BODY, *MINUTES]:
        assert block.meta.label and block.meta.description and block.meta.icon, name


def test_every_block_reaches_the_reader(client, write):
    person = ContactPerson.objects.create(role="Koordynatorka", email="grupy@example.org", phone="48 123 45 67")
    file = Attachment.objects.create(title="Wzór statutu", file="dokumenty/wzor.pdf", inaccessible=True, file_size=2048)
    page = write(
        [
            ("heading", "Jak dołączyć"),
            ("action", {"words": "Wypełnij deklarację", "page": None, "url": "https://example.org/"}),
            ("questions", [{"question": "Kto może?", "answer": RichText("<p>Każda osoba.</p>")}]),
            ("files", [file]),
            ("video", {"title": "Spotkanie", "url": "https://example.org/film", "minutes": 12, "access": "napisy"}),
            ("contact", person),
        ]
    )
    html = client.get(page.url).content.decode().replace("\xa0", " ")
    assert re.search(r'<a class="button" href="https://example.org/">\s*Wypełnij deklarację', html)
    assert "<summary>Kto może?</summary>" in html and "Każda osoba." in html
    assert "Wzór statutu" in html and "PDF, 2 kB" in html and "nie jest dostępny cyfrowo" in html
    assert "<iframe" not in html and "https://example.org/film" in html and "12&nbsp;min" in html
    assert "mailto:grupy@example.org" in html and "48 123 45 67" in html


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">tu</a>',
        '<p onclick="alert(1)">tekst</p>',
        '<p hx-get="/zle/" style="position:fixed">tekst</p>',
        '<iframe src="https://example.org/"></iframe>',
        '<img src=x onerror="alert(1)">',
        '<svg onload="alert(1)"></svg>',
    ],
)
def test_what_is_posted_raw_never_runs(client, editor, as_user, home, evil):
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}
    body = streamfield(
        [
            ("text", rich_text(f"<p>Przed</p>{evil}", editor="default")),
            ("quote", {"text": evil, "who": evil}),
            ("heading", evil[:100]),
        ]
    )
    data = {"title": evil, "slug": "proba", "lede": evil, "body": body, "comments": comments, "action-publish": "1"}
    address = f"/redakcja/pages/add/portal/contentpage/{home.pk}/"
    assert as_user(editor).post(address, nested_form_data(data)).status_code == 302
    main = client.get("/proba/").content.decode()
    found = Tags()
    found.feed(main[main.index("<main") : main.index("</main>")])
    assert "Przed" in main and not found.dangerous, found.dangerous


@pytest.mark.parametrize("live", [True, False])
def test_a_slug_keeps_its_polish_letters_folded(home, live):
    page = home.add_child(instance=ContentPage(title="Żółta łódź w Łodzi", live=live))
    assert page.slug == "zolta-lodz-w-lodzi"


def test_every_page_type_can_be_previewed(editor, as_user, home, group, call, make_meeting, roadmap):
    news = NewsIndexPage.objects.get().add_child(instance=NewsPage(title="Nowina", slug="nowina", lead="Krótko."))
    pages = [
        home,
        group,
        call,
        make_meeting("narada"),
        news,
        roadmap.page,
        NewsIndexPage.objects.get(),
        group.get_parent().specific,
    ]
    for page in pages:
        page.save_revision()
        assert as_user(editor).get(f"/redakcja/pages/{page.pk}/view_draft/").status_code == 200, page


def test_pictures_of_a_text_are_known_before_it_is_read(home):
    assert list(pictures_of(ContentPage(title="Bez", body=[("heading", "A")]))) == []


@pytest.mark.parametrize("low", [("subheading", "Za nisko"), ("text", rich_text("<h3>Za nisko</h3><p>Tekst.</p>"))])
def test_headings_go_down_one_step_at_a_time(client, editor, as_user, home, low):
    desk, address = as_user(editor), f"/redakcja/pages/add/portal/contentpage/{home.pk}/"
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}

    def post(*body, **fields):
        data = {"title": "Próba", "slug": "proba", "lede": "", "body": streamfield(body), "comments": comments}
        return desk.post(address, nested_form_data(data | fields))

    refused = post(("text", rich_text("<p>Wstęp.</p>")), low, **{"action-publish": "1"})
    assert refused.status_code == 200 and "Dodaj go wy" in refused.content.decode()
    assert not ContentPage.objects.filter(slug="proba").exists()
    assert post(low, slug="szkic").status_code == 302  # a draft may be anything
    assert post(("heading", "Wyżej"), low, low, ("heading", "Znów"), low, **{"action-publish": "1"}).status_code == 302
    html = client.get("/proba/").content.decode().replace("\xa0", " ")
    assert html.index("<h2>Wyżej</h2>") < html.index("Za nisko</h3>")


def test_a_draft_saved_before_its_text_is_ready_is_saved(as_user, editor, home):
    add = f"/redakcja/pages/add/portal/newspage/{NewsIndexPage.objects.get().pk}/"
    written = {"title": "Kuchnia", "lead": "Obiady.", "date": "2018-01-15"}
    comments = {"comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}}
    for text, status in (("", 302), ("nie JSON", 400)):
        data = written | {"slug": f"kuchnia-{status}", "body": streamfield([("text", text)])}
        assert as_user(editor).post(add, nested_form_data(data | comments)).status_code == status


def test_a_picture_on_top_is_described_or_said_to_be_an_ornament_before_it_is_public(as_user, editor, client, home):
    picture = Picture.objects.create(title="Stół", file=get_test_image_file(), width=64, height=36)
    add = f"/redakcja/pages/add/portal/newspage/{NewsIndexPage.objects.get().pk}/"
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    news = {"title": "Kuchnia", "slug": "kuchnia", "lead": "Obiady.", "date": "2018-01-15", "body": streamfield([])}
    news |= {"picture": picture.pk, "comments": comments}
    publish = {"action-publish": "1"}
    refused = as_user(editor).post(add, nested_form_data(news | publish))
    assert "zaznacz, że to tylko ozdoba" in refused.text
    assert not NewsPage.objects.exists()
    assert as_user(editor).post(add, nested_form_data(news | {"slug": "szkic"})).status_code == 302  # a draft may wait
    ornament = {"picture_decorative": "on", "picture_alt": "Resztka"}
    assert as_user(editor).post(add, nested_form_data(news | publish | ornament)).status_code == 302
    assert 'alt=""' in client.get(NewsPage.objects.get(slug="kuchnia").url).text
