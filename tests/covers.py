"""The picture of a page: where it is, and what is kept of all of them."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage


def pictures():
    """All files of pictures that there are."""
    return sorted(path.name for path in Path(default_storage.path("covers")).rglob("*.png"))


def cover_of(client, page):
    html = client.get(page.get_absolute_url() if hasattr(page, "get_absolute_url") else page.url).content.decode()
    return html.split('property="og:image" content="')[1].split('"')[0]


def fetch(client, address):
    """The answer to whoever fetches the picture that a page names."""
    return client.get(address.removeprefix(settings.SITE_URL))
