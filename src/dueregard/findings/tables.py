"""A table that is held by an engine, and what it says of itself.

Without this file each instrument would have to know whether rows lie in memory, in a file or on
a cluster.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dueregard.answers import DueRegardError
from dueregard.findings.locked import Rows

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
