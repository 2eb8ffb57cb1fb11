"""What must not stand in a log: the private links of declarations and of first sign-ins are keys."""

import logging
import re

# /deklaracje/<token>/ and /konto/wejscie/<person>/<token>/; tokens are long, our own words are short
_KEYS = re.compile(r"(/deklaracje/|/konto/wejscie/[^/\s]+/)[\w-]{20,}")


class WithoutKeys(logging.Filter):
    """Cuts private links out of every line."""

    def filter(self, record):
        line = record.getMessage()
        if (shorter := _KEYS.sub(r"\1…", line)) != line:
            record.msg, record.args = shorter, ()
        return True
