"""Dates as people here type them. The first of each list is how a form shows a stored one; Django adds ISO."""

_DAYS = ["%d.%m.%Y", "%d. %m. %Y", "%d-%m-%Y", "%d/%m/%Y", "%d %m %Y", "%d.%m.%y"]
_DAYS += [f"{day} r." for day in _DAYS[:2]]
_HOURS = ["%H:%M", "%H.%M", "%H:%M:%S"]
_BETWEEN = [" ", ", ", " godz. ", ", godz. ", " o "]

DATE_INPUT_FORMATS = [*_DAYS, "%Y.%m.%d"]
TIME_INPUT_FORMATS = [*_HOURS, "%H"]
DATETIME_INPUT_FORMATS = [
    f"{day}{between}{hour}" for between in _BETWEEN for day in [*_DAYS, "%Y-%m-%d", "%Y.%m.%d"] for hour in _HOURS
]
