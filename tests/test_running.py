"""`manage.py run` is the whole portal: it starts, mends what dies and leaves nothing behind."""

import asyncio
import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest

from portal.running.processes import die_with_parent
from portal.serving import bridge
from tests.served import ROOT, processes, until

ACCOUNTS = ["admin", "redakcja", "koordynator", "anna", "bartek", "celina"]


def readable_by_others(file, top):
    """Whether the modes let others in: the file's own, and those of all folders down to it."""
    ways = [file, *file.parents[: len(file.relative_to(top).parts) - 1]]
    return all(way.stat().st_mode & 0o007 for way in ways)


def seconds(portal, path):
    began = time.monotonic()
    assert portal.ask(path)[0] == 200
    return time.monotonic() - began


def test_a_portal_starts_heals_stops_and_starts_again(portal):
    (portal.folder / "mail").mkdir(mode=0o755)
    portal.start()
    said = until(lambda: "Ctrl-C" in portal.said.read_text() and portal.said.read_text())
    assert f"Drogowskaz: http://localhost:{portal.port}\n" in said
    assert re.findall(r"^  (\w+)@example\.org$", said, re.M) == ACCOUNTS
    status, health = portal.ask("/healthz")
    assert (status, json.loads(health)) == (200, {"process": "ok", "database": "ok", "queue": "ok"})

    # who sends slowly costs nobody anything: heads and bodies of which half came, and then nothing more
    whole = "POST /konto/logowanie/ HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99"
    slow = [portal.half(whole, b"\r\nemail=a") for _ in range(50)]
    slow += [portal.half("GET / HTTP/1.1\r\nCookie: a=") for _ in range(50)]
    assert min(seconds(portal, "/konto/logowanie/") for _ in range(5)) < 1
    # one that comes whole after all is answered, and so is a large one
    with portal.half(whole.replace("99", "8"), b"\r\nemail") as late:
        late.sendall(b"=%0")
        assert late.recv(12) == b"HTTP/1.1 403"  # it brings no token
    for size, status in ((29, 403), (31, 413)):
        connection = http.client.HTTPConnection("localhost", portal.port, timeout=60)
        with contextlib.suppress(ConnectionError):  # a body that is too large is not even read
            connection.request("POST", "/konto/logowanie/", b"x" * size * 1024 * 1024, {"Content-Type": "text/plain"})
            assert connection.getresponse().status == status
        connection.close()
    for connection in slow:
        connection.close()

    # whichever process is killed, the portal comes back: first the one that answers, then all three
    first = portal.children()
    assert len(first) == 3
    inner = [pid for pid, parent in processes().items() if parent in first]
    for pid in inner:
        os.kill(pid, signal.SIGKILL)
    until(lambda: not set(inner) & set(processes()))
    until(portal.healthy)
    second = until(lambda: len(portal.children()) == 3 and portal.children())
    for pid in second:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(portal.children() - second) == 3)
    until(portal.healthy)

    # nobody else on the machine can read what it keeps, were it written by an earlier start or by this one
    private = [file for file in portal.folder.rglob("*") if file.is_file() and file != portal.said]
    assert [file for file in private if readable_by_others(file, portal.folder)] == []
    assert portal.folder / "db.sqlite3" in private

    # a request asks for a mail, and another process writes it
    before = portal.mails()
    _, page = portal.ask("/konto/logowanie/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert portal.ask("/konto/logowanie/", email="anna@example.org", csrfmiddlewaretoken=token)[0] == 200
    mail = until(lambda: portal.mails() - before).pop()
    assert "\nTo: anna@example.org\n" in mail.read_text()

    assert portal.stop(signal.SIGTERM) == 0
    assert portal.left() == []

    portal.start()
    assert portal.cost() < 10  # seconds of a processor: the second start has nothing to prepare
    assert mail in portal.mails()
    assert portal.ask("/grupy/edukacja-obywatelska/mapa-drogowa/")[1].count("<article") > 3
    assert portal.stop(signal.SIGINT) == 0
    assert portal.left() == []


@pytest.mark.any_engine
def test_a_body_that_does_not_come_in_its_time_is_answered_408(monkeypatch):
    monkeypatch.setattr(bridge, "PATIENCE", 0.05)
    sent = []

    async def half():
        if not sent:
            sent.append("email=a")
            return {"type": "http.request", "body": b"email=a", "more_body": True}
        await asyncio.Event().wait()  # nothing more comes

    async def told(message):
        answers.append(message)

    answers, door = [], bridge.Bridge(lambda *_: pytest.fail("the pages were asked"), threads=1, most=99)
    scope = {"type": "http", "headers": [(b"content-length", b"99")], "path": "/konto/logowanie/"}
    with ThreadPoolExecutor(1) as pool:  # in this thread the browser of another test may keep a loop
        pool.submit(asyncio.run, asyncio.wait_for(door(scope, half, told), 10)).result()
    assert answers[0]["status"] == 408 and (b"connection", b"close") in answers[0]["headers"]


@pytest.mark.any_engine
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent is gone")
def test_a_child_whose_parent_died_before_it_could_ask_ends_too():
    gone = subprocess.Popen(["true"])
    gone.wait()
    with ProcessPoolExecutor(1) as pool, pytest.raises(BrokenProcessPool):
        pool.submit(die_with_parent, gone.pid, signal.SIGKILL).result()


def test_a_taken_port_stops_the_start_with_one_sentence(portal):
    with socket.socket() as other:
        other.bind(("127.0.0.1", portal.port))
        other.listen()
        own = {"DATA_DIR": str(portal.folder), "PORT": str(portal.port), "DEMO": "1"}
        command = [sys.executable, "manage.py", "run"]
        found = subprocess.run(command, cwd=ROOT, env=os.environ | own, capture_output=True, text=True, timeout=120)
    assert found.returncode != 0
    assert re.fullmatch(rf"\S* ?Port {portal.port} cannot be used \(.+\): .+ set PORT to another\.\n", found.stderr)
