"""From rows to counts by group: the one heavy step, done where the rows lie.

Without this file each instrument would count in its own way, and a file of a hundred million rows
would have to pass through Python. Here one question in SQL counts each combination of values as
they were written; what the values mean is read afterwards, from the few that there are.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.findings.finding import Data, SetAside
from dueregard.findings.labels import number_of
from dueregard.findings.reading_tables import Table

# More combinations than this are not groups: a name, a date or a number was taken for one.
MOST_COMBINATIONS = 500_000

# So many reasons for setting rows aside are told one by one; the rarer ones together.
_REASONS = 12

OVERLONG = "it has more cells than there are headings, so its columns may have slipped"

Label = str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """The values that stand together in some rows, as written, and how many rows that is."""

    labels: tuple[Label, ...]
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """How many rows there are of each combination of values: all that an instrument needs.

    `keys` name the columns, by their headings; each combination has a label a key, None where the
    cell is blank. `rows_read` is every row there was; `overlong` of them had more cells than there
    are headings and are in no combination. `sha256` is the fingerprint of the file, or of these
    counts where there is none.
    """

    keys: tuple[str, ...]
    combinations: tuple[Combination, ...]
    rows_read: int
    overlong: int
    sha256: str

    def place(self, key: str) -> int:
        """Where the labels of that key stand."""
        return self.keys.index(key)

    def distinct(self, key: str) -> dict[Label, int]:
        """Every value of a key with its rows, the most frequent first."""
        place = self.place(key)
        found: dict[Label, int] = {}
        for each in self.combinations:
            found[each.labels[place]] = found.get(each.labels[place], 0) + each.rows
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0] or "")))


def count(table: Table, *, keys: Sequence[str], expressions: Mapping[str, str] | None = None,
          ) -> CountTable:
    """Count a table's rows by the columns with those headings.

    `expressions` gives, for a key that is not a column as it lies, SQL in the words that DuckDB
    and Spark share. In a saved table of counts each row stands for the rows it counted. Raises a
    sentence where there are so many combinations that a column cannot hold groups.
    """
    expressions = expressions or {}
    sql = question(table=table, keys=keys, expressions=expressions)
    found = table.ask(f"SELECT * FROM ({sql}) AS counted LIMIT {MOST_COMBINATIONS + 1}")
    if len(found) > MOST_COMBINATIONS:
        raise DueRegardError(_too_many(table=table, keys=keys, expressions=expressions))
    combinations = tuple(
        Combination(labels=tuple(row[:-1]), rows=int(row[-1]))
        for row in sorted(found, key=_written)
    )
    return CountTable(
        keys=tuple(keys), combinations=combinations, overlong=table.overlong,
        rows_read=table.rows_read,
        sha256=_origin(table) or fingerprint(keys=keys, combinations=combinations),
    )


def question(*, table: Table, keys: Sequence[str], expressions: Mapping[str, str]) -> str:
    """The one aggregation, in SQL that DuckDB and Spark both speak: text of each key, and rows."""
    values = [expressions.get(key) or f"c{position(table, key)}" for key in keys]
    inner = ", ".join(f"{value} AS k{place}" for place, value in enumerate(values))
    outer = ", ".join(f"CAST(k{place} AS STRING) AS k{place}" for place in range(len(keys)))
    by = ", ".join(values)
    many = "count(*)"
    if table.saved:
        many = f"CAST(sum(c{len(table.saved.columns)}) AS BIGINT)"
    if not keys:
        return f"SELECT {many} AS counted_rows FROM records"
    return (
        f"SELECT {outer}, counted_rows FROM "
        f"(SELECT {inner}, {many} AS counted_rows FROM records GROUP BY {by}) AS grouped"
    )


def position(table: Table, heading: str) -> int:
    """Which column has that heading; the caller has made sure that one has."""
    return table.columns.index(heading)


def fingerprint(*, keys: Sequence[str], combinations: Sequence[Combination]) -> str:
    """SHA-256 of counts themselves, for what has no file: a data frame, a database, a cluster."""
    plain = [list(keys), [[*each.labels, each.rows] for each in combinations]]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def weighted(counted: CountTable, *, weight: str) -> tuple[CountTable, tuple[SetAside, ...]]:
    """Counts in which each row of the file stands for as many as its column `weight` says.

    Also gives what was set aside: rows of the file whose number is blank or cannot be read.
    Raises a sentence where none can.
    """
    place = counted.place(weight)
    kept: dict[tuple[Label, ...], int] = {}
    odd: dict[str, int] = {}
    for each in counted.combinations:
        value = number_of(each.labels[place])
        if value is None or value < 0 or value != int(value):
            why = _not_a_count(each.labels[place], weight=weight)
            odd[why] = odd.get(why, 0) + each.rows
            continue
        labels = (*each.labels[:place], *each.labels[place + 1:])
        kept[labels] = kept.get(labels, 0) + int(value) * each.rows
    if not kept:
        held = ", ".join(f"'{label}'" for label in list(counted.distinct(weight))[:8] if label)
        raise DueRegardError(
            f"'{weight}' holds no counts (it holds {held or 'nothing'}). Name the column that says "
            "how many records a row stands for, or leave --count out."
        )
    keys = (*counted.keys[:place], *counted.keys[place + 1:])
    combinations = tuple(
        Combination(labels=labels, rows=rows)
        for labels, rows in sorted(kept.items(), key=lambda item: _written(item[0]))
    )
    return CountTable(
        keys=keys, combinations=combinations, rows_read=counted.rows_read,
        overlong=counted.overlong, sha256=counted.sha256,
    ), set_aside(odd, rest=f"'{weight}' holds something else that is not a count")


def set_aside(reasons: Mapping[str, int], *, rest: str) -> tuple[SetAside, ...]:
    """Rows set aside by reason, the most frequent first; rare reasons together, as `rest`."""
    order = sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    told = [SetAside(reason=reason, rows=rows) for reason, rows in order[:_REASONS]]
    if len(order) > _REASONS:
        told.append(SetAside(reason=rest, rows=sum(rows for _, rows in order[_REASONS:])))
    return tuple(told)


def accounted(
    counted: CountTable, *, used: int, gone: Sequence[SetAside], summed: bool
) -> Data:
    """What was read, used and set aside; a row in neither is a fault that Data refuses.

    `summed` says that each row of the file stands for several records: of records there is no
    count but their sum. Of rows there is the file's own, so that none can be lost.
    """
    aside = list(gone)
    if counted.overlong:
        aside.append(SetAside(reason=OVERLONG, rows=counted.overlong))
    read = used + sum(each.rows for each in aside) if summed else counted.rows_read
    return Data(sha256=counted.sha256, rows_read=read, rows_used=used, set_aside=tuple(aside))


def _not_a_count(label: Label, *, weight: str) -> str:
    if label is None or not label.strip():
        return f"'{weight}' is blank"
    return f"'{weight}' holds '{label}', which is not a count"


def _origin(table: Table) -> str:
    return table.saved.sha256 if table.saved else table.sha256


def _written(row: Sequence[object]) -> tuple[tuple[bool, str], ...]:
    """An order that does not depend on the engine: blanks last, then as text."""
    return tuple((each is None, str(each)) for each in row)


def _too_many(*, table: Table, keys: Sequence[str], expressions: Mapping[str, str]) -> str:
    sizes = []
    for key in keys:
        value = expressions.get(key) or f"c{position(table, key)}"
        number = table.ask(f"SELECT count(DISTINCT {value}) FROM records")[0][0]
        sizes.append((int(number), key))
    most, worst = max(sizes)
    return (
        f"There are over {MOST_COMBINATIONS:,} combinations of {', '.join(keys)}; '{worst}' alone "
        f"has {most:,} different values. Choose a column of groups, such as bands instead of "
        "single values."
    )
