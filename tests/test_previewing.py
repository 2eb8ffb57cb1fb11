"""Editors and authors preview pages before they publish them, and from the first word on."""

from html.parser import HTMLParser

import pytest
from django.contrib.contenttypes.models import ContentType
from playwright.sync_api import expect
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data

from portal.models import ContentPage, NewsIndexPage, NewsPage
from portal.models.blocks.body import BODY
from portal.models.blocks.minutes import MINUTES

OURS = [model for model in get_page_models() if not model._meta.abstract and model._meta.app_label != "wagtailcore"]
COMMENTS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}

# without them there is nothing to show; the panel itself says so
TIMES = {"starts_at": "2030-05-06 17:00", "ends_at": "2030-05-06 19:00", "opens": "2030-05-06", "closes": "2030-05-16"}


class Untouched(HTMLParser):
    """What the form of the page editor posts before anybody has written in it."""

    def __init__(self, html):
        super().__init__()
        self.data, self.within = {"comments": COMMENTS}, None
        self.feed(html[html.index("data-edit-form") :])

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, kind = given.get("name"), given.get("type")
        if tag in {"input", "textarea"} and name and (kind not in {"checkbox", "radio", "file"} or "checked" in given):
            self.data[name] = given.get("value", "")
        if tag == "textarea":
            self.within = name

    def handle_data(self, data):
        if self.within:
            self.data[self.within] += data.strip()

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.within = None


def untouched(client, address, model):
    answer = client.get(address)
    assert answer.status_code == 200, address
    streams = {f"{field.name}-count": 0 for field in model._meta.fields if isinstance(field, StreamField)}
    return nested_form_data(Untouched(answer.content.decode()).data) | streams


@pytest.fixture
def pages(home, group, call, make_meeting, roadmap):
    """One page of each type."""
    news = NewsPage(title="Nowina", slug="nowina", lead="Krótko.")
    NewsIndexPage.objects.get().add_child(instance=news)
    make_meeting("narada")
    return [model.objects.first() for model in OURS]


@pytest.fixture(params=["editor", "author"])
def writer(request, as_user, pages):
    """One who may write each of the pages: an author may do so where the page is their own."""
    user = request.getfixturevalue(request.param)
    Page.objects.update(owner=user)
    return as_user(user)


def test_a_preview_opens_in_the_frame_of_the_editor(pages, group):
    for page in pages:
        if hasattr(page, "groups"):
            page.groups = [group]  # as the editor's form leaves them: in memory only
        answer = page.make_preview_request()
        assert answer.status_code == 200 and "<h1" in answer.content.decode(), page
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy and "script-src 'self';" in policy, page
        assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_written_page_shows_its_draft_before_it_is_published(pages, writer, group):
    for page in pages:
        edit = f"/redakcja/pages/{page.pk}/edit/"
        title = f"Nowy tytuł {page.pk}"
        said = {"title": title, "heading": title, "lede": title, "introduction": title, "groups": group.pk}
        told = untouched(writer, edit, type(page)) | said
        assert writer.post(f"{edit}preview/", told).json() == {"is_valid": True, "is_available": True}, page
        answer = writer.get(f"{edit}preview/?in_preview_panel=true&mode=")
        html = answer.content.decode().replace("\xa0", " ")
        assert answer.status_code == 200 and title in html, page
        page.refresh_from_db()
        assert "Nowy tytuł" not in page.title


@pytest.mark.parametrize("title", ["", "Pierwsze słowa"])
def test_a_page_that_has_only_begun_can_be_looked_at(pages, writer, title, group):
    for page in pages:
        kind = ContentType.objects.get_for_model(page)
        add = f"/redakcja/pages/add/{kind.app_label}/{kind.model}/{page.get_parent().pk}/"
        if writer.get(add).status_code != 200:
            continue  # one of it is all there may be
        told = untouched(writer, add, type(page)) | TIMES | {"title": title, "groups": group.pk}
        writer.get(f"{add}preview/?in_preview_panel=true&mode=")  # the panel may ask before anything is posted
        assert writer.post(f"{add}preview/", told).json() == {"is_valid": True, "is_available": True}, page
        answer = writer.get(f"{add}preview/?in_preview_panel=true&mode=")
        assert answer.status_code == 200 and title in answer.content.decode().replace("\xa0", " "), page


def test_only_a_preview_carries_the_content_checker(client, editor, as_user, group):
    desk = as_user(editor)
    assert "<wagtail-userbar" in desk.get(f"/redakcja/pages/{group.pk}/view_draft/").content.decode()
    for reader in (client, desk):
        assert "userbar" not in reader.get(group.url).content.decode()


def test_each_block_shows_itself_in_the_picker_of_an_empty_site(editor, as_user, home):
    desk = as_user(editor)
    for name, block in [*BODY, *MINUTES]:
        assert block.is_previewable, name
        answer = desk.get("/redakcja/block-preview/", {"id": block.definition_prefix})
        html = answer.content.decode()
        inside = html[html.index('<div class="reading">') : html.index("</main>")]
        assert answer.status_code == 200 and len(inside) > 50 and "css/site.css" in html, name
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"], name


@pytest.mark.browser
@pytest.mark.any_engine
@pytest.mark.django_db(transaction=True)
def test_the_editor_is_told_of_headings_out_of_order(new_page, sign_in_as, server, editor, home, group):
    low = ("text", RichText("<h3>Za nisko</h3><p>Tekst.</p>"))
    page = new_page()
    page.expects("axe.run results")  # the checker tells the console too
    sign_in_as(page, editor)
    checks = page.locator("[data-side-panel=checks]")
    about = {"title": "Próba", "search_description": "O czym."}
    wrong = home.add_child(instance=ContentPage(slug="zle", body=[low], **about))
    right = home.add_child(instance=ContentPage(slug="dobrze", body=[("heading", "Wyżej"), low], **about))
    # the third has large paragraphs, but they are drawn by its template
    for made, count in ((wrong, "1"), (right, "0"), (group, "0")):
        made.search_description = "O czym."
        made.save_revision()
        page.goto(f"{server}/redakcja/pages/{made.pk}/edit/")
        if not checks.is_visible():
            page.locator("[data-side-panel-toggle=checks]").click()
        expect(checks.locator("[data-content-word-count]")).not_to_have_text("-")  # it has run
        expect(checks.locator("[data-content-checker-count]")).to_have_text(count)
        assert checks.get_by_text("Niepoprawna hierarchia nagłówków").is_visible() is (count == "1")
