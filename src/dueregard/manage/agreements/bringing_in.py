"""The rows of a list in which a force kept its agreements, each by its headings.

Without it old agreements would have to be typed in, and most would stay outside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dueregard.answers import DueRegardError
from dueregard.findings import reading_tables
from dueregard.findings.reading_tables import Table
from dueregard.sharing import rows

MOST_ROWS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number in the file, its title, and its cells by heading."""

    number: int
    title: str
    purpose: str
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a file holds: the rows that can be taken, and a sentence for each that cannot."""

    rows: tuple[Row, ...]
    aside: tuple[str, ...]


def read(path: Path, *, name: str) -> Rows:
    """The rows of a list. Raises a sentence where the file is no table, or has no title column."""
    try:
        table = reading_tables.read(path)
    except DueRegardError as error:
        # The person knows the file by its own name, not by where it lies for a moment.
        raise DueRegardError(str(error).replace(str(path), name)) from None
    if table.rows_read > MOST_ROWS:
        raise DueRegardError(
            f"{name} has {table.rows_read:,} rows; a list of agreements can have {MOST_ROWS:,} "
            "at most. Check that it is the right file."
        )
    return _rows(table, name)


def _rows(table: Table, name: str) -> Rows:
    cells = ", ".join(["row", *(f"coalesce(c{n}, '')" for n in range(len(table.columns)))])
    found: list[Row] = []
    aside: list[str] = []
    for number, *values in table.engine.execute(
        f"SELECT {cells} FROM cells ORDER BY row"
    ).fetchall():
        row = {heading: str(value) for heading, value in zip(table.columns, values, strict=True)}
        if not any(each.strip() for each in row.values()):
            continue
        try:
            terms = rows.from_row(row).terms
        except DueRegardError as error:
            raise DueRegardError(f"{name}: {error}") from None
        if not terms.title:
            aside.append(f"Row {number} has no title, and was left out.")
            continue
        found.append(Row(
            number=int(number), title=terms.title[:160], cells=row,
            purpose="; ".join(each.name for each in terms.purposes),
        ))
    if not found:
        raise DueRegardError(
            f"{name} has no row with a title. Give one column the heading “title”, and send the "
            "list again."
        )
    return Rows(rows=tuple(found), aside=tuple(aside))
