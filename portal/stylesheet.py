"""The style of the site as one file: css/site.css is made of the files of static/css, one after another.

People write one file a layer and component; a visitor's phone should not ask for fourteen. No build step: it is a
finder of static files, so `collectstatic` and the development server meet the same file.
"""

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
# tokens.css says in which order the layers count; within a layer this order does
PARTS = [
    "tokens",
    "base",
    "layout",
    "signs",
    "heads",
    "network",
    "roads",
    "lists",
    "meetings",
    "forms",
    "components",
    "blocks",
    "signup",
    "board",
    "card",
    "action",
    "writing",
    "voices",
    "print",
]


class StylesheetFinder(BaseFinder):
    """Finds css/site.css, which it makes anew whenever one of its parts has changed."""

    def find(self, path, find_all=False):
        if path != NAME:
            return []
        found = str(self._made())
        return [found] if find_all else found

    def list(self, ignore_patterns):
        self._made()
        yield NAME, FileSystemStorage(location=settings.DATA_DIR / "made")

    def _made(self):
        parts = [settings.BASE_DIR / "static" / "css" / f"{part}.css" for part in PARTS]
        whole = "\n".join(part.read_text(encoding="utf-8") for part in parts)
        made = settings.DATA_DIR / "made" / NAME
        if not made.exists() or made.read_text(encoding="utf-8") != whole:
            made.parent.mkdir(parents=True, exist_ok=True)
            fresh = made.with_suffix(".new")
            fresh.write_text(whole, encoding="utf-8")
            fresh.replace(made)
        return made
