"""The example force in the database of a test, played once and laid down again for the next.

To play it takes longer than most tests; what it leaves is the same each time.
"""

from datetime import datetime
from typing import Any

from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from dueregard.web import example

# Tests that use it run on one worker, so that it is played once. It needs a database by itself.
GROUP = "example force"
_LEFT: dict[tuple[str, str, datetime], tuple[tuple[str, ...], list[tuple[Any, ...]]]] = {}


def lay_down(*, now: datetime) -> None:
    """What `example.load` leaves, inside the transaction of a test."""
    if any(each.vendor != "sqlite" for each in map(connections.__getitem__, ("default", "public"))):
        example.load(say=lambda _: None, now=now)
        return
    if not any(key[2] == now for key in _LEFT):
        before = {alias: _counts(alias) for alias in ("default", "public")}
        example.load(say=lambda _: None, now=now)
        for alias, counts in before.items():
            for table, count in _counts(alias).items():
                if count != counts[table]:
                    assert counts[table] == 0, f"{table} was not empty"
                    _LEFT[alias, table, now] = _rows(alias, table)
        return
    for (alias, table, when), (columns, rows) in _LEFT.items():
        if when == now:
            with connections[alias].cursor() as cursor:
                cursor.execute("PRAGMA defer_foreign_keys=ON")
                cursor.executemany(
                    f'INSERT INTO "{table}" ({", ".join(columns)}) '
                    f"VALUES ({', '.join(['%s'] * len(columns))})", rows,
                )


def _counts(alias: str) -> dict[str, int]:
    connection = connections[alias]
    tables = set(connection.introspection.table_names()) - {
        MigrationRecorder.Migration._meta.db_table
    }
    counts = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def _rows(alias: str, table: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        columns = tuple(f'"{each[0]}"' for each in cursor.description)
        return columns, cursor.fetchall()
