"""A force's own file, read as it stands: no cell changed, no row lost without a word.

Without this file a spreadsheet would have to be cleaned by hand before it could be measured,
and whoever cleans it decides what counts.
"""

import csv
import itertools
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.answers import DueRegardError
from dueregard.findings import text_files
from dueregard.findings.locked import asking, locked
from dueregard.findings.reading_rows import (
    Laid,
    as_text,
    laid_out,
    refuse_part,
    with_headings,
)
from dueregard.findings.tables import SAVED_KEY as SAVED_KEY
from dueregard.findings.tables import SAVED_SCHEMA as SAVED_SCHEMA
from dueregard.findings.tables import Saved as Saved
from dueregard.findings.tables import Table as Table
from dueregard.findings.tables_in_place import fingerprint_of, from_duckdb, from_parquet, tidied
from dueregard.findings.tables_in_place import from_frame as from_frame
from dueregard.findings.tables_in_place import is_saved as is_saved
from dueregard.findings.text_files import Looked, Progress
from dueregard.findings.wording import counted, listed

if TYPE_CHECKING:
    import duckdb


def read(path: Path, *, part: str = "", progress: Progress | None = None) -> Table:
    """Read a table from CSV (any of , ; tab |), XLSX, XLS, ODS, Parquet, SQLite or DuckDB.

    The encoding of a CSV is detected and, unless it is UTF-8, said; of a workbook the first
    sheet that holds a table is taken, and said. `part` names a sheet, or a table of a database.
    Raises a sentence for anything else.
    """
    return read_all([path], part=part, progress=progress)


def headings(path: Path, *, part: str = "") -> tuple[str, ...]:
    """The headings of a file alone, so that a person can say which column is which."""
    looked = text_files.look(path)
    if looked.kind in ("parquet", "duckdb"):
        table = read(path, part=part)
        return table.saved.columns if table.saved else table.columns
    return laid_out(path, looked=looked, part=part).columns


def read_all(
    paths: Sequence[Path], *, part: str = "", progress: Progress | None = None
) -> Table:
    """Read several files with the same headings as one table; a sentence where they differ."""
    looked = [text_files.look(path, progress=progress) for path in paths]
    kinds = {each.kind for each in looked}
    if kinds == {"parquet"}:
        refuse_part(part, path=paths[0])
        return from_parquet(paths=paths, looked=looked)
    if kinds == {"duckdb"} and len(paths) == 1:
        return from_duckdb(path=paths[0], looked=looked[0], part=part)
    if kinds & {"parquet", "duckdb"}:
        raise DueRegardError(
            "Files of different kinds cannot be read as one table. Give CSV and spreadsheets "
            "together, or Parquet alone."
        )
    _refuse_copies(paths, looked=looked)
    if not part and all(each.regular for each in looked) and (
        table := _straight_from_csv(paths=paths, looked=looked)
    ):
        return table
    laid = [laid_out(path, looked=its, part=part)
            for path, its in zip(paths, looked, strict=True)]
    name = str(paths[0]) if len(paths) == 1 else f"{len(paths)} files"
    return _from_laid(
        name=name, laid=_joined(laid, paths=paths), fingerprint=fingerprint_of(looked),
        names=tuple(path.name for path in paths),
    )


def from_rows(
    *,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    sha256: str,
    name: str = "The table",
) -> Table:
    """A Table of rows that are already in hand, as a caller of the library has them."""
    numbered = enumerate(itertools.chain([columns], rows), start=1)
    laid = ((number, [as_text(cell) for cell in row]) for number, row in numbered)
    return _from_laid(
        name=name, laid=with_headings(name=name, rows=laid), fingerprint=lambda: sha256, names=()
    )

def _refuse_copies(paths: Sequence[Path], *, looked: Sequence[Looked]) -> None:
    """A file and its copy would count everybody in it twice."""
    seen: dict[str, Path] = {}
    for path, its in zip(paths, looked, strict=True):
        first = seen.setdefault(its.sha256(), path)
        if first is not path:
            raise DueRegardError(
                f"{path} holds the same as {first}, to the last character, so its rows would be "
                "counted twice. Leave one of them out."
            )


def _joined(laid: Sequence[Laid], *, paths: Sequence[Path]) -> Laid:
    """Several files as one, the columns of each put in the order of the first."""
    first = laid[0]
    if len(laid) == 1:
        return first
    for each, path in zip(laid, paths, strict=True):
        if set(each.columns) != set(first.columns):
            odd = sorted(set(each.columns) ^ set(first.columns))
            raise DueRegardError(
                f"{path.name} and {paths[0].name} have different headings "
                f"({', '.join(repr(name) for name in odd[:6])} in one of them alone). "
                "Measure them one at a time, or give them the same headings."
            )

    def rows() -> Iterator[tuple[int, list[str]]]:
        for each in laid:
            order = [each.columns.index(name) for name in first.columns]
            for number, cells in each.rows:
                beyond = cells[len(order):]
                padded = cells + [""] * (len(order) - len(cells))
                yield number, [padded[place] for place in order] + beyond

    notes = tuple(dict.fromkeys(note for each in laid for note in each.notes))
    return Laid(columns=first.columns, heading_row=first.heading_row, rows=rows(), notes=notes)


def _from_laid(
    *, name: str, laid: Laid, fingerprint: Callable[[], str], names: tuple[str, ...]
) -> Table:
    import duckdb

    width = len(laid.columns)
    short: list[int] = []
    with tempfile.TemporaryDirectory() as room:
        tidy = Path(room) / "tidy.csv"
        with tidy.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            for number, cells in laid.rows:
                while len(cells) > width and not cells[-1].strip():
                    cells.pop()
                if len(cells) < width and any(cell.strip() for cell in cells):
                    short.append(number)
                overlong = len(cells) > width
                writer.writerow([number, int(overlong), *(cells + [""] * width)[:width]])
        engine = locked([tidy])
        columns = ["row", "overlong", *(f"c{place}" for place in range(width))]
        try:
            _load_csv(engine=engine, paths=[tidy], names=columns, delimiter=",", skip=0)
        except duckdb.Error:
            raise DueRegardError(
                f"{name} cannot be held in memory: it is too large, or one of its cells is. "
                "Leave out the columns that are not needed, or give it as Parquet."
            ) from None
    notes = list(laid.notes)
    if short:
        where = listed([f"row {number}" for number in short])
        notes.append(
            f"{counted(len(short), one='row')} had fewer cells than there are headings ({where}); "
            "the missing cells were read as blank."
        )
    select = f"CAST(row AS BIGINT) AS row, overlong = '1' AS overlong, {tidied(width)}"
    return _loaded(
        name=name, engine=engine, columns=laid.columns, fingerprint=fingerprint,
        notes=tuple(notes), select=select, after=laid.heading_row, names=names,
    )


def _straight_from_csv(*, paths: Sequence[Path], looked: Sequence[Looked]) -> Table | None:
    """DuckDB reads regular files many times faster; None where it finds anything irregular."""
    import duckdb

    lines = set()
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            lines.add(file.readline().rstrip("\r\n"))
    if len(lines) > 1:
        return None
    line = lines.pop()
    delimiter = text_files.delimiter_of(line)
    columns = tuple(cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), []))
    if len(columns) < 2 or not all(columns) or line.count('"') % 2 or "\r" in line:
        return None
    engine = locked(paths)
    try:
        names = [f"c{place}" for place in range(len(columns))]
        _load_csv(engine=engine, paths=paths, names=names, delimiter=delimiter, skip=1)
    except duckdb.Error:
        return None
    return _loaded(
        name=str(paths[0]), engine=engine, columns=columns, fingerprint=fingerprint_of(looked),
        notes=(), select=f"rowid + 2 AS row, false AS overlong, {tidied(len(columns))}",
        after=1, names=tuple(path.name for path in paths),
    )

def _loaded(
    *, name: str, engine: "duckdb.DuckDBPyConnection", columns: tuple[str, ...],
    fingerprint: Callable[[], str], notes: tuple[str, ...], select: str, after: int,
    names: tuple[str, ...],
) -> Table:
    """A table of text, its cells tidied and its blank rows left out."""
    every = ", ".join(f"c{place}" for place in range(len(columns)))
    filled = " OR ".join(f"c{place} IS NOT NULL" for place in range(len(columns)))
    engine.execute(
        f"CREATE TABLE cells AS SELECT * FROM (SELECT {select} FROM loaded) "
        f"WHERE overlong OR {filled}"
    )
    engine.execute("DROP TABLE loaded")
    engine.execute(f"CREATE TEMP VIEW records AS SELECT {every} FROM cells WHERE NOT overlong")
    rows, overlong = engine.execute(
        "SELECT count(*), count(*) FILTER (WHERE overlong) FROM cells"
    ).fetchall()[0]
    if not rows:
        raise DueRegardError(
            f"{name} has headings in row {after} but no rows under them. "
            "Export the table again, with its rows."
        )
    return Table(
        columns=columns, rows_read=rows, fingerprint=fingerprint, ask=asking(engine),
        local=engine, overlong=overlong, notes=notes, names=names,
    )


def _load_csv(
    *,
    engine: "duckdb.DuckDBPyConnection",
    paths: Sequence[Path],
    names: Sequence[str],
    delimiter: str,
    skip: int,
) -> None:
    kinds = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    engine.execute(
        "CREATE TABLE loaded AS SELECT * FROM read_csv(?, auto_detect = false, header = false, "
        f"skip = {skip}, delim = '{delimiter}', quote = '\"', escape = '\"', "
        f"all_varchar = true, columns = {{{kinds}}})",
        [[str(path.resolve()) for path in paths]],
    )
