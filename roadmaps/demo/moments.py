"""Moments and days of the past, for the demo."""

import calendar
from datetime import date, datetime

from django.utils import timezone


def warsaw(text: str) -> datetime:
    """An aware moment from “2018-02-06 17:00”."""
    return timezone.make_aware(datetime.fromisoformat(text))


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
