"""Which months the events are from, so that nobody takes a quarter for a year."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dueregard.findings.wording import counted, listed

_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The months with events, from first to last; none where nothing tells."""

    months: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of the last month."""
        return int(self.months[-1][:4]) if self.months else None

    def words(self, noun: str) -> str:
        """The period in a sentence, and the months that are missing from it."""
        if not self.months:
            return (
                f"Rates are {noun} for each 1,000 people in the whole time that the records "
                "cover. The records do not say how long that is, so do not compare them with "
                "rates of a year."
            )
        first, last = self.months[0], self.months[-1]
        when = _named(first) if first == last else f"{_named(first)} to {_named(last)}"
        said = (
            f"The {noun} are from {when} ({counted(len(self.months), one='month')}). Rates are for "
            "each 1,000 people in that time, not in a year."
        )
        gone = _missing(self.months)
        if gone:
            said += f" No row is from {listed([_named(each) for each in gone], most=6)}."
        return said


def period(*, rows: Mapping[str, int], named: tuple[str, ...]) -> Period:
    """The months of the rows where their dates can be read, else those in the names of files."""
    found = sorted(each for each, events in rows.items() if events and _MONTH.fullmatch(each))
    return Period(months=tuple(found) or named)


def _named(month: str) -> str:
    day = date(int(month[:4]), int(month[5:]), 1)
    return f"{day:%B} {day.year}"


def _missing(months: tuple[str, ...]) -> list[str]:
    year, month = int(months[0][:4]), int(months[0][5:])
    gone = []
    while (now := f"{year:04d}-{month:02d}") < months[-1]:
        if now not in months:
            gone.append(now)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return gone
