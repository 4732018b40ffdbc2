"""A spreadsheet that came back, opened: its rows as text, or a sentence about the file.

Without this file a supplier's sheet with a cover page would be read at the wrong place.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from dueregard.answers import DueRegardError, No
from dueregard.findings import reading_tables
from dueregard.manage.procurement import sheets


def rows_of(
    path: Path, *, name: str, asked: Mapping[str, No | None], today: date
) -> sheets.Read:
    """The answers in a file, checked row by row. `name` is what the person calls the file."""
    try:
        table = _table(path)
    except DueRegardError as error:
        # The person knows the file by its own name, not by where it lies for a moment.
        raise DueRegardError(str(error).replace(str(path), name)) from None
    if table.rows_read > sheets.MOST_ROWS:
        raise DueRegardError(
            f"{name} has {table.rows_read:,} rows; a sheet of answers has {sheets.MOST_ROWS} at "
            "most. Check that it is the right file."
        )
    where = sheets.places(table.columns)
    if isinstance(where, No):
        raise DueRegardError(where.reason)
    cells = ", ".join(["row", *(f"coalesce(c{n}, '')" for n in range(len(table.columns)))])
    found = table.engine.execute(f"SELECT {cells} FROM cells ORDER BY row").fetchall()
    return sheets.read_rows(
        ((int(each[0]), tuple(map(str, each[1:]))) for each in found), where=where, asked=asked,
        today=today,
    )


def _table(path: Path) -> reading_tables.Table:
    """The sheet that we made, or the only table that the file holds."""
    try:
        return reading_tables.read(path, part=sheets.SHEET)
    except DueRegardError:
        return reading_tables.read(path)
