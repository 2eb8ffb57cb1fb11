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


class Joined(template.Node):
    """What stands in a template on several lines and goes out on one; what a variable brings stays as it is."""

    def __init__(self, nodelist, between):
        texts = nodelist.get_nodes_by_type(template.base.TextNode)
        for text in texts:
            text.s = re.sub(r"[ \t]*\n\s*", between, text.s)
        if texts and between:  # at the edges there is nothing to part
            if nodelist[0] is texts[0]:
                texts[0].s = texts[0].s.lstrip(between)
            if nodelist[-1] is texts[-1]:
                texts[-1].s = texts[-1].s.rstrip(between)
        self.nodelist = nodelist

    def render(self, context):
        return self.nodelist.render(context)


@register.tag
def seamless(parser, token):
    """{% seamless %}…{% endseamless %}: without the breaks between its lines; spaces within a line stay.

    For what a space would part, or show: words with their marks, text whose own line breaks are kept.
    """
    nodelist = parser.parse(["endseamless"])
    parser.delete_first_token()
    return Joined(nodelist, "")


@register.tag
def paragraph(parser, token):
    """{% paragraph %}…{% endparagraph %}: a line of a plain text, with a space for each break."""
    nodelist = parser.parse(["endparagraph"])
    parser.delete_first_token()
    return Joined(nodelist, " ")
