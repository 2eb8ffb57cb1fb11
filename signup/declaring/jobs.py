"""What happens to declarations by the clock, or when a group ends."""

from django.db import transaction

from portal.models import WorkingGroupPage
from signup.models import Declaration


def remind() -> None:
    """Job: remind those who have not confirmed three days before a deadline."""
    Declaration.objects.remind()


def expire() -> None:
    """Job: forget who sent what was never confirmed."""
    with transaction.atomic():
        Declaration.objects.expire()


def close_ended() -> None:
    """Job: decline what still waits for a group that has ended."""
    Declaration.objects.close_ended()


def group_published(sender: type, instance: WorkingGroupPage, **kwargs: object) -> None:
    """When an editor archives a group, whoever waits for it hears of it at once."""
    if instance.archived:
        close_ended()
