"""What a press on „Popieram” costs: over HTTP beside a bare vote view, under 16 clients, and in a real Chromium."""

import http.client
import random
import re
import shutil
import statistics
import sys
import threading
import time

from running.bare_votes import lay_bare_tables, the_bare_vote
from running.boards import MEMBER
from running.runs import browser, say
from running.servers import Served, the_portal_anew

PRESSES, CLIENTS, SECONDS = 40, 16, 3


def queries_of_a_vote(engine, roadmap):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = browser(MEMBER)
    action = roadmap.actions.filter(state="discussed").exclude(supports__by__email=MEMBER).first()
    for cast in "10":
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(f"/dzialania/{action.pk}/glos/", {"cast": cast}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        # savepoints and locks are sent too, but ask nothing
        asked = [
            query
            for query in queries.captured_queries
            if not re.match("(SAVEPOINT|RELEASE|BEGIN|COMMIT)", query["sql"])
        ]
        say(vote="queries", cast=cast, engine=engine, queries=len(asked))


TOKEN = "a" * 32


class Presser:
    """One member over one connection that is kept open."""

    def __init__(self, port, session):
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = f"sessionid={session}; csrftoken={TOKEN}"

    def send(self, method, address, body=None):
        headers = {"Host": "localhost", "Cookie": self.cookies, "HX-Request": "true"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.link.request(method, address, body=body, headers=headers)
        answer = self.link.getresponse()
        return answer.status, answer.read().decode()

    def press(self, pk, cast):
        return self.send("POST", f"/dzialania/{pk}/glos/", f"cast={cast}&csrfmiddlewaretoken={TOKEN}")


def session_of(user):
    from django.test import Client

    client = Client()
    client.force_login(user, backend="signup.backends.MembershipBackend")
    return client.cookies["sessionid"].value


def votes(engine, roadmap):
    """A vote over HTTP, by turns here and at the bare view; then sixteen clients at once."""
    from signup.models import User

    pks = list(roadmap.actions.filter(state="discussed").values_list("pk", flat=True)[:PRESSES])
    lay_bare_tables(pks)
    group = roadmap.group
    people = list(User.objects.filter(memberships__group=group, memberships__role="member").order_by("pk")[:CLIENTS])
    sessions = [session_of(user) for user in people]
    from django.db import connection

    connection.close()
    with Served(the_portal_anew) as ours, Served(the_bare_vote) as bare:
        took = {"ours": [], "bare": []}
        pressers = {"ours": Presser(ours, sessions[0]), "bare": Presser(bare, sessions[0])}
        for pk in [*pks[:5], *pks]:
            for cast in "10":
                for name, presser in pressers.items():
                    began = time.perf_counter()
                    status, body = presser.press(pk, cast)
                    took[name].append((time.perf_counter() - began) * 1000)
                    assert status == 200 and "Popieram" in body, (name, status, body[:300])
        medians = {name: round(statistics.median(times[20:]), 2) for name, times in took.items()}
        say(vote="over HTTP", engine=engine, **{f"{name}_ms": ms for name, ms in medians.items()})
        crowd(engine, ours, sessions, pks, roadmap.page.url)
        seen(engine, ours, sessions[0], roadmap.page.url)


def crowd(engine, port, sessions, pks, address):
    """Sixteen members press and read at once; a body that is not whole is a failure."""
    wrong, done, until = [], [0] * len(sessions), time.perf_counter() + SECONDS

    def work(place):
        presser, chance = Presser(port, sessions[place]), random.Random(place)
        while time.perf_counter() < until:
            if chance.random() < 0.3:
                status, body = presser.send("GET", f"{address}?stan=w-dyskusji")
                whole = "ogloszenie" in body and body.count("<article") > 100
            else:
                status, body = presser.press(chance.choice(pks), chance.choice("01"))
                whole = body.lstrip().startswith("<article") and body.rstrip().endswith("</hx-partial>")
            done[place] += 1
            if status != 200 or not whole:
                wrong.append((status, body[:100]))

    threads = [threading.Thread(target=work, args=[place]) for place in range(len(sessions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    say(vote="by sixteen at once", engine=engine, clients=len(sessions), answers=sum(done), failed=len(wrong))
    if wrong:
        print(wrong[:3], file=sys.stderr)


PRESS = """async (name) => {
  const button = document.querySelector(name);
  const before = button.ariaPressed;
  const began = performance.now();
  const seen = new Promise((done) => new MutationObserver((_, it) => {
    const now = document.querySelector(name);
    if (!now || now.ariaPressed === before) return;
    it.disconnect();
    requestAnimationFrame(() => done(performance.now() - began));
  }).observe(document.querySelector("#tablica"), {subtree: true, childList: true, attributes: true}));
  button.click();
  return seen;
}"""


def seen(engine, port, session, address):
    """Milliseconds from a press in a real browser until the button says so."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        context = chromium.new_context(locale="pl-PL", viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://localhost:{port}"}])
        page = context.new_page()
        page.goto(f"http://localhost:{port}{address}?stan=w-dyskusji", wait_until="networkidle")
        names = page.eval_on_selector_all("#w-dyskusji .support", "all => all.map(one => '#' + one.id)")[:20]
        times = [page.evaluate(PRESS, name) for name in names]
        chromium.close()
    say(vote="seen in a browser", engine=engine, presses=len(times), median_ms=round(statistics.median(times), 1))
