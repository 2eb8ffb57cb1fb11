"""What all our page types share."""

from django.core.exceptions import ValidationError
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.urls import get_resolver
from django.utils.functional import cached_property
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from portal.freshness import kept


def taken_slugs():
    """The first path words that our own views answer; no page directly under home may have one of them."""

    def patterns(entries):
        for entry in entries:
            if str(entry.pattern) == "" and hasattr(entry, "url_patterns"):
                yield from patterns(entry.url_patterns)
            else:
                yield str(entry.pattern)

    words = {pattern.split("/")[0] for pattern in patterns(get_resolver().url_patterns)}
    return {word for word in words if word.replace("-", "").isalnum()}


@kept
def restricted_paths():
    """The paths of pages that, with all below them, not everybody may read."""
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))


class SitePageQuerySet(PageQuerySet):
    def shown(self):
        """Live pages that everybody may read: Wagtail's `live().public()` without its extra query."""
        path = ExpressionWrapper(OuterRef("path"), CharField())
        above = PageViewRestriction.objects.annotate(below=path).filter(below__startswith=F("page__path"))
        return self.live().filter(~Exists(above))


class SitePage(Page):
    """A page of this site: its card in the parent's list is brought along (`card_template`)."""

    card_template = "portal/page.html#card"
    # what search calls it (portal.search.KINDS)
    found_as = "page"

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        parent = self.get_parent() if self.path else getattr(self, "_parent_page", None)
        if (parent is None or parent.depth == 2) and self.slug in taken_slugs():
            raise ValidationError({"slug": f"Adres „{self.slug}” jest zajęty przez część serwisu. Wybierz inny."})

    def gather(self, request):
        """What its template shows beside its own fields; asked only when a part of it must be made anew."""
        return {}

    def cards(self):
        """The live children in their order, as themselves."""
        return self.get_children().live().specific()

    @cached_property
    def above(self):
        """The pages between home and this one, for the crumbs."""
        return list(self.get_ancestors().filter(depth__gt=2)) if self.depth > 3 else []

    def get_view_restrictions(self):
        """Wagtail's own answer, without another look at the pages above; those of an alias are its source's."""
        restricted = restricted_paths()
        if not restricted:
            return PageViewRestriction.objects.none()
        if any(page.alias_of_id for page in [*self.above, self]):
            return super().get_view_restrictions()
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        above = {self.path[:end] for end in ends} & set(restricted)
        return PageViewRestriction.objects.filter(page__path__in=above)

    @property
    def found_at(self):
        """The moment by which search orders it: newer ones come first."""
        return self.last_published_at

    def found_in(self):
        """The groups that search counts it to."""
        return []
