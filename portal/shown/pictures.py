"""The pictures of pages, and their sizes in one query."""

from collections.abc import Iterable, Iterator

from django.db.models import prefetch_related_objects
from wagtail.models import Page

from portal.models import Picture


def pictures_of(page: Page) -> Iterator[Picture]:
    """The pictures that a page shows: its own and those in its text."""
    if getattr(page, "picture", None):
        yield page.picture
    for block in getattr(page, "body", None) or []:
        if block.block_type == "picture" and block.value:
            yield block.value


def know_sizes(pictures: Iterable[Picture]) -> None:
    """Ask for the sizes of all of them at once; templates would ask for each."""
    prefetch_related_objects(list(pictures), "renditions")
