"""The log of who saw what: each look at a declaration, each export and each decision is a line.

One file a month in DATA_DIR/log/, appended to, readable by its owner alone. A line holds ids only, and the hash of
the line before, over the ends of months too; `manage.py verify_log` finds the first line that was changed or is
missing. How many lines there are and the hash of the last stand in a file beside them, so that a cut end is found.
Months that are over their time are removed whole; a line, itself a link of the chain, says up to which line that was.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.utils import timezone

START = "0" * 64  # what the first line has for the hash of the one before
FILES = "access-*.jsonl"


def write(
    act: str,
    by: AbstractUser,
    declarations: Iterable = (),
    group: Model | None = None,
    at: datetime | None = None,
    **others: object,
) -> None:
    """Append a line: who (an account) did what (a word: view, list, export, accept …) with which declarations (ids).

    `others` are rows of another kind, by its name: memberships, invitations.
    """
    line = {"who": by.pk, "act": act, "declarations": [getattr(one, "pk", one) for one in declarations]}
    line |= {kind: [one.pk for one in rows] for kind, rows in others.items()}
    if group is not None:
        line["group"] = group.pk
    with _locked() as folder:
        _append(folder, line, timezone.localtime(at))


def over(before: datetime) -> list[Path]:
    """The files of months that ended before a moment; never the last one."""
    month = f"access-{timezone.localtime(before):%Y-%m}.jsonl"
    return [path for path in sorted(_folder().glob(FILES))[:-1] if path.name < month]


def remove_months(before: datetime, at: datetime | None = None) -> int:
    """Remove the months that ended before a moment, once a line says so. Their number."""
    if not over(before):
        return 0
    with _locked() as folder:
        old = over(before)
        last = next((text for path in reversed(old) for text in reversed(path.read_text().splitlines())), "")
        with suppress(ValueError, KeyError, TypeError):  # what is no line is left for `verify` to find
            said = {"who": None, "act": "forget", "upto": json.loads(last)["n"], "hash": _hash(last)}
            _append(folder, said, timezone.localtime(at))
            for path in old:
                path.unlink()
            return len(old)
    return 0


def verify() -> tuple[int, str | None]:
    """(number of good lines, None or a sentence about the first wrong one)."""
    with _locked() as folder:
        head, (before, count) = _head(folder), _start(folder)
        for path in sorted(folder.glob(FILES)):
            for place, text in enumerate(path.read_text(errors="replace").splitlines(), 1):
                try:
                    line = json.loads(text)
                    whole = line["n"] == count + 1 and line["before"] == before
                except (ValueError, KeyError, TypeError):
                    whole = False
                if not whole:
                    return count, f"{path.name}, line {place}: changed, or a line before it is missing."
                before, count = _hash(text), count + 1
        if (count, before) != (head["lines"], head["hash"]):
            return count, f"After line {count}: the last line was changed, or lines are missing."
        return count, None


def _append(folder, line, at):
    """Write a line at the end of the chain, and the head after it."""
    head = _head(folder)
    line = {"n": head["lines"] + 1, "at": at.isoformat(timespec="seconds"), **line, "before": head["hash"]}
    text = json.dumps(line, separators=(",", ":"))
    # a clock that was set back does not open a month that is closed: the chain goes on at its end
    path = max([folder / f"access-{at:%Y-%m}.jsonl", *folder.glob(FILES)])
    with _private(path, "a") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
        size = file.tell()
    with _private(folder / "head.tmp", "w") as file:
        file.write(json.dumps({"lines": line["n"], "hash": _hash(text), "size": size}))
        file.flush()
        os.fsync(file.fileno())
    (folder / "head.tmp").replace(folder / "access-head.json")


def _start(folder):
    """(hash, number) of the last line that was removed with its month, as the newest line about that says."""
    first = None
    for path in sorted(folder.glob(FILES)):
        for text in path.read_text(errors="replace").splitlines():
            with suppress(ValueError, KeyError, TypeError):
                line = json.loads(text)
                first = first or line["n"]
                # the months are gone only if the first line left is the next one
                if line["act"] == "forget" and line["upto"] == first - 1:
                    return line["hash"], line["upto"]
    return START, 0


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()


def _head(folder):
    """How many lines there are, and the hash of the last."""
    path = folder / "access-head.json"
    head = json.loads(path.read_text()) if path.exists() else {"lines": 0, "hash": START}
    newest = max(folder.glob(FILES), default=None)
    if newest and newest.stat().st_size != head.get("size"):
        # a process was killed between the line and the head: such a line follows the head
        last = (newest.read_text(errors="replace").splitlines() or [""])[-1]
        with suppress(ValueError, KeyError, TypeError):
            line = json.loads(last)
            if (line["n"], line["before"]) == (head["lines"] + 1, head["hash"]):
                return {"lines": line["n"], "hash": _hash(last)}
    return head


def _folder():
    return settings.DATA_DIR / "log"


@contextmanager
def _locked():
    """The folder, with all other processes kept out."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _private(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _private(path, mode):
    return open(path, mode, opener=lambda name, flags: os.open(name, flags, 0o600))
