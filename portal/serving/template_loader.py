"""Our templates are indented for their readers; the browser need not be sent what only they see."""

import re

from django.template import Origin
from django.template.loaders import filesystem

# where spaces at the start of a line are part of what is shown, or of what a template says about itself
_VERBATIM = re.compile(
    r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>|{%\s*verbatim\b.*?{%\s*endverbatim\b)", re.DOTALL | re.IGNORECASE
)
_INDENTATION = re.compile(r"(?<=\n)[ \t]+")


class Loader(filesystem.Loader):
    """Reads an HTML template without its indentation; plain texts and what is typeset stay as they are written."""

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        return without_indentation(contents) if origin.name.endswith(".html") else contents


def without_indentation(source: str) -> str:
    """The source with each line at the margin. Lines keep their numbers, so that an error is found where it is."""
    pieces = _VERBATIM.split(source)
    pieces[::2] = [_INDENTATION.sub("", piece) for piece in pieces[::2]]
    return "".join(pieces)
