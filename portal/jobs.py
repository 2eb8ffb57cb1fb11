"""What the portal does regularly (slot `job`), and what it puts into its other slots."""

from django.core.management import call_command

from portal import covers, form_tokens, lists, slots, waiting

MINUTE = 60
DAY = 24 * 60 * MINUTE


def publish_scheduled():
    """Publish and unpublish the pages whose time, chosen by their editor, has come."""
    call_command("publish_scheduled", verbosity=0)


def forget_old_sessions():
    call_command("clearsessions", verbosity=0)


def forget_old_tasks():
    """Forget what the queue finished two weeks ago, or failed to do three months ago."""
    call_command(
        "prune_db_task_results",
        "--backend=queue",
        "--queue-name=*",
        "--min-age-days=14",
        "--failed-min-age-days=90",
        verbosity=0,
    )


def fill_slots():
    slots.fill("moment", lists.next_moment)
    slots.fill("waiting", waiting.for_writers)
    slots.fill("job", publish_scheduled, seconds=MINUTE)
    slots.fill("job", forget_old_sessions, seconds=DAY)
    slots.fill("job", forget_old_tasks, seconds=DAY)
    slots.fill("job", form_tokens.forget_old, name="forget_old_forms", seconds=60 * MINUTE)
    slots.fill("forget", form_tokens.forget_answers)
    slots.fill("job", covers.sweep, name="sweep_covers", seconds=DAY)
