"""A force's own file, read as it stands: no cell changed, no row lost without a word.

Without this file a spreadsheet would have to be cleaned by hand before it could be measured,
and whoever cleans it decides what counts.
"""

import csv
import hashlib
import itertools
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.answers import DueRegardError
from dueregard.findings import text_files
from dueregard.findings.engines.here import Rows, asking, identifier, locked, quoted
from dueregard.findings.reading_rows import Laid, as_text, laid_out, only_table, with_headings
from dueregard.findings.text_files import Looked, Progress
from dueregard.findings.wording import counted, listed

if TYPE_CHECKING:
    import duckdb

SAVED_KEY = "dueregard"
SAVED_SCHEMA = "urn:dueregard:counts:1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a saved table of counts says of itself: where it came from, and how it was counted.

    `columns` are its keys by name; the column after them holds how many records a row stands
    for. `people` are the second moments of people, where they were counted.
    """

    sha256: str
    rows_read: int
    columns: tuple[str, ...]
    conditions: Mapping[str, str]
    notes: tuple[str, ...] = ()
    people: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table to be measured, held by an engine, with what was noticed while opening it.

    The engine knows it as `records`: `c0`, `c1`, ... in the order of `columns`, as they lie, and
    without the `overlong` rows, which have more cells than there are headings; `ask` puts a
    question about it in SQL. Where `local` is a DuckDB of ours, it also has the table `cells`:
    `row` (its number in the file, the first row being 1), `overlong` and the same columns as text,
    a blank cell being NULL. Blank rows are not counted in `rows_read`. `fingerprint` gives the
    SHA-256 of the file, or nothing where there is no file.
    """

    columns: tuple[str, ...]
    rows_read: int
    fingerprint: Callable[[], str]
    ask: Callable[[str], Rows]
    local: "duckdb.DuckDBPyConnection | None" = None
    overlong: int = 0
    notes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    saved: Saved | None = None

    @property
    def sha256(self) -> str:
        """The fingerprint, waited for where it is still being taken."""
        return self.fingerprint()

    @property
    def engine(self) -> "duckdb.DuckDBPyConnection":
        """The DuckDB that holds `cells`; a sentence where the table lies on a cluster."""
        if self.local is None:
            raise DueRegardError(
                "This instrument looks at single rows, so it cannot count on a cluster. Leave out "
                "--engine."
            )
        return self.local


def read(path: Path, *, part: str = "", progress: Progress | None = None) -> Table:
    """Read a table from CSV (any of , ; tab |), XLSX, XLS, ODS, Parquet, SQLite or DuckDB.

    The encoding of a CSV is detected and, unless it is UTF-8, said; of a workbook the first
    sheet that holds a table is taken, and said. `part` names a sheet, or a table of a database.
    Raises a sentence for anything else.
    """
    return read_all([path], part=part, progress=progress)


def read_all(
    paths: Sequence[Path], *, part: str = "", progress: Progress | None = None
) -> Table:
    """Read several files with the same headings as one table; a sentence where they differ."""
    looked = [text_files.look(path, progress=progress) for path in paths]
    kinds = {each.kind for each in looked}
    if kinds == {"parquet"}:
        return _from_parquet(paths=paths, looked=looked)
    if kinds == {"duckdb"} and len(paths) == 1:
        return _from_duckdb(path=paths[0], looked=looked[0], part=part)
    if kinds & {"parquet", "duckdb"}:
        raise DueRegardError(
            "Files of different kinds cannot be read as one table. Give CSV and spreadsheets "
            "together, or Parquet alone."
        )
    if all(each.regular for each in looked) and (
        table := _straight_from_csv(paths=paths, looked=looked)
    ):
        return table
    laid = [laid_out(path, looked=its, part=part)
            for path, its in zip(paths, looked, strict=True)]
    name = str(paths[0]) if len(paths) == 1 else f"{len(paths)} files"
    return _from_laid(
        name=name, laid=_joined(laid, paths=paths), fingerprint=_fingerprint(looked),
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


def from_frame(frame: object, *, name: str = "The data frame") -> Table:
    """A Table of a data frame of pandas, Polars or PyArrow. No copy of it is made."""
    import duckdb

    try:
        engine = locked(before=lambda engine: engine.register("given", frame))
        columns = _columns_of(engine, "given")
    except (duckdb.Error, TypeError) as problem:
        raise DueRegardError(
            f"{name} cannot be read as a table ({str(problem).splitlines()[0]}). Give a data "
            "frame of pandas, Polars or PyArrow, or the name of a file."
        ) from None
    # A frame has no file, so no fingerprint: whoever counts takes that of the counts.
    return _viewed(name=name, engine=engine, relation="given", columns=columns,
                   fingerprint=lambda: "", names=())


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
    select = f"CAST(row AS BIGINT) AS row, overlong = '1' AS overlong, {_tidied(width)}"
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
        name=str(paths[0]), engine=engine, columns=columns, fingerprint=_fingerprint(looked),
        notes=(), select=f"rowid + 2 AS row, false AS overlong, {_tidied(len(columns))}",
        after=1, names=tuple(path.name for path in paths),
    )


def _from_parquet(*, paths: Sequence[Path], looked: Sequence[Looked]) -> Table:
    import duckdb

    engine = locked(paths)
    listing = "[" + ", ".join(quoted(str(path.resolve())) for path in paths) + "]"
    relation = f"read_parquet({listing})"
    try:
        columns = _columns_of(engine, relation)
        saved = _saved(engine, paths)
    except duckdb.Error:
        raise DueRegardError(
            f"{paths[0]} begins as a Parquet file but cannot be read as one, or is not like the "
            "others. Export it again."
        ) from None
    return _viewed(
        name=str(paths[0]), engine=engine, relation=relation, columns=columns,
        fingerprint=_fingerprint(looked), names=tuple(path.name for path in paths), saved=saved,
    )


def _from_duckdb(*, path: Path, looked: Looked, part: str) -> Table:
    import duckdb

    try:
        engine = locked(
            before=lambda engine: engine.execute(
                f"ATTACH {quoted(str(path.resolve()))} AS file (READ_ONLY)")
        )
        there = [name for (name,) in engine.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_catalog = 'file' "
            "ORDER BY table_name").fetchall()]
        relation = f"file.{identifier(only_table(part, there, path=path))}"
        columns = _columns_of(engine, relation)
    except duckdb.Error as problem:
        raise DueRegardError(
            f"{path} is a DuckDB file but cannot be read ({str(problem).splitlines()[0]}). "
            "Export the table as Parquet."
        ) from None
    return _viewed(name=str(path), engine=engine, relation=relation, columns=columns,
                   fingerprint=_fingerprint([looked]), names=(path.name,))


def _columns_of(engine: "duckdb.DuckDBPyConnection", relation: str) -> tuple[str, ...]:
    return tuple(row[0] for row in engine.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall())


def _viewed(
    *, name: str, engine: "duckdb.DuckDBPyConnection", relation: str, columns: tuple[str, ...],
    fingerprint: Callable[[], str], names: tuple[str, ...], saved: Saved | None = None,
) -> Table:
    """A table that stays where it lies: each question reads the columns that it names alone."""
    raw = ", ".join(f"{identifier(column)} AS c{place}" for place, column in enumerate(columns))
    engine.execute(f"CREATE TEMP VIEW records AS SELECT {raw} FROM {relation}")
    text = ", ".join(f"CAST(c{place} AS VARCHAR) AS c{place}" for place in range(len(columns)))
    engine.execute(
        "CREATE TEMP VIEW cells AS "
        f"SELECT row_number() OVER () + 1 AS row, false AS overlong, {_tidied(len(columns))} "
        f"FROM (SELECT {text} FROM records)"
    )
    rows = engine.execute("SELECT count(*) FROM records").fetchall()[0][0]
    if not rows:
        raise DueRegardError(f"{name} has headings but no rows under them. Export it again.")
    return Table(
        columns=columns, rows_read=saved.rows_read if saved else rows, fingerprint=fingerprint,
        ask=asking(engine), local=engine, names=names, saved=saved,
        notes=saved.notes if saved else (),
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


def _tidied(width: int) -> str:
    space = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"
    return ", ".join(f"nullif(trim(c{place}, {space}), '') AS c{place}" for place in range(width))


def _fingerprint(looked: Sequence[Looked]) -> Callable[[], str]:
    """The SHA-256 of a file; of several, that of theirs in order."""

    def taken() -> str:
        each = sorted(its.sha256() for its in looked)
        return each[0] if len(each) == 1 else hashlib.sha256(" ".join(each).encode()).hexdigest()

    return taken


def _saved(engine: "duckdb.DuckDBPyConnection", paths: Sequence[Path]) -> Saved | None:
    """What a saved table of counts says of itself, where the file is one."""
    found = engine.execute(
        "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = ?",
        [str(paths[0].resolve()), SAVED_KEY],
    ).fetchall()
    if not found:
        return None
    if len(paths) > 1:
        raise DueRegardError("Saved tables of counts are measured one at a time. Give one of them.")
    plain = json.loads(found[0][0])
    if plain.get("schema") != SAVED_SCHEMA:
        raise DueRegardError(
            f"{paths[0]} is a table of counts of another version ({plain.get('schema')!r}). "
            "Count again with this version."
        )
    return Saved(
        sha256=plain["sha256"], rows_read=plain["rows_read"], columns=tuple(plain["columns"]),
        conditions=plain["conditions"], notes=tuple(plain["notes"]), people=plain["people"],
    )
