"""Runs the whole portal in one go: web server, queue worker and scheduler, under the eyes of this process.

The children are forked from this process after it has loaded Django, so that each is there at once and they
share its memory. `serve` is the one place that chooses the server: a granian ASGI process on this port, which gives
whole requests to portal.wsgi in a few threads (portal/serving/bridge.py); live streams will join there.
"""

import ctypes
import http.client
import logging
import os
import resource
import signal
import socket
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from portal.running.checks import stop_unless_complete, stop_unless_durable, stop_unless_reachable
from portal.serving.bridge import Bridge
from portal.serving.outages import hold_open

log = logging.getLogger("portal.run")

ADDRESS = "127.0.0.1"
THREADS = 4  # that answer pages; Python runs one at a time, the others wait for the database
CONNECTIONS = 4096  # of visitors at once; most of them only wait
READING = 15_000  # milliseconds that the headers of a request may take
STOP_WITHIN = 10  # seconds until a child that does not stop is killed
SOON = 10  # a child that dies within so many seconds of its start waits before it is started again…
PAUSES = (0.5, 1, 2, 4)  # …so many seconds, then always the last: what it lacks may come back at any moment


def serve():
    """The web server: one process with a few threads, enough for one machine."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    allow_files(CONNECTIONS)
    Granian(
        "portal.serving.bridge",
        address=ADDRESS,
        port=settings.PORT,
        interface=Interfaces.ASGI,
        websockets=False,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=READING),
        log_level=LogLevels.warning,
        workers_kill_timeout=STOP_WITHIN // 2,
    ).serve(target_loader=partial(load_pages, os.getpid()), wrap_loader=False)


def load_pages(parent):
    """What the web server's own process loads."""
    # until its loop runs it hears no SIGTERM, with the ears it has of its parent
    die_with_parent(parent, signal.SIGKILL)
    from portal.wsgi import application

    if connections[DEFAULT_DB_ALIAS].vendor == "sqlite":
        application.held = hold_open()
    return Bridge(application, THREADS, settings.MAX_BODY_BYTES)


def allow_files(wanted):
    """Let this process and its children open so many files, and some more, as far as the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted += 256
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def work():
    call_command("db_worker", "--backend=queue", "--queue-name=*", "--no-reload", "--no-startup-delay", verbosity=0)


def schedule():
    call_command("scheduler")


class Child:
    """A process that is started again when it dies."""

    def __init__(self, name, function):
        self.name = name
        self.function = function
        self.pid = None
        self.due = 0  # when to start it, on the monotonic clock
        self.failures = 0  # lives in a row that were short

    def start(self):
        self.started = time.monotonic()
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            os._exit(self._live(parent))

    def _live(self, parent):
        """The life of the child itself; its exit code."""
        try:
            os.setpgid(0, 0)  # Ctrl-C goes to the parent alone, which stops us once and in order
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            die_with_parent(parent)
            self.function()
        except SystemExit as end:
            if isinstance(end.code, str):
                print(end.code, file=sys.stderr)
            return end.code if isinstance(end.code, int) else int(bool(end.code))
        except BaseException:
            # it tries again and again while something is missing: its first words are enough
            if self.failures < 2:
                log.exception("The %s process failed.", self.name)
            return 1
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
        return 0

    def bury(self):
        """It died: plan its next life, later each time until a pause of four seconds. It never is given up."""
        self.pid = None
        self.failures = self.failures + 1 if time.monotonic() - self.started < SOON else 1
        self.due = time.monotonic() + PAUSES[min(self.failures, len(PAUSES)) - 1]

    def recovered(self):
        """Whether it has lived for long enough to be well again; true once."""
        well = self.pid and self.failures > 1 and time.monotonic() - self.started >= SOON
        if well:
            self.failures = 0
        return well


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
    sources = [settings.BASE_DIR / "requirements.txt", settings.BASE_DIR / "portal" / "serving" / "stylesheet.py"]
    sources += (settings.BASE_DIR / "static").rglob("*")
    return max(source.stat().st_mtime for source in sources) > collected.stat().st_mtime


def stop_if_port_is_taken():
    # granian shares a port with whoever allows it, so that two portals would answer in turns
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, settings.PORT))
        except OSError as error:
            raise CommandError(
                f"Port {settings.PORT} cannot be used ({error.strerror}): stop what runs there or set PORT to another."
            ) from error


def answers(path):
    """Whether the web server answers 200."""
    connection = http.client.HTTPConnection(ADDRESS, settings.PORT, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": urlsplit(settings.SITE_URL).netloc})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def die_with_parent(parent, number=signal.SIGTERM):
    """Ask Linux to send this process the signal when its parent is gone, even by SIGKILL. Elsewhere nothing happens.

    The parent's number comes from before the fork: it may be gone by now.
    """
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, number)
        if os.getppid() != parent:
            os.kill(os.getpid(), number)


def waits_for_us(parent):
    """Whether make got a SIGINT of its own: it blocks further ones, tells its children nothing and waits for them."""
    try:
        status = Path(f"/proc/{parent}/status").read_text()
    except OSError:
        return False
    blocked = next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("SigBlk:"))
    return bool(blocked >> (signal.SIGINT - 1) & 1)
