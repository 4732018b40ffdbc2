"""The alerts themselves, one a row or counted: whose they were, and whether they were wrong.

Without this file it could not be asked on whom the wrong alerts fell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked
from dueregard.findings.counts import CountTable, count
from dueregard.findings.labels import (
    NOT_STATED,
    Condition,
    condition,
    grouping,
    number_of,
    truths,
)
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import fold
from dueregard.findings.sources import opened
from dueregard.findings.splits import Name, merge
from dueregard.findings.wording import counted as many

# Headings by which it is known, without being told, which alerts were wrong.
_WRONG = frozenset({"falsealert", "false", "incorrect", "incorrectalert", "wrong", "isfalse"})
_OUTCOME = frozenset({"outcome", "alertoutcome", "result", "alertresult", "truefalse",
                      "trueorfalse"})
_FALSE_COUNTS = frozenset({"falsealerts", "incorrectalerts", "falseconfirmed", "falsealertscount"})
_ALERT_COUNTS = frozenset({"alerts", "totalalerts", "numberofalerts"})
_SAY = "Say which were false: --wrong HEADING=VALUE, such as --wrong outcome=false."


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRows:
    """Counts of alerts and of false ones by group, `columns` being the headings of the groups.

    `cells` holds (alerts, false alerts) for each crossing. Where a file counts false alerts
    alone, `with_true` is false, and alerts are the false ones.
    """

    columns: tuple[str, ...]
    cells: Mapping[Name, tuple[int, int]]
    with_true: bool
    notes: tuple[str, ...]

    @property
    def alerts(self) -> int:
        """All of them."""
        return sum(each[0] for each in self.cells.values())

    @property
    def false(self) -> int:
        """All that were wrong."""
        return sum(each[1] for each in self.cells.values())

    def by(self, places: Sequence[int]) -> dict[Name, tuple[int, int]]:
        """The counts by these of the group columns."""
        return {name: (alerts, false)
                for name, (alerts, false) in merge(self.cells, places=places).items()}


def read(given: Any, *, group: Sequence[str], wrong: str | None) -> AlertRows:
    """Read a file (or a table) of alerts; a sentence where groups or false ones cannot be told."""
    table = given if isinstance(given, Table) else opened(
        Path(given) if isinstance(given, str) else given)
    if not group:
        shown = ", ".join(f"'{each}'" for each in table.columns[:20])
        raise DueRegardError(
            f"Say which column of the alerts holds the group: --group HEADING. It has: {shown}."
        )
    columns = asked.headings(group, columns=table.columns)
    if not wrong and (false := _heading(table, _FALSE_COUNTS)):
        return _from_counts(table, columns=columns, false=false)
    return _from_rows(table, columns=columns, wrong=wrong)


def _from_rows(table: Table, *, columns: tuple[str, ...], wrong: str | None) -> AlertRows:
    asked_for = condition(wrong, headings=table.columns) if wrong else None
    heading = asked_for.heading if asked_for else (
        _heading(table, _WRONG) or _heading(table, _OUTCOME))
    if not heading:
        raise DueRegardError(f"The alerts do not say which of them were false. {_SAY}")
    counted = count(table, keys=[*columns, *([heading] if heading not in columns else [])])
    values = counted.distinct(heading)
    means = truths(asked_for or _guessed(heading, values), values)
    named, notes = _named(counted, columns)
    place = counted.place(heading)
    cells: dict[Name, list[int]] = {}
    lost = table.overlong
    for each in counted.combinations:
        yes = means[each.labels[place]]
        if yes is None:
            lost += each.rows
            continue
        kept = cells.setdefault(_name(each.labels, named, counted, columns), [0, 0])
        kept[0] += each.rows
        kept[1] += each.rows if yes else 0
    return _rows(columns, cells, with_true=True, notes=notes, lost=lost,
                 why=f"'{heading}' does not say whether the alert was false")


def _from_counts(table: Table, *, columns: tuple[str, ...], false: str) -> AlertRows:
    alerts = _heading(table, _ALERT_COUNTS)
    counted = count(table, keys=[*columns, false, *([alerts] if alerts else [])])
    named, notes = _named(counted, columns)
    cells: dict[Name, list[int]] = {}
    lost = table.overlong
    for each in counted.combinations:
        wrong = _whole(each.labels[counted.place(false)])
        raised = _whole(each.labels[counted.place(alerts)]) if alerts else wrong
        if wrong is None or raised is None:
            lost += each.rows
            continue
        if wrong > raised:
            raise DueRegardError(
                f"A row of the alerts has {wrong:,} in '{false}' but only {raised:,} in "
                f"'{alerts}'. A part cannot exceed the whole: put it right in the file."
            )
        kept = cells.setdefault(_name(each.labels, named, counted, columns), [0, 0])
        kept[0] += raised * each.rows
        kept[1] += wrong * each.rows
    return _rows(columns, cells, with_true=bool(alerts), notes=notes, lost=lost,
                 why=f"'{false}' or '{alerts}' holds no count")


def _rows(
    columns: tuple[str, ...], cells: Mapping[Name, list[int]], *, with_true: bool,
    notes: tuple[str, ...], lost: int, why: str,
) -> AlertRows:
    if not cells:
        raise DueRegardError(f"No row of the alerts could be used. {_SAY}")
    if lost:
        verb = "was" if lost == 1 else "were"
        notes = (*notes, f"{many(lost, one='row')} of the alerts {verb} left out: {why}.")
    return AlertRows(
        columns=columns, cells={name: (each[0], each[1]) for name, each in cells.items()},
        with_true=with_true, notes=notes,
    )


def _named(
    counted: CountTable, columns: tuple[str, ...]
) -> tuple[tuple[Mapping[str | None, str], ...], tuple[str, ...]]:
    read_as = [grouping(counted.distinct(each), heading=each) for each in columns]
    return (tuple(each.of for each in read_as),
            tuple(note for each in read_as for note in each.notes))


def _name(
    labels: tuple[str | None, ...], named: Sequence[Mapping[str | None, str]],
    counted: CountTable, columns: tuple[str, ...],
) -> Name:
    return tuple(of[labels[counted.place(column)]]
                 for of, column in zip(named, columns, strict=True))


def _guessed(heading: str, values: Mapping[str | None, int]) -> Condition:
    """Yes or no, or words that begin with 'false' or 'incorrect'."""
    if fold(heading) in _WRONG:
        return Condition(heading=heading)
    wrong = tuple(each for each in values
                  if each and fold(each).startswith(("false", "incorrect")))
    if not wrong:
        raise DueRegardError(f"'{heading}' of the alerts never says 'false'. {_SAY}")
    return Condition(heading=heading, sign="=", values=wrong)


def _heading(table: Table, known: frozenset[str]) -> str:
    return next((each for each in table.columns if fold(each) in known), "")


def _whole(label: str | None) -> int | None:
    value = number_of(label)
    return int(value) if value is not None and value >= 0 and value == int(value) else None


def is_stated(name: Name) -> bool:
    """Whether a group is stated in every column."""
    return NOT_STATED not in name
