"""Runs the jobs that rooms put into the slot `job`, each every so many seconds, until it is told to stop."""

import logging
import signal
import threading
import time

from django.core.cache import cache
from django.core.management.base import BaseCommand
from django.db import connections

from portal import slots
from portal.serving import outages

log = logging.getLogger("portal.scheduler")

RETRY = 2  # seconds until the next look when the turn could not be taken, or the database is away


class Command(BaseCommand):
    help = "Run the regular jobs until SIGTERM or SIGINT."

    def handle(self, **options):
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        # at the start every job is due: whatever fell into a downtime is done now
        due = {job: time.monotonic() for job in slots.fillings("job")}
        while not stopping.is_set():
            for job in [job for job, moment in due.items() if moment <= time.monotonic()]:
                if stopping.is_set():
                    break
                due[job] = time.monotonic() + run(job)
            stopping.wait(max(0, min(due.values()) - time.monotonic()) if due else None)


class Away:
    """Whether the database is away; each change is told once."""

    told = False

    def tell(self, error=None):
        if error and not self.told:
            log.warning("The jobs wait: %s", error)
        elif self.told and not error:
            log.warning("The jobs go on.")
        self.told = bool(error)


away = Away()


def run(job):
    """Run a job if it is its turn; the seconds until the next look. A job that fails stops nobody else."""
    try:
        turn = take_turn(job)
        away.tell()
        if turn:
            job.function()
            return job.seconds
        return min(RETRY, job.seconds)
    except Exception as error:
        if outages.is_passing(error):
            away.tell(error)
            return min(RETRY, job.seconds)
        log.exception("The job “%s” failed; it is tried again in %d seconds.", job.name, job.seconds)
        return job.seconds
    finally:
        connections.close_all()


def take_turn(job):
    """Whether we may run the job now: of two schedulers, or of two starts in a row, one may in each period."""
    return cache.add(f"turn:{job.name}", True, timeout=job.seconds * 0.9)
