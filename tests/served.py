"""A portal of its own: `manage.py run` in a folder and on a port of this test (-p tests.served)."""

import contextlib
import http.cookiejar
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.engine import sqlite_template

ROOT = Path(__file__).resolve().parent.parent


def until(found, seconds=60):
    """What the question answers once that is something; fails when it takes longer."""
    deadline = time.monotonic() + seconds
    while not (answer := found()):
        assert time.monotonic() < deadline, f"in vain for {seconds} seconds"
        time.sleep(0.05)
    return answer


def processes():
    """{pid: pid of the parent} of everything that runs on this machine."""
    rows = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    return {int(pid): int(parent) for pid, parent, state in map(str.split, rows.splitlines()) if state[0] != "Z"}


class Portal:
    """A portal of its own: a folder, a port, and whatever is started with them."""

    def __init__(self, folder, **environment):
        self.folder = folder
        self.environment = environment
        self.said = folder / "said"
        self.session = None
        self.process = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self):
        """Start it and wait until it is healthy; how many seconds that took."""
        began = time.monotonic()
        own = {"DATA_DIR": str(self.folder), "PORT": str(self.port), "SITE_URL": f"http://localhost:{self.port}"}
        names = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL", "DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE")
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run"],
                cwd=ROOT,
                env=os.environ | dict.fromkeys(names, "") | own | {"DEMO": "1"} | self.environment,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # whatever it starts can be told from all else
            )
        until(lambda: self.process.poll() is not None or self.healthy(), 240)
        assert self.process.poll() is None, self.said.read_text()
        return time.monotonic() - began

    def stop(self, number):
        """Send the signal to the parent alone; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(20)

    def ask(self, path, **form):
        """The status and text that a browser with cookies gets."""
        if self.session is None:
            cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
            self.session = urllib.request.build_opener(cookies)
        data = urllib.parse.urlencode(form).encode() if form else None
        try:
            answer = self.session.open(f"http://localhost:{self.port}{path}", data, timeout=30)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            return answer.status, answer.read().decode()

    def healthy(self):
        try:
            return self.ask("/healthz")[0] == 200
        except OSError:
            return False

    def children(self):
        return {pid for pid, parent in processes().items() if parent == self.process.pid}

    def left(self):
        """All that runs in the session which the start began."""

        def session(pid):
            try:
                return os.getsid(pid)
            except OSError:
                return None

        return [pid for pid in processes() if session(pid) == self.process.pid]

    def cost(self):
        """Seconds of a processor that all of them took so far, with those of theirs that ended."""
        ticks = 0
        for pid in self.left():
            with contextlib.suppress(OSError):
                ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def end(self):
        """Leave nothing of it behind."""
        if self.process:
            for pid in self.left():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait()

    def half(self, lines, body=b""):
        """A connection on which so much of a request was sent, and no more comes."""
        connection = socket.create_connection(("127.0.0.1", self.port))
        connection.sendall("\r\n".join([lines, f"Host: localhost:{self.port}", ""]).encode() + body)
        return connection

    def mails(self):
        return set((self.folder / "mail").glob("*.eml"))


@pytest.fixture
def portal(tmp_path):
    # the migrations are not what is asked here; without a template they just take longer
    if (template := sqlite_template()).exists():
        shutil.copy(template, tmp_path / "db.sqlite3")
    portal = Portal(tmp_path)
    yield portal
    portal.end()
