"""What can be found: rooms hand over public text, pages are found by their own words."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page
from wagtail.search.index import SearchField

from portal.models import SearchEntry
from portal.search import words


class Document(NamedTuple):
    """What a room hands over to be found: public text only. Without an address it is the page itself."""

    source: str
    page: Page
    kind: str
    title: str
    text: str
    date: datetime
    groups: tuple = ()
    address: str = ""


@transaction.atomic
def index(document: Document) -> None:
    """Let a document be found, or found by its newer words."""
    text = " ".join(document.text.split())
    entry, _ = SearchEntry.objects.update_or_create(
        source=document.source,
        defaults={
            "page_id": document.page.pk,
            "kind": document.kind,
            "title": document.title,
            "folded_title": words.folded_title(document.title),
            "text": text,
            "plain": f"{document.title} {text}".casefold(),
            "address": document.address,
            "date": document.date,
        },
    )
    entry.groups.set(document.groups)
    entry.set_words()


def unindex(source: str) -> None:
    """Let a document be found no longer."""
    SearchEntry.objects.filter(source=source).delete()


def keep_page(
    sender: type, instance: Model, raw: bool = False, update_fields: Iterable[str] | None = None, **kwargs: object
) -> None:
    """After a page was saved: let it be found by its words.

    Saving a draft of a live page writes a revision and a few named fields of the page, while the instance
    holds the draft: such a save is none of ours.
    """
    if not (raw or update_fields) and isinstance(instance, Page) and hasattr(instance, "found_as"):
        index(page_document(instance))


def page_document(page: Page) -> Document:
    """A page as search sees it."""
    return Document(
        source=f"page:{page.pk}",
        page=page,
        kind=page.found_as,
        title=page.title,
        text=readable(page),
        date=page.found_at or timezone.now(),
        groups=tuple(page.found_in()),
    )


def readable(page: Page) -> str:
    """The text of a page without its title."""
    fields = [field for field in page.get_search_fields() if isinstance(field, SearchField)]
    values = (field.get_value(page) for field in fields if field.field_name != "title")
    parts = (part for value in values for part in (value if isinstance(value, list) else [value]))
    return " ".join(str(part) for part in parts if part)
