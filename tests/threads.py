"""Doing things at once, each in a thread with a connection of its own, as requests have."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def crowd(work, workers):
    """Run the jobs on so many threads; each job has a connection of its own, as a request has. Give their errors."""
    errors = []
    start = threading.Barrier(workers)

    def worker(jobs):
        start.wait()
        for job in jobs:
            try:
                job()
            except Exception as error:
                errors.append(error)
            finally:
                connection.close()

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(worker, [work[n::workers] for n in range(workers)]))
    return errors


def at_once(*works):
    """Do several things at once, each in a thread; what they raised."""
    barrier, errors = threading.Barrier(len(works)), []

    def run(work):
        try:
            barrier.wait(60)
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return errors
