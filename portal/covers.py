"""The picture of a page as others show it when somebody shares its address: the title on the sign of the house.

Its name says what is drawn, so nothing is drawn twice and a new title has a new address. It is made when a page is
published, else for the first who reads the page; nobody can have anything drawn but what stands on a page. One that
no page has named for long is swept away.
"""

import io
import os
from datetime import timedelta
from functools import cache, lru_cache
from hashlib import blake2b

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from portal.templatetags.polish import bind

SIZE = (1200, 630)  # what Open Graph's readers agree on
LEFT, RIGHT = 80, 1120
PAPER, SHEET, INK, SIGN = "#f5f2e8", "#fffdf8", "#0c2b23", "#0e352b"
# the routes of static/css/tokens.css in their order, as they are by day
ROUTES = ["#0154b7", "#ad0063", "#943d01", "#7135bd", "#036169", "#426100", "#932593", "#4a5a68"]
FIRST_THREE = (1, 2, 3)  # the routes below a page of no group
MOST_SHIELDS = 6
TITLE = (200, 520)  # from where to where the title may stand
ROAD = 572
LETTERS = (116, 100, 86, 74, 64, 56)  # heights, the first that fits; the longest titles are cut
LEADING = 1.12
FOLDER = "covers"
NAMED_EVERY = timedelta(days=1)  # how often it is written down that a page names its picture
UNNAMED = timedelta(days=60)  # after so long without that nobody needs it
DRAWN = "2"  # another number when the drawing changes


@cache
def font_of(size):
    """The font of headings, letters so high in pixels."""
    font = ImageFont.truetype(
        settings.BASE_DIR / "static" / "fonts" / "overpass.woff2",
        size,
        # the other engine knows more scripts, and fails on letters that belong to none
        layout_engine=ImageFont.Layout.BASIC,
    )
    font.set_variation_by_axes([800])
    return font


@lru_cache(maxsize=1000)
def _has(letter):
    """Whether the font can draw it; all that it cannot looks alike."""
    return letter.isspace() or bytes(font_of(64).getmask(letter)) != bytes(font_of(64).getmask("\uffff"))


def cover(title, shields=()):
    """The address (below the site) of the picture for this title, which is drawn if nobody has yet.

    `shields` are the groups that it is about, each as (number, hue).
    """
    shields = list(shields)[:MOST_SHIELDS]
    name = f"{FOLDER}/{blake2b(repr((DRAWN, title, shields)).encode(), digest_size=10).hexdigest()}.png"
    if not default_storage.exists(name):
        file = io.BytesIO()
        draw(title, shields).save(file, "PNG", optimize=True)
        default_storage.save(name, ContentFile(file.getvalue()))
    elif _named(name) < timezone.now() - NAMED_EVERY:
        os.utime(default_storage.path(name))
    return default_storage.url(name)


def cover_url(title, shields=()):
    """The whole address of that picture, for those who read the page elsewhere."""
    return f"{settings.SITE_URL}{cover(title, shields)}"


def _named(name):
    """When a page last named it, to a day."""
    return default_storage.get_modified_time(name)


def sweep():
    """Delete the pictures that no page has named for two months: of earlier titles, of pages that are gone."""
    if default_storage.exists(FOLDER):
        for file in default_storage.listdir(FOLDER)[1]:
            if _named(f"{FOLDER}/{file}") < timezone.now() - UNNAMED:
                default_storage.delete(f"{FOLDER}/{file}")


def draw(title, shields=()):
    """The picture: the plate with the name of the house, the shields, the title, and the routes that run on."""
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.polygon([(LEFT, 70), (420, 70), (456, 115), (420, 160), (LEFT, 160)], fill=SIGN)
    pen.text((108, 118), "Drogowskaz", font=font_of(46), fill=PAPER, anchor="lm")
    for place, (number, hue) in enumerate(reversed(shields)):
        _shield(pen, RIGHT - 90 - place * 106, 70, number, ROUTES[hue - 1])
    size, lines = fit(title)
    step = round(size * LEADING)
    top = (TITLE[0] + TITLE[1] - step * len(lines)) // 2
    for place, line in enumerate(lines):
        pen.text((LEFT, top + (place + 0.5) * step), line, font=font_of(size), fill=INK, anchor="lm")
    hues = [hue for _, hue in shields] or FIRST_THREE
    pitch = min(22, 50 / len(hues))
    half = pitch * len(hues) / 2
    for place, hue in enumerate(hues):
        height = round(ROAD - half + (place + 0.5) * pitch)
        pen.line([(LEFT, height), (SIZE[0], height)], fill=ROUTES[hue - 1], width=round(pitch * 0.62))
    stop = (LEFT - 14, ROAD - half - 9, LEFT + 20, ROAD + half + 9)
    pen.rounded_rectangle(stop, radius=17, fill=SHEET, outline=INK, width=7)
    return picture


def _shield(pen, left, top, number, colour):
    pen.rounded_rectangle((left, top, left + 90, top + 90), radius=14, fill=colour)
    pen.rounded_rectangle((left + 5, top + 5, left + 85, top + 85), radius=10, outline=SHEET, width=4)
    pen.text((left + 45, top + 49), str(number), font=font_of(54 if number < 10 else 44), fill=SHEET, anchor="mm")


def fit(title):
    """The height of the letters, and the lines of the title: the highest at which all of it has room."""
    title = "".join(filter(_has, " ".join(bind(title).split(" "))))
    for size in LETTERS:
        lines = _lines(title, size)
        most = int((TITLE[1] - TITLE[0]) / (size * LEADING))
        if len(lines) <= most:
            return size, lines
    last = lines[most - 1]
    while font_of(size).getlength(last + "…") > RIGHT - LEFT:
        last = last[:-1]
    return size, [*lines[: most - 1], last.rstrip(" ,.;:–-") + "…"]


def _lines(title, size):
    """The title in lines that fit; a word is broken only where it is wider than a line."""
    lines = [""]
    for word in title.split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if font_of(size).getlength(longer) <= RIGHT - LEFT:
            lines[-1] = longer
            continue
        if size > LETTERS[-1] and font_of(size).getlength(word) > RIGHT - LEFT:
            return [title] * 99  # smaller letters rather than a broken word
        lines.append("")
        for letter in word:
            if font_of(size).getlength(lines[-1] + letter) > RIGHT - LEFT:
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line]
