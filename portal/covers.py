"""The picture of a page as others show it when somebody shares its address: the title on the sign of the house."""

import io
from functools import cache
from hashlib import blake2b
from textwrap import wrap

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)  # what Open Graph's readers agree on
PAPER, INK, AMBER, SIGN = "#f5f2e8", "#0c2b23", "#ffb81f", "#0e352b"
ROUTES = ["#0154b7", "#ad0063", "#8a3c0a"]
DRAWN = "1"  # another number when the drawing changes


@cache
def _font(size, weight):
    font = ImageFont.truetype(settings.BASE_DIR / "static" / "fonts" / "overpass.woff2", size)
    font.set_variation_by_axes([weight])
    return font


def cover(title):
    """The address (below the site) of the picture for this title, which is drawn if nobody has yet."""
    name = f"covers/{blake2b(f'{DRAWN} {title}'.encode(), digest_size=10).hexdigest()}.png"
    if not default_storage.exists(name):
        file = io.BytesIO()
        draw(title).save(file, "PNG", optimize=True)
        default_storage.save(name, ContentFile(file.getvalue()))
    return default_storage.url(name)


def draw(title):
    """The picture: the plate with the name of the house, the title, three routes that run on."""
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.polygon([(80, 70), (420, 70), (456, 115), (420, 160), (80, 160)], fill=SIGN)
    pen.text((108, 115), "Drogowskaz", font=_font(46, 800), fill=PAPER, anchor="lm")
    size, width = next(((size, width) for size, width, most in SIZES if len(wrap(title, width)) <= most), SIZES[-1][:2])
    lines = wrap(title, width)[:5]
    for place, line in enumerate(lines):
        pen.text((80, 220 + place * int(size * 1.12)), line, font=_font(size, 800), fill=INK)
    for place, colour in enumerate(ROUTES):
        pen.line([(80, 560 + place * 16), (SIZE[0], 560 + place * 16)], fill=colour, width=10)
    pen.rounded_rectangle((66, 545, 100, 607), radius=17, fill="#fffdf8", outline=INK, width=7)
    return picture


# height of the letters, letters in a line, lines for which it is tried; the longest titles get the last
SIZES = [(88, 22, 3), (72, 28, 4), (56, 36, 5)]
