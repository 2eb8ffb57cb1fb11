"""Whether a word is ever lost when two and three people write one action at once: 10,000 random schedules an engine.

Each schedule has edits that start from older versions, come late, come twice and are sent again; afterwards every word
typed is in the text or in its history, and the history replays to the text byte for byte (200 of them run in
tests/test_editing_together.py). A schedule that fails stops the bench with its seed. The merge itself is measured on
the longest text that a field takes: prose, and what is worst for it. Prints one JSON object a line.
"""

import random
import sys
import time

from pages import on_both_engines, prepare, say

SCHEDULES = 10_000
LONGEST = 5_000  # characters
MOST_LOST, MOST_MS = 0, 500


def measure_merge(engine):
    from roadmaps.merge import merge

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


def main(engine):
    prepare()
    from django.db import transaction

    from roadmaps.models import Roadmap
    from signup.models import User
    from tests.test_editing_together import run_schedule

    measure_merge(engine)
    roadmap = Roadmap.objects.order_by("pk").first()
    people = [User.objects.get(email=f"{name}@example.org") for name in ("anna", "bartek", "koordynator")]
    first, figures, began = random.randrange(10**9), {"saved": 0, "conflicts": 0, "again": 0}, time.perf_counter()
    for seed in range(first, first + SCHEDULES):
        rng = random.Random(seed)
        try:
            with transaction.atomic():
                found = run_schedule(rng, roadmap, people[: rng.choice([2, 3])])
                transaction.set_rollback(True)  # the next one finds the board as it was
        except AssertionError as lost:
            say(schedule="lost a word", engine=engine, seed=seed, what=str(lost)[:500])
            raise
        figures = {name: number + found[name] for name, number in figures.items()}
    say(schedules=SCHEDULES, engine=engine, seed=first, seconds=round(time.perf_counter() - began), **figures)
    say(bar="words lost in 10,000 schedules", engine=engine, most=MOST_LOST, worst=0)


if __name__ == "__main__":
    main(sys.argv[1]) if len(sys.argv) > 1 else on_both_engines(__file__)
