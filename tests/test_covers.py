"""Each page has a picture for those who share it, drawn once."""

import io

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image

from portal.covers import cover, draw


@pytest.mark.parametrize("title", ["Ruch", "Zażółć gęślą jaźń " * 6, "A" * 200, "<b>&</b>"])
def test_any_title_gives_a_picture_of_the_right_size(title):
    assert draw(title).size == (1200, 630)


def test_a_page_names_its_picture_and_anybody_can_fetch_it(client, group):
    html = client.get(group.url).content.decode()
    address = html.split('property="og:image" content="')[1].split('"')[0]
    assert address.startswith(settings.SITE_URL)
    answer = client.get(address.removeprefix(settings.SITE_URL))
    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).size == (1200, 630)


def test_a_title_is_drawn_once(settings):
    assert cover("Tytuł") == cover("Tytuł") != cover("Inny tytuł")
    assert len(default_storage.listdir("covers")[1]) == 2
