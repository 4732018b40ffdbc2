"""Whether a camera was on from the start of an encounter to its end, worked out row by row.

Without this file a blank would pass for a camera that was off, or worse for one that was on, and
an hour of summer time for footage of something else.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum

from dueregard.findings.counts import position
from dueregard.findings.tables import Table
from dueregard.findings.typed_rows import BLANK_WORDS

STATE = "state of the footage"
_FORMATS = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M",
            "%d/%m/%y %H:%M:%S", "%d/%m/%y %H:%M", "%d %b %Y %H:%M:%S", "%d %b %Y %H:%M",
            "%d-%b-%Y %H:%M:%S", "%d-%b-%Y %H:%M", "%d %B %Y %H:%M:%S", "%d %B %Y %H:%M")
_ZONE = r"\d:\d{2}(:\d{2}(\.\d+)?)? ?(Z|[+-]\d{2}(:?\d{2})?)$"
_SPACE = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"


class State(IntEnum):
    """What is known of one encounter. From NONE on it is known whether all was recorded."""

    NO_TIMES = 1
    ODD_TIMES = 2
    ENDS_FIRST = 3
    ZONES = 4
    HALF = 5
    ODD_FOOTAGE = 6
    FOOTAGE_ENDS_FIRST = 7
    NONE = 10
    ELSEWHERE = 11
    WHOLE = 12
    LATE = 13
    EARLY = 14
    LATE_AND_EARLY = 15


def states(table: Table, *, times: Mapping[str, str], told_by: Sequence[str], grace: float) -> str:
    """SQL that asks for each combination of labels and State how many rows of `records` there are.

    A camera that comes on no later than `grace` seconds after the start counts as on at the
    start, and the same at the end: records are often kept to the minute.
    """
    kinds = {str(name): str(kind) for name, kind, *_ in
             table.engine.execute("DESCRIBE SELECT * FROM records").fetchall()}
    labels = [f"CAST(c{position(table, each)} AS VARCHAR) AS k{place}"
              for place, each in enumerate(told_by)]
    columns = {_SHORT[name]: f"c{position(table, heading)}" for name, heading in times.items()}
    texts = {name: _text(column, kind=kinds[column]) for name, column in columns.items()}
    keys = ", ".join(f"k{place}" for place in range(len(told_by)))
    # Step by step: in one expression each text would be worked out anew wherever it is needed.
    cells = [*labels, *(f"{sql} AS {name}" for name, sql in texts.items())]
    read = [keys, *(_read(name, kind=kinds[column]) for name, column in columns.items())]
    # A file whose times are times already has nothing to be worked out, so nothing to keep.
    kept = "" if all(kind.startswith("TIMESTAMP") for kind in
                     (kinds[column] for column in columns.values())) else "MATERIALIZED "
    return (
        f"WITH cut AS (SELECT {', '.join(cells)} FROM records), "
        f"timed AS {kept}(SELECT {', '.join(read)} FROM cut), "
        f"told AS (SELECT {keys}, {_state(grace)} AS state FROM timed) "
        f"SELECT {keys}, CAST(state AS VARCHAR), count(*) FROM told GROUP BY ALL"
    )


_SHORT = {"from": "s", "to": "e", "recorded_from": "f", "recorded_to": "t"}


def _text(column: str, *, kind: str) -> str:
    """A cell without the spaces around it; a time that is one already as it is."""
    if kind.startswith("TIMESTAMP"):
        return column
    return f"trim({column if kind == 'VARCHAR' else f'CAST({column} AS VARCHAR)'}, {_SPACE})"


def _read(name: str, *, kind: str) -> str:
    """A time in seconds, whether the cell is blank, and whether it names its zone."""
    if kind.startswith("TIMESTAMP"):
        zoned = "true" if "ZONE" in kind else "false"
        return f"epoch({name}) AS {name}, {name} IS NULL AS b{name}, {zoned} AS z{name}"
    words = ", ".join(f"'{word}'" for word in ("", *BLANK_WORDS))
    formats = ", ".join(f"'{each}'" for each in _FORMATS)
    # A day without a time of day is no time: it would pass for midnight.
    moment = (f"coalesce(CASE WHEN length({name}) >= 15 THEN try_cast({name} AS TIMESTAMP) END, "
              f"CASE WHEN length({name}) >= 12 THEN try_strptime({name}, [{formats}]) END)")
    # Of these lengths nearly every cell is, and none of them has room for a zone.
    zone = (f"CASE WHEN length({name}) IN (16, 19) THEN '' "
            f"ELSE regexp_extract({name}, '{_ZONE}', 3) END")
    return (
        f"epoch({moment}) - CASE WHEN length({name}) IN (16, 19) THEN 0 ELSE {_east(zone)} END "
        f"AS {name}, "
        f"{name} IS NULL OR (length({name}) < 14 AND lower({name}) IN ({words})) AS b{name}, "
        f"{zone} != '' AS z{name}"
    )


def _east(zone: str) -> str:
    """How many seconds a zone is ahead of UTC."""
    digits = f"replace({zone}, ':', '')"
    return (f"CASE WHEN {zone} IN ('', 'Z') THEN 0 ELSE "
            f"(CASE WHEN {zone}[1] = '-' THEN -1 ELSE 1 END) * "
            f"(3600 * coalesce(try_cast(substr({digits}, 2, 2) AS INTEGER), 0) + "
            f"60 * coalesce(try_cast(nullif(substr({digits}, 4, 2), '') AS INTEGER), 0)) END")


def _state(grace: float) -> str:
    late, early = f"f > s + {grace}", f"t < e - {grace}"
    zoned = " + ".join(f"CAST(coalesce(z{each}, false) AND NOT b{each} AS INTEGER)"
                       for each in _SHORT.values())
    there = " + ".join(f"CAST(NOT b{each} AS INTEGER)" for each in _SHORT.values())
    return (
        f"CASE WHEN bs OR be THEN {State.NO_TIMES} "
        f"WHEN s IS NULL OR e IS NULL THEN {State.ODD_TIMES} WHEN e < s THEN {State.ENDS_FIRST} "
        f"WHEN bf AND bt THEN {State.NONE} WHEN bf OR bt THEN {State.HALF} "
        f"WHEN f IS NULL OR t IS NULL THEN {State.ODD_FOOTAGE} "
        f"WHEN ({zoned}) NOT IN (0, {there}) THEN {State.ZONES} "
        f"WHEN t < f THEN {State.FOOTAGE_ENDS_FIRST} WHEN t < s OR f > e THEN {State.ELSEWHERE} "
        f"WHEN {late} AND {early} THEN {State.LATE_AND_EARLY} "
        f"WHEN {late} THEN {State.LATE} WHEN {early} THEN {State.EARLY} ELSE {State.WHOLE} END"
    )
