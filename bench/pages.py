"""What pages cost with much content: queries, bytes, milliseconds, requests a second; and what search costs.

Requests a second and p99 come from the real server, with whole pages kept and not kept (parts of pages are kept in
both), beside two yardsticks of the same run: a view that does nothing behind Django's default middleware, and the
page of a new `wagtail start` site. The driver is a Python program on the same processors, so compare, do not quote.
Last come the bars: the worst of each kind of figure beside what it must be.

Prints one JSON object a line. Everything happens in a folder of its own and on 127.0.0.1; each engine is a process of
its own, since Django knows one set of settings: `pages.py` starts `pages.py sqlite` and `pages.py postgresql`.
"""

import http.client
import statistics
import tempfile
import threading
import time
from urllib.parse import quote

from running.runs import browser, figures, prepare, say, start
from running.servers import (
    Served,
    bare_view,
    do_not_keep_pages,
    new_wagtail,
    start_wagtail,
    the_portal,
    the_portal_anew,
)

GROUP = "/grupy/edukacja-obywatelska/"
BOARD = GROUP + "mapa-drogowa/"
MEMBER = "anna@example.org"
PAGES = {"home": "/", "group": GROUP, "news list": "/aktualnosci/", "news page": None, "meeting list": "/spotkania/"}
REQUESTS = 30  # of which the median is taken
NEWS, MEETINGS, ACTIONS = 2000, 300, 1000
CONNECTIONS = (1, 16)
SECONDS = 2  # of load; the driver takes its share of the same processors
BARE, START = "bare view, default middleware", "new wagtail start site"
KEPT, ANEW = "portal, pages kept", "portal, pages made anew"
SYLLABLES = "ba ce do fu gi ka le mo nu pi ra se to wu zy by cho dzi kra sto"
WORDS = ["wolontariatem", "spoldzielniami", "organizacja", "mieszkańców", "warsztaty", "kalendarz", "umowy", "seniorów"]
SEARCHES = {
    "in some texts": WORDS,
    "in every text": ["nowina", "dzielnicami", "krótko", "nowiny z dzielnicy"],
    "slips": ["wolontriatem", "spoldzielnimi", "dzielncami", "warsztty"],
    "nowhere": ["zzzxqw", "kolejka", "hipopotam", "„nowina z innej”"],
}
TEXT = 150  # words of a piece of news
MOST_QUERIES, MOST_COLD, MOST_FOR_SEARCH = 10, 22, 50  # the last in ms
LEAST_ANEW, LEAST_KEPT = 0.5, 0.7  # of the requests a second of the yardsticks


def bars(engine):
    """The worst of each kind of figure beside what it must be."""

    def worst(served, yardstick, connections):
        (measure,) = figures("requests_a_second", served=yardstick, connections=connections)
        return round(min(figures("requests_a_second", served=served, connections=connections)) / measure, 2)

    say(bar="queries of a page", engine=engine, most=MOST_QUERIES, worst=max(figures("queries", reader="anybody")))
    say(bar="queries of a cold page", engine=engine, most=MOST_COLD, worst=max(figures("cold_queries")))
    searches = figures("median_ms", page="search")
    say(bar="ms of a search, by kinds of words", engine=engine, most=MOST_FOR_SEARCH, worst=max(searches))
    for connections in CONNECTIONS:
        anew, kept = worst(ANEW, START, connections), worst(KEPT, BARE, connections)
        say(bar="made anew / wagtail start", engine=engine, connections=connections, least=LEAST_ANEW, worst=anew)
        say(bar="kept / bare view", engine=engine, connections=connections, least=LEAST_KEPT, worst=kept)


def fill():
    """Add news, meetings and actions until there are many; the addresses to measure."""
    from datetime import timedelta

    from django.utils import timezone

    from portal.models import MeetingIndexPage, MeetingPage, NewsIndexPage, NewsPage, WorkingGroupPage
    from roadmaps.models import Action, Roadmap
    from signup.models import User

    text = "Warsztaty dla mieszkańców prowadzi stowarzyszenie; zapisy w bibliotece i w biurze organizacji."
    group, news, meetings = (
        WorkingGroupPage.objects.first(),
        NewsIndexPage.objects.get(),
        MeetingIndexPage.objects.get(),
    )
    # as many different texts as pages; every fortieth has a word that is searched for
    syllables = SYLLABLES.split()
    words = [f"{beginning}{ending}" for beginning in syllables for ending in syllables]
    for n in range(NEWS - NewsPage.objects.count()):
        word = WORDS[n // 40 % len(WORDS)] if n % 40 == 0 else words[n % 400]
        rest = (words[place * (n % 397 + 1) % 400] for place in range(TEXT))
        body = [("text", f"<p>{word} {' '.join(rest)}</p>")]
        page = NewsPage(
            title=f"Nowina {n} z dzielnicy", slug=f"nowina-{n}", lead=f"Krótko: {words[n % 397]}.", body=body
        )
        page.groups = [group]
        news.add_child(instance=page)
    now = timezone.now()
    for n in range(MEETINGS - MeetingPage.objects.count()):
        starts = now + timedelta(days=n - MEETINGS)
        page = MeetingPage(title=f"Narada {n}", slug=f"narada-{n}", starts_at=starts, place="Sala", lead=text)
        page.ends_at = starts + timedelta(hours=2)
        page.groups = [group]
        meetings.add_child(instance=page)
    roadmap = Roadmap.objects.get(page__url_path__endswith=BOARD)
    by = User.objects.get(email=MEMBER)
    for n in range(ACTIONS - Action.objects.count()):
        roadmap.add(by, title=f"Działanie {n}", description=text)
    return PAGES | {"news page": NewsPage.objects.live().order_by("pk").last().url}


def measure(engine, pages):
    """The pages one after another without a server, made anew each time, with what the process keeps."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    boards = [("board", BOARD, None), ("board of a member", BOARD, MEMBER)]
    for name, address, reader in [*((name, address, None) for name, address in pages.items()), *boards]:
        client = browser(reader)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
            count = len(queries)
        assert answer.status_code == 200, (address, answer.status_code)
        median = timed(client, [address] * REQUESTS)
        who = "member" if reader else "anybody"
        say(page=name, reader=who, engine=engine, queries=count, bytes=len(answer.content), median_ms=median)
    for name, address in pages.items():
        client, times = browser(None), []
        for _ in range(REQUESTS // 3):
            know_nothing()
            times.append(timed(client, [address]))
        know_nothing()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        cold = {"cold_queries": len(queries), "cold_median_ms": round(statistics.median(times), 1)}
        say(page=name, reader="first one", engine=engine, **cold)
    client = browser(None)
    client.get("/szukaj/?q=pierwszee")  # the words of all texts are read once
    for kind, texts in SEARCHES.items():
        addresses = [f"/szukaj/?q={quote(text)}" for text in texts * 4]
        say(page="search", words=kind, engine=engine, median_ms=timed(client, addresses))
    begun = [f"/szukaj/podpowiedzi/?q={quote(text[:4])}" for texts in SEARCHES.values() for text in texts]
    say(page="suggestions", engine=engine, median_ms=timed(client, begun * 2))


def know_nothing():
    """As after an editor published a page: nothing that this process keeps is used any more."""
    from portal.serving import generations

    generations.change()


def timed(client, addresses):
    times = []
    for address in addresses:
        began = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(times), 1)


def load(port, address, connections):
    """(requests a second, p99 in ms) over so many connections that are kept open; fails on any answer but 200."""
    times, wrong = [[] for _ in range(connections)], []
    until = time.perf_counter() + SECONDS

    def ask(place):
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while (began := time.perf_counter()) < until:
            link.request("GET", address, headers={"Host": "localhost"})
            answer = link.getresponse()
            answer.read()
            times[place].append(time.perf_counter() - began)
            if answer.status != 200:
                wrong.append(answer.status)
        link.close()

    threads = [threading.Thread(target=ask, args=[place]) for place in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong[:5]
    every = sorted(seconds for some in times for seconds in some)
    return round(len(every) / SECONDS), round(every[int(len(every) * 0.99)] * 1000, 1)


def throughput(engine, name, loader, pages):
    with Served(loader) as port:
        for page, address in pages.items():
            load(port, address, 4)  # warm
            for connections in CONNECTIONS:
                rate, p99 = load(port, address, connections)
                say(served=name, page=page, engine=engine, connections=connections, requests_a_second=rate, p99_ms=p99)


def main(engine):
    do_not_keep_pages()
    prepare()
    pages = fill()
    measure(engine, pages)
    with tempfile.TemporaryDirectory(prefix="drogowskaz-bench-") as folder:
        start_wagtail(folder)
        throughput(engine, BARE, bare_view, {"-": "/"})
        throughput(engine, START, new_wagtail, {"-": "/"})
        throughput(engine, KEPT, the_portal, pages)
        throughput(engine, ANEW, the_portal_anew, pages)
    bars(engine)


if __name__ == "__main__":
    start(main, __file__)
