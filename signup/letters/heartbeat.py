"""Whether the worker lives: a task that does nothing goes through the queue every 20 seconds."""

from datetime import datetime, timedelta

from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

SILENCE = timedelta(seconds=90)


# before all mail, however much of it waits
@task(backend="queue", priority=100)
def heartbeat() -> None:
    """Nothing to do: that it ran is the news."""


def beat() -> None:
    """Ask for the next heartbeat, unless one still waits; forget old ones."""
    heartbeats = DBTaskResult.objects.filter(task_path=heartbeat.module_path)
    heartbeats.filter(finished_at__lt=timezone.now() - timedelta(hours=1)).delete()
    if not heartbeats.filter(status=TaskResultStatus.READY).exists():
        heartbeat.enqueue()


def check(at: datetime | None = None) -> None:
    """Raise with a sentence when the newest heartbeat is older than 90 seconds or missing."""
    since = (at or timezone.now()) - SILENCE
    heartbeats = DBTaskResult.objects.successful().filter(task_path=heartbeat.module_path)
    if not heartbeats.filter(finished_at__gte=since).exists():
        raise RuntimeError(f"The worker has run no task in the last {SILENCE.seconds} seconds.")
