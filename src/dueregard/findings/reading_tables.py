"""A force's own file, read as it stands: no cell changed, no row lost without a word.

Without this file a spreadsheet would have to be cleaned by hand before it could be measured,
and whoever cleans it decides what counts.
"""

import csv
import datetime as dt
import itertools
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.answers import DueRegardError
from dueregard.findings import text_files
from dueregard.findings.text_files import Looked, Progress
from dueregard.findings.wording import counted, listed

if TYPE_CHECKING:
    import duckdb

_HEADING_WITHIN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file's table, held in DuckDB as text, with what was noticed while reading it.

    In `engine` it is the table `cells`: `row` (its number in the file, the first row being 1),
    `overlong` (it has more cells than there are headings) and `c0`, `c1`, ... in the order of
    `columns`; a blank cell is NULL. Blank rows are not counted in `rows_read`.
    """

    columns: tuple[str, ...]
    rows_read: int
    sha256: str
    engine: "duckdb.DuckDBPyConnection"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """A table laid out as text rows: where the headings stand and what was noticed."""

    columns: tuple[str, ...]
    notes: tuple[str, ...]


def read(path: Path, *, progress: Progress | None = None) -> Table:
    """Read a table from CSV (any of , ; tab |), XLSX, XLS, ODS or Parquet.

    The encoding of a CSV is detected and, unless it is UTF-8, said; of a workbook the first
    sheet that holds a table is taken, and said. Raises a sentence for anything else.
    """
    looked = text_files.look(path, progress=progress)
    if looked.kind == "parquet":
        return _from_parquet(path=path, looked=looked)
    if looked.kind == "workbook":
        rows, notes = _workbook_rows(path)
        return _from_rows(name=str(path), rows=rows, sha256=looked.sha256, notes=notes)
    if looked.regular and (table := _straight_from_csv(path=path, looked=looked)):
        return table
    notes = []
    if not looked.encoding.startswith("utf-8"):
        notes = [f"The file was read as {text_files.encoding_in_words(looked.encoding)} text."]
    rows = _csv_rows(path=path, encoding=looked.encoding)
    return _from_rows(name=str(path), rows=rows, sha256=looked.sha256, notes=notes)


def from_rows(
    *,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    sha256: str,
    name: str = "The table",
) -> Table:
    """A Table of rows that are already in hand, as a caller of the library has them."""
    numbered = enumerate(itertools.chain([columns], rows), start=1)
    laid = ((number, [_as_text(cell) for cell in row]) for number, row in numbered)
    return _from_rows(name=name, rows=laid, sha256=sha256, notes=[])


def _from_rows(
    *, name: str, rows: Iterator[tuple[int, list[str]]], sha256: str, notes: list[str]
) -> Table:
    import duckdb

    heading_row, columns, before = _find_headings(name=name, rows=rows)
    if before:
        notes = [*notes, f"{counted(before, one='row')} above the headings did not hold a table."]
    short: list[int] = []
    with tempfile.TemporaryDirectory() as room:
        tidy = Path(room) / "tidy.csv"
        with tidy.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            for number, cells in rows:
                while len(cells) > len(columns) and not cells[-1].strip():
                    cells.pop()
                if len(cells) < len(columns) and any(cell.strip() for cell in cells):
                    short.append(number)
                overlong = len(cells) > len(columns)
                padded = (cells + [""] * len(columns))[: len(columns)]
                writer.writerow([number, int(overlong), *padded])
        engine = _locked_engine(tidy)
        names = ["row", "overlong", *(f"c{place}" for place in range(len(columns)))]
        try:
            _load_csv(engine=engine, path=tidy, names=names, delimiter=",", skip=0)
        except duckdb.Error:
            raise DueRegardError(
                f"{name} cannot be held in memory: it is too large, or one of its cells is. "
                "Leave out the columns that are not needed, or give it as Parquet."
            ) from None
    if short:
        where = listed([f"row {number}" for number in short])
        notes = [
            *notes,
            f"{counted(len(short), one='row')} had fewer cells than there are headings ({where}); "
            "the missing cells were read as blank.",
        ]
    return _table(
        name=name, engine=engine, columns=columns, sha256=sha256, notes=notes,
        select=f"CAST(row AS BIGINT) AS row, overlong = '1' AS overlong, {_blank_to_null(columns)}",
        after=heading_row,
    )


def _straight_from_csv(*, path: Path, looked: Looked) -> Table | None:
    """DuckDB reads a regular file many times faster; None where it finds anything irregular."""
    import duckdb

    with path.open(encoding="utf-8", newline="") as file:
        line = file.readline().rstrip("\r\n")
    delimiter = text_files.delimiter_of(line)
    columns = tuple(cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), []))
    if len(columns) < 2 or not all(columns) or line.count('"') % 2 or "\r" in line:
        return None
    engine = _locked_engine(path)
    try:
        names = [f"c{place}" for place in range(len(columns))]
        _load_csv(engine=engine, path=path, names=names, delimiter=delimiter, skip=1)
    except duckdb.Error:
        return None
    return _table(
        name=str(path), engine=engine, columns=columns, sha256=looked.sha256, notes=[],
        select=f"rowid + 2 AS row, false AS overlong, {_blank_to_null(columns)}", after=1,
    )


def _from_parquet(*, path: Path, looked: Looked) -> Table:
    import duckdb

    engine = _locked_engine(path)
    try:
        found = engine.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path.resolve())])
        columns = tuple(row[0] for row in found.fetchall())
        cells = ", ".join(
            f"CAST({_identifier(name)} AS VARCHAR) AS c{place}"
            for place, name in enumerate(columns)
        )
        engine.execute(
            f"CREATE TABLE loaded AS SELECT {cells} FROM read_parquet(?)", [str(path.resolve())]
        )
    except duckdb.Error:
        raise DueRegardError(
            f"{path} begins as a Parquet file but cannot be read as one. Export it again."
        ) from None
    return _table(
        name=str(path), engine=engine, columns=columns, sha256=looked.sha256, notes=[],
        select=f"rowid + 2 AS row, false AS overlong, {_blank_to_null(columns)}", after=1,
    )


def _table(
    *,
    name: str,
    engine: "duckdb.DuckDBPyConnection",
    columns: tuple[str, ...],
    sha256: str,
    notes: list[str],
    select: str,
    after: int,
) -> Table:
    filled = " OR ".join(f"c{place} IS NOT NULL" for place in range(len(columns)))
    engine.execute(
        f"CREATE TABLE cells AS SELECT * FROM (SELECT {select} FROM loaded) "
        f"WHERE overlong OR {filled}"
    )
    engine.execute("DROP TABLE loaded")
    count = engine.execute("SELECT count(*) FROM cells").fetchall()[0][0]
    if not count:
        raise DueRegardError(
            f"{name} has headings in row {after} but no rows under them. "
            "Export the table again, with its rows."
        )
    return Table(
        columns=columns, rows_read=count, sha256=sha256, engine=engine, notes=tuple(notes)
    )


def _locked_engine(path: Path) -> "duckdb.DuckDBPyConnection":
    """A DuckDB that can read this one file and nothing else: no network, no other file."""
    import duckdb

    engine = duckdb.connect(":memory:")
    allowed = str(path.resolve()).replace("'", "''")
    for setting in (
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "memory_limit = '2GB'",
        "threads = 2",
        "temp_directory = ''",
        f"allowed_paths = ['{allowed}']",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        engine.execute(f"SET {setting}")
    return engine


def _load_csv(
    *,
    engine: "duckdb.DuckDBPyConnection",
    path: Path,
    names: Sequence[str],
    delimiter: str,
    skip: int,
) -> None:
    kinds = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    engine.execute(
        "CREATE TABLE loaded AS SELECT * FROM read_csv(?, auto_detect = false, header = false, "
        f"skip = {skip}, delim = '{delimiter}', quote = '\"', escape = '\"', "
        f"all_varchar = true, columns = {{{kinds}}})",
        [str(path.resolve())],
    )


def _blank_to_null(columns: Sequence[str]) -> str:
    space = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"
    return ", ".join(
        f"nullif(trim(c{place}, {space}), '') AS c{place}" for place in range(len(columns))
    )


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _csv_rows(*, path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
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


def _workbook_rows(path: Path) -> tuple[Iterator[tuple[int, list[str]]], list[str]]:
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
    filled = {name: rows for name, rows in sheets.items() if any(map(_width, rows))}
    if not filled:
        raise DueRegardError(f"{path} has no filled cell in any of its sheets.")
    tables = [name for name, rows in filled.items() if sum(_width(row) > 1 for row in rows) > 1]
    name = (tables or list(filled))[0]
    notes = []
    if len(sheets) > 1:
        others = ", ".join(f"'{each}'" for each in sheets if each != name)
        notes = [f"The sheet '{name}' was read; not read: {others}."]
    rows = ([_as_text(cell) for cell in row] for row in filled[name])
    return iter(enumerate(rows, start=1)), notes


def _find_headings(
    *, name: str, rows: Iterator[tuple[int, list[str]]]
) -> tuple[int, tuple[str, ...], int]:
    """The first row with two filled cells or more; how many filled rows stand above it."""
    above = 0
    for number, cells in itertools.islice(rows, _HEADING_WITHIN):
        if _width(cells) > 1:
            columns = [" ".join(cell.split()) for cell in cells]
            while not columns[-1]:
                columns.pop()
            return number, tuple(columns), above
        above += bool(_width(cells))
    raise DueRegardError(
        f"{name} has no row of headings: none of its first {_HEADING_WITHIN} rows has two filled "
        "cells. A table needs one row of headings with the rows under it."
    )


def _width(cells: Sequence[object]) -> int:
    return sum(bool(str(cell).strip()) for cell in cells if cell is not None)


def _as_text(cell: object) -> str:
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
