"""Tags that draw the signs of the house: shields, arrows, slots, cards."""

from django import template
from django.template.loader import render_to_string

register = template.Library()


@register.simple_tag(takes_context=True)
def piece(context, piece):
    """Render what another room put into a slot."""
    return render_to_string(piece.template, piece.context, request=context.get("request"))


@register.simple_tag(takes_context=True)
def card(context, page):
    """Render a page's own card, as its type brings it along."""
    return render_to_string(page.card_template, {"page": page}, request=context.get("request"))
