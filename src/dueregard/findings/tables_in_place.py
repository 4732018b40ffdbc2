"""Tables that are counted where they lie: Parquet, a DuckDB file, a data frame.

Without this file a hundred million rows would be copied before the first could be counted.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.answers import DueRegardError
from dueregard.findings.locked import asking, identifier, locked, quoted
from dueregard.findings.reading_rows import only_table
from dueregard.findings.tables import SAVED_KEY, SAVED_SCHEMA, Saved, Table
from dueregard.findings.text_files import Looked

if TYPE_CHECKING:
    import duckdb


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

def from_parquet(*, paths: Sequence[Path], looked: Sequence[Looked]) -> Table:
    """A Table of Parquet files with the same columns; a saved table of counts is known as one."""
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
        fingerprint=fingerprint_of(looked), names=tuple(path.name for path in paths), saved=saved,
    )


def from_duckdb(*, path: Path, looked: Looked, part: str) -> Table:
    """A Table of one table of a DuckDB file; its views can reach nothing outside it."""
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
                   fingerprint=fingerprint_of([looked]), names=(path.name,))


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
        f"SELECT row_number() OVER () + 1 AS row, false AS overlong, {tidied(len(columns))} "
        f"FROM (SELECT {text} FROM records)"
    )
    rows = engine.execute("SELECT count(*) FROM records").fetchall()[0][0]
    overlong = 0
    if saved:
        # What the combinations do not hold was overlong in the file that was counted.
        held = f"coalesce(sum(c{len(saved.columns)}), 0)"
        found = engine.execute(f"SELECT CAST({held} AS BIGINT) FROM records").fetchall()
        overlong = saved.rows_read - int(found[0][0])
    elif not rows:
        raise DueRegardError(f"{name} has headings but no rows under them. Export it again.")
    return Table(
        columns=columns, rows_read=saved.rows_read if saved else rows, fingerprint=fingerprint,
        ask=asking(engine), local=engine, overlong=overlong, names=names, saved=saved,
        notes=saved.notes if saved else (),
    )

def tidied(width: int) -> str:
    """Every cell without the spaces around it, in SQL; one with nothing else is blank."""
    space = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"
    return ", ".join(f"nullif(trim(c{place}, {space}), '') AS c{place}" for place in range(width))


def fingerprint_of(looked: Sequence[Looked]) -> Callable[[], str]:
    """The SHA-256 of a file; of several, that of theirs in order."""

    def taken() -> str:
        each = sorted(its.sha256() for its in looked)
        return each[0] if len(each) == 1 else hashlib.sha256(" ".join(each).encode()).hexdigest()

    return taken


def is_saved(path: Path) -> bool:
    """True for a table of counts that `dueregard count` wrote."""
    import duckdb

    with path.open("rb") as file:
        if file.read(4) != b"PAR1":
            return False
    try:
        return _saved(locked([path]), [path]) is not None
    except duckdb.Error:
        return False


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
