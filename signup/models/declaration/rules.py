"""What the parts of a declaration share."""

from datetime import timedelta

# within what time the same form twice is one press too many
DOUBLE_POST = timedelta(minutes=10)
SUBMITTED = ["submitted", "in_review", "needs_correction", "decided"]
ENDED = "Ta grupa zakończyła pracę i nie przyjmuje nowych osób."


def quoted(groups):
    """„Edukacja obywatelska”, „Rozwój III sektora”"""
    return ", ".join(f"„{group.title}”" for group in groups)
