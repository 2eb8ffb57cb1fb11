"""The tag for parts of a page that are the same for everybody, signed in or not."""

from django import template

from portal.serving.cached import keep, shown_so_far
from portal.serving.page_cache import is_same_for_everybody
from portal.shown.pictures import know_sizes, pictures_of

register = template.Library()


class Shared(template.Node):
    """A part of a page, kept until something public changes. What a page gathers is gathered for it, when needed."""

    def __init__(self, name, nodelist):
        self.name = name
        self.nodelist = nodelist

    def render(self, context):
        request = context.get("request")
        if not self.may_be_kept(request):
            return self.make(context, request)
        where = request.build_absolute_uri()  # calendars are offered at the host that was asked
        words = [self.origin.template_name, self.name, where]
        # the view may have read what it shows before the template began
        return keep(words, lambda: self.make(context, request), shown_so_far())

    def may_be_kept(self, request):
        return request and not getattr(request, "is_preview", False) and is_same_for_everybody(request)

    def make(self, context, request):
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
def shared(parser, token):
    """{% shared name %}…{% endshared %}: inside stands nothing that depends on who is reading."""
    _, name = token.split_contents()
    nodelist = parser.parse(["endshared"])
    parser.delete_first_token()
    return Shared(name, nodelist)
