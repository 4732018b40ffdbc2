"""A table as a stream: for each row when it was and what it counts, in order of time.

Without this file a row without a group would be a row of everybody else's, and a log in the
wrong order would ring on the wrong day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.counts import count, position
from dueregard.findings.finding import SetAside
from dueregard.findings.labels import NOT_STATED, alike, grouping, truths
from dueregard.findings.locked import quoted
from dueregard.findings.reading_tables import Table
from dueregard.findings.typed_rows import date_sql
from dueregard.instruments.watch.meant import Claim, Meant

_MOST_LABELS = 1_000
# What a row's group is, in numbers: nobody knows, some other, the one compared with, the watched.
_UNKNOWN, _ELSE, _OTHER, _WATCHED = -1, 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The usable rows in order. Arrays of the same length; `moment` in microseconds, or None.

    `watched` is true where a row is of the watched group; `events` and `exposure` are what it
    counts. `of` and `versus` are the groups as the file names them.
    """

    moment: Any
    watched: Any
    events: Any
    exposure: Any
    of: str
    versus: str
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]
    unstated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Labels:
    """SQL for the group and the event of a row, and how they were read."""

    group: str
    event: str
    of: str = ""
    versus: str = ""
    notes: tuple[str, ...] = ()


def stream(table: Table, *, meant: Meant, known: bool = False) -> Stream:
    """Read a table as a stream; a sentence where the groups or the events cannot be found.

    `known` says that an earlier run found them: on a quiet night there may be none.
    """
    import numpy

    if table.saved:
        raise DueRegardError(
            "A table of counts has no order, so it cannot be watched. Give the log itself."
        )
    labels = _labels(table, meant=meant, known=known)
    columns = {
        "g": labels.group, "e": labels.event, "n": _number(table, meant.count),
        "p": _number(table, meant.per), "m": _moment(table, meant.date),
    }
    selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    found = table.engine.execute(f"SELECT {selected} FROM records").fetchnumpy()
    got = {name: numpy.ma.getdata(numpy.ma.filled(each, -1)) for name, each in found.items()}
    nobody = got["g"] == _UNKNOWN
    if meant.claim is Claim.SHARE and meant.events:
        nobody &= got["e"] == 1
    unstated = int(nobody.sum()) if meant.group else 0
    usable, aside = _usable(got, meant=meant, labels=labels)
    order = numpy.flatnonzero(usable)
    if meant.date:
        order = order[numpy.argsort(got["m"][order], kind="stable")]
    each = {name: values[order] for name, values in got.items()}
    ones = numpy.ones(len(order))
    return Stream(
        moment=each["m"] if meant.date else None, watched=each["g"] == _WATCHED,
        events=each["n"].astype(float) if meant.count else (
            each["e"].astype(float) if meant.events else ones),
        exposure=each["p"].astype(float) if meant.per else ones,
        of=labels.of, versus=labels.versus, set_aside=aside, notes=labels.notes,
        unstated=unstated,
    )


def _labels(table: Table, *, meant: Meant, known: bool = False) -> _Labels:
    events = meant.events.heading if meant.events else ""
    keys = [each for each in dict.fromkeys((meant.group, events)) if each]
    if not keys:
        return _Labels(group=f"{_WATCHED}", event="1")
    counted = count(table, keys=keys)
    notes: tuple[str, ...] = ()
    group, event, of, versus = f"{_WATCHED}", "1", "", ""
    if meant.group:
        values = counted.distinct(meant.group)
        _refuse_many(values, heading=meant.group)
        read = grouping(values, heading=meant.group)
        notes, names = read.notes, sorted(set(read.of.values()) - {NOT_STATED})
        # The file's own spelling first, then what was asked for, where it may be absent.
        names += [meant.of, meant.versus] if known else []
        of = _named(meant.of, names, heading=meant.group)
        versus = _named(meant.versus, names, heading=meant.group) if meant.versus else ""
        if of == versus:
            raise DueRegardError(f"'{of}' cannot be compared with itself. Name another group.")
        worth = {NOT_STATED: _UNKNOWN, versus: _OTHER, of: _WATCHED}
        group = _cases(
            {label: worth.get(name, _ELSE) for label, name in read.of.items()},
            column=f"c{position(table, meant.group)}", otherwise=_ELSE, blank=_UNKNOWN,
        )
    if meant.events:
        values = counted.distinct(events)
        if known and meant.events.sign in ("=", "!="):
            for each in meant.events.values:
                values.setdefault(each, 0)
        _refuse_many(values, heading=events)
        said = {label: -1 if yes is None else int(yes)
                for label, yes in truths(meant.events, values).items()}
        event = _cases(said, column=f"c{position(table, events)}", otherwise=0, blank=-1)
    return _Labels(group=group, event=event, of=of, versus=versus, notes=notes)


def _refuse_many(values: Mapping[str | None, int], *, heading: str) -> None:
    if len(values) > _MOST_LABELS:
        raise DueRegardError(
            f"'{heading}' has {len(values):,} different values, so it holds no groups. Choose "
            "another column."
        )


def _named(asked: str, names: list[str], *, heading: str) -> str:
    for name in names:
        if alike(name) == alike(asked):
            return name
    shown = ", ".join(f"'{each}'" for each in names[:12]) or "no group at all"
    raise DueRegardError(f"'{heading}' never holds '{asked}'. It holds {shown}.")


def _cases(
    worth: Mapping[str | None, int], *, column: str, otherwise: int, blank: int
) -> str:
    """SQL that gives each label of a column its number."""
    by_number: dict[int, list[str]] = {}
    for label, number in worth.items():
        if label is not None and number != otherwise:
            by_number.setdefault(number, []).append(quoted(label))
    whens = " ".join(
        f"WHEN CAST({column} AS STRING) IN ({', '.join(labels)}) THEN {number}"
        for number, labels in by_number.items()
    )
    empty = worth.get(None, blank)
    return f"CAST(CASE WHEN {column} IS NULL THEN {empty} {whens} ELSE {otherwise} END AS TINYINT)"


def _number(table: Table, heading: str) -> str:
    if not heading:
        return "CAST(1 AS DOUBLE)"
    text = f"replace(trim(CAST(c{position(table, heading)} AS STRING)), ',', '')"
    return f"coalesce(try_cast({text} AS DOUBLE), -1)"


def _moment(table: Table, heading: str) -> str:
    if not heading:
        return "CAST(0 AS BIGINT)"
    column = f"c{position(table, heading)}"
    kind = table.ask(f"SELECT typeof({column}) FROM records LIMIT 1")
    if kind and kind[0][0] in ("DATE", "TIMESTAMP"):
        return f"coalesce(epoch_us(CAST({column} AS TIMESTAMP)), -1)"
    text = f"trim(CAST({column} AS STRING))"
    iso = f"CASE WHEN {text} LIKE '____-__-__%' THEN try_cast({text} AS TIMESTAMP) END"
    odd = table.ask(
        f"SELECT 1 FROM records WHERE {text} IS NOT NULL AND {iso} IS NULL LIMIT 1")
    # Dates written another way are read by many patterns: slowly, and only where they are needed.
    day = f"coalesce({iso}, CAST({date_sql(text)} AS TIMESTAMP))" if odd else iso
    return f"coalesce(epoch_us({day}), -1)"


def _usable(
    got: Mapping[str, Any], *, meant: Meant, labels: _Labels
) -> tuple[Any, tuple[SetAside, ...]]:
    """Which rows count, and why the others do not: each row is set aside for one reason."""
    import numpy

    usable = numpy.ones(len(got["g"]), dtype=bool)
    aside = []
    events = meant.events.words if meant.events else ""
    tests: list[tuple[bool, Callable[[], Any], str]] = [
        (bool(events), lambda: got["e"] < 0, f"it does not say whether {events}"),
        (meant.claim is Claim.SHARE and bool(events), lambda: got["e"] == 0,
         f"it is not an event that is watched ({events})"),
        (bool(meant.group), lambda: got["g"] == _UNKNOWN, f"'{meant.group}' is not stated"),
        (meant.claim is Claim.PAIR, lambda: got["g"] == _ELSE,
         f"it is neither of {labels.of} nor of {labels.versus}"),
        (meant.claim is Claim.LIMIT and bool(meant.group), lambda: got["g"] != _WATCHED,
         f"it is not of {labels.of}"),
        (bool(meant.count), lambda: ~((got["n"] >= 0) & (got["n"] < 1e12)
                                      & (got["n"] == numpy.floor(got["n"]))),
         f"'{meant.count}' holds no count"),
        (bool(meant.per), lambda: ~((got["p"] >= 0) & (got["p"] < 1e12)),
         f"'{meant.per}' holds no number"),
        (bool(meant.date), lambda: got["m"] < 0, f"'{meant.date}' holds no date that can be read"),
    ]
    for asked, bad, reason in tests:
        if asked:
            odd = usable & bad()
            if odd.any():
                aside.append(SetAside(reason=reason, rows=int(odd.sum())))
                usable &= ~odd
    return usable, tuple(aside)
