"""Pictures come in the right size, and none is made while a visitor waits."""

import io
import re

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Drawing

from portal.models import (
    Attachment,
    ContactPerson,
    ContentPage,
    NewsIndexPage,
    NewsPage,
    Partner,
    Picture,
    PictureRendition,
)
from portal.serving import generations
from tests import pictures
from tests.pictures import drawn, saved, shaded

send = pictures.send


def sizes_shown(client, page):
    (picture,) = re.findall(r"<picture>.*?</picture>", client.get(page.url).content.decode(), re.S)
    return sorted(set(re.findall(r"/media/\S+?(?=[ \",])", picture)))


def opened(client, address):
    return Drawing.open(io.BytesIO(b"".join(client.get(address).streaming_content)))


@pytest.fixture
def news(home):
    picture = Picture.objects.create(title="Stół", file=ImageFile(io.BytesIO(drawn()), name="stol.png"))
    page = NewsPage(title="Nowina", slug="nowina", lead="Krótko.", picture=picture, picture_alt="Długi stół")
    page = NewsIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return page


def test_a_published_picture_has_all_its_sizes_before_anybody_comes(client, news):
    made = PictureRendition.objects.count()
    assert made == 9
    page = client.get(news.url).content.decode()
    assert PictureRendition.objects.count() == made
    (picture,) = re.findall(r"<picture>.*?</picture>", page, re.S)
    assert [kind for kind in ("avif", "webp") if f"image/{kind}" in picture] == ["avif", "webp"]
    assert 'alt="Długi stół"' in picture
    assert re.search(r" width=\"\d+\"", picture) and re.search(r" height=\"\d+\"", picture)
    for address in sizes_shown(client, news):
        assert client.get(address).status_code == 200


def test_a_size_is_kept_by_browsers_for_ever_since_another_picture_has_another_name(client, send, news):
    (address, *_) = sizes_shown(client, news)
    answer = client.get(address)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Type"] == "image/avif"
    again = client.get(address, headers={"if-modified-since": answer["Last-Modified"]})
    assert again.status_code == 304 and again["Cache-Control"] == answer["Cache-Control"]
    seen = set(sizes_shown(client, news))
    for size in ((1500, 1000), (1200, 800)):
        assert send("stol.png", drawn(size=size), to=news.picture).status_code == 302
        now = set(sizes_shown(client, news))
        assert not now & seen
        seen |= now
        for name in [*default_storage.listdir("images")[1], "../original_images/stol.png"]:  # as the queue does
            if f"/media/images/{name}" not in now:
                default_storage.delete(f"images/{name}".replace("images/../", ""))


@pytest.mark.parametrize("way", ["", "images/../", "x/../", "images//../", "./", "/", "images/../images/../"])
def test_nobody_can_fetch_a_picture_as_it_was_uploaded(client, news, way):
    assert default_storage.exists(news.picture.file.name)
    for address in (news.picture.file.name, "documents/tajne.txt", "tajne.txt"):
        if not default_storage.exists(address):
            default_storage.save(address, ContentFile(b"tajne"))
        assert client.get(f"/media/{way}{address}").status_code == 404


def test_a_picture_whose_file_is_replaced_has_its_sizes_before_anybody_comes(
    client, send, news, django_capture_on_commit_callbacks
):
    before = sizes_shown(client, news)
    with django_capture_on_commit_callbacks(execute=True):
        assert send("inny-stol.jpg", drawn("JPEG", (1500, 1000)), to=news.picture).status_code == 302
    assert PictureRendition.objects.count() == 9
    last = PictureRendition.objects.latest("pk")
    after = sizes_shown(client, news)
    assert PictureRendition.objects.latest("pk") == last and not set(before) & set(after)
    for address in after:
        assert opened(client, address).size[0] in (480, 960, 1440)


def filled(n, home):
    """A text with n of each thing that editors choose from elsewhere."""
    for i in range(n):
        number = n * 100 + i
        picture = Picture.objects.create(title="", file=ImageFile(io.BytesIO(drawn(size=(60, 40 + i))), name="p.png"))
        Partner.objects.create(name="Partner", role="partner", logo=picture)
        page = home.add_child(instance=ContentPage(title="Cel", slug=f"cel-{number}"))
        file = Attachment.objects.create(title="Plik", file=ContentFile(b"x", name=f"{number}.txt"))
        links = f'<p><a linktype="page" id="{page.pk}">a</a> <a linktype="document" id="{file.pk}">b</a></p>'
        yield "picture", picture
        yield "text", links
        yield "questions", [{"question": "Kto?", "answer": links}]
        yield "files", [file]
        yield "contact", ContactPerson.objects.create(role="rola")
        yield "action", {"words": "Idź", "page": page, "url": ""}
    yield "partners", None


@pytest.mark.parametrize("cold", [False, True])
def test_pictures_and_links_cost_the_same_queries_for_one_and_for_twenty(client, home, pages_made_anew, cold):
    asked = []
    for n in (1, 20):
        news = NewsIndexPage.objects.get().add_child(
            instance=NewsPage(title="Nowina", slug=f"nowina-{n}", lead="Krótko.", body=list(filled(n, home)))
        )
        news.save_revision().publish()
        for address in (news.url, "/aktualnosci/rss/"):
            client.get(address)
            if cold:  # as in a process that has just started
                caches["local"].clear()
                caches["renditions"].clear()
                generations.forget()
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(address)
            assert answer.content.count(b"/cel-") >= 2 * n and answer.content.count(b"/media/images/") >= 9 * n
            asked.append(len(seen))
    assert asked[:2] == asked[2:]
    assert cold or max(asked) <= 10


@pytest.mark.parametrize("stored", ["gone", "no picture", "grey of sixteen bits"])
def test_one_bad_picture_takes_no_page_and_no_feed_down(
    client, news, stored, pages_made_anew, caplog, admin, as_user, settings
):
    grey = {"no picture": b"to nie jest obraz", "grey of sixteen bits": saved(shaded("I;16"), "PNG")}.get(stored, b"x")
    bad = Picture.objects.create(title="Zły", file=ImageFile(io.BytesIO(drawn()), name="zly.png"))
    default_storage.delete(bad.file.name)
    if stored != "gone":
        default_storage.save(bad.file.name, ContentFile(grey))
    news.picture, news.body = bad, [("picture", {"image": bad, "alt_text": "Stół", "decorative": False})]
    news.save_revision().publish()
    Partner.objects.create(name="Fundusz Przykładowy", role="fundator", logo=bad, in_footer=True)
    Partner.objects.create(name="Biblioteka", role="partner", logo=bad)
    NewsIndexPage.objects.get().add_child(instance=NewsPage(title="Druga", slug="druga", lead="Krótko."))
    for address in (news.url, "/aktualnosci/rss/", "/", "/partnerzy/"):
        answer = client.get(address)
        assert answer.status_code == 200 and "not-found" not in answer.text, address
        assert "<picture" not in answer.text or stored.startswith("grey")
    assert "Fundusz Przykładowy" in client.get("/").text.partition("<footer")[2] or stored.startswith("grey")
    assert "Druga" in client.get("/aktualnosci/rss/").text
    assert "cannot be shown" in caplog.text or stored.startswith("grey")
    assert as_user(admin).get("/redakcja/images/").status_code == 200
    assert as_user(admin).get(f"/redakcja/images/{bad.pk}/").status_code == 200


def test_a_picture_is_sought_by_words_and_a_tag_at_once(editor, as_user):
    answer = as_user(editor).get("/redakcja/images/chooser/?q=kuchnia&tag=lato")
    assert answer.status_code == 200
