"""What boards of 10 to 1,000 actions cost: queries, bytes, milliseconds; and what a press on „Popieram” costs.

Texts are made of many words by a seeded chance, so that they do not repeat and compress like people's. Milliseconds of
pages are medians of the test client in one process. The press is timed over HTTP beside a bare vote view (the same
server, database and session; Django's default middleware, an upsert, a sum, a small template), under 16 clients, and in
a real Chromium, from the press until the button says so. Prints one JSON object a line; the last ones are the bars.
"""

import gzip
import os
import statistics
import time
from urllib.parse import quote

from running.boards import COORDINATOR, MEMBER, fill
from running.runs import browser, figures, prepare, say, start
from running.servers import do_not_keep_pages
from running.votes import queries_of_a_vote, votes

SIZES = (10, 30, 150, 300, 1000)
READERS = {"visitor": None, "member": MEMBER, "coordinator": COORDINATOR}
REQUESTS = 15  # of which the median is taken
MOST = {"visitor": 8, "member": 12, "coordinator": 12}  # queries
OPENING = 25_000  # bytes, compressed
EVERYTHING = 110_000
MOST_FOR_A_VOTE, MOST_TIMES_BARE, MOST_TIMES_LONGER, MOST_UNTIL_SEEN = 11, 5, 1.5, 100


def weight(engine, size, what, who, body):
    packed = len(gzip.compress(body, 6))
    say(board=size, what=what, reader=who, engine=engine, bytes=len(body), compressed=packed)


def measure(engine, roadmaps):
    """Queries, bytes and milliseconds of each board for each reader, without a server."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clients = {who: browser(email) for who, email in READERS.items()}
    for size, roadmap in roadmaps.items():
        address = roadmap.page.url
        for who, client in clients.items():
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            assert answer.status_code == 200
            weight(engine, size, "opening", who, answer.content)
            say(board=size, reader=who, engine=engine, queries=len(queries))
            weight(engine, size, "everything", who, client.get(f"{address}?wszystkie=1").content)
    for who, client in clients.items():
        took = {size: [] for size in roadmaps}
        for _ in range(REQUESTS):  # by turns, so that a busy moment meets all of them
            for size, roadmap in roadmaps.items():
                began = time.perf_counter()
                client.get(roadmap.page.url)
                took[size].append((time.perf_counter() - began) * 1000)
        for size, times in took.items():
            say(board=size, reader=who, engine=engine, median_ms=round(statistics.median(times), 1))
    word = quote("wolontariatem")
    for query in (f"slowa={word}", "porzadek=glosy", "kto=Fundacja+Demo", "moje=1"):
        times = []
        for _ in range(5):
            began = time.perf_counter()
            assert clients["member"].get(f"{roadmaps[1000].page.url}?{query}").status_code == 200
            times.append((time.perf_counter() - began) * 1000)
        say(board=1000, filter=query, engine=engine, median_ms=round(statistics.median(times), 1))


def bars(engine):
    """The worst of each kind of figure beside what it must be."""

    def of(name, **like):
        return figures(name, engine=engine, **like)

    def bar(name, most, worst, **more):
        say(bar=name, engine=engine, most=most, worst=worst, **more)

    for who, most in MOST.items():
        counts = of("queries", reader=who)
        bar(f"queries of a board, {who}", most, max(counts), same_for_all=len(set(counts)) == 1)
    bar("opening page, compressed", OPENING, max(of("compressed", what="opening")))
    for who in READERS:
        bar(f"everything, {who}, compressed", EVERYTHING, max(of("compressed", what="everything", reader=who)))
    for who in READERS:
        (few,), (many,) = (of("median_ms", board=size, reader=who) for size in (150, 1000))
        bar(f"1,000 / 150 actions, {who}", MOST_TIMES_LONGER, round(many / few, 2))
    bar("queries of a vote", MOST_FOR_A_VOTE, max(of("queries", vote="queries")))
    (ours,), (bare,) = of("ours_ms"), of("bare_ms")
    bar("vote / bare vote view", MOST_TIMES_BARE, round(ours / bare, 2))
    bar("failed bodies at 16 clients", 0, max(of("failed")))
    bar("ms until a press is seen", MOST_UNTIL_SEEN, max(of("median_ms", vote="seen in a browser")))


def main(engine):
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    do_not_keep_pages()
    prepare()
    roadmaps = {size: fill(size) for size in SIZES}
    measure(engine, roadmaps)
    queries_of_a_vote(engine, roadmaps[1000])
    votes(engine, roadmaps[1000])
    bars(engine)


if __name__ == "__main__":
    start(main, __file__)
