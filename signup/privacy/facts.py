"""The form in which personal data are shown: facts, in entries, in parts."""

from datetime import date, datetime
from typing import NamedTuple

from portal.templatetags.polish import day, stamp


class Fact(NamedTuple):
    """One thing that is kept: its name in the file, its words on the page, the value."""

    code: str
    label: str
    value: object

    @property
    def shown(self) -> str:
        """The value as people read it."""
        match self.value:
            case bool():
                return "tak" if self.value else "nie"
            case datetime():
                return stamp(self.value)
            case date():
                return day(self.value)
            case list():
                return "\n".join(self.value)
        return self.value


class Entry(NamedTuple):
    """One row of a part: what it is about (with an address, if it has one), and its facts."""

    title: str
    facts: list
    address: str = ""

    @property
    def told(self) -> list[Fact]:
        """What the page shows: facts that say something. The file has all of them."""
        return [fact for fact in self.facts if fact.value not in ("", None, [])]


class Part(NamedTuple):
    """Things of one kind."""

    code: str
    title: str
    entries: list

    @property
    def long(self) -> bool:
        return len(self.entries) > 4
