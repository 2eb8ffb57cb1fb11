"""Whoever follows by RSS gets the whole text, and only what everybody may read."""

import io
import re
from datetime import date
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from PIL import Image

from portal.models import Picture

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM = "{http://www.w3.org/2005/Atom}link"


@pytest.fixture
def make_picture(home):
    def make(name):
        file = io.BytesIO()
        Image.new("RGB", (1600, 900), "green").save(file, "PNG")
        return Picture.objects.create(title=name, file=ImageFile(file, name=f"{name}.png"))

    return make


def channel(client, address="/aktualnosci/rss/"):
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/rss+xml")
    return ElementTree.fromstring(answer.content).find("channel")


def titles(found):
    return [item.findtext("title") for item in found.iter("item")]


def test_the_feed_brings_the_whole_text_with_whole_addresses(client, make_news, settings):
    news = make_news(
        "Ruszył nabór & </title>", lead="Zapraszamy <b>", body=[("text", '<p>Więcej <a href="/kontakt/">tu</a>.</p>')]
    )
    found = channel(client)
    (item,) = found.iter("item")
    assert item.findtext("title") == news.title and item.findtext("link") == settings.SITE_URL + news.url
    text = item.findtext(CONTENT)
    assert f'href="{settings.SITE_URL}/kontakt/"' in text and "Zapraszamy &lt;b&gt;" in text
    assert parsedate_to_datetime(item.findtext("pubDate")).date() == news.date
    assert (
        found.find(ATOM).get("href") == settings.SITE_URL + "/aktualnosci/rss/" and found.findtext("language") == "pl"
    )


def test_an_entry_stays_the_same_entry_when_its_page_moves(client, make_news):
    news = make_news("Nowina")
    before = channel(client).find("item/guid")
    news.slug = "inny-adres"
    news.save_revision().publish()
    after = channel(client).find("item/guid")
    assert before.text == after.text and before.get("isPermaLink") == "false"


def test_each_group_has_a_feed_of_its_own_and_drafts_are_in_none(client, make_news, group, other_group):
    make_news("O edukacji", [group], date=date(2018, 1, 2))
    make_news("O kooperacji", [other_group], date=date(2018, 1, 3))
    make_news("Szkic", [group]).unpublish()
    assert titles(channel(client)) == ["O kooperacji", "O edukacji"]
    assert titles(channel(client, "/aktualnosci/rss/?grupa=edukacja")) == ["O edukacji"]
    assert client.get("/aktualnosci/rss/?grupa=nie-ma").status_code == 404
    page = client.get("/aktualnosci/?grupa=edukacja").content.decode()
    assert 'type="application/rss+xml"' in page and "/aktualnosci/rss/?grupa=edukacja" in page


def test_news_lead_to_the_ones_beside_them_and_to_their_meeting(client, make_news, make_meeting):
    meeting = make_meeting("narada")
    first = make_news("Pierwsza", date=date(2018, 1, 1))
    second = make_news("Druga", date=date(2018, 1, 1), meeting=meeting)
    third = make_news("Trzecia", date=date(2018, 1, 2))
    make_news("Ukryta", date=date(2018, 1, 1)).unpublish()
    page = client.get(second.url).content.decode()
    assert f'href="{first.url}" rel="prev"' in page and f'href="{third.url}" rel="next"' in page
    assert f'href="{meeting.url}"' in page and "mailto:?subject=Druga" in page
    meeting.unpublish()
    assert meeting.url not in client.get(second.url).content.decode()


def test_a_character_copied_from_a_slide_does_not_cost_readers_the_feed(client, make_news):
    make_news("Pion\x0bowa", lead="a\x0cb", body=[("text", "<p>x\x1fy</p>")])
    (item,) = channel(client).iter("item")
    assert item.findtext("title") == "Pionowa" and item.findtext("description") == "ab"
    assert "<p>xy</p>" in item.findtext(CONTENT)


def test_the_feed_brings_pictures_that_can_be_seen_from_elsewhere(client, make_news, make_picture, settings):
    make_news("Nowina", body=[("picture", make_picture("tekst"))], picture=make_picture("sala"), picture_alt="Sala")
    text = channel(client).findtext(f"item/{CONTENT}")
    own, within = re.findall(r"<picture>.*?</picture>", text, re.S)
    assert 'alt="Sala"' in own and own.count(settings.SITE_URL + "/media/") == within.count(settings.SITE_URL) >= 9
    assert not re.search(r'["\s,]/media/', text)


def test_no_news_takes_the_address_of_the_feed(make_news):
    with pytest.raises(ValidationError, match="kanał RSS"):
        make_news("RSS")


def test_pictures_cost_no_queries_once_their_sizes_are_known(
    client, make_news, make_picture, pages_made_anew, django_assert_max_num_queries
):
    for place in range(3):
        make_news(
            f"Nowina {place}", body=[("picture", make_picture(f"tekst{place}"))], picture=make_picture(f"{place}")
        )
    client.get("/aktualnosci/")  # what every page asks for is known
    with django_assert_max_num_queries(10) as queries:
        channel(client)
    assert not [query for query in queries if not query["sql"].startswith("SELECT")]
