"""Terms of actions: a day, a month or a quarter, as people write and read them in Polish."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple, Self

from django.utils.formats import date_format

MONTHS = [
    ("styczeń", "stycznia", "styczniu"),
    ("luty", "lutego", "lutym"),
    ("marzec", "marca", "marcu"),
    ("kwiecień", "kwietnia", "kwietniu"),
    ("maj", "maja", "maju"),
    ("czerwiec", "czerwca", "czerwcu"),
    ("lipiec", "lipca", "lipcu"),
    ("sierpień", "sierpnia", "sierpniu"),
    ("wrzesień", "września", "wrześniu"),
    ("październik", "października", "październiku"),
    ("listopad", "listopada", "listopadzie"),
    ("grudzień", "grudnia", "grudniu"),
]
MONTH = {word: number for number, words in enumerate(MONTHS, start=1) for word in words}
QUARTERS = ["I", "II", "III", "IV"]
QUARTER = {mark: number for number, roman in enumerate(QUARTERS, start=1) for mark in (roman.lower(), str(number))}

_AD = r"(?P<year>(?:19|20|21)\d\d)"
_YEAR = rf"{_AD}(?:\s*r\.?)?"
_DAY = [
    re.compile(rf"(?P<day>\d{{1,2}})[.\-/]\s?(?P<month>\d{{1,2}})[.\-/]\s?{_YEAR}"),
    re.compile(rf"{_AD}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})"),
    re.compile(rf"(?P<day>\d{{1,2}})\s+(?P<name>[^\W\d]+)\s+{_YEAR}"),
]
_MONTH = [
    re.compile(rf"(?P<name>[^\W\d]+)\s+{_YEAR}"),
    re.compile(rf"(?P<month>\d{{1,2}})[.\-/]\s?{_YEAR}"),
    re.compile(rf"{_AD}-(?P<month>\d{{1,2}})"),
]
_QUARTER = [
    re.compile(rf"(?P<quarter>iv|i{{1,3}}|[1-4])\.?\s*(?:kwartał|kwartale|kwartału|kw\.?)\s+{_YEAR}"),
    re.compile(rf"{_AD}-q(?P<quarter>[1-4])"),
]


class Term(NamedTuple):
    """The last day of a term, and how exactly it is meant: day, month or quarter."""

    last_day: date
    precision: str

    def __str__(self):
        """15.01.2018, wrzesień 2018, II kwartał 2018: what people read, and may type again."""
        if self.precision == "month":
            return f"{MONTHS[self.last_day.month - 1][0]} {self.last_day.year}"
        if self.precision == "quarter":
            return f"{QUARTERS[(self.last_day.month - 1) // 3]} kwartał {self.last_day.year}"
        return date_format(self.last_day, "d.m.Y")

    @property
    def code(self) -> str:
        """2018-01-15, 2018-09, 2018-Q2: the one way in which it is stored in the history."""
        if self.precision == "month":
            return f"{self.last_day:%Y-%m}"
        if self.precision == "quarter":
            return f"{self.last_day.year}-Q{(self.last_day.month - 1) // 3 + 1}"
        return self.last_day.isoformat()

    @classmethod
    def month(cls, year: int, month: int, precision: str = "month") -> Self:
        return cls(date(year, month, monthrange(year, month)[1]), precision)


def parse(text: str) -> Term:
    """The Term that a text means. ValueError when it means none."""
    text = " ".join(text.casefold().split())
    if found := _first(_DAY, text):
        return Term(date(int(found["year"]), _month(found), int(found["day"])), "day")
    if found := _first(_QUARTER, text):
        return Term.month(int(found["year"]), 3 * QUARTER[found["quarter"]], "quarter")
    if found := _first(_MONTH, text):
        return Term.month(int(found["year"]), _month(found))
    raise ValueError(text)


def horizon(term: date, today: date) -> str:
    """The horizon that a term suggests: up to 6 months short, up to 18 medium, beyond that long."""
    months = (term.year - today.year) * 12 + term.month - today.month - (term.day < today.day)
    whole = term.day == today.day
    if months < 6 or (months == 6 and whole):
        return "short"
    return "medium" if months < 18 or (months == 18 and whole) else "long"


def _first(patterns, text):
    for pattern in patterns:
        if found := pattern.fullmatch(text):
            return found.groupdict()
    return None


def _month(found):
    if name := found.get("name"):
        if name not in MONTH:
            raise ValueError(name)
        return MONTH[name]
    month = int(found["month"])
    if not 1 <= month <= 12:
        raise ValueError(month)
    return month
