"""A wrong or missing setting stops the start with one sentence that names the variable."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from portal.running import environment
from portal.running.checks import older_database_is_complete, sqlite_is_durable, stop_unless_complete

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = str(ROOT / "portal" / "settings.py")
KEY = "k3y-of-the-tests-" * 4

WRONG = [
    ("PORT", "eighty"),
    ("PORT", "70000"),
    ("DEBUG", "perhaps"),
    ("DEMO", "2"),
    ("DATA_DIR", "/proc/nowhere"),
    ("DATA_DIR", str(ROOT / "static")),
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "x" * 60),
    ("SECRET_KEY_FALLBACKS", "short"),
    ("SECRET_KEY_FALLBACKS", f"{KEY},{'x' * 60}"),
    ("PUBLIC_DEMO", "perhaps"),
    ("SITE_URL", "grupy.example.org"),
    ("SITE_URL", "https://grupy.example.org/portal"),
    ("SITE_URL", "https://somebody@grupy.example.org"),
    ("ALLOWED_HOSTS", "https://grupy.example.org"),
    ("ALLOWED_HOSTS", "grupy.example.org:8000"),
    ("DATABASE_URL", "mysql://user@host/name"),
    ("DATABASE_URL", "drogowskaz"),
    ("DATABASE_URL", "postgresql://user@host:99999/name"),
    ("DATABASE_URL", "postgresql://user@host/name?no_such_option=1"),
    ("DATABASE_URL", "postgresql://user@host/"),
    ("DATABASE_URL", "sqlite:///nowhere-at-all/db.sqlite3"),
    ("DATABASE_URL", "sqlite:////dev"),
    ("EMAIL_URL", "mail.example.org"),
    ("EMAIL_URL", "smtp://mail.example.org:port"),
    ("MAILBOX_URL", "imaps://user@mail.example.org"),
    ("MEDIA_STORAGE_URL", "s3://bucket"),
]


def bare(data_dir):
    """The environment of a new production instance."""
    names = (
        "DEBUG",
        "DEMO",
        "PUBLIC_DEMO",
        "SECRET_KEY_FALLBACKS",
        "SITE_URL",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "EMAIL_URL",
        "MAILBOX_URL",
    )
    return dict.fromkeys(names, "") | {
        "PORT": "8000",
        "DATA_DIR": str(data_dir),
        "SECRET_KEY": KEY,
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",
    }


@pytest.fixture
def start(tmp_path):
    """start("manage.py", "check", PORT="x") runs a command in that environment, changed so."""

    def run(*command, **variables):
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=os.environ | bare(tmp_path) | variables,
            capture_output=True,
            text=True,
            timeout=240,  # a busy machine starts slowly
        )

    return run


@pytest.mark.parametrize(("name", "value"), WRONG, ids=[f"{name}={value}" for name, value in WRONG])
def test_a_wrong_value_stops_the_settings(monkeypatch, tmp_path, name, value):
    for variable, right in bare(tmp_path).items():
        monkeypatch.setenv(variable, right)
    runpy.run_path(SETTINGS)  # as they are they do
    monkeypatch.setenv(name, value)
    with pytest.raises(environment.SettingError, match=rf"^{name} .*\.$"):
        runpy.run_path(SETTINGS)


@pytest.mark.parametrize(
    "command",
    [("manage.py", "check"), ("-c", "import portal.wsgi"), ("manage.py", "run")],
    ids=["check", "wsgi", "run"],
)
def test_every_door_says_one_sentence_without_traceback(start, command):
    found = start(*command, DATABASE_URL="mysql://user:secret@host/name")
    assert found.returncode != 0
    assert found.stderr.strip() == (
        "Drogowskaz cannot start: DATABASE_URL must begin with postgresql:// or sqlite:///, not mysql://."
    )


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_database_that_does_not_answer_stops_the_start(start, command):
    found = start("manage.py", command, DATABASE_URL="postgresql://user:secret@127.0.0.1:9/name", PORT="8765")
    assert found.returncode != 0
    assert found.stderr.startswith("Drogowskaz cannot start: DATABASE_URL points to a database that does not answer")
    assert "Traceback" not in found.stderr
    assert "secret" not in found.stderr


def test_a_production_instance_is_checked_without_warning(start):
    found = start(
        "manage.py", "check", "--deploy", "--fail-level", "WARNING", SITE_URL="https://grupy.example.org", DEMO="0"
    )
    assert found.returncode == 0, found.stderr


def test_no_production_instance_answers_to_every_name(start):
    told = start("manage.py", "check", "--deploy", SITE_URL="https://grupy.example.org", ALLOWED_HOSTS="*")
    assert told.returncode != 0 and "ALLOWED_HOSTS" in told.stderr


HTTPS = {"SITE_URL": "https://grupy.example.org"}


@pytest.mark.parametrize(
    ("variables", "refused"),
    [
        ({"DEMO": "1", **HTTPS}, True),
        ({"DEMO": "1", "PUBLIC_DEMO": "0", **HTTPS}, True),
        ({"DEMO": "1", "PUBLIC_DEMO": "1", **HTTPS}, False),
        ({"DEMO": "0", "PUBLIC_DEMO": "1", **HTTPS}, False),
        ({"DEMO": "1"}, False),
    ],
)
def test_a_demo_on_the_internet_is_meant(monkeypatch, tmp_path, variables, refused):
    for name, value in (bare(tmp_path) | variables).items():
        monkeypatch.setenv(name, value)
    if refused:
        with pytest.raises(environment.SettingError, match=r"^DEMO .*PUBLIC_DEMO=1"):
            runpy.run_path(SETTINGS)
    else:
        runpy.run_path(SETTINGS)


def test_behind_https_cookies_are_of_this_host_alone(monkeypatch, tmp_path):
    for name, value in (bare(tmp_path) | HTTPS).items():
        monkeypatch.setenv(name, value)
    found = runpy.run_path(SETTINGS)
    names = {value for name, value in found.items() if name.endswith("_COOKIE_NAME")}
    assert len(names) == 4 and all(name.startswith("__Host-") for name in names)
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"]
    assert "SESSION_COOKIE_DOMAIN" not in found and "CSRF_COOKIE_PATH" not in found


def test_the_key_is_made_once_and_only_in_demo_mode(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "")
    with pytest.raises(environment.SettingError, match=r"^SECRET_KEY "):
        environment.secret_key("SECRET_KEY", tmp_path, make=False)
    first = environment.secret_key("SECRET_KEY", tmp_path, make=True)
    assert environment.secret_key("SECRET_KEY", tmp_path, make=True) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_a_socket_and_options_reach_postgresql(monkeypatch, tmp_path):
    url = "postgresql://anna:p%40ss@/portal?host=/run/postgresql&sslmode=disable"
    monkeypatch.setenv("DATABASE_URL", url)
    found = environment.database("DATABASE_URL", tmp_path)
    assert (found["NAME"], found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "portal",
        "anna",
        "p@ss",
        "/run/postgresql",
        "",
    )
    assert found["OPTIONS"]["sslmode"] == "disable"


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://localhost:8000", "localhost"),
        ("https://Grupy.Example.org", "grupy.example.org"),
        ("http://[::1]:8000", "[::1]"),
        ("http://[::1]", "[::1]"),
    ],
)
def test_the_site_is_an_allowed_host(monkeypatch, origin, host):
    monkeypatch.setenv("SITE_URL", origin)
    assert environment.host(environment.origin("SITE_URL", "")) == host


def test_sqlite_keeps_what_it_is_given(start):
    program = (
        "import django; django.setup(); from portal.running.checks import sqlite_is_durable as look;"
        "print(look(databases=['default']))"
    )
    found = start("-c", program, DJANGO_SETTINGS_MODULE="portal.settings")
    assert found.stdout.strip() == "[]", found.stderr


@pytest.mark.django_db
def test_sqlite_that_would_forget_is_found_out():
    from django.db import connection

    if connection.vendor == "sqlite":  # the database of the tests does not wait for the disk
        assert [error.id for error in sqlite_is_durable(databases=["default"])] == ["portal.E001"]
    else:
        assert sqlite_is_durable(databases=["default"]) == []


@pytest.mark.engine
@pytest.mark.django_db
def test_a_database_of_the_version_before_is_taken_if_it_was_finished_there():
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.recorder import MigrationRecorder

    recorder, loader = MigrationRecorder(connection), MigrationExecutor(connection).loader
    squashed = {key: found.replaces for key, found in loader.disk_migrations.items() if found.replaces}
    recorder.migration_qs.filter(app__in={app for app, name in squashed}).delete()
    for app, name in sorted({old for replaced in squashed.values() for old in replaced}):
        recorder.record_applied(app, name)
    executor = MigrationExecutor(connection)
    unapplied = {migration.name for migration, backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())}
    assert not unapplied & {name for app, name in squashed}
    assert older_database_is_complete(databases=["default"]) == []
    stop_unless_complete()

    recorder.record_unapplied(*squashed["roadmaps", "0001_boards"][-1])
    assert [error.id for error in older_database_is_complete(databases=["default"])] == ["portal.E005"]
    with pytest.raises(environment.SettingError, match=r"unfinished there: roadmaps\.0002_writing_together\. Run "):
        stop_unless_complete()
