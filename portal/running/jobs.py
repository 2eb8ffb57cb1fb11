"""What the portal does regularly (slot `job`), and what it puts into its other slots."""

from functools import partial

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from portal import slots
from portal.out import covers
from portal.serving import form_tokens
from portal.shown import lists, waiting

MINUTE = 60
DAY = 24 * 60 * MINUTE


def publish_scheduled() -> None:
    """Publish and unpublish the pages whose time, chosen by their editor, has come.

    What Wagtail's command of that name does, but one that cannot be published holds up no other.
    """
    now = timezone.now()
    over = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    acts = [partial(page.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled") for page in over]
    acts += [partial(revision.publish, log_action="wagtail.publish.scheduled") for revision in due]
    failures = []
    for act in acts:
        try:
            with transaction.atomic():
                act()
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup("Not published, or not taken back", failures)


def forget_old_sessions() -> None:
    call_command("clearsessions", verbosity=0)


def forget_old_tasks() -> None:
    """Forget what the queue finished two weeks ago, or failed to do three months ago."""
    call_command(
        "prune_db_task_results",
        "--backend=queue",
        "--queue-name=*",
        "--min-age-days=14",
        "--failed-min-age-days=90",
        verbosity=0,
    )


def fill_slots() -> None:
    slots.fill("moment", lists.next_moment)
    slots.fill("waiting", waiting.for_writers)
    slots.fill("job", publish_scheduled, seconds=MINUTE)
    slots.fill("job", forget_old_sessions, seconds=DAY)
    slots.fill("job", forget_old_tasks, seconds=DAY)
    slots.fill("job", form_tokens.forget_old, name="forget_old_forms", seconds=60 * MINUTE)
    slots.fill("forget", form_tokens.forget_answers)
    slots.fill("job", covers.sweep, name="sweep_covers", seconds=DAY)
