"""Pictures come in the right size, none is made while a visitor waits, and what is no picture is refused."""

import io
import re

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Drawing

from portal.models import NewsIndexPage, NewsPage, Picture, PictureRendition


def drawn(kind="PNG", size=(1600, 900)):
    file = io.BytesIO()
    Drawing.new("RGB", size, (14, 74, 57)).save(file, kind)
    return file.getvalue()


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
    html = client.get(news.url).content.decode()
    assert PictureRendition.objects.count() == made
    (picture,) = re.findall(r"<picture>.*?</picture>", html, re.S)
    assert [kind for kind in ("avif", "webp") if f"image/{kind}" in picture] == ["avif", "webp"]
    assert 'alt="Długi stół"' in picture
    assert re.search(r" width=\"\d+\"", picture) and re.search(r" height=\"\d+\"", picture)
    assert client.get(f"/media/{news.picture.file.name}").status_code == 404  # as it was uploaded
    for address in set(re.findall(r"/media/\S+?(?=[ \",])", picture)):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rysunek.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("rysunek.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("strona.jpg", b"<!doctype html><script>alert(1)</script>"),
        ("puste.png", b""),
        ("urwane.png", drawn()[:40]),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(editor, as_user, home, name, content):
    data = {"title": "Próba", "file": SimpleUploadedFile(name, content), "collection": 1, "tags": ""}
    answer = as_user(editor).post("/redakcja/images/add/", data)
    assert answer.status_code == 200 and not Picture.objects.exists()
    assert "error" in answer.content.decode()


def test_a_picture_is_taken(editor, as_user, home):
    from wagtail.models import Collection

    root = Collection.get_first_root_node()
    data = {"title": "Próba", "file": SimpleUploadedFile("stol.png", drawn(), "image/png"), "collection": root.pk}
    answer = as_user(editor).post("/redakcja/images/add/", data | {"tags": "", "description": "Stół"})
    assert answer.status_code == 302 and Picture.objects.get().width == 1600
