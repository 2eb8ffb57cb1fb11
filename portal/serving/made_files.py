"""Static files that are made of others: a finder writes each into DATA_DIR/made, anew when its source has changed.

No build step: `collectstatic` and the development server meet the same file. Our scripts are made here, the style
sheets in portal/serving/stylesheet.py.
"""

import re
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCES = settings.BASE_DIR / "static"


class MadeFinder(BaseFinder):
    """Finds the files that it names itself, each with the text that it makes of what people wrote."""

    def names(self) -> list[str]:
        raise NotImplementedError

    def text(self, name: str) -> str:
        raise NotImplementedError

    def find(self, path: str, find_all: bool = False) -> str | list[str]:
        if path not in self.names():
            return []
        found = str(self._made(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in self.names():
            self._made(name)
            yield name, FileSystemStorage(location=settings.DATA_DIR / "made")

    def _made(self, name):
        text = self.text(name)
        made = settings.DATA_DIR / "made" / name
        if not made.exists() or made.read_text(encoding="utf-8") != text:
            made.parent.mkdir(parents=True, exist_ok=True)
            fresh = made.with_suffix(".new")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(made)
        return made


_FOR_READERS = re.compile(r"^[ \t]+(?://.*)?|^//.*", re.MULTILINE)


def without_comments(script: str) -> str:
    """The script without indentation and without comments that have a line of their own.

    Lines keep their numbers, so that an error says where it is.
    """
    return _FOR_READERS.sub("", script)


# what a page with many behaviours loads as one file, in this order: the focus after what puts cards in place
READING = ["focus", "filters", "dialog", "shortcuts"]
WRITING = ["moved_cards", "action_window", "card_forms", "closing", "drag", "drafts"]
JOINED = {
    "js/board.js": ["share", *READING],
    "js/board_of_members.js": ["share", *WRITING, *READING],
    "js/action_of_members.js": [
        *["share", "action_window", "focus", "closing", "dialog", "drafts"],
        *["focus_back", "name_suggestions"],
    ],
    "js/declaration.js": ["drafts", "field_checks", "characters_left", "again"],
}


class ScriptFinder(MadeFinder):
    """Finds our scripts without what only their readers need, and those that are made of several."""

    def names(self) -> list[str]:
        return [*(f"js/{path.name}" for path in sorted((SOURCES / "js").glob("*.js"))), *JOINED]

    def text(self, name: str) -> str:
        sources = [f"js/{part}.js" for part in JOINED[name]] if name in JOINED else [name]
        return "".join(without_comments((SOURCES / source).read_text(encoding="utf-8")) for source in sources)
