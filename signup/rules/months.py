"""Terms that the law counts in months."""

import calendar
from datetime import datetime

from django.utils import timezone


def months_after(at: datetime, number: int) -> datetime:
    """The same day and hour so many months later (earlier, if negative), or the last day of a shorter month."""
    local = timezone.localtime(at)
    year, month = divmod(local.year * 12 + local.month - 1 + number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    plain = local.replace(year=year, month=month + 1, day=min(local.day, last), tzinfo=None)
    return timezone.make_aware(plain)
