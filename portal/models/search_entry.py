"""What search can find: one entry for each page and action, and the words that lead to it.

A table of our own and not the index of Wagtail's search: a reader's order (titles first, then the newest) must be
the same on SQLite and PostgreSQL, and pages and actions stand in one list.
"""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Value, When
from wagtail.models import Page

from portal.search import words

from .base import SitePageQuerySet

# the topic of the cache of what can be found; only the sitemap lists it, since no result of a search is kept
SEARCH = "search"


class SearchEntryQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Those on pages that everybody can reach: live and not private, nor below a page that is not."""
        return self.filter(page__in=SitePageQuerySet(Page).offered().values("pk"))

    def having(self, keys: Iterable[str], **where: object) -> Self:
        """Those to which any of the keys leads."""
        return self.filter(_led(key__in=keys, **where))

    def beginning(self, letters: str) -> Self:
        """Those with a word in the title that begins so (folded letters)."""
        # a range and not LIKE, and asked by itself: both engines can use the index
        begun = SearchTerm.objects.filter(key__gte=letters, key__lt=letters + "\uffff", in_title=True)
        return self.filter(pk__in=begun.values("entry"))

    def best_first(self, title: str, keys_by_word: list[set[str]]) -> Self:
        """The whole title, all words in the title, the rest; in each the newest first."""
        ranks = [When(folded_title=title, then=Value(0))]
        if keys_by_word:
            all_in_title = [_led(key__in=keys, in_title=True) for keys in keys_by_word]
            condition = all_in_title[0]
            for more in all_in_title[1:]:
                condition &= more
            ranks.append(When(condition, then=Value(1)))
        rank = Case(*ranks, default=Value(2), output_field=IntegerField())
        return self.annotate(rank=rank).order_by("rank", "-date", "-pk")


def _led(**where):
    return Exists(SearchTerm.objects.filter(entry=OuterRef("pk"), **where))


class SearchEntry(models.Model):
    """One thing that search can find, with its public text and nothing else."""

    shown_publicly = True

    source = models.CharField(max_length=60, unique=True)
    # where it can be read: itself, or the page on which it stands
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    folded_title = models.CharField(max_length=255)
    text = models.TextField()
    # title and text in lower case with single spaces: what a phrase is looked for in
    plain = models.TextField()
    address = models.CharField(max_length=255, blank=True)
    date = models.DateTimeField()
    groups = models.ManyToManyField("portal.WorkingGroupPage", related_name="+")

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "wpis wyszukiwarki"
        verbose_name_plural = "wpisy wyszukiwarki"
        indexes = [models.Index(fields=["-date", "-id"], name="findable_newest_first")]

    def __str__(self):
        return self.title

    def topics(self) -> list[str]:
        return [SEARCH]

    def set_words(self) -> None:
        """Write the keys of all words of the title and of the text."""
        in_title, surface = {}, {}
        for text, title in ((self.title, True), (self.text, False)):
            for word in words.parts(text):
                surface.setdefault(words.fold(word)[:60], word[:60])
                for key in words.index_keys(word):
                    in_title[key[:60]] = in_title.get(key[:60], False) or title
        self.words.all().delete()
        SearchTerm.objects.bulk_create(
            SearchTerm(entry=self, key=key, in_title=title, surface=surface.get(key, ""))
            for key, title in in_title.items()
        )


class SearchTerm(models.Model):
    """A key that leads to an entry; `surface` is the word as it stands there, for keys that are a folded word."""

    shown_publicly = False

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="words")
    key = models.CharField(max_length=60)
    in_title = models.BooleanField(default=False)
    surface = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = "słowo wyszukiwarki"
        verbose_name_plural = "słowa wyszukiwarki"
        indexes = [models.Index(fields=["key", "entry", "in_title"], name="findable_by_key")]

    def __str__(self):
        return self.key
