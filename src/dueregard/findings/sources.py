"""Whatever an analyst has, opened as one table: files, a database, a data frame, a cluster.

Without this file the first hour of every measurement would go into reshaping.
"""

import glob
from collections.abc import Sequence
from pathlib import Path

from dueregard.answers import DueRegardError
from dueregard.findings import reading_tables
from dueregard.findings.reading_tables import Table
from dueregard.findings.text_files import Progress

POSTGRES = ("postgresql://", "postgres://")
HERE = "duckdb"


def opened(
    *given: object, part: str = "", engine: str = HERE, progress: Progress | None = None
) -> Table:
    """Open what was given as one table.

    Takes names of files (or patterns such as '2026-*.csv'), which must have the same headings; the
    address of a PostgreSQL database; a data frame of pandas, Polars or PyArrow; a Table. `part`
    names a table of a database or a sheet of a workbook. `engine` is 'duckdb', or the address of a
    Spark cluster, which then reads Parquet or CSV files by itself. Raises a sentence otherwise.
    """
    if not given:
        raise DueRegardError("Nothing was given to measure. Name a file, or give a data frame.")
    if len(given) == 1 and isinstance(given[0], Table):
        return given[0]
    if not all(isinstance(each, str | Path) for each in given):
        if len(given) > 1:
            raise DueRegardError("Give one data frame, or the names of files, not both.")
        if engine != HERE or part:
            raise DueRegardError(
                "A data frame is counted where it lies and has one table. Leave out the engine "
                "and the part."
            )
        return reading_tables.from_frame(given[0])
    names = [str(each) for each in given]
    if engine != HERE:
        return _on_cluster(names, engine=engine, part=part)
    if names[0].startswith(POSTGRES):
        from dueregard.findings.engines import postgres

        if len(names) > 1:
            raise DueRegardError("Give one database at a time.")
        return postgres.read(names[0], table=part)
    return reading_tables.read_all(files(names), part=part, progress=progress)


def files(names: Sequence[str]) -> list[Path]:
    """The files that these names and patterns mean, each once; a sentence where there are none.

    A file that is named twice, perhaps in two ways, is read once.
    """
    found: list[Path] = []
    for name in names:
        if Path(name).exists() or not glob.has_magic(name):
            found.append(Path(name))
            continue
        matched = sorted(Path(each) for each in glob.glob(name, recursive=True))
        if not matched:
            raise DueRegardError(
                f"No file matches '{name}'. Check the folder and the pattern; * stands for any "
                "part of a name."
            )
        found += matched
    once: dict[Path, Path] = {}
    for path in found:
        once.setdefault(path.resolve(), path)
    return list(once.values())


def _on_cluster(names: Sequence[str], *, engine: str, part: str) -> Table:
    if not engine.startswith(("spark://", "local", "yarn", "k8s://")):
        raise DueRegardError(
            f"There is no engine '{engine}'. Write --engine duckdb, or the address of a cluster, "
            "such as --engine spark://HOST:7077."
        )
    if part:
        raise DueRegardError(
            "A cluster reads Parquet or CSV, which hold one table each. Leave out --table."
        )
    for name in names:
        if Path(name).is_file() and reading_tables.is_saved(Path(name)):
            raise DueRegardError(
                f"{name} is a table of counts already, so no cluster is needed. Leave out "
                "--engine."
            )
    from dueregard.findings.engines import spark

    return spark.read(names, master=engine)
