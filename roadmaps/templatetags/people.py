"""How people are called in what the public reads, and what is theirs on a device."""

from django import template

from roadmaps.rules.drafts import draft_key
from roadmaps.rules.names import public_name

register = template.Library()

register.filter("public_name", public_name)


@register.simple_tag(takes_context=True, name="draft_key")
def draft_key_of_form(context, form, key):
    """The key under which the text of a form is kept on the device of whoever reads."""
    return draft_key(context["request"].user, f"{form}-{key}")
