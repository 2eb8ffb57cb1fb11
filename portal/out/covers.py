"""The picture of a page as others show it when somebody shares its address: the title on the sign of the house.

It dies with its source: the address names the thing and what is drawn, and each time somebody fetches it the thing is
asked whether that is still what everybody may read of it. The file is only what was drawn for the first who fetched
it; it goes when its thing changes, and what was missed is swept away each day.
"""

import io
import logging
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, lru_cache

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from PIL import Image, ImageDraw, ImageFont
from wagtail.models import Page

from portal.models.base import SitePage, SitePageQuerySet
from portal.rules.cover_names import MOST_SHIELDS, cover_url, drawn_name
from portal.rules.parameters import key_in
from portal.slots import fillings
from portal.templatetags.polish import bind

log = logging.getLogger("portal.covers")

SIZE = (1200, 630)  # what Open Graph's readers agree on
LEFT, RIGHT = 80, 1120
PAPER, SHEET, INK, SIGN = "#f5f2e8", "#fffdf8", "#0c2b23", "#0e352b"
# the routes of static/css/tokens.css in their order, as they are by day
ROUTES = ["#0154b7", "#ad0063", "#943d01", "#7135bd", "#036169", "#426100", "#932593", "#4a5a68"]
FIRST_THREE = (1, 2, 3)  # the routes below a page of no group
TITLE = (200, 520)  # from where to where the title may stand
ROAD = 572
LETTERS = (116, 100, 86, 74, 64, 56)  # heights, the first that fits; the longest titles are cut
LEADING = 1.12
FOLDER = "covers"
HELD = "public, max-age=3600"  # by browsers and by whoever shares the page
# what plain views are called, which are no pages of the tree
PLAIN = ["Deklaracja dostępności", "Mapa strony", "Klauzula informacyjna"]


@cache
def font_of(size: int) -> ImageFont.FreeTypeFont:
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


def plain_url(title: str) -> str:
    """The whole address of the picture of a plain view."""
    return cover_url("serwis", PLAIN.index(title), title)


def of_plain(key: int) -> tuple[str, list] | None:
    """Slot cover: the plain views."""
    return (PLAIN[key], []) if key < len(PLAIN) else None


def of_page(key: int) -> tuple[str, list] | None:
    """Slot cover: a page, as long as everybody may read it."""
    page = SitePageQuerySet(Page).shown().filter(pk=key).first()
    page = page and page.specific
    return page.cover() if isinstance(page, SitePage) else None


def page_changed(sender: type, instance: Model, update_fields: Iterable[str] | None = None, **kwargs: object) -> None:
    """After a page was saved or deleted (a signal); a saved draft names the few fields that it writes."""
    if isinstance(instance, Page) and not update_fields:
        forget("strona", instance.pk)


def shown(kind: str, key: int) -> tuple[str, list] | None:
    """(title, shields) of a thing as everybody may see it now, or None."""
    functions = {filling.name: filling.function for filling in fillings("cover")}
    return functions[kind](key) if kind in functions else None


def picture(request: HttpRequest, kind: str, key: int, name: str) -> HttpResponse:
    """The picture, if it is still what everybody may see of the thing; drawn for the first who asks."""
    now = shown(kind, key)
    if now is None or drawn_name(*now) != name:
        raise Http404
    path = f"{FOLDER}/{kind}-{key}/{name}.png"
    if default_storage.exists(path):
        with default_storage.open(path) as file:
            content = file.read()
    else:
        content = drawn(*now)
        _keep(path, content)
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": HELD})


def _keep(path, content):
    """Write the file whole or not at all: what a full disk or a killed process cuts short would be shown for ever."""
    part = ""
    try:
        part = default_storage.save(f"{path}.part", ContentFile(content))
        os.replace(default_storage.path(part), default_storage.path(path))
    except OSError as error:
        log.warning("Not kept: %s: %s", path, error)
        with suppress(OSError):
            default_storage.delete(part or f"{path}.part")


def forget(kind: str, key: int) -> None:
    """A thing changes: what was drawn of it goes with this transaction's commit."""
    transaction.on_commit(lambda: _remove(f"{FOLDER}/{kind}-{key}"))


def _remove(folder, but=""):
    """Delete what lies there, but what is still true."""
    try:
        files = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for file in files:
        if file != but:
            default_storage.delete(f"{folder}/{file}")


def sweep() -> None:
    """Delete the pictures that nobody may see any more: of former titles, of things that are gone or not public."""
    if not default_storage.exists(FOLDER):
        return
    folders, files = default_storage.listdir(FOLDER)
    for file in files:  # of a version that named them otherwise
        default_storage.delete(f"{FOLDER}/{file}")
    for folder in folders:
        kind, _, key = folder.rpartition("-")
        now = shown(kind, key_in(key))
        _remove(f"{FOLDER}/{folder}", but=f"{drawn_name(*now)}.png" if now else "")
        if now is None:
            default_storage.delete(f"{FOLDER}/{folder}")


def drawn(title: str, shields: Iterable[tuple[int, int]] = ()) -> bytes:
    """The picture as the bytes of a PNG."""
    file = io.BytesIO()
    draw(title, list(shields)[:MOST_SHIELDS]).save(file, "PNG", optimize=True)
    return file.getvalue()


def draw(title: str, shields: Iterable[tuple[int, int]] = ()) -> Image.Image:
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


def fit(title: str) -> tuple[int, list[str]]:
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
