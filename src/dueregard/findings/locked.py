"""DuckDB on this machine, locked: it reads the files it was given, and nothing else.

Without this file a table sent by somebody else could make us open other files or connections,
and one larger than memory would end in a killed process.
"""

import atexit
import itertools
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.answers import DueRegardError

if TYPE_CHECKING:
    import duckdb

MEMORY = "2GB"

Rows = list[tuple[Any, ...]]


def locked(
    paths: Sequence[Path] = (),
    *,
    before: Callable[["duckdb.DuckDBPyConnection"], object] | None = None,
) -> "duckdb.DuckDBPyConnection":
    """A DuckDB that can read these files and nothing else: no network, no other file.

    `before` prepares it while it is still open (a data frame, a database file). What does not
    fit into memory is spilled to a folder of its own, which goes with the process.
    """
    import duckdb

    engine = duckdb.connect(":memory:")
    if before:
        before(engine)
    allowed = ", ".join(quoted(str(path.resolve())) for path in paths)
    for setting in (
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        f"memory_limit = '{MEMORY}'",
        "threads = 2",
        # A row is known by its number in the file, so rows must stay in the order of the file.
        "preserve_insertion_order = true",
        f"temp_directory = {quoted(_room())}",
        f"allowed_paths = [{allowed}]",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        engine.execute(f"SET {setting}")
    return engine


def asking(engine: "duckdb.DuckDBPyConnection") -> Callable[[str], Rows]:
    """A function that puts a question in SQL to that engine; what it cannot do, it says."""

    def ask(sql: str) -> Rows:
        import duckdb

        try:
            return engine.execute(sql).fetchall()
        except (duckdb.OutOfRangeException, duckdb.ConversionException):
            raise DueRegardError(
                "The numbers in this file add up to more than can be counted. Look for a column "
                "in which identifiers or dates stand where counts should be."
            ) from None
        except (duckdb.OutOfMemoryException, duckdb.IOException) as problem:
            raise DueRegardError(
                "This table is too large for the memory and the free disk of this machine "
                f"({str(problem).splitlines()[0]}). Leave out columns, or count on a cluster: "
                "--engine spark://HOST:PORT."
            ) from None

    return ask


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


_NUMBERS = itertools.count()


def _room() -> str:
    """A name for a folder of one engine's own: DuckDB makes it when it must, and takes it away."""
    return f"{_rooms()}/{next(_NUMBERS)}"


@cache
def _rooms() -> str:
    room = tempfile.mkdtemp(prefix="dueregard-")
    atexit.register(shutil.rmtree, room, ignore_errors=True)
    return room
