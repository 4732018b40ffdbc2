"""The rows of a file that needs care: a spreadsheet, a small database, a CSV as people make them.

Without this file a title above the headings, a second sheet or a date that is a number would have
to be put right by hand before anything could be measured.
"""

import csv
import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dueregard.answers import DueRegardError
from dueregard.findings import text_files
from dueregard.findings.text_files import Looked

_HEADING_WITHIN = 20

Numbered = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A file laid out as text: its headings, the row they stand in, and the rows under them."""

    columns: tuple[str, ...]
    heading_row: int
    rows: Numbered
    notes: tuple[str, ...] = ()


def laid_out(path: Path, *, looked: Looked, part: str = "") -> Laid:
    """A CSV, a workbook or an SQLite file as rows of text. `part` names the sheet or the table."""
    notes: list[str] = []
    if looked.kind == "workbook":
        rows, notes = _workbook_rows(path, sheet=part)
    elif looked.kind == "sqlite":
        rows = _sqlite_rows(path, table=part)
    else:
        refuse_part(part, path=path)
        if not looked.encoding.startswith("utf-8"):
            encoding = text_files.encoding_in_words(looked.encoding)
            notes = [f"The file was read as {encoding} text."]
        rows = _csv_rows(path=path, encoding=looked.encoding)
    return with_headings(name=str(path), rows=rows, notes=notes)


def refuse_part(part: str, *, path: Path) -> None:
    """A sentence where a part is asked of a file that has none."""
    if part:
        raise DueRegardError(
            f"{path} holds one table, so there is no '{part}' in it to choose. Leave out --table."
        )


def with_headings(*, name: str, rows: Numbered, notes: Sequence[str] = ()) -> Laid:
    """The same rows, once their headings are found: the first row with two filled cells or more."""
    above = 0
    for number, cells in itertools.islice(rows, _HEADING_WITHIN):
        if width(cells) > 1:
            columns = [" ".join(cell.split()) for cell in cells]
            while not columns[-1]:
                columns.pop()
            if above:
                verb = f"{above} rows" if above > 1 else "1 row"
                notes = [*notes, f"{verb} above the headings did not hold a table."]
            return Laid(
                columns=tuple(columns), heading_row=number, rows=rows, notes=tuple(notes)
            )
        above += bool(width(cells))
    raise DueRegardError(
        f"{name} has no row of headings: none of its first {_HEADING_WITHIN} rows has two filled "
        "cells. A table needs one row of headings with the rows under it."
    )


def width(cells: Sequence[object]) -> int:
    """How many cells are filled."""
    return sum(bool(str(cell).strip()) for cell in cells if cell is not None)


def as_text(cell: object) -> str:
    """A cell as a person reads it: 12 rather than 12.0, a date rather than a point in time."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return (cell.date() if cell.time() == dt.time() else cell).isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell)


def _csv_rows(*, path: Path, encoding: str) -> Numbered:
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = next((line for line in file if line.strip()), "")
            file.seek(0)
            yield from enumerate(
                csv.reader(file, delimiter=text_files.delimiter_of(first)), start=1
            )
    except (UnicodeDecodeError, csv.Error):
        raise DueRegardError(
            f"{path} could not be read as {text_files.encoding_in_words(encoding)} text: part of "
            "it is damaged or is not text. Export it again as CSV (UTF-8)."
        ) from None


def _workbook_rows(path: Path, *, sheet: str) -> tuple[Numbered, list[str]]:
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        sheets = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in workbook.sheet_names
        }
    except python_calamine.PasswordError:
        raise DueRegardError(
            f"{path} is protected by a password. Save a copy without one, then try again."
        ) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise DueRegardError(
            f"{path} looks like a spreadsheet or a ZIP file but cannot be read as XLSX, XLS or "
            "ODS. Save it again as XLSX or CSV."
        ) from None
    filled = {name: rows for name, rows in sheets.items() if any(map(width, rows))}
    if not filled:
        raise DueRegardError(f"{path} has no filled cell in any of its sheets.")
    tables = [name for name, rows in filled.items() if sum(width(row) > 1 for row in rows) > 1]
    name = _named(sheet, list(filled), path=path, what="sheet") or (tables or list(filled))[0]
    notes = []
    if len(sheets) > 1 and not sheet:
        others = ", ".join(f"'{each}'" for each in sheets if each != name)
        notes = [f"The sheet '{name}' was read; not read: {others}."]
    rows = ([as_text(cell) for cell in row] for row in filled[name])
    return iter(enumerate(rows, start=1)), notes


def _sqlite_rows(path: Path, *, table: str) -> Numbered:
    import sqlite3

    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            there = [name for (name,) in opened.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
                "AND name NOT LIKE 'sqlite_%' ORDER BY name")]
            name = only_table(table, there, path=path)
            found = opened.execute('SELECT * FROM "' + name.replace('"', '""') + '"')
            yield 1, [column[0] for column in found.description]
            for number, row in enumerate(found, start=2):
                yield number, [as_text(cell) for cell in row]
    except sqlite3.Error as problem:
        raise DueRegardError(
            f"{path} is an SQLite file but cannot be read ({problem}). Check that it is whole."
        ) from None


def only_table(asked: str, there: Sequence[str], *, path: Path) -> str:
    """The table that was asked for, or the only one; a sentence naming them where it is unclear."""
    found = _named(asked, there, path=path, what="table")
    if found:
        return found
    if len(there) == 1:
        return there[0]
    if not there:
        raise DueRegardError(f"{path} is a database without a table in it.")
    raise DueRegardError(
        f"{path} has {len(there)} tables: {', '.join(there[:30])}. Say which: --table NAME."
    )


def _named(asked: str, there: Sequence[str], *, path: Path, what: str) -> str:
    if not asked:
        return ""
    for name in there:
        if name.casefold() == asked.casefold():
            return name
    raise DueRegardError(
        f"{path} has no {what} called '{asked}'. It has: {', '.join(there[:30])}."
    )
