"""Runs the whole portal in one go: web server, queue worker and scheduler, under the eyes of this process.

The children are forked from this process after it has loaded Django, so that each is there at once and they
share its memory.
"""

import inspect
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from portal.running.checks import stop_unless_complete, stop_unless_durable, stop_unless_reachable
from portal.running.processes import Child, die_with_parent, waits_for_us
from portal.running.web import STOP_WITHIN, answers, serve, stop_if_port_is_taken


def work():
    call_command("db_worker", "--backend=queue", "--queue-name=*", "--no-reload", "--no-startup-delay", verbosity=0)


def schedule():
    call_command("scheduler")


def keep_to_ourselves():
    """Let nobody else on this machine read what we keep: not the files to come, nor those of earlier starts."""
    os.umask(0o077)
    data = settings.DATA_DIR
    ours = [data / name for name in ("secret_key", "mail", "media", "log")]
    if connections[DEFAULT_DB_ALIAS].vendor == "sqlite":
        file = Path(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"])
        ours += [file.with_name(file.name + end) for end in ("", "-wal", "-shm")]
    for path in ours:
        with suppress(FileNotFoundError):
            path.chmod(path.stat().st_mode & 0o700)


class Command(BaseCommand):
    help = "Run web server, queue worker and scheduler together until SIGTERM or SIGINT."
    requires_system_checks = []  # `make check` runs them; here they would delay every start

    def handle(self, **options):
        self.parent = os.getppid()
        under_make = "MAKELEVEL" in os.environ
        if under_make:
            die_with_parent(self.parent)
        stop_if_port_is_taken()
        keep_to_ourselves()
        prepare()
        self.stopping = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.stop)
        keep_to_the_file()
        # the children must share no connection with us, nor a thread of the pool
        connections.close_all()
        if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
            connections[DEFAULT_DB_ALIAS].close_pool()
        self.children = [Child("web", serve), Child("worker", work), Child("scheduler", schedule)]
        try:
            self.watch(under_make)
        finally:
            self.stop_children()

    def stop(self, *args):
        self.stopping = True

    def watch(self, under_make):
        """Start what is due, bury what died, announce once, until told to stop. One line for each change."""
        announced = False
        while not self.stopping:
            for child in self.children:
                if child.pid is None and child.due <= time.monotonic():
                    child.start()
            time.sleep(0.2)
            if not announced and (announced := answers("/healthz")):
                self.announce()
            for child in self.children:
                if child.pid and os.waitpid(child.pid, os.WNOHANG)[0]:
                    child.bury()
                    if child.failures == 1:
                        self.stderr.write(f"The {child.name} process died; it is started again.")
                    elif child.failures == 2:
                        self.stderr.write(f"The {child.name} process cannot live now; it is tried until it can.")
                elif child.recovered():
                    self.stderr.write(f"The {child.name} process lives again.")
            if under_make and waits_for_us(self.parent):
                self.stop()

    def announce(self):
        self.stdout.write(f"\nDrogowskaz: http://localhost:{settings.PORT}")
        if settings.DEMO:
            self.stdout.write("Demo accounts, one click each on the sign-in page (/konto/logowanie/):")
            for account in settings.DEMO_ACCOUNTS:
                self.stdout.write(f"  {account}")
        self.stdout.write("Ctrl-C stops it.\n")

    def stop_children(self):
        alive = [child for child in self.children if child.pid]
        for child in alive:
            os.kill(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN
        while alive and time.monotonic() < deadline:
            alive = [child for child in alive if not os.waitpid(child.pid, os.WNOHANG)[0]]
            time.sleep(0.02)
        for child in alive:
            os.kill(child.pid, signal.SIGKILL)
            os.waitpid(child.pid, 0)


def prepare():
    """Bring the database up to date and, in demo mode, fill an empty one."""
    stop_unless_reachable()
    stop_unless_durable()
    stop_unless_complete()
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database, which takes half a minute the first time…", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    if settings.DEMO:
        try:
            call_command("demo")
        except CommandError as refusal:  # real content: it stays as it is
            print(refusal, flush=True)
    if static_files_are_old():
        call_command("collectstatic", verbosity=0, interactive=False)


def keep_to_the_file():
    """From now on SQLite opens its file only where it is: should somebody move it away, no empty one takes its place.

    (The log of an empty one would be read into the real one, when that comes back.)
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite":
        address = f"{Path(connection.settings_dict['NAME']).as_uri()}?mode=rw"
        connection.settings_dict["OPTIONS"]["database"] = address


def static_files_are_old():
    """Whether our own static files, or the libraries that bring theirs, are newer than what visitors are given."""
    collected = settings.STATIC_ROOT / "staticfiles.json"
    if not collected.exists():
        return True
    sources = [settings.BASE_DIR / "requirements.txt"]
    sources += [Path(inspect.getfile(type(finder))) for finder in finders.get_finders()]  # some make what they find
    sources += (settings.BASE_DIR / "static").rglob("*")
    return max(source.stat().st_mtime for source in sources) > collected.stat().st_mtime
