"""The styles as they reach a browser: css/site.css is made of the files of static/css, one after another; css/desk.css
is the desk's own, inside the admin, made of those of static/css/desk.

People write one file a component, in a folder a layer, and today's CSS; a visitor's phone should not ask for forty
files, and an office's computer may be ten years old. What the oldest browsers cannot be told in other words has a
fall-back beside it in the sources; tests/test_old_browsers.py takes the new things away and looks.
"""

from functools import lru_cache

import lightningcss

from portal.serving.made_files import SOURCES, MadeFinder

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
def lowered(css: str) -> str:
    """The same style without nesting, light-dark() and what else the oldest browsers do not know."""
    return lightningcss.process_stylesheet(css, browsers_list=OLDEST)


def source(name: str) -> str:
    """What people wrote of a style sheet."""
    parts = [SOURCES / "css" / f"{part}.css" for part in STYLESHEETS[name]]
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


class StylesheetFinder(MadeFinder):
    """Finds the style sheets."""

    def names(self) -> list[str]:
        return STYLESHEETS

    def text(self, name: str) -> str:
        return lowered(source(name))
