"""The tag that every form of ours has which creates something."""

from django import template
from django.middleware.csrf import get_token
from django.utils.html import format_html_join

from portal.serving.errors import FORM_PAGE
from portal.serving.form_tokens import FIELD, new_token

register = template.Library()


@register.simple_tag(takes_context=True)
def form_token(context):
    """In place of {% csrf_token %}: with it a token of this form, so that it makes one thing, and where it stands."""
    # a loop of the page may call its own things „request”
    request = getattr(context, "request", None) or context.get("request")
    if request is None:
        return ""
    # a form that comes back with an error stands at the address that it was sent to, which may answer no GET
    page = request.POST.get(FORM_PAGE) or request.get_full_path()
    return format_html_join(
        "",
        '<input type="hidden" name="{}" value="{}">',
        [("csrfmiddlewaretoken", get_token(request)), (FIELD, new_token()), (FORM_PAGE, page)],
    )
