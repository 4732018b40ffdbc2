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
    with tempfile.TemporaryDirectory(prefix="dueregard-") as room:
        path = Path(room) / "counts.parquet"
        laid = Path(room) / "counts.jsonl"
        # By way of a file: DuckDB takes in rows handed over one by one a thousand times slower.
        with laid.open("w", encoding="utf-8") as file:
            for each in counted.combinations:
                cells = {f"k{place}": label for place, label in enumerate(each.labels)}
                file.write(json.dumps(cells | {"n": each.rows}) + "\n")
        engine = duckdb.connect(":memory:")
        kinds = ", ".join([*(f"'k{place}': 'VARCHAR'" for place in range(len(counted.keys))),
                           "'n': 'BIGINT'"])
        named = ", ".join([*(f"k{place} AS {identifier(key)}"
                             for place, key in enumerate(counted.keys)),
                           f"n AS {identifier(rows_name)}"])
        engine.execute(
            f"CREATE TABLE counts AS SELECT {named} FROM read_json({quoted(str(laid))}, "
            f"format = 'newline_delimited', columns = {{{kinds}}})"
        )
        said = quoted(json.dumps(plain, ensure_ascii=False, sort_keys=True))
        engine.execute(
            f"COPY counts TO {quoted(str(path))} "
            f"(FORMAT parquet, KV_METADATA {{{SAVED_KEY}: {said}}})"
        )
        return path.read_bytes()
