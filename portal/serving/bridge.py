"""One door for `manage.py run`: takes requests in without a thread, and gives whole ones to the threads of the pages.

A WSGI server gives a request to a thread as soon as its headers are there, and the thread then waits for the body: a
few visitors who send slowly, or stop half-way, hold all of them. Here a body arrives while no thread waits for it, and
a file goes out in the same way. Live streams will get an ASGI application of their own beside it.
"""

import asyncio
import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO
from urllib.parse import unquote_to_bytes

PATIENCE = 30  # seconds that a body may take, and…
LEAST_RATE = 10_000  # …a second more for each so many bytes that arrived: 30 MB may come over a slow line
IN_MEMORY = 1024 * 1024  # bytes of a body; a larger one waits in a file
PIECE = 64 * 1024  # bytes of a file that go out at once
HEALTH = "/healthz"


class TooSlow(Exception):
    """The body does not come, or drips."""


class Gone(Exception):
    """The visitor left before the body was whole."""


class File:
    """What `wsgi.file_wrapper` gives: a file that goes out piece by piece."""

    def __init__(self, file, size=PIECE):
        self.file = file
        self.close = getattr(file, "close", lambda: None)

    def __iter__(self):
        return iter(lambda: self.file.read(PIECE), b"")


class Bridge:
    """An ASGI application that answers by a WSGI application in a few threads."""

    def __init__(self, wsgi: Callable, threads: int, most: int):
        self.wsgi = wsgi
        self.most = most  # bytes of a body that are read; the application refuses a longer one by its declared length
        self.pages = ThreadPoolExecutor(threads, "page")
        # whoever watches the portal is told, even when all pages wait for the database
        self.health = ThreadPoolExecutor(1, "health")

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            return await lifespan(receive, send)
        if scope["type"] != "http":
            return None
        headers = gather(scope["headers"])
        try:
            body, length = await read(receive, headers, self.most)
        except TooSlow:
            return await answer(send, 408, [(b"connection", b"close"), (b"content-length", b"0")], b"")
        except Gone:
            return None
        threads = self.health if scope["path"] == HEALTH else self.pages
        run = asyncio.get_running_loop().run_in_executor
        try:
            status, lines, content = await run(threads, self.ask, environment(scope, headers, body, length))
        finally:
            body.close()
        if not isinstance(content, File):
            return await answer(send, status, lines, content)
        try:
            await send({"type": "http.response.start", "status": status, "headers": lines})
            while piece := await run(threads, content.file.read, PIECE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await run(threads, content.close)

    def ask(self, environ: dict) -> tuple:
        """In a thread: (status, headers, body or File) of the application's answer."""
        told = []

        def start_response(status, headers, exc_info=None):
            told[:] = [
                int(status.split(" ", 1)[0]),
                [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            ]

        content = self.wsgi(environ, start_response)
        if isinstance(content, File):
            return *told, content
        try:
            return *told, b"".join(content)
        finally:
            if hasattr(content, "close"):
                content.close()


async def lifespan(receive: Callable, send: Callable) -> None:
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})


async def answer(send: Callable, status: int, headers: list, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def gather(lines: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """{name: value} of headers; those with an underscore, which WSGI could not tell from a hyphen, are left out."""
    headers = {}
    for name, value in lines:
        if b"_" not in name:
            between = b"; " if name == b"cookie" else b","
            headers[name] = headers[name] + between + value if name in headers else value
    return headers


async def read(receive: Callable, headers: dict[bytes, bytes], most: int) -> tuple[BinaryIO, str]:
    """(file, length) of a body that came whole; of one that is too long nothing more is read."""
    declared = headers.get(b"content-length", b"")
    if not declared.isdigit() and b"transfer-encoding" not in headers:
        return io.BytesIO(), declared.decode("latin-1")
    if declared.isdigit() and int(declared) > most:
        return io.BytesIO(), declared.decode("latin-1")
    body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when the request is answered
    length, began, more = 0, time.monotonic(), declared != b"0"
    try:
        while more and length <= most:
            left = began + PATIENCE + length / LEAST_RATE - time.monotonic()
            message = await asyncio.wait_for(receive(), max(left, 0))
            if message["type"] == "http.disconnect":
                raise Gone
            length += len(message.get("body", b""))
            body.write(message.get("body", b""))
            more = message.get("more_body", False)
        body.seek(0)
    except BaseException as error:
        body.close()
        if isinstance(error, TimeoutError):
            raise TooSlow from error
        raise
    return body, str(length)


def environment(scope: dict, headers: dict[bytes, bytes], body: BinaryIO, length: str) -> dict:
    """What WSGI knows of a request (PEP 3333); nothing of the process's own environment."""
    server, client = scope.get("server") or ("", ""), scope.get("client") or ("", "")
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": client[0],
        "CONTENT_LENGTH": length,
        "CONTENT_TYPE": headers.get(b"content-type", b"").decode("latin-1"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": File,
    }
    for name, value in headers.items():
        if name not in (b"content-length", b"content-type"):
            environ[f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}"] = value.decode("latin-1")
    return environ
