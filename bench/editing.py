"""Whether a word is ever lost when two and three people write one action at once: random schedules on each engine.

Each schedule has edits that start from older versions, come late, come twice and are sent again; afterwards every word
typed is in the text or in its history, and the history replays to the text byte for byte (60 of them run in
tests/test_losing_no_word.py). A schedule that fails stops the bench with its seed. They run on all processors, each
on a database (SQLite) or a board (PostgreSQL) of its own, and tell every thousand how far they are. The merge
itself is measured on the longest text that a field takes: prose, and what is worst for it. One JSON object a line.

`make bench` runs 500 of them on each engine, `make bench-long` 10,000 (EDITING=10000).
"""

import multiprocessing
import os
import random
import shutil
import sys
import time

from running.runs import prepare, say, start

SCHEDULES = int(os.environ.get("EDITING", "500"))
CHUNK, MOST_AT_ONCE = 250, 3  # the demo has three boards
SAID = 500
LONGEST = 5_000  # characters
MOST_LOST, MOST_MS = 0, 500


def measure_merge(engine):
    from roadmaps.rules.merge import merge

    rng = random.Random(5)

    def text(words):
        return " ".join(rng.choice(words) for _ in range(LONGEST))[:LONGEST]

    kinds = {"prose": [f"słowo{number}" for number in range(400)]}
    kinds |= {
        f"{size} words over and over": [chr(0x4E00 + number) for number in range(size)] for size in (1, 2, 20, 90)
    }
    worst = 0
    for kind, words in kinds.items():
        base, now, sent = (text(words) for _ in range(3))
        began = time.perf_counter()
        merge(base, now, sent)
        took = (time.perf_counter() - began) * 1000
        worst = max(worst, took)
        say(merge=kind, engine=engine, characters=LONGEST, ms=round(took, 1))
    say(bar="ms of the worst merge", engine=engine, most=MOST_MS, worst=round(worst, 1))


def run_chunk(chunk):
    """So many schedules from a seed on, one after another; the figures, or the seed and the words that were lost."""
    from django.db import transaction

    from tests.schedules import run_schedule

    first, number = chunk
    figures = {"saved": 0, "conflicts": 0, "again": 0}
    for seed in range(first, first + number):
        rng = random.Random(seed)
        try:
            with transaction.atomic():
                found = run_schedule(rng, own["roadmap"], own["people"][: rng.choice([2, 3])])
                transaction.set_rollback(True)  # the next one finds the board as it was
        except AssertionError as lost:
            return {"lost": str(lost)[:500], "seed": seed}
        figures = {name: number + found[name] for name, number in figures.items()}
    return figures


own = {}  # of each process


def begin(places):
    """Of each process: a database or a board of its own, and the people who write."""
    from django.conf import settings
    from django.db import connection
    from django.db.models.signals import post_save

    from roadmaps.models import Action, Roadmap
    from roadmaps.out.search import index_action
    from signup.models import User

    place = places.get()
    connection.close()
    if connection.vendor == "sqlite":
        file = str(connection.settings_dict["NAME"])
        shutil.copy(file, f"{file}.{place}")
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = f"{file}.{place}"
    post_save.disconnect(index_action, sender=Action)  # nobody searches here
    own["roadmap"] = Roadmap.objects.order_by("pk")[place]
    own["people"] = [User.objects.get(email=f"{name}@example.org") for name in ("anna", "bartek", "koordynator")]


def main(engine):
    prepare()
    from django.db import connection

    measure_merge(engine)
    first, figures, began, done = random.randrange(10**9), {}, time.perf_counter(), 0
    chunks = [(first + n, min(CHUNK, SCHEDULES - n)) for n in range(0, SCHEDULES, CHUNK)]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    getattr(connection, "close_pool", lambda: None)()
    forked = multiprocessing.get_context("fork")
    workers, places = min(os.cpu_count() or 1, MOST_AT_ONCE), forked.SimpleQueue()
    for place in range(workers):
        places.put(place)
    with forked.Pool(workers, begin, [places]) as pool:
        for chunk, found in zip(chunks, pool.imap(run_chunk, chunks), strict=True):
            if "lost" in found:
                say(schedule="lost a word", engine=engine, **found)
                sys.exit(1)
            done += chunk[1]
            figures = {name: figures.get(name, 0) + number for name, number in found.items()}
            if done % SAID == 0 or done == SCHEDULES:
                took = round(time.perf_counter() - began)
                say(schedules=done, engine=engine, seed=first, processes=workers, seconds=took, **figures)
    say(bar=f"words lost in {SCHEDULES:,} schedules", engine=engine, most=MOST_LOST, worst=0)


if __name__ == "__main__":
    start(main, __file__)
