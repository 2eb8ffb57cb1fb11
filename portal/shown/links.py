"""Links in editors' texts: the addresses of pages and files are asked for once a generation and not once a text."""

from django.utils.html import escape
from wagtail import hooks
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from portal.models import Attachment
from portal.serving.cached import cached
from portal.shown.context import address_of


@cached
def addresses_of_pages() -> dict[str, str]:
    """{pk as text: address} of the live pages."""
    pages = Page.objects.live().filter(depth__gt=1).only("pk", "url_path")
    return {str(page.pk): address_of(page) for page in pages}


@cached
def addresses_of_files() -> dict[str, str]:
    """{pk as text: address} of the files to download."""
    return {str(file.pk): file.url for file in Attachment.objects.only("pk", "file")}


def opening_tags(addresses: dict[str, str], links: list[dict]) -> list[str]:
    """The <a> of each link; one that leads nowhere any more is words alone."""
    found = (addresses.get(link.get("id")) for link in links)
    return [f'<a href="{escape(address)}">' if address else "<a>" for address in found]


class PageLink(PageLinkHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        return opening_tags(addresses_of_pages(), attrs_list)


class FileLink(DocumentLinkHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        return opening_tags(addresses_of_files(), attrs_list)


@hooks.register("register_rich_text_features", order=100)  # after Wagtail's own, whose place they take
def links_of_texts(features: FeatureRegistry) -> None:
    features.register_link_type(PageLink)
    features.register_link_type(FileLink)
