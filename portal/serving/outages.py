"""What is not there now and will come back by itself: the database, room on the disk.

Such a fault is an answer 503 with a page that needs neither. While PostgreSQL does not answer, one request after
another would wait for it until no thread is left: so one at a time asks whether it is back, and the others are
answered at once, from what the process keeps where it can.
"""

import errno
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.core.signals import request_started
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections
from django.db.backends.signals import connection_created

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
# SQLite's words for a file that cannot be used now; all other errors of its kind are ours
SQLITE = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_BUSY", "SQLITE_READONLY", "SQLITE_LOCKED")
# PostgreSQL's classes: connection, too few resources, somebody intervened; a lock or another transaction in the way
POSTGRESQL = ("08", "53", "57", "40", "55P03")
ASK_EVERY = 1  # seconds
CONNECT_WITHIN = 2  # seconds

_away_until = 0.0  # on the monotonic clock; 0 when nothing is known to be amiss
_asking = threading.Lock()


def is_passing(error: Exception) -> bool:
    """Whether the fault lies in what is not there now, and not in us."""
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    if isinstance(error, OperationalError | InterfaceError | sqlite3.OperationalError):
        cause = error.__cause__ or error
        if isinstance(cause, sqlite3.Error):
            return (getattr(cause, "sqlite_errorname", None) or "").startswith(SQLITE)
        return _is_connection(cause) or (cause.sqlstate or "").startswith(POSTGRESQL)
    return False


def _is_connection(cause):
    """Whether PostgreSQL said nothing itself: it could not be reached, or left."""
    return getattr(cause, "sqlstate", None) is None


def note(error: Exception) -> None:
    """Remember that PostgreSQL is away; SQLite says so at once whenever it is asked."""
    global _away_until
    cause = error.__cause__ or error
    lost = isinstance(error, OperationalError | InterfaceError) and (
        _is_connection(cause) or cause.sqlstate.startswith(("08", "57P"))
    )
    if lost and connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        _away_until = time.monotonic() + ASK_EVERY


def database_is_away() -> bool:
    """Whether the database was away a moment ago. One caller a second asks it again; nobody waits for that one."""
    global _away_until
    if not _away_until:
        return False
    if time.monotonic() < _away_until or not _asking.acquire(blocking=False):
        return True
    try:
        connect()
    except Error as error:
        note(error)
    finally:
        _asking.release()
    return bool(_away_until)


def connect() -> None:
    """Raise unless the database can be reached within two seconds; past the pool, which waits longer.

    Who reached it knows that it is back, and so do all from then on.
    """
    global _away_until
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return
    parameters = connection.get_connection_params()
    parameters.pop("pool", None)
    with connection.wrap_database_errors:
        connection.Database.connect(**parameters | {"connect_timeout": CONNECT_WITHIN}).close()
    _away_until = 0.0


def keep_connections() -> None:
    """Let each thread keep its connection to SQLite from request to request: opening one takes longer than most of what
    is asked of it. It is left when another file lies there, or none."""
    connections[DEFAULT_DB_ALIAS].settings_dict["CONN_MAX_AGE"] = None
    connection_created.connect(_note_file)
    request_started.connect(_leave_moved_file)


def _note_file(connection, **kwargs):
    connection.opened_file = _file_of(connection)


def _leave_moved_file(**kwargs):
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.connection is not None and connection.opened_file != _file_of(connection):
        connection.close()


def _file_of(connection):
    with suppress(OSError):
        found = Path(connection.settings_dict["NAME"]).stat()
        return found.st_dev, found.st_ino
    return None


def hold_open() -> sqlite3.Connection | None:
    """Keep the files that SQLite has beside its own: where the disk is full they could not be made for a reader.

    The connection does nothing; closed, it must not tidy up, in case another file lies there by then.
    """
    name = connections[DEFAULT_DB_ALIAS].settings_dict["NAME"]
    with suppress(sqlite3.Error):
        held = sqlite3.connect(f"{Path(name).as_uri()}?mode=rw", uri=True, check_same_thread=False)
        held.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
        held.execute("SELECT 1 FROM sqlite_master").fetchone()
        return held
