"""Each page has a picture for those who share it, drawn once."""

import io
import os
import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, ImageChops

from portal import covers, freshness
from portal.covers import LEFT, PAPER, RIGHT, ROUTES, TITLE, cover, draw, fit
from portal.models import NewsIndexPage, NewsPage

TITLES = ["", "Ruch", "Zażółć gęślą jaźń " * 6, "W" * 200, "WSPÓŁPRACA MIĘDZYNARODOWA", "i w o z " * 40, "<b>&</b>"]
TOKENS = (Path(__file__).parent.parent / "static" / "css" / "tokens.css").read_text()


def cover_of(client, page):
    html = client.get(page.get_absolute_url() if hasattr(page, "get_absolute_url") else page.url).content.decode()
    return html.split('property="og:image" content="')[1].split('"')[0]


@pytest.mark.parametrize("title", TITLES)
def test_any_title_has_room(title):
    picture = draw(title, [(1, 1)])
    assert picture.size == (1200, 630)
    ground = Image.new("RGB", picture.size, PAPER)
    beside = (RIGHT + 8, 0, 1200, TITLE[1])
    above_the_road = (0, TITLE[1] + 8, 1200, TITLE[1] + 20)
    for margin in [(0, 0, LEFT - 12, TITLE[1]), beside, above_the_road]:
        assert ImageChops.difference(picture.crop(margin), ground.crop(margin)).getbbox() is None


def test_a_title_that_is_too_long_says_so_and_a_short_one_is_large():
    assert fit("Nabór") == (116, ["Nabór"])
    size, lines = fit("bardzo długi tytuł " * 20)
    assert size == 56 and lines[-1].endswith("…")


def test_no_letter_stands_alone_at_the_end_of_a_line():
    _, lines = fit("Zapraszamy na spotkanie w Radomiu i w okolicach, a także w innych miejscach i o innej porze")
    assert len(lines) > 1 and not any(re.search(r"(^|\s)[aiouwz]$", line, re.IGNORECASE) for line in lines)


def test_what_the_font_cannot_draw_is_left_out():
    assert fit("Piknik 🎉 ąęłż") == fit("Piknik  ąęłż")


def test_routes_wear_the_hues_of_the_pages():
    hues = re.findall(r"\.route-\d \{ --route: var\(--(\w+)\)", TOKENS)
    assert [re.search(rf"--{hue}: light-dark\((#\w+)", TOKENS)[1] for hue in hues] == ROUTES


def test_a_page_names_its_picture_and_anybody_can_fetch_it(client, group):
    address = cover_of(client, group)
    assert address.startswith(settings.SITE_URL)
    answer = client.get(address.removeprefix(settings.SITE_URL))
    picture = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert picture.size == (1200, 630) and picture.format == "PNG"


def test_a_picture_shows_the_groups_that_its_page_is_about(client, group, other_group, make_meeting):
    index = NewsIndexPage.objects.get()
    news = [index.add_child(instance=NewsPage(title="Nowina", slug=slug, lead="Krótko.")) for slug in ("a", "b", "c")]
    for page, groups in zip(news, ([], [group], [group, other_group]), strict=True):
        page.groups = groups
        page.save_revision().publish()
    assert len({cover_of(client, page) for page in news}) == 3
    assert cover_of(client, news[1]).endswith(cover("Nowina", [(1, 1)]))
    assert cover_of(client, group).endswith(cover(group.title, [(1, 1)]))
    assert cover_of(client, make_meeting("narada", [other_group], title="Narada")).endswith(cover("Narada", [(2, 2)]))


def test_a_picture_is_there_before_anybody_reads_the_published_page(group):
    before = set(default_storage.listdir("covers")[1])
    group.title = "Nowa nazwa"
    group.save_revision().publish()
    (name,) = set(default_storage.listdir("covers")[1]) - before
    assert name == Path(cover("Nowa nazwa", [(1, 1)])).name


def test_a_title_is_drawn_once_and_strangers_cannot_have_one_drawn(client, home):
    assert cover("Tytuł") == cover("Tytuł") != cover("Inny tytuł")
    cover_of(client, home)
    known = default_storage.listdir("covers")[1]
    for address in ("/media/covers/0123456789abcdef0123.png", "/nie-ma/", "/szukaj/?q=obraz", "/?tytul=obraz"):
        client.get(address)
    assert default_storage.listdir("covers")[1] == known


def test_an_action_is_shown_by_its_title_and_the_shield_of_its_group(client, make_action, group):
    address = cover_of(client, make_action("Debaty przy wspólnym stole"))
    assert address == settings.SITE_URL + cover("Debaty przy wspólnym stole", [(1, 1)])
    assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200


def test_pictures_that_no_page_has_named_for_long_are_swept_away(client, group, make_action):
    action = make_action()
    still, gone = [cover_of(client, page) for page in (group, action)], cover("Dawny tytuł")
    paths = [Path(default_storage.path(f"covers/{Path(address).name}")) for address in (*still, gone)]
    long_ago = (timezone.now() - timedelta(days=61)).timestamp()
    for path in paths:
        os.utime(path, (long_ago, long_ago))
    for page in (group, action):  # as after the next midnight at the latest
        freshness.change()
        cover_of(client, page)
    covers.sweep()
    assert [path.exists() for path in paths] == [True, True, False]
    shutil.rmtree(default_storage.path("covers"))
    covers.sweep()
