"""What the desk and the form of a declaration cost: queries and milliseconds with 50 and 5,000 declarations; exports.

Prints one JSON object a line; the last of each engine are the bars. Times are medians of the test client in one
process, so they hold no network; memory is what Python allocated at most while an export was made.
"""

import statistics
import time
import tracemalloc

from running.runs import browser, prepare, say, start

FEW, MANY = 50, 5000
REQUESTS = 15  # of which the median is taken
COORDINATOR = "koordynator@example.org"
MOST_QUERIES, MOST_TIMES_LONGER, MOST_MB = 15, 1.5, 4


def add(number):
    """Add declarations that wait on the desk until there are that many."""
    from django.db import connection
    from django.utils import timezone

    from signup.models import Declaration, DeclarationCallPage, DeclarationChoice

    call = DeclarationCallPage.objects.open().first()
    groups, now = list(call.offered()), timezone.now()
    there = Declaration.objects.submitted().filter(state="submitted").count()
    new = [
        Declaration(
            call=call,
            state="submitted",
            number=f"D/2000/{i:05}",
            given_name="Imię",
            family_name=f"Nazwisko{i}",
            email=f"osoba{i}@example.org",
            email_lower=f"osoba{i}@example.org",
            sought=f"d/2000/{i:05} imie nazwisko{i}",
            contribution="Doświadczenie i chęć rozmowy. " * 5,
            sent_at=now,
            submitted_at=now,
            confirmed_at=now,
        )
        for i in range(there, number)
    ]
    Declaration.objects.bulk_create(new, batch_size=500)
    choices = [DeclarationChoice(declaration=one, group=groups[i % len(groups)]) for i, one in enumerate(new)]
    DeclarationChoice.objects.bulk_create(choices, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what PostgreSQL does by itself within a minute


def measure(engine, client, name, address, **more):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    took = []
    for _ in range(REQUESTS):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(address)
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, address
    figures = {"queries": len(seen), "median_ms": round(statistics.median(took), 1)}
    say(page=name, engine=engine, **more, **figures)
    return figures


def export(engine, client, kind, number):
    tracemalloc.start()
    began = time.perf_counter()
    answer = client.get(f"/redakcja/deklaracje/eksport.{kind}?lista=wszystkie")
    size = sum(len(piece) for piece in answer.streaming_content)
    seconds, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    figures = {"seconds": round(seconds, 2), "kB": size // 1000, "peak_MB": round(peak / 1e6, 1)}
    say(export=kind, engine=engine, declarations=number, **figures)
    return figures["peak_MB"]


def main(engine):
    prepare()
    coordinator, visitor = browser(COORDINATOR), browser(None)
    form = measure(engine, visitor, "form", "/deklaracja/")
    desks, peaks = [], []
    for number in (FEW, 500, MANY):
        add(number)
        for name, wanted in (("desk", ""), ("desk, a word", "?q=nazwisko1"), ("desk, all", "?lista=wszystkie")):
            address = f"/redakcja/deklaracje/{wanted}"
            figures = measure(engine, coordinator, name, address, declarations=number)
            desks += [figures] if name == "desk" else []
        peaks.append(max(export(engine, coordinator, kind, number) for kind in ("csv", "xlsx")))
    worst = max(form["queries"], *(desk["queries"] for desk in desks))
    say(bar="queries of form and desk", engine=engine, most=MOST_QUERIES, worst=worst)
    longer = round(desks[-1]["median_ms"] / desks[0]["median_ms"], 2)
    say(bar="desk with 5,000 / with 50", engine=engine, most=MOST_TIMES_LONGER, worst=longer)
    say(bar="MB of an export of 5,000", engine=engine, most=MOST_MB, worst=peaks[-1])


if __name__ == "__main__":
    start(main, __file__)
