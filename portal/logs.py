"""What must not stand in a log: the private links of declarations and of first sign-ins, which are keys, and what
makes a line look like two, or speaks to the terminal of whoever reads it.
"""

import logging
import re

# /deklaracje/<token>/ and /konto/wejscie/<person>/<token>/; tokens are long, our own words are short
_KEYS = re.compile(r"(/deklaracje/|/konto/wejscie/[^/\s]+/)[\w-]{20,}")

# line breaks, escapes and other controls, marks that turn the direction of writing, halves of letters
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


class Line(logging.Formatter):
    """One line for each record, whatever a visitor put into it; the lines of a traceback are set in under it."""

    def format(self, record):
        record.exc_text = None  # as another formatter may have written it
        return super().format(record)

    def formatMessage(self, record):
        record.message = escaped(record.message)
        return super().formatMessage(record)

    def formatException(self, exc_info):
        return _set_in(super().formatException(exc_info))

    def formatStack(self, stack_info):
        return _set_in(super().formatStack(stack_info))


def escaped(text: str) -> str:
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _set_in(lines):
    return "\n".join(f"  {escaped(line)}" for line in lines.split("\n"))


class WithoutKeys(logging.Filter):
    """Cuts private links out of every line."""

    def filter(self, record):
        line = record.getMessage()
        if (shorter := _KEYS.sub(r"\1…", line)) != line:
            record.msg, record.args = shorter, ()
        return True
