"""Tags that draw the signs of the house: shields, arrows, slots, cards; and what stands close together."""

import re

from django import template
from django.conf import settings
from django.template.loader import render_to_string

register = template.Library()

CANNOT_BE_SHOWN = f'"{settings.MEDIA_URL}not-found"'  # the address that Wagtail gives it


@register.simple_block_tag
def if_shown(content, words=""):
    """What shows a picture, or the words if that cannot be shown (portal.models.Picture)."""
    return words if CANNOT_BE_SHOWN in content else content


@register.simple_tag(takes_context=True)
def piece(context, piece):
    """Render what another room put into a slot."""
    return render_to_string(piece.template, piece.context, request=context.get("request"))


@register.simple_tag(takes_context=True)
def card(context, page):
    """Render a page's own card, as its type brings it along."""
    return render_to_string(page.card_template, {"page": page}, request=context.get("request"))


class Seamless(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        return self.nodelist.render(context)


@register.tag
def seamless(parser, token):
    """{% seamless %}…{% endseamless %}: written on several lines, sent without the breaks between them.

    For what a space would part, or show: words with their marks, text whose own line breaks are kept. Spaces within a
    line stay, and so does whatever a variable brings.
    """
    nodelist = parser.parse(["endseamless"])
    parser.delete_first_token()
    for text in nodelist.get_nodes_by_type(template.base.TextNode):
        text.s = re.sub(r"[ \t]*\n\s*", "", text.s)
    return Seamless(nodelist)
