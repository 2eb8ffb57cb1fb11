"""How much of a large whole a run tries: a part chosen by chance, or with THOROUGH=1 all of it (-p tests.thorough).

A product of texts × fields × roles takes minutes and says nearly the same in each of its cases. The suite takes one
in ten, others each time, and `make bench-long` takes them all. The end of a run says its seed; with SEED=<that
number> and the same tests the same cases are chosen again.
"""

import os
import random

THOROUGH = os.environ.get("THOROUGH", "") not in ("", "0")
# the workers of xdist inherit it, so that all of them collect the same
SEED = int(os.environ.setdefault("SEED", str(random.randrange(10**6))))


def chance(name):
    """A generator of this run's own for whatever has that name: what one test draws does not change another's."""
    return random.Random(f"{SEED} {name}")


def sample(cases, name, one_in=10, always=()):
    """All cases when thorough, else one in so many of them (at least one), in their order, besides those in `always`.

    The name says which choice this is, for instance the test's own name.
    """
    cases = list(cases)
    if THOROUGH or not cases:
        return cases
    chosen = set(chance(name).sample(range(len(cases)), -(-len(cases) // one_in)))
    return [case for place, case in enumerate(cases) if place in chosen or case in always]


def steps(few, many):
    """How many steps or tries: few in the suite, many when thorough."""
    return many if THOROUGH else few


def pytest_report_header():
    return f"seed {SEED}{', thorough' if THOROUGH else ''}"


def pytest_terminal_summary(terminalreporter):
    terminalreporter.write_line(f"SEED={SEED}{' THOROUGH=1' if THOROUGH else ''}")
