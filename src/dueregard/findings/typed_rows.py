"""From rows to counts: the one heavy step, done where the rows lie.

Without this file each instrument would count in its own way, and a cell that is not a number
would vanish in one of them. Here it is named: its row, its column, what was found, what was wanted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dueregard.answers import DueRegardError
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import Assigned, ColumnRole, Kind

if TYPE_CHECKING:
    import duckdb

BLANK_WORDS = ("n/a", "na", "n.a.", "-", "–", "—", "none", "null", "nil return", "not recorded",
               "not known", "unknown", "not stated", "#n/a")
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OddCell:
    """A cell that is not what its column must hold."""

    row: int
    role: str
    heading: str
    found: str
    wanted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A table whose columns have roles and kinds.

    In `engine` it is the table `typed`: `row`; a column a role, NULL where blank or unreadable;
    and `<role>__found`, the text as found, NULL where blank. Rows with more cells than headings
    are not in it: `overlong` are their numbers.
    """

    roles: tuple[str, ...]
    kinds: Mapping[str, Kind]
    headings: Mapping[str, str]
    engine: "duckdb.DuckDBPyConnection"
    overlong: tuple[int, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Events to be counted beside their exposure: SQL over roles. No exposure: a plain total."""

    events: str
    exposure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A pair summed over the rows where both are known, and how many rows that was."""

    events: int
    exposure: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The tallies of the rows that share their keys."""

    keys: Mapping[str, Any]
    rows: int
    tallies: Mapping[str, Tally]


def typed(*, table: Table, wanted: Sequence[ColumnRole], assigned: Assigned) -> Typed:
    """Read each wanted column of a table as what it must hold; a role not in the file is blank."""
    columns = []
    for role in wanted:
        place = assigned.positions.get(role.role)
        raw = f"c{place}" if place is not None else "CAST(NULL AS VARCHAR)"
        blank = ", ".join(f"'{word}'" for word in BLANK_WORDS)
        found = f"CASE WHEN lower({raw}) IN ({blank}) THEN NULL ELSE {raw} END"
        columns.append(f"{found} AS {role.role}__found")
    values = ", ".join(
        f"{_as_kind(f'{each.role}__found', each.kind)} AS {each.role}" for each in wanted
    )
    # In two steps: DuckDB would else work out each text anew wherever a value is made from it.
    table.engine.execute(
        f"CREATE OR REPLACE TABLE found AS "
        f"SELECT row, {', '.join(columns)} FROM cells WHERE NOT overlong"
    )
    table.engine.execute(f"CREATE OR REPLACE TABLE typed AS SELECT *, {values} FROM found")
    table.engine.execute("DROP TABLE found")
    overlong = table.engine.execute("SELECT row FROM cells WHERE overlong ORDER BY row").fetchall()
    kinds = {each.role: each.kind for each in wanted if each.role in assigned.positions}
    result = Typed(
        roles=tuple(each.role for each in wanted),
        kinds=kinds,
        headings=assigned.headings,
        engine=table.engine,
        overlong=tuple(row for (row,) in overlong),
        notes=(),
    )
    return replace(result, notes=_date_notes(result))


def odd_cells(read: Typed) -> tuple[OddCell, ...]:
    """Every cell that could not be read as what its column must hold, in the order of the file."""
    odd = []
    for role, kind in read.kinds.items():
        if kind is Kind.TEXT:
            continue
        rows = read.engine.execute(
            f"SELECT row, {role}__found FROM typed "
            f"WHERE {role} IS NULL AND {role}__found IS NOT NULL"
        ).fetchall()
        odd += [
            OddCell(row=row, role=role, heading=read.headings[role], found=found, wanted=kind.value)
            for row, found in rows
        ]
    return tuple(sorted(odd, key=lambda each: (each.row, read.roles.index(each.role))))


def count(
    read: Typed,
    *,
    pairs: Mapping[str, Pair],
    by: Mapping[str, str] | None = None,
    where: str = "true",
) -> tuple[Group, ...]:
    """Sum pairs of events and exposure, for all rows or by keys.

    `by` and `where` are SQL over roles, written by an instrument and never by a person. Each
    pair is summed over exactly the rows where both of its sides are known, so that a rate never
    divides the events of some rows by the exposure of others.
    """
    by = by or {}
    keys = [f"{sql} AS key_{name}" for name, sql in by.items()]
    sums = []
    for name, pair in pairs.items():
        exposure = pair.exposure or "1"
        known = f"FILTER (WHERE ({pair.events}) IS NOT NULL AND ({exposure}) IS NOT NULL)"
        sums += [
            f"CAST(coalesce(sum({pair.events}) {known}, 0) AS BIGINT) AS {name}_events",
            f"CAST(coalesce(sum({exposure}) {known}, 0) AS BIGINT) AS {name}_exposure",
            f"count(*) {known} AS {name}_rows",
        ]
    grouping = f"GROUP BY {', '.join(f'key_{name}' for name in by)}" if by else ""
    order = f"ORDER BY {', '.join(f'key_{name}' for name in by)}" if by else ""
    found = _run(
        read, f"SELECT {', '.join([*keys, 'count(*)', *sums])} FROM typed WHERE {where} "
        f"{grouping} {order}"
    )
    return tuple(_group(row=row, by=list(by), pairs=list(pairs)) for row in found)


def records(
    read: Typed, *, columns: Sequence[str], where: str = "true"
) -> Iterator[dict[str, Any]]:
    """The rows themselves, in the order of the file, for checks that look at one row at a time."""
    found = _run(read, f"SELECT {', '.join(columns)} FROM typed WHERE {where} ORDER BY row")
    return (dict(zip(columns, row, strict=True)) for row in found)


def _run(read: Typed, sql: str) -> list[tuple[Any, ...]]:
    import duckdb

    try:
        return read.engine.execute(sql).fetchall()
    except (duckdb.OutOfRangeException, duckdb.ConversionException):
        raise DueRegardError(
            "The numbers in this file add up to more than can be counted. Look for a column in "
            "which identifiers or dates stand where counts should be."
        ) from None


def _group(*, row: tuple[Any, ...], by: list[str], pairs: list[str]) -> Group:
    sums = row[len(by) + 1 :]
    tallies = {
        name: Tally(events=sums[3 * i], exposure=sums[3 * i + 1], rows=sums[3 * i + 2])
        for i, name in enumerate(pairs)
    }
    return Group(keys=dict(zip(by, row, strict=False)), rows=row[len(by)], tallies=tallies)


def date_sql(text: str) -> str:
    """SQL that reads a text as a date, day first; NULL where it is none."""
    return _as_date(text)


def _as_kind(text: str, kind: Kind) -> str:
    if kind is Kind.TEXT:
        return text
    if kind is Kind.DATE:
        return _as_date(text)
    plain = f"replace({text}, ',', '')"
    grouped = r"\d{1,3}(,\d{3}){1,3}"
    if kind is Kind.WHOLE:
        shape = rf"(\d{{1,12}}|{grouped})(\.0+)?"
        value = f"try_cast(split_part({plain}, '.', 1) AS BIGINT)"
    else:
        shape = rf"(\d{{1,12}}|{grouped})(\.\d{{0,12}})?|\.\d{{1,12}}"
        value = f"try_cast({plain} AS DOUBLE)"
    return f"CASE WHEN regexp_full_match({text}, '{shape}') THEN {value} END"


def _as_date(text: str) -> str:
    """British order: the day comes first. A bare number is a spreadsheet's count of days."""
    time = r"([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?"
    day = f"regexp_replace({text}, '{time}$', '')"
    dashed = f"regexp_replace({day}, '[/. -]+', '-', 'g')"
    cases = [
        (r"\d{4}-\d{1,2}-\d{1,2}", "%Y-%m-%d"),
        (r"\d{1,2}-\d{1,2}-\d{4}", "%d-%m-%Y"),
        (r"\d{1,2}-\d{1,2}-\d{2}", "%d-%m-%y"),
        (r"\d{1,2}-[A-Za-z]{3}-\d{4}", "%d-%b-%Y"),
        (r"\d{1,2}-[A-Za-z]{3}-\d{2}", "%d-%b-%y"),
        (r"\d{1,2}-[A-Za-z]{4,9}-\d{4}", "%d-%B-%Y"),
    ]
    whens = " ".join(
        f"WHEN regexp_full_match({dashed}, '{shape}') "
        f"THEN CAST(try_strptime({dashed}, '{form}') AS DATE)"
        for shape, form in cases
    )
    serial = (
        rf"WHEN regexp_full_match({text}, '\d{{5}}') AND try_cast({text} AS INTEGER) "
        f"BETWEEN {_FIRST_SERIAL} AND {_LAST_SERIAL} "
        f"THEN DATE '1899-12-30' + try_cast({text} AS INTEGER)"
    )
    return f"CASE {whens} {serial} END"


def _date_notes(read: Typed) -> tuple[str, ...]:
    notes = []
    slashed = r"^\d{1,2}[/.-]\d{1,2}[/.-]"
    for role in (role for role, kind in read.kinds.items() if kind is Kind.DATE):
        day_first, serial = _run(
            read,
            f"SELECT count(*) FILTER (WHERE regexp_matches({role}__found, '{slashed}')), "
            rf"count(*) FILTER (WHERE regexp_full_match({role}__found, '\d{{5}}')) "
            f"FROM typed WHERE {role} IS NOT NULL",
        )[0]
        heading = read.headings[role]
        if day_first:
            notes.append(
                f"Dates in '{heading}' were read day first: 10/01/2024 is 10 January 2024."
            )
        if serial:
            notes.append(
                f"Numbers in '{heading}' were read as a spreadsheet's count of days: 45301 is "
                "10 January 2024."
            )
    return tuple(notes)
