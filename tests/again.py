"""What a fixture writes, written again in the next test by its statements alone.

Publishing a group asks 140 questions, and most tests begin with one. On SQLite a test that is taken back leaves the
counters of keys too as they were, so the same group has the same keys; where anything differs, it is published anew.
"""

import re
import time
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

_WRITES = ("INSERT", "UPDATE", "DELETE")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")
_written = {}


def written_again(what, make):
    """The key that `make()` returns; what it wrote the last time on such a database is only written again."""
    before = _state(what)
    if before is None:
        return make()
    if before not in _written:
        with _noted() as statements:
            _written[before] = (make(), statements)
    else:
        now = timezone.now().strftime("%Y-%m-%d %H:%M:%S.%f")
        with connection.cursor() as cursor:
            for sql, values in _written[before][1]:
                cursor.execute(sql, [now if isinstance(v, str) and _MOMENT.fullmatch(v) else v for v in values])
    return _written[before][0]


def _state(what):
    """What the keys and places of new rows depend on; None where they depend on more."""
    taken_back = connection.vendor == "sqlite" and connection.in_atomic_block
    if not taken_back or abs(timezone.now().timestamp() - time.time()) > 60:  # or the test has a clock of its own
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        counters = tuple(cursor.fetchall())
        cursor.execute("SELECT count(*), max(path), sum(numchild) FROM wagtailcore_page")
        return what, counters, cursor.fetchone()


@contextmanager
def _noted():
    statements = []

    def note(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith(_WRITES):
            statements.extend((sql, list(values)) for values in (params if many else [params]))
        return result

    with connection.execute_wrapper(note):
        yield statements
