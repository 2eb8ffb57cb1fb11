"""What is served while it is measured: the portal, and what it stands beside. Each has a process of its own."""

import multiprocessing
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

# what a new Django project begins with
DEFAULT_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def the_portal():
    from portal.wsgi import application

    return application


def the_portal_anew():
    """With no whole page kept."""
    do_not_keep_pages()
    return the_portal()


def do_not_keep_pages():
    from portal import settings

    settings.CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}


def bare_view():
    """A Django of one view with the middleware of a new project: what server and Django cost before we do anything."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path

    urls = (path("", lambda request: HttpResponse("Witaj" * 2000)),)
    settings.configure(
        ROOT_URLCONF=urls,
        ALLOWED_HOSTS=["localhost"],
        MIDDLEWARE=DEFAULT_MIDDLEWARE,
        SECRET_KEY="bench",
        INSTALLED_APPS=[f"django.contrib.{app}" for app in ("auth", "contenttypes", "sessions", "messages")],
        MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
    )
    return get_wsgi_application()


def new_wagtail():
    """The site that `wagtail start` made in START."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "start.settings.bench"
    sys.path.insert(0, os.environ["START"])
    from start.wsgi import application

    return application


def start_wagtail(folder):
    """A new site by `wagtail start`, ready to be served."""
    own = os.environ | {"DJANGO_SETTINGS_MODULE": "start.settings.bench"}
    tool = Path(sys.executable).parent / "wagtail"
    subprocess.run([tool, "start", "start", folder], check=True, stdout=sys.stderr)
    settings = "from .base import *\nDEBUG = False\nSECRET_KEY = 'bench'\nALLOWED_HOSTS = ['*']\n"
    settings += "STORAGES['staticfiles'] = {'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage'}\n"
    (Path(folder) / "start" / "settings" / "bench.py").write_text(settings)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=folder, env=own, check=True, stdout=sys.stderr)
    os.environ["START"] = folder


def serve(loader, port):
    from granian import Granian
    from granian.constants import Interfaces

    from portal.running.web import THREADS

    server = Granian(
        "", address="127.0.0.1", port=port, interface=Interfaces.WSGI, blocking_threads=THREADS, log_enabled=False
    )
    server.serve(target_loader=loader, wrap_loader=False)


class Served:
    """A server of its own on a port of its own."""

    def __init__(self, loader):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = multiprocessing.get_context("spawn").Process(target=serve, args=[loader, self.port])

    def __enter__(self):
        self.process.start()
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self.port
            except OSError:
                assert self.process.is_alive() and time.monotonic() < deadline, "the server did not start"
                time.sleep(0.1)

    def __exit__(self, *error):
        self.process.terminate()
        self.process.join()
