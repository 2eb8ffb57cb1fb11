"""`manage.py run` is the whole portal: it starts, mends what dies and leaves nothing behind."""

import json
import os
import re
import signal
import socket
import subprocess
import sys

from tests.served import ROOT, processes, until

ACCOUNTS = ["admin", "redakcja", "koordynator", "anna", "bartek", "celina"]


def test_a_portal_starts_heals_stops_and_starts_again(portal):
    portal.start()
    said = until(lambda: "Ctrl-C" in portal.said.read_text() and portal.said.read_text())
    assert f"Drogowskaz: http://localhost:{portal.port}\n" in said
    assert re.findall(r"^  (\w+)@example\.org$", said, re.M) == ACCOUNTS
    status, health = portal.ask("/healthz")
    assert (status, json.loads(health)) == (200, {"process": "ok", "database": "ok", "queue": "ok"})

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

    # a request asks for a mail, and another process writes it
    before = portal.mails()
    _, page = portal.ask("/konto/logowanie/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert portal.ask("/konto/logowanie/", email="anna@example.org", csrfmiddlewaretoken=token)[0] == 200
    mail = until(lambda: portal.mails() - before).pop()
    assert "\nTo: anna@example.org\n" in mail.read_text()

    assert portal.stop(signal.SIGTERM) == 0
    assert portal.left() == []

    assert portal.start() < 10
    assert mail in portal.mails()
    assert portal.ask("/grupy/edukacja-obywatelska/mapa-drogowa/")[1].count("<article") > 3
    assert portal.stop(signal.SIGINT) == 0
    assert portal.left() == []


def test_a_taken_port_stops_the_start_with_one_sentence(portal):
    with socket.socket() as other:
        other.bind(("127.0.0.1", portal.port))
        other.listen()
        own = {"DATA_DIR": str(portal.folder), "PORT": str(portal.port), "DEMO": "1"}
        command = [sys.executable, "manage.py", "run"]
        found = subprocess.run(command, cwd=ROOT, env=os.environ | own, capture_output=True, text=True, timeout=20)
    assert found.returncode != 0
    assert re.fullmatch(rf"\S* ?Port {portal.port} cannot be used \(.+\): .+ set PORT to another\.\n", found.stderr)
