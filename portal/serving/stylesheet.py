"""The styles as they reach a browser: css/site.css is made of the files of static/css, one after another; css/desk.css
is the desk's own, inside the admin, made of those of static/css/desk.

People write one file a component, in a folder a layer, and today's CSS; a visitor's phone should not ask for forty
files, and an office's computer may be ten years old. No build step: this is a finder of static files, so
`collectstatic` and the development server meet the same file. What the oldest browsers cannot be told in other words
has a fall-back beside it in the sources; tests/test_old_browsers.py takes the new things away and looks.
"""

from functools import lru_cache

import lightningcss
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# the oldest browsers in which every page can be read and every form works; said on /deklaracja-dostepnosci/
OLDEST = ["chrome 109", "firefox 115", "safari 15.4"]
NAME = "css/site.css"
# a folder is a layer; tokens.css says in which order the layers count, within a layer this order does
LAYOUT = ["top", "page", "foot", "article"]
COMPONENTS = [
    "signs",
    "heads",
    "network",
    "group",
    "routes",
    "roads",
    "trunk",
    "timetable",
    "news",
    "lists",
    "search",
    "meetings",
    "forms",
    "sending",
    "share",
    "alerts",
    "receipt",
    "blocks",
    "declaration",
    "account",
]
BOARD = [
    "frame",
    "filters",
    "switch",
    "columns",
    "card",
    "card_buttons",
    "action",
    "discussion",
    "window",
    "action_form",
    "adding",
    "conflict",
    "history",
    "moving",
    "involvement",
    "duplicates",
]
PRINT = ["sheet", "components"]
DESK = ["case", "groups", "paper", "lists", "waiting", "mail", "sending"]
LAYERS = {"layout": LAYOUT, "components": COMPONENTS, "board": BOARD, "print": PRINT}
STYLESHEETS = {
    NAME: ["tokens", "base", *(f"{layer}/{part}" for layer, parts in LAYERS.items() for part in parts)],
    "css/desk.css": [f"desk/{part}" for part in DESK],
}


@lru_cache(maxsize=8)
def lowered(css):
    """The same style without nesting, light-dark() and what else the oldest browsers do not know."""
    return lightningcss.process_stylesheet(css, browsers_list=OLDEST)


def source(name):
    """What people wrote of a style sheet."""
    parts = [settings.BASE_DIR / "static" / "css" / f"{part}.css" for part in STYLESHEETS[name]]
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


class StylesheetFinder(BaseFinder):
    """Finds the style sheets, each made anew whenever one of its parts has changed."""

    def find(self, path, find_all=False):
        if path not in STYLESHEETS:
            return []
        found = str(self._made(path))
        return [found] if find_all else found

    def list(self, ignore_patterns):
        for name in STYLESHEETS:
            self._made(name)
            yield name, FileSystemStorage(location=settings.DATA_DIR / "made")

    def _made(self, name):
        css = lowered(source(name))
        made = settings.DATA_DIR / "made" / name
        if not made.exists() or made.read_text(encoding="utf-8") != css:
            made.parent.mkdir(parents=True, exist_ok=True)
            fresh = made.with_suffix(".new")
            fresh.write_text(css, encoding="utf-8")
            fresh.replace(made)
        return made
