"""News as RSS 2.0 with full text, of all groups or one."""

import re
from datetime import datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html

from portal.context import address_of, the_centre
from portal.lists import chosen_group
from portal.models import NewsPage

NEWEST = 20
# addresses within the text that lead nowhere outside of the site
_OWN_ADDRESS = re.compile(r'(?<=[\s"\'])(href|src)="/(?!/)')


class FullTextFeed(Rss201rev2Feed):
    """RSS 2.0 with content:encoded (RDF Site Summary 1.0 Modules: Content)."""

    def rss_attributes(self):
        return super().rss_attributes() | {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["full_text"])


class NewsFeed(Feed):
    """/aktualnosci/rss/, with `?grupa=<slug>` of one group (404 for an unknown one)."""

    feed_type = FullTextFeed
    language = "pl"
    item_guid_is_permalink = False

    def get_object(self, request):
        self.request = request
        return chosen_group(request)[1]

    def title(self, group):
        return f"Aktualności: {group.title}" if group else "Aktualności"

    def description(self, group):
        return the_centre().about or "Co nowego w grupach roboczych"

    def link(self, group):
        return f"{settings.SITE_URL}/aktualnosci/" + (f"?grupa={group.slug}" if group else "")

    def feed_url(self, group):
        return f"{settings.SITE_URL}/aktualnosci/rss/" + (f"?grupa={group.slug}" if group else "")

    def items(self, group):
        news = NewsPage.objects.shown().newest_first()
        return (news.filter(groups=group) if group else news)[:NEWEST]

    def item_title(self, news):
        return news.title

    def item_description(self, news):
        return news.lead

    def item_link(self, news):
        return settings.SITE_URL + address_of(news)

    def item_guid(self, news):
        return f"urn:uuid:{news.translation_key}"

    def item_pubdate(self, news):
        return timezone.make_aware(datetime.combine(news.date, time(8)))

    def item_updateddate(self, news):
        return news.last_published_at

    def item_extra_kwargs(self, news):
        context = {"request": self.request, "centre": the_centre()}
        text = format_html("<p>{}</p>{}", news.lead, news.body.render_as_block(context))
        return {"full_text": _OWN_ADDRESS.sub(rf'\1="{settings.SITE_URL}/', text)}
