"""The tag for parts of a page that are the same for everybody, signed in or not."""

from django import template

from portal.serving.cached import keep, shown_so_far
from portal.serving.page_cache import is_same_for_everybody
from portal.shown.pictures import know_sizes, pictures_of

register = template.Library()


class CachedPart(template.Node):
    """A part of a page, kept until something public changes. What a page gathers is gathered for it, when needed.

    It is that of one address, or (`by`) the same on all pages for which these values are the same.
    """

    def __init__(self, name, nodelist, by=None):
        self.name = name
        self.nodelist = nodelist
        self.by = by

    def render(self, context):
        request = context.get("request")
        part = [self.origin.template_name, self.name]
        if not request or getattr(request, "is_preview", False):
            return self.make(context, request)
        if self.by is not None:
            values = (str(value.resolve(context, ignore_failures=True)) for value in self.by)
            return keep([*part, "by", *values], lambda: self.nodelist.render(context))
        # of what is not there no view has read the address
        if not (is_same_for_everybody(request) and hasattr(request, "reads")):
            return self.make(context, request)
        where = request.build_absolute_uri()  # calendars are offered at the host that was asked
        # the view may have read what it shows before the template began
        return keep([*part, where], lambda: self.make(context, request), shown_so_far())

    def make(self, context, request):
        if self.by is not None:
            return self.nodelist.render(context)
        with context.push(**gathered(context.get("page"), request)):
            return self.nodelist.render(context)


def gathered(page, request):
    """What the page gathers from elsewhere (`SitePage.gather`), once a request; of one not yet saved nothing."""
    if getattr(page, "pk", None) is None or not hasattr(page, "gather"):
        return {}
    known = request.__dict__.setdefault("_gathered", {})
    if page.pk not in known:
        know_sizes(pictures_of(page))
        known[page.pk] = page.gather(request)
    return known[page.pk]


@register.tag
def cached(parser, token):
    """{% cached name %}…{% endcached %}: inside stands nothing that depends on who is reading.

    {% cached name by a b %}: nor on the page, but for these values, of which there are few.
    {% cached name everywhere %}: on nothing at all.
    """
    _, name, *more = token.split_contents()
    by = None
    if more and more[0] in {"by", "everywhere"}:
        by = [parser.compile_filter(value) for value in more[1:]]
    nodelist = parser.parse(["endcached"])
    parser.delete_first_token()
    return CachedPart(name, nodelist, by)
