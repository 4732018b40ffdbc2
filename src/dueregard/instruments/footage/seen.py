"""The encounters of each group, unit and power: how many were recorded whole, late, or not."""

from collections.abc import Mapping
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.findings.counts import (
    MOST_COMBINATIONS,
    Combination,
    CountTable,
    fingerprint,
)
from dueregard.findings.finding import SetAside
from dueregard.findings.groups import to_five
from dueregard.findings.labels import NOT_STATED, grouping
from dueregard.findings.reading_tables import Table
from dueregard.instruments.footage.meant import Encounters
from dueregard.instruments.footage.times import STATE, State, states

_LATE = (State.LATE, State.LATE_AND_EARLY)
_EARLY = (State.EARLY, State.LATE_AND_EARLY)
_LINKED = (State.WHOLE, State.LATE, State.EARLY, State.LATE_AND_EARLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Encounters of which it is known how far they were recorded, and those of which it is not."""

    known: int = 0
    whole: int = 0
    linked: int = 0
    late: int = 0
    early: int = 0
    elsewhere: int = 0
    unknown: int = 0

    def __add__(self, other: "Cell") -> "Cell":
        """Both together."""
        return Cell(
            known=self.known + other.known, whole=self.whole + other.whole,
            linked=self.linked + other.linked, late=self.late + other.late,
            early=self.early + other.early, elsewhere=self.elsewhere + other.elsewhere,
            unknown=self.unknown + other.unknown)

    def __sub__(self, other: "Cell") -> "Cell":
        """The rest of a whole."""
        return Cell(
            known=self.known - other.known, whole=self.whole - other.whole,
            linked=self.linked - other.linked, late=self.late - other.late,
            early=self.early - other.early, elsewhere=self.elsewhere - other.elsewhere,
            unknown=self.unknown - other.unknown)


# A place: the unit, the power, and the group by each column.
Place = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The cells of each place; rows used and set aside; what was noticed while reading."""

    counted: CountTable
    cells: Mapping[Place, Cell]
    rows_used: int
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]

    def by(
        self, *, column: int | None = None, unit: bool = False, power: bool = False
    ) -> dict[tuple[str, ...], Cell]:
        """The cells added up by a column of groups, the unit and the power, as asked."""
        found: dict[tuple[str, ...], Cell] = {}
        for (of_unit, of_power, groups), cell in self.cells.items():
            key = (*((groups[column],) if column is not None else ()),
                   *((of_unit,) if unit else ()), *((of_power,) if power else ()))
            found[key] = found.get(key, Cell()) + cell
        return dict(sorted(found.items(), key=lambda each: [(part == NOT_STATED, part)
                                                            for part in each[0]]))

    @property
    def everyone(self) -> Cell:
        """All encounters."""
        return sum(self.cells.values(), Cell())


def seen(table: Table, *, its: Encounters, grace: float) -> Seen:
    """Count the encounters of a table by what is known of their footage."""
    counted = _counted(table, its=its, grace=grace)
    read = {heading: _names(counted, heading=heading) for heading in its.told_by}
    cells: dict[Place, Cell] = {}
    aside: dict[str, int] = {}
    used = 0
    for each in counted.combinations:
        label = {heading: read[heading][0][each.labels[counted.place(heading)]]
                 for heading in its.told_by}
        state = State(int(each.labels[counted.place(STATE)] or 0))
        why = _why(state, its=its)
        if why:
            aside[why] = aside.get(why, 0) + each.rows
        else:
            used += each.rows
        place = (label.get(its.unit, ""), label.get(its.power, ""),
                 tuple(label[heading] for heading in its.groups))
        cell = _cell(state, each.rows)
        if cell != Cell():
            cells[place] = cells.get(place, Cell()) + cell
    return Seen(
        counted=counted, cells=cells, rows_used=used,
        set_aside=tuple(SetAside(reason=why, rows=rows) for why, rows in sorted(aside.items())),
        # Units and powers have names that are alike on purpose.
        notes=tuple(note for heading, (_, notes) in read.items() for note in notes
                    if heading in its.groups or "counted apart" not in note),
    )


def _counted(table: Table, *, its: Encounters, grace: float) -> CountTable:
    """Counts by every label and by the state of the footage, as counts.count() gives them."""
    keys = (*its.told_by, STATE)
    found = table.engine.execute(
        states(table, times=its.times, told_by=its.told_by, grace=grace)).fetchall()
    if len(found) > MOST_COMBINATIONS:
        raise DueRegardError(
            f"There are over {MOST_COMBINATIONS:,} combinations of {', '.join(its.told_by)}. "
            "Choose columns that hold groups, such as a unit instead of an officer."
        )
    combinations = tuple(
        Combination(labels=tuple(labels), rows=int(many))
        for *labels, many in sorted(found, key=lambda row: [(each is None, str(each))
                                                            for each in row])
    )
    return CountTable(
        keys=keys, combinations=combinations, rows_read=table.rows_read, overlong=table.overlong,
        sha256=table.sha256 or fingerprint(keys=keys, combinations=combinations),
    )


def _cell(state: State, rows: int) -> Cell:
    if state < State.HALF:
        return Cell()
    if state < State.NONE:
        return Cell(unknown=rows)
    return Cell(
        known=rows, whole=rows * (state is State.WHOLE), linked=rows * (state in _LINKED),
        late=rows * (state in _LATE), early=rows * (state in _EARLY),
        elsewhere=rows * (state is State.ELSEWHERE),
    )


def _why(state: State, *, its: Encounters) -> str:
    """Why a row cannot be used, or nothing."""
    start, end = f"'{its.times['from']}'", f"'{its.times['to']}'"
    on, off = f"'{its.times['recorded_from']}'", f"'{its.times['recorded_to']}'"
    return {
        State.NO_TIMES: f"{start} or {end} is blank, so it is not known how long it lasted",
        State.ODD_TIMES: f"{start} or {end} is no day with a time",
        State.ENDS_FIRST: f"{end} is before {start}",
        State.ZONES: "some of its times name their time zone and others do not, so they may be an "
                     "hour apart",
        State.HALF: f"one of {on} and {off} is blank and the other is not, so it is not known "
                    "whether all was recorded",
        State.ODD_FOOTAGE: f"{on} or {off} is no day with a time, so it is not known whether all "
                           "was recorded",
        State.FOOTAGE_ENDS_FIRST: f"{off} is before {on}, so it is not known whether all was "
                                  "recorded",
    }.get(state, "")


def _names(
    counted: CountTable, *, heading: str
) -> tuple[Mapping[str | None, str], tuple[str, ...]]:
    read = grouping(counted.distinct(heading), heading=heading)
    names = [each for each in dict.fromkeys(read.of.values()) if each != NOT_STATED]
    unknown = set(to_five(names).unknown)
    return ({value: NOT_STATED if name in unknown else name for value, name in read.of.items()},
            read.notes)

