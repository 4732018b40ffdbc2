"""A table that lies in PostgreSQL, read once, in a transaction that cannot write.

Without this file an analyst would have to export records to a file on their desk first.
"""

import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.answers import DueRegardError
from dueregard.findings import reading_tables
from dueregard.findings.reading_tables import Table

if TYPE_CHECKING:
    import psycopg

_NEEDS = "Reading PostgreSQL needs its driver: pip install 'dueregard[postgres]'."


def read(address: str, *, table: str) -> Table:
    """A table or view of a database, streamed to a file of our own that goes once it is read.

    The password in the address is in no message and in no finding.
    """
    try:
        import psycopg
        from psycopg import conninfo, sql
    except ImportError:
        raise DueRegardError(_NEEDS) from None
    shown = _without_secrets(address)
    try:
        conninfo.conninfo_to_dict(address)
        # A sign @ inside a password would make the rest of it a part of the host.
        if address.partition("?")[0].count("@") > 1:
            raise psycopg.ProgrammingError
    except psycopg.Error:
        # What the driver says of an address that it cannot read repeats parts of it.
        raise DueRegardError(
            "The address of the database cannot be read. Write it as postgresql://NAME@HOST/BASE, "
            "with any sign other than letters and figures as %XX."
        ) from None
    try:
        with psycopg.connect(address, connect_timeout=15) as connection:
            connection.read_only = True
            with tempfile.TemporaryDirectory(prefix="dueregard-") as room:
                path = Path(room) / "table.csv"
                named = sql.SQL(".").join(map(sql.Identifier, _named(connection, table, shown)))
                with connection.cursor().copy(
                    sql.SQL("COPY (SELECT * FROM {}) TO STDOUT (FORMAT csv, HEADER)").format(named)
                ) as copied, path.open("wb") as file:
                    for chunk in copied:
                        file.write(chunk)
                os.chmod(path, 0o600)
                found = _opened(path, shown=shown)
                # A database gives its rows in no settled order, so the counts are fingerprinted.
                return replace(found, fingerprint=lambda: "", names=(shown,))
    except psycopg.Error as problem:
        words = str(problem).strip().splitlines()[0] if str(problem).strip() else "no answer"
        raise DueRegardError(
            f"{shown} cannot be read ({words}). Check the address, the table and your rights."
        ) from None


def _without_secrets(address: str) -> str:
    """The address without name, password and options, each of which may hold a password."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{re.sub(r'^.*@', '', rest.partition('?')[0], flags=re.DOTALL)}"


def _opened(path: Path, *, shown: str) -> Table:
    try:
        return reading_tables.read(path)
    except DueRegardError as problem:
        raise DueRegardError(str(problem).replace(str(path), shown)) from None


def _named(connection: "psycopg.Connection", table: str, shown: str) -> list[str]:
    if table:
        return table.split(".")
    there = [
        name for (name,) in connection.execute(
            "SELECT table_schema || '.' || table_name FROM information_schema.tables "
            "WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1")
    ]
    if len(there) != 1:
        listed = ", ".join(there[:30]) or "none that you may read"
        raise DueRegardError(f"{shown} has these tables: {listed}. Say which: --table NAME.")
    return str(there[0]).split(".")
