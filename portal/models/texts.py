"""What search looks through: the text of every page, folded, beside the page and never part of it."""

from django.db import models
from wagtail.models import Page
from wagtail.search.index import SearchField

from portal.folding import words


class PageText(models.Model):
    """The words of a page as last saved, folded, one space between them and at both ends."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="+")
    title = models.TextField()
    body = models.TextField()

    class Meta:
        verbose_name = "tekst strony"
        verbose_name_plural = "teksty stron"

    def __str__(self):
        return self.title.strip()


def readable(page):
    """The text of a page that search may show, without its title."""
    fields = [field for field in page.get_search_fields() if isinstance(field, SearchField)]
    values = (field.get_value(page) for field in fields if field.field_name != "title")
    parts = (part for value in values for part in (value if isinstance(value, list) else [value]))
    return " ".join(str(part) for part in parts if part)


def keep_text(sender, instance, raw=False, update_fields=None, **kwargs):
    """After a page was saved: keep its words.

    Saving a draft of a live page writes a revision and a few named fields of the page, while the instance
    holds the draft: such a save is none of ours.
    """
    if raw or update_fields or sender is Page or not isinstance(instance, Page):
        return
    PageText.objects.update_or_create(
        page_id=instance.pk, defaults={"title": words(instance.title), "body": words(readable(instance))}
    )
