"""Which of the two questions is asked, and which columns were meant.

Without this file ratings could be read as encounters, and a camera's clock as an officer's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings.about import About
from dueregard.findings.labels import heading_of
from dueregard.findings.reading_tables import Table

TIMES = ("from", "to", "recorded_from", "recorded_to")
RATINGS = ("rater", "item", "rating")
_OF_ENCOUNTERS = ("group", "unit", "power", "reference")
_OF_RATINGS = ("view", "order", "sample", "concern")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounters:
    """The columns of encounters: four times, and what they are told apart by."""

    times: Mapping[str, str]
    groups: tuple[str, ...]
    unit: str
    power: str

    @property
    def told_by(self) -> tuple[str, ...]:
        """Every column of labels."""
        return tuple(each for each in (*self.groups, self.unit, self.power) if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """The columns of ratings: who rated what, how, and through which view."""

    rater: str
    item: str
    rating: str
    view: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Every column that is counted by."""
        return tuple(each for each in (self.rater, self.item, self.rating, self.view) if each)


def meant(
    table: Table, *, chosen: Mapping[str, Any], about: About
) -> Encounters | Ratings:
    """The columns that were named; a sentence where the two questions are mixed or half asked."""
    if table.saved:
        raise DueRegardError(
            "A table of counts has no times and no ratings in it. Give the records themselves."
        )
    times = [each for each in (*TIMES, *_OF_ENCOUNTERS) if chosen[each]]
    rated = [each for each in (*RATINGS, *_OF_RATINGS) if chosen[each]]
    if times and rated:
        raise DueRegardError(
            f"{_option(times[0])} is about encounters and {_option(rated[0])} about ratings. They "
            "are two questions: measure them one at a time."
        )
    if rated:
        return _ratings(table, chosen=chosen, about=about)
    for each in TIMES:
        if not chosen[each]:
            raise _needed(each, table=table, about=about)
    if not chosen["group"]:
        raise answers_of.needed(about, "group", columns=table.columns)
    found = Encounters(
        times={each: heading_of(chosen[each], table.columns) for each in TIMES},
        groups=answers_of.headings(chosen["group"], columns=table.columns),
        unit=_heading(table, chosen["unit"]), power=_heading(table, chosen["power"]),
    )
    _once((*found.times.values(), *found.told_by))
    return found


def _ratings(table: Table, *, chosen: Mapping[str, Any], about: About) -> Ratings:
    for each in RATINGS:
        if not chosen[each]:
            raise _needed(each, table=table, about=about)
    found = Ratings(**{each: heading_of(chosen[each], table.columns) for each in RATINGS},
                    view=_heading(table, chosen["view"]))
    _once(found.keys)
    return found


def _needed(name: str, *, table: Table, about: About) -> DueRegardError:
    ask = next(each for each in about.asks if each.name == name)
    shown = ", ".join(f"'{each}'" for each in table.columns[:30])
    return DueRegardError(f"Say {_option(name)} HEADING. {ask.words} The file has: {shown}.")


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _heading(table: Table, asked: str | None) -> str:
    return heading_of(asked, table.columns) if asked else ""


def _once(headings: tuple[str, ...]) -> None:
    twice = [each for place, each in enumerate(headings) if each in headings[:place]]
    if twice:
        raise DueRegardError(
            f"'{twice[0]}' is given for two things at once. Each needs a column of its own."
        )
