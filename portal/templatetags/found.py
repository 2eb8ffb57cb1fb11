"""Tags for the head of a page: what machines read of it."""

import json

from django import template
from django.utils.safestring import mark_safe

from portal.out.structured import graph

register = template.Library()
# so that no text can end the script
HARMLESS = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def structured(page):
    """The page's JSON-LD; data, not code: the content security policy lets no browser run it."""
    data = json.dumps(graph(page, getattr(page, "cover_url", "")), ensure_ascii=False).translate(HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308


class Say(template.Node):
    """Keeps what is inside under a name instead of writing it: a block can be said once, and is needed twice."""

    def __init__(self, name, nodelist):
        self.name = name
        self.nodelist = nodelist

    def render(self, context):
        # HTML already: whoever writes it must not escape it a second time
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308
        return ""


@register.tag
def say(parser, token):
    """{% say name %}…{% endsay %}: from here on {{ name }} is what stood inside."""
    _, name = token.split_contents()
    nodelist = parser.parse(["endsay"])
    parser.delete_first_token()
    return Say(name, nodelist)
