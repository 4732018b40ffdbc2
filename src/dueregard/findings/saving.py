"""A table of counts as a file: what a force can hand over when it may not hand over records.

Without this file whoever checks a force's figures would have to be given its records.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dueregard.findings.counts import CountTable
from dueregard.findings.locked import identifier, quoted
from dueregard.findings.reading_tables import SAVED_KEY, SAVED_SCHEMA

ROWS = "rows"


def parquet(
    counted: CountTable, *, conditions: Mapping[str, str], notes: Sequence[str],
    people: Mapping[str, Any] | None = None,
) -> bytes:
    """The counts as Parquet: a column a key, then how many rows; where they came from beside it.

    The fingerprint, the rows read, the conditions and the notes stand in the file's own metadata,
    so that what is measured from it says what it was counted from.
    """
    import duckdb

    plain = {
        "schema": SAVED_SCHEMA, "sha256": counted.sha256, "rows_read": counted.rows_read,
        "columns": list(counted.keys), "conditions": dict(conditions), "notes": list(notes),
        "people": people,
    }
    rows_name = ROWS
    while rows_name in counted.keys:
        rows_name += "_counted"
    columns = [identifier(key) + " VARCHAR" for key in counted.keys]
    with tempfile.TemporaryDirectory(prefix="dueregard-") as room:
        path = Path(room) / "counts.parquet"
        engine = duckdb.connect(":memory:")
        engine.execute(
            f"CREATE TABLE counts ({', '.join([*columns, identifier(rows_name) + ' BIGINT'])})"
        )
        marks = ", ".join("?" for _ in range(len(columns) + 1))
        engine.executemany(
            f"INSERT INTO counts VALUES ({marks})",
            [[*each.labels, each.rows] for each in counted.combinations],
        )
        said = quoted(json.dumps(plain, ensure_ascii=False, sort_keys=True))
        engine.execute(
            f"COPY counts TO {quoted(str(path))} "
            f"(FORMAT parquet, KV_METADATA {{{SAVED_KEY}: {said}}})"
        )
        return path.read_bytes()
