"""The tag that every form of ours has which creates something."""

from django import template
from django.middleware.csrf import get_token
from django.utils.html import format_html

from portal.form_tokens import FIELD, new_token

register = template.Library()


@register.simple_tag(takes_context=True)
def form_token(context):
    """In place of {% csrf_token %}: with it a token of this form, so that sending it twice makes one thing."""
    # a loop of the page may call its own things „request”
    request = getattr(context, "request", None) or context.get("request")
    if request is None:
        return ""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="{}" value="{}">',
        get_token(request),
        FIELD,
        new_token(),
    )
