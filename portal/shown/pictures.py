"""The pictures of pages, and their sizes in one query."""

from django.db.models import prefetch_related_objects


def pictures_of(page):
    """The pictures that a page shows: its own and those in its text."""
    if getattr(page, "picture", None):
        yield page.picture
    for block in getattr(page, "body", None) or []:
        if block.block_type == "picture" and block.value:
            yield block.value


def know_sizes(pictures):
    """Ask for the sizes of all of them at once; templates would ask for each."""
    prefetch_related_objects(list(pictures), "renditions")
