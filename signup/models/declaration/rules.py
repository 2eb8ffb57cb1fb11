"""What the parts of a declaration share."""

from collections.abc import Iterable
from datetime import timedelta

from portal.models import WorkingGroupPage

# within what time the same form twice is one press too many
DOUBLE_POST = timedelta(minutes=10)
SUBMITTED = ["submitted", "in_review", "needs_correction", "decided"]
ENDED = "Ta grupa zakończyła pracę i nie przyjmuje nowych osób."


def quoted(groups: Iterable[WorkingGroupPage]) -> str:
    """„Edukacja obywatelska”, „Rozwój III sektora”"""
    return ", ".join(f"„{group.title}”" for group in groups)
