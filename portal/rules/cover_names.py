"""The address of the picture by which others show a page: it names the thing and what is drawn of it."""

from collections.abc import Iterable
from hashlib import blake2b

from django.conf import settings
from django.urls import reverse

DRAWN = "2"  # another number when the drawing changes
MOST_SHIELDS = 6


def cover_url(kind: str, key: int, title: str, shields: Iterable[tuple[int, int]] = ()) -> str:
    """The whole address of the picture of a thing: of which kind (slot `cover`) and which one, what is drawn of it.

    `shields` are the groups that it is about, each as (number, hue).
    """
    return settings.SITE_URL + reverse("cover", args=[kind, key, drawn_name(title, shields)])


def drawn_name(title: str, shields: Iterable[tuple[int, int]]) -> str:
    """The name of the picture: the same for the same drawing, another for another."""
    drawn = (DRAWN, title, [tuple(shield) for shield in shields][:MOST_SHIELDS])
    return blake2b(repr(drawn).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
