"""A post office that speaks SMTP, letters for it, and a worker that brings them there."""

import email
import email.policy
import socket
import socketserver
import threading

import pytest
from django.core.management import call_command

from signup.models import Mail


class Postman(socketserver.StreamRequestHandler):
    """As much SMTP as our mailer speaks. What it says to RCPT and DATA comes from the server's `script`:

    a code is said to the address, „late” and a code to the whole letter; „drop” ends the line instead of an answer.
    """

    def handle(self):
        self.say(220, "hello")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                if not self.take_data():
                    return
            elif verb == b"RCPT" and self.server.script and self.server.script[0].startswith(("4", "5")):
                self.wfile.write(f"{self.server.script.pop(0)} <jan@example.org> not now\r\n".encode())
            elif verb == b"QUIT":
                self.say(221, "bye")
                return
            else:
                self.say(250, "ok")

    def take_data(self):
        self.say(354, "go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.server.script and self.server.script[0].startswith("late "):
            self.say(self.server.script.pop(0).removeprefix("late "), "not now")
            return True
        self.server.letters.append(b"".join(lines))
        if self.server.script and self.server.script[0] == "drop":
            self.server.script.pop(0)
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        if self.server.script:
            self.server.script.pop(0)  # „ok”
        self.say(250, "taken")
        return True

    def say(self, code, words):
        self.wfile.write(f"{code} {words}\r\n".encode())


class Office(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    script = ()
    letters = ()


@pytest.fixture
def post_office(settings):
    """A real SMTP server on loopback; `open()` starts it on the port that the mailer already knows."""

    class PostOffice:
        def __init__(self):
            with socket.create_server(("127.0.0.1", 0)) as spare:
                self.port = spare.getsockname()[1]
            self.server = None
            self.letters = []

        def open(self, *script):
            if self.server is None:
                self.server = Office(("127.0.0.1", self.port), Postman)
                threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
            self.server.script, self.server.letters = list(script), self.letters

        def close(self):
            if self.server:
                self.server.shutdown()
                self.server.server_close()

        def read(self):
            return [email.message_from_bytes(letter, policy=email.policy.default) for letter in self.letters]

    office = PostOffice()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": office.port, "timeout": 5},
        }
    }
    yield office
    office.close()


@pytest.fixture
def letter(db):
    """A message that waits."""
    return Mail.objects.post(
        "received",
        "jan@example.org",
        {"number": "D/2018/0042", "groups": "„Edukacja”", "address": "/deklaracje/x/"},
    )


def work():
    """What the worker does: everything that is due."""
    call_command("db_worker", "--backend=queue", "--queue-name=*", "--batch", "--no-startup-delay", "--no-reload")
