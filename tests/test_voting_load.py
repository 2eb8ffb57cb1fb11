"""Fifty members vote at once, over HTTP, against the server that runs in production."""

import http.client
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from roadmaps.models import Event, Support

ROOT = Path(__file__).resolve().parent.parent
MEMBERS = 50
ACTIONS = 10


@pytest.fixture
def granian():
    """The port of a granian that serves the database of this test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{connection.settings_dict['NAME']}"
    else:
        host = connection.settings_dict["HOST"]
        url = f"postgresql://{connection.settings_dict['USER']}@/{connection.settings_dict['NAME']}?host={host}"
    options = f"--interface wsgi --port {port} --blocking-threads 4 --workers-kill-timeout 5 --log-level warning"
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *options.split(), "portal.wsgi:application"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "DEMO": "1", "DEBUG": "1", "DJANGO_ALLOW_ASYNC_UNSAFE": ""},
    )
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0 and process.poll() is None:
                break
        time.sleep(0.1)
    yield port
    process.terminate()
    process.wait(15)


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_fifty_members_on_ten_actions_give_five_hundred_votes(granian, roadmap, group, make_user, join, as_user, ewa):
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string

    actions = [
        roadmap.add(ewa, title=f"Działanie numer {number}", description="Opis działania.") for number in range(ACTIONS)
    ]
    before = Support.objects.count()
    sessions = []
    for number in range(MEMBERS):
        member = make_user(f"glosujaca{number}")
        join(member, group)
        sessions.append(as_user(member).cookies[settings.SESSION_COOKIE_NAME].value)
    connection.close()

    def vote(session):
        """One member, one connection, all actions; the statuses of the answers."""
        token = _get_new_csrf_string()
        wire = http.client.HTTPConnection("127.0.0.1", granian, timeout=60)
        statuses = []
        for action in actions:
            wire.request(
                "POST",
                f"/dzialania/{action.pk}/glos/",
                body=f"cast=1&csrfmiddlewaretoken={token}",
                headers={
                    "Host": "localhost",
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
                },
            )
            answer = wire.getresponse()
            answer.read()
            statuses.append(answer.status)
        wire.close()
        return statuses

    with ThreadPoolExecutor(MEMBERS) as crowd:
        statuses = [status for found in crowd.map(vote, sessions) for status in found]

    assert set(statuses) <= {200, 302, 303}, sorted(set(statuses))
    assert len(statuses) == MEMBERS * ACTIONS
    assert Support.objects.count() - before == MEMBERS * ACTIONS
    for action in actions:
        action.refresh_from_db()
        assert action.state == "discussed"
        assert action.supports.count() == MEMBERS
        assert Event.objects.filter(action=action, kind="moved").count() == 1
