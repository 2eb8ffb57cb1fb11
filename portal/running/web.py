"""The web server: the one place that chooses it.

A granian ASGI process on this port, which gives whole requests to portal.wsgi in a few threads
(portal/serving/bridge.py); live streams will join there.
"""

import http.client
import os
import resource
import signal
import socket
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from portal.running.processes import die_with_parent
from portal.serving.bridge import Bridge
from portal.serving.outages import hold_open, keep_connections

ADDRESS = "127.0.0.1"
THREADS = 4  # that answer pages; Python runs one at a time, the others wait for the database
CONNECTIONS = 4096  # of visitors at once; most of them only wait
READING = 15_000  # milliseconds that the headers of a request may take
STOP_WITHIN = 10  # seconds until a child that does not stop is killed


def serve() -> None:
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


def load_pages(parent: int) -> Bridge:
    """What the web server's own process loads."""
    # until its loop runs it hears no SIGTERM, with the ears it has of its parent
    die_with_parent(parent, signal.SIGKILL)
    from portal.wsgi import application

    if connections[DEFAULT_DB_ALIAS].vendor == "sqlite":
        application.held = hold_open()
        keep_connections()
    return Bridge(application, THREADS, settings.MAX_BODY_BYTES)


def allow_files(wanted: int) -> None:
    """Let this process and its children open so many files, and some more, as far as the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted += 256
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def stop_if_port_is_taken() -> None:
    # granian shares a port with whoever allows it, so that two portals would answer in turns
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, settings.PORT))
        except OSError as error:
            raise CommandError(
                f"Port {settings.PORT} cannot be used ({error.strerror}): stop what runs there or set PORT to another."
            ) from error


def answers(path: str) -> bool:
    """Whether the web server answers 200."""
    connection = http.client.HTTPConnection(ADDRESS, settings.PORT, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": urlsplit(settings.SITE_URL).netloc})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
