"""Each page has a picture for those who share it, drawn for the first who asks."""

import errno
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageChops

from portal.models import NewsIndexPage, NewsPage
from portal.out import covers
from portal.out.covers import LEFT, PAPER, RIGHT, ROUTES, TITLE, draw, fit
from tests.covers import cover_of, fetch, pictures

TITLES = ["", "Ruch", "Zażółć gęślą jaźń " * 6, "W" * 200, "WSPÓŁPRACA MIĘDZYNARODOWA", "i w o z " * 40, "<b>&</b>"]
TOKENS = (Path(__file__).parent.parent / "static" / "css" / "tokens.css").read_text()


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
    hues = re.findall(r"\.route-\d \{\s+--route: var\(--(\w+)\)", TOKENS)
    assert [re.search(rf"--{hue}: light-dark\((#\w+)", TOKENS)[1] for hue in hues] == ROUTES


def test_a_page_names_its_picture_and_anybody_can_fetch_it(client, group):
    address = cover_of(client, group)
    assert address.startswith(settings.SITE_URL)
    for _ in range(2):  # drawn, then kept
        answer = fetch(client, address)
        picture = Image.open(io.BytesIO(answer.content))
        assert picture.size == (1200, 630) and picture.format == "PNG"
        assert answer["Cache-Control"] == covers.HELD
    assert client.get("/mapa-strony/").status_code == 200
    assert fetch(client, covers.plain_url("Mapa strony")).status_code == 200


def test_a_picture_shows_the_groups_that_its_page_is_about(client, group, other_group, make_meeting):
    index = NewsIndexPage.objects.get()
    news = [index.add_child(instance=NewsPage(title="Nowina", slug=slug, lead="Krótko.")) for slug in ("a", "b", "c")]
    for page, groups in zip(news, ([], [group], [group, other_group]), strict=True):
        page.groups = groups
        page.save_revision().publish()
    assert [NewsPage.objects.get(pk=page.pk).cover()[1] for page in news] == [[], [(1, 1)], [(1, 1), (2, 2)]]
    assert len({cover_of(client, page).rsplit("/", 1)[1] for page in news}) == 3
    assert make_meeting("narada", [other_group], title="Narada").cover() == ("Narada", [(2, 2)])


def test_reading_pages_draws_nothing_and_strangers_cannot_have_anything_drawn(client, home, group, make_action):
    action = make_action()
    for page in (home, group, action):
        assert cover_of(client, page)
    things = [f"strona-{group.pk}", f"strona-{10**21}", "serwis-7", f"dzialanie-{action.pk}", "obce-1"]
    pictures = [f"/media/covers/{thing}/0123456789abcdef0123.png" for thing in things]
    for address in (*pictures, "/media/covers/0123456789abcdef0123.png", "/szukaj/?q=obraz", "/?tytul=obraz"):
        client.get(address)
    assert not default_storage.exists("covers")


def test_an_action_is_shown_by_its_title_and_the_shield_of_its_group(client, make_action, group):
    action = make_action("Debaty przy wspólnym stole")
    assert action.cover() == ("Debaty przy wspólnym stole", [(1, 1)])
    assert fetch(client, cover_of(client, action)).status_code == 200


def test_a_picture_that_a_full_disk_cuts_short_is_shown_whole_and_not_kept(client, group, monkeypatch):
    def cut(self, chunk_size=None):
        yield self.read(100)
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(ContentFile, "chunks", cut)
        shown = fetch(client, cover_of(client, group)).content
    assert Image.open(io.BytesIO(shown)).size == covers.SIZE
    assert not [path for path in Path(default_storage.path("covers")).rglob("*") if path.is_file()]
    assert fetch(client, cover_of(client, group)).content == shown and pictures()
