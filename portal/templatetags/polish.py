"""Polish for templates: plurals, no-break spaces, dates. Rules: Rada Języka Polskiego, PN-83/P-55366 habits."""

import re
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe

register = template.Library()

NBSP = "\N{NO-BREAK SPACE}"

_ONE_LETTER = re.compile(r"(?<![^\W_])([aiouwz])[ \n](?=\S)", re.IGNORECASE)
_ABBREVIATION = re.compile(
    r"(?<!\w)(nr|ul|al|pl|art|ust|godz|p|im|tel|pkt|str|poz|lit|dr|mgr|prof)(\.?)[ \n](?=[\w„])", re.IGNORECASE
)
_NUMBER_UNIT = re.compile(
    r"(\d)[ \n](?=(?:r\.|zł|mies\.|godz\.|min|MB|kB|km|m|dni|dzień|osób|osoby|tys\.|mln|proc\.|stycznia|lutego|marca"
    r"|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia)(?!\w))"
)
_ROMAN = re.compile(r"(?<!\w)([IVX]{1,5})[ \n](?=[^\W\d_])")  # III sektor
_INITIALS = re.compile(r"(?<!\w)([A-ZĄĆĘŁŃÓŚŹŻ]\.)[ \n]?(?=[A-ZĄĆĘŁŃÓŚŹŻ])")
_THOUSANDS = re.compile(r"(?<!\d)(\d{1,3})[ \n](?=\d{3}(?!\d))")  # 12 345
_TAG = re.compile(r"(<[^>]*>|&[#\w]+;)")
_TAG_NAME = re.compile(r"</?([a-zA-Z0-9]*)")
_WITHIN_A_LINE = {"a", "abbr", "b", "cite", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time"}
_VERBATIM = {"code", "kbd", "pre", "samp", "script", "style"}
_NBSP_ENTITIES = {"&nbsp;", "&#160;", "&#xa0;", "&#xA0;"}
_LITERAL = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for what is no text
_INNER = str.maketrans("„”", "«»")


def choose(n, forms):
    """The Polish form for n out of "one,few,many": 1 głos, 2 głosy, 5 głosów."""
    one, few, many = forms.split(",")
    n = abs(int(n))
    if n == 1:
        return one
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        return few
    return many


@register.filter
def plural(n, forms):
    """{{ n|plural:"głos,głosy,głosów" }} gives the form alone."""
    return choose(n, forms)


@register.filter
def counted(n, forms):
    """{{ n|counted:"głos,głosy,głosów" }} gives the number and the form, with a no-break space."""
    return f"{n}{NBSP}{choose(n, forms)}"


@register.filter
def size(n):
    """How large a file of n bytes is: 120 kB, 1,2 MB."""
    for unit in ("B", "kB", "MB"):
        if n < 999.5 or unit == "MB":
            break
        n /= 1000
    digits = f"{n:.1f}" if unit == "MB" and n < 9.95 else f"{n:.0f}"
    return f"{digits.removesuffix('.0').replace('.', ',')}{NBSP}{unit}"


@lru_cache(maxsize=4096)  # titles and labels come again on each page
def bind(text):
    """Put no-break spaces where a Polish line must not break. Idempotent."""
    # twice, since in „i w Radomiu” the matches of a chain share their space
    text = _ONE_LETTER.sub(rf"\1{NBSP}", text)
    text = _ONE_LETTER.sub(rf"\1{NBSP}", text)
    text = _ABBREVIATION.sub(rf"\1\2{NBSP}", text)
    text = _THOUSANDS.sub(rf"\1{NBSP}", text)
    text = _ROMAN.sub(rf"\1{NBSP}", text)
    text = _INITIALS.sub(lambda found: found[0].replace(" ", NBSP).replace("\n", NBSP), text)
    return _NUMBER_UNIT.sub(rf"\1{NBSP}", text)


@register.filter
def typo(value):
    """No-break spaces in the text of HTML (plain text is escaped first), also across tags within a line.

    Tags, their attributes and what stands in code stay as they are. Idempotent.
    """
    html = str(conditional_escape(value))
    if "<" not in html and "&" not in html:
        return mark_safe(bind(html))  # noqa: S308
    pieces = _TAG.split(html)
    within = 0  # <code>, <pre> and the like that are open
    shadow = []  # what bind sees of each piece
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            shadow.append(_LITERAL * len(piece) if within else piece)
        elif piece.startswith("&"):
            shadow.append(NBSP if piece in _NBSP_ENTITIES else _LITERAL)
        else:
            closes, name = piece.startswith("</"), _TAG_NAME.match(piece)[1].lower()
            within = max(0, within + (-1 if closes else 1)) if name in _VERBATIM else within
            shadow.append("" if name in _WITHIN_A_LINE else _LITERAL)
    bound = iter(bind("".join(shadow)))
    for place in range(len(pieces)):
        seen = "".join(islice(bound, len(shadow[place])))
        if place % 2 == 0 and _LITERAL not in seen:
            pieces[place] = seen
    return mark_safe("".join(pieces))  # noqa: S308


@register.filter
def quoted(text):
    """Someone's words in quotation marks; the marks within them become inner ones."""
    return f"„{str(text).translate(_INNER)}”"


@register.filter
def by_commas(value):
    """An address that breaks at its commas before it breaks anywhere else (26-600 stays whole)."""
    parts = str(value).split(", ")
    spans = (format_html("<span>{}{}</span>", typo(part), "," * (i < len(parts))) for i, part in enumerate(parts, 1))
    return format_html('<span class="parts">{}</span>', format_html_join(" ", "{}", ((span,) for span in spans)))


@register.filter
def day(value):
    """15 stycznia 2018 r."""
    return f"{date_format(_local(value), f'j{NBSP}E{NBSP}Y')}{NBSP}r." if value else ""


@register.filter
def short_day(value):
    """15.01.2018, for tables."""
    return date_format(_local(value), "d.m.Y") if value else ""


@register.filter
def weekday(value):
    """poniedziałek, 15 stycznia 2018 r."""
    return f"{date_format(_local(value), 'l').lower()}, {day(value)}" if value else ""


@register.filter
def weekday_of(value):
    """poniedziałku, 15 stycznia 2018 r.: after a preposition (do, od)."""
    names = ["poniedziałku", "wtorku", "środy", "czwartku", "piątku", "soboty", "niedzieli"]
    return f"{names[_local(value).weekday()]}, {day(value)}" if value else ""


@register.filter
def month(value):
    """styczeń 2018, for headings."""
    return date_format(_local(value), f"F{NBSP}Y").lower() if value else ""


@register.filter
def month_of(value):
    """stycznia: the month as it stands after a day."""
    return date_format(_local(value), "E") if value else ""


@register.filter
def day_of(value):
    """15 stycznia: a day that is near."""
    return date_format(_local(value), f"j{NBSP}E") if value else ""


@register.filter
def moment(value):
    """poniedziałek, 15 stycznia 2018 r., godz. 17.30"""
    return f"{weekday(value)}, {clock(value)}" if value else ""


@register.filter
def stamp(value):
    """15 stycznia 2018 r., godz. 17.30"""
    return f"{day(value)}, {clock(value)}" if value else ""


@register.filter
def clock(value):
    """godz. 17.30"""
    return f"godz.{NBSP}{date_format(_local(value), 'G.i')}" if value else ""


@register.filter
def iso(value):
    """What <time datetime> takes: local time with its offset, or a plain date."""
    return _local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def _local(value):
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    if isinstance(value, datetime | date):
        return value
    raise TypeError(f"A date or a time is needed, not {value!r}.")
