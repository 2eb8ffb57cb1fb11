"""How people are called in what the public reads, and what is theirs on a device."""

from django import template

from roadmaps.rules.drafts import kept
from roadmaps.rules.names import called

register = template.Library()

register.filter("called", called)


@register.simple_tag(takes_context=True, name="kept")
def kept_form(context, form, key):
    """The key under which the text of a form is kept on the device of whoever reads."""
    return kept(context["request"].user, f"{form}-{key}")
