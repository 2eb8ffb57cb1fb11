"""Plain text as people type it: paragraphs, lists by „- ”, links made by themselves. Everything is escaped."""

import re
from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import mark_safe

from portal.templatetags.polish import typo

register = template.Library()

_ITEM = re.compile(r"^[-–•]\s+")


@register.filter
def plain(text):
    """HTML of a plain text: blank lines part paragraphs, lines that begin with a hyphen are a list."""
    blocks = []
    for paragraph in re.split(r"\n\s*\n", str(text).strip()):
        for is_list, lines in groupby(paragraph.split("\n"), key=lambda line: bool(_ITEM.match(line.strip()))):
            draw = _list if is_list else _paragraph
            blocks.append(draw(lines))
    return mark_safe("".join(blocks))  # noqa: S308


def flat(text):
    """The same as one line: items of a list are parted by commas."""
    line, listed = "", False
    for said in filter(None, (" ".join(part.split()) for part in str(text).splitlines())):
        item = _ITEM.sub("", said)
        is_item = item != said
        if listed:
            between = " " if line[-1] in ".,;:!?…" else ", " if is_item else ". "
        else:
            between = " " if not is_item or line[-1:] in ".,;:!?…" else ": "
        line, listed = f"{line}{between if line else ''}{item}", is_item
    return line


def _line(text):
    # urlize escapes, and says so only as a template filter
    return typo(mark_safe(urlize(text.strip(), nofollow=True, autoescape=True)))  # noqa: S308


def _paragraph(lines):
    return format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", ((_line(line),) for line in lines)))


def _list(lines):
    items = ((_line(_ITEM.sub("", line.strip())),) for line in lines)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items))
