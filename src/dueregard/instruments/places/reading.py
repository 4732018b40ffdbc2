"""Cells and days in two files, matched: what was predicted, and what happened.

Without this file a forecast for one grid could be held against the crimes of another, and a day
that nobody has counted would be a day without crime.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dueregard.answers import DueRegardError
from dueregard.findings.labels import is_blank, number_of
from dueregard.findings.reading_tables import Table
from dueregard.findings.typed_rows import date_sql
from dueregard.findings.wording import long_date

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray

# More cells times periods than this do not fit into the memory of a small machine.
MOST = 60_000_000
WHOLE = "the whole time"
_SPREADSHEET_DAY = re.compile(r"\d{5}")

Key = date | float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """The days (or weeks, or shifts) of two files in order, with the name of each.

    `keys` are comparable with one another: dates, numbers or words.
    """

    keys: tuple[Key, ...]
    names: tuple[str, ...]

    @property
    def dated(self) -> bool:
        """Whether they are dates."""
        return bool(self.keys) and isinstance(self.keys[0], date)

    @property
    def noun(self) -> str:
        """What they are called, several of them."""
        return "days" if self.dated else "periods"

    def name(self, place: int) -> str:
        """A period as a person says it."""
        key = self.keys[place]
        return long_date(key) if isinstance(key, date) else self.names[place]


def day_keys(
    labels: Sequence[str], *, table: Table, place: int
) -> dict[str, Key]:
    """Each label of a column of days as something that can be put in order.

    All as dates where all are dates (a time of day is left out), else all as numbers, else words.
    """
    column = f"CAST(c{place} AS STRING)"
    found = dict(table.engine.execute(
        f"SELECT written, {date_sql('trim(written)')} FROM "
        f"(SELECT DISTINCT {column} AS written FROM records WHERE c{place} IS NOT NULL)"
    ).fetchall())
    wanted = [each for each in labels if not is_blank(each)]
    if wanted and all(isinstance(found.get(each), date) for each in wanted):
        return {each: found[each] for each in wanted}
    numbers = {each: number_of(each) for each in wanted}
    if wanted and all(each is not None for each in numbers.values()):
        return {each: float(value) for each, value in numbers.items() if value is not None}
    return {each: " ".join(each.split()).casefold() for each in wanted}


def distinct(table: Table, place: int) -> list[str | None]:
    """Every value of a column, as it is written."""
    found = table.engine.execute(f"SELECT DISTINCT CAST(c{place} AS STRING) FROM records")
    return [row[0] for row in found.fetchall()]


def cell_key(label: str) -> str:
    """Names of one cell alike: without spaces around and without capitals."""
    return " ".join(label.split()).casefold()


def coded(
    table: Table, *, columns: Mapping[str, str], codes: Mapping[int, Mapping[str, int]]
) -> dict[str, Any]:
    """Columns of a table as arrays; those in `codes` (by place) as the number of their value.

    A value without a number is -1. `columns` gives SQL for the others, by name.
    """
    import numpy

    joins, picked = [], []
    given: list[Any] = []
    for place, numbers in codes.items():
        joins.append(
            f"LEFT JOIN (SELECT unnest(?::VARCHAR[]) AS label, unnest(?::INTEGER[]) AS code) AS "
            f"k{place} ON CAST(r.c{place} AS STRING) = k{place}.label")
        given += [list(numbers), list(numbers.values())]
        picked.append(f"coalesce(k{place}.code, -1) AS code{place}")
    picked += [f"{sql} AS {name}" for name, sql in columns.items()]
    found = table.engine.execute(
        f"SELECT {', '.join(picked)} FROM records AS r {' '.join(joins)}", given).fetchnumpy()
    return {name: numpy.ma.getdata(numpy.ma.filled(each, numpy.nan) if each.dtype.kind == "f"
                                   else each)
            for name, each in found.items()}


def number_sql(place: int) -> str:
    """SQL for a cell as a number from 0 on, NaN where it is blank, and -1 where it is none."""
    text = f"replace(trim(CAST(r.c{place} AS STRING)), ',', '')"
    value = f"try_cast({text} AS DOUBLE)"
    return (f"CASE WHEN r.c{place} IS NULL OR {text} = '' THEN CAST('NaN' AS DOUBLE) "
            f"WHEN {value} >= 0 AND {value} < 1e15 THEN {value} ELSE -1.0 END")


def check_size(cells: int, periods: int) -> None:
    """A sentence where there is more than can be held at once."""
    if cells * periods > MOST:
        raise DueRegardError(
            f"{cells:,} cells on {periods:,} days are more than can be held at once. Measure a "
            "shorter time, or one part of the area."
        )
