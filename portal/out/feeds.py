"""News as RSS 2.0 with full text, of all groups or one."""

import re
from collections.abc import Iterable
from datetime import datetime, time
from itertools import islice

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape, format_html, format_html_join
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.blocks import StreamValue
from wagtail.models import Page

from portal.models import NewsPage, WorkingGroupPage
from portal.shown.context import address_of, the_centre
from portal.shown.lists import chosen_group
from portal.shown.pictures import know_sizes
from portal.templatetags.signs import if_shown

NEWEST = 20
# what XML 1.0 (section 2.2) has no place for; copied from a slide, a title may hold such
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ADDRESSES = re.compile(r'(?<=[\s"\'])(href|src|srcset)="([^"]*)"')
_OWN_ADDRESS = re.compile(r"(?:^|(?<=, ))/(?!/)")


def writable(words: dict) -> dict:
    """The same without the characters that no XML can carry: one of them would cost readers the whole feed."""
    return {name: _UNWRITABLE.sub("", said) if isinstance(said, str) else said for name, said in words.items()}


def with_whole_addresses(html: str) -> str:
    """HTML that may be read elsewhere: addresses on this site begin with it."""

    def whole(found):
        return f'{found[1]}="{_OWN_ADDRESS.sub(f"{settings.SITE_URL}/", found[2])}"'

    return _ADDRESSES.sub(whole, html)


def texts_of(pages: Iterable[NewsPage]) -> dict[int, list]:
    """{pk: the blocks of its text}; what blocks choose is asked for once for all pages and not once a page."""
    raw = {page.pk: list(page.body.raw_data) for page in pages}
    together = [block for blocks in raw.values() for block in blocks]
    blocks = list(StreamValue(NewsPage.body.field.stream_block, together, is_lazy=True))
    know_sizes(block.value for block in blocks if block.block_type == "picture" and block.value)
    rest = iter(blocks)
    return {pk: list(islice(rest, len(blocks))) for pk, blocks in raw.items()}


class FullTextFeed(Rss201rev2Feed):
    """RSS 2.0 with content:encoded (RDF Site Summary 1.0 Modules: Content)."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        self.feed = writable(self.feed)
        super().add_root_elements(handler)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        item = writable(item)
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["full_text"])


class NewsFeed(Feed):
    """/aktualnosci/rss/, with `?grupa=<slug>` of one group (404 for an unknown one)."""

    feed_type = FullTextFeed
    language = "pl"
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest) -> WorkingGroupPage | None:
        self.request = request
        return chosen_group(request)[1]

    def title(self, group: WorkingGroupPage | None) -> str:
        return f"Aktualności: {group.title}" if group else "Aktualności"

    def description(self, group: WorkingGroupPage | None) -> str:
        return the_centre().about or "Co nowego w grupach roboczych"

    def link(self, group: WorkingGroupPage | None) -> str:
        return f"{settings.SITE_URL}/aktualnosci/" + (f"?grupa={group.slug}" if group else "")

    def feed_url(self, group: WorkingGroupPage | None) -> str:
        return f"{settings.SITE_URL}/aktualnosci/rss/" + (f"?grupa={group.slug}" if group else "")

    def items(self, group: WorkingGroupPage | None) -> list[NewsPage]:
        news = NewsPage.objects.shown().prefetch_related("picture__renditions").newest_first()
        news = list((news.filter(groups=group) if group else news)[:NEWEST])
        self.texts = texts_of(news)
        return news

    def item_title(self, news: NewsPage) -> str:
        return news.title

    def item_description(self, news: NewsPage) -> str:
        return escape(news.lead)  # programs that read feeds take it for HTML

    def item_link(self, news: NewsPage) -> str:
        return settings.SITE_URL + address_of(news)

    def item_guid(self, news: NewsPage) -> str:
        return f"urn:uuid:{news.translation_key}"

    def item_pubdate(self, news: NewsPage) -> datetime:
        return timezone.make_aware(datetime.combine(news.date, time(8)))

    def item_updateddate(self, news: NewsPage) -> datetime:
        return news.last_published_at

    def item_extra_kwargs(self, news: NewsPage) -> dict:
        context = {"request": self.request, "centre": the_centre()}
        picture = {"picture": news.picture, "alt": news.picture_words, "sizes": "100vw"}
        shown = if_shown(render_to_string("portal/picture.html", picture)) if news.picture else ""
        blocks = format_html_join("\n", "{}", ((block.render(context),) for block in self.texts[news.pk]))
        text = format_html("<p>{}</p>{}{}", news.lead, shown, blocks)
        return {"full_text": with_whole_addresses(text)}


def news_feed(request: HttpRequest, page: Page) -> HttpResponse:
    """The feed as the view of the page of news."""
    return NewsFeed()(request)
