"""The same counting on a Spark cluster, for records that no single machine should hold.

Without this file a national body with billions of rows would need another tool, and its figures
would not be comparable with a force's own.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.answers import DueRegardError
from dueregard.findings.reading_tables import Table

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_NEEDS_SPARK = (
    "Counting on a cluster needs Spark: pip install 'dueregard[spark]', and Java 17 or newer."
)


def read(names: Sequence[str], *, master: str) -> Table:
    """A table of Parquet or CSV files that the cluster reads by itself.

    Nothing but counts comes back from the cluster. The fingerprint is that of the counts.
    """
    session = _session(master)
    kind = {name.rsplit(".", 1)[-1].casefold() for name in names}
    overlong = 0
    try:
        if kind == {"csv"}:
            columns, every = _csv(session, names)
            rows, overlong = every.selectExpr("count(*)", "count_if(overlong)").collect()[0]
            named = every.where("NOT overlong").drop("overlong")
        else:
            frame = session.read.parquet(*names)
            columns = tuple(frame.columns)
            named = frame.toDF(*(f"c{place}" for place in range(len(columns))))
            rows = named.count()
        named.createOrReplaceTempView("records")
    except Exception as problem:
        raise DueRegardError(
            f"The cluster cannot read {names[0]} ({_first_line(problem)}). It must be Parquet or "
            "CSV (UTF-8, with commas), in a place that every machine of the cluster reaches; of "
            "several CSV files all must have the same headings in the same order."
        ) from None
    if not rows:
        raise DueRegardError(f"{names[0]} has headings but no rows under them. Export it again.")
    return Table(
        columns=columns, rows_read=rows, fingerprint=lambda: "", overlong=overlong,
        names=tuple(Path(name).name for name in names),
        ask=lambda sql: _ask(session, sql),
    )


def _csv(session: "SparkSession", names: Sequence[str]) -> tuple[tuple[str, ...], "DataFrame"]:
    """CSV as it is read here too: cells tidied, blank rows left out, overlong rows marked."""
    from pyspark.sql import functions as f
    from pyspark.sql.types import StringType, StructField, StructType

    columns = session.read.csv(list(names), header=True, escape='"', multiLine=True).columns
    whole = "_" + max(columns, key=len)
    frame = session.read.csv(
        list(names), header=True, escape='"', multiLine=True,
        schema=StructType([StructField(each, StringType()) for each in (*columns, whole)]),
        # Else a second file with other headings would be read as if it had those of the first.
        enforceSchema=False, columnNameOfCorruptRecord=whole,
    ).toDF(*(f"c{place}" for place in range(len(columns))), "whole")
    spaces = f.lit(" \t\n\r\u00a0")
    cells = [
        f.nullif(f.btrim(f"c{place}", spaces), f.lit("")).alias(f"c{place}")
        for place in range(len(columns))
    ]
    # Spark keeps the whole of a row that is too short or too long; commas tell which.
    bare = f.regexp_replace(f.regexp_replace("whole", '"[^"]*"', ""), r"[,\s]+$", "")
    commas = f.length(bare) - f.length(f.replace(bare, f.lit(","), f.lit("")))
    too_long = f.coalesce(commas >= len(columns), f.lit(False)).alias("overlong")
    filled = f.coalesce(*(f.col(f"c{place}") for place in range(len(columns)))).isNotNull()
    return tuple(columns), frame.select(*cells, too_long).where(f.col("overlong") | filled)


def _session(master: str) -> "SparkSession":
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise DueRegardError(_NEEDS_SPARK) from None
    try:
        return (
            SparkSession.builder.master(master).appName("dueregard")
            .config("spark.ui.enabled", "false").config("spark.log.level", "ERROR")
            .config("spark.sql.shuffle.partitions", "64")
            # DuckDB and Spark then agree that a number that cannot be read is an error.
            .config("spark.sql.ansi.enabled", "true")
            # A group may be called ${...}: it is a name, not a setting to be looked up.
            .config("spark.sql.variable.substitute", "false")
            .getOrCreate()
        )
    except Exception as problem:
        raise DueRegardError(
            f"The cluster {master} cannot be reached ({_first_line(problem)}). {_NEEDS_SPARK}"
        ) from None


def _ask(session: "SparkSession", sql: str) -> list[tuple[Any, ...]]:
    try:
        return [tuple(row) for row in session.sql(sql).collect()]
    except Exception as problem:
        raise DueRegardError(
            f"The cluster could not count ({_first_line(problem)}). Try again; if it fails in "
            "the same way, count a Parquet file with --engine duckdb."
        ) from None


def _first_line(problem: Exception) -> str:
    return re.sub(r"\s+", " ", str(problem).strip().splitlines()[0])[:200] if str(problem) else (
        type(problem).__name__)
