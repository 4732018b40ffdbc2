"""FORECAST: which cells were predicted on which day, and where patrols went, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dueregard.answers import DueRegardError
from dueregard.findings.counts import OVERLONG
from dueregard.findings.finding import SetAside
from dueregard.findings.hotspots import top_of_each
from dueregard.findings.labels import condition, is_blank, truths
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import Assigned, assign
from dueregard.findings.wording import counted, listed
from dueregard.instruments.places import columns
from dueregard.instruments.places.grid import Grid
from dueregard.instruments.places.reading import (
    WHOLE,
    Key,
    Periods,
    cell_key,
    check_size,
    coded,
    day_keys,
    distinct,
    number_sql,
)

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray

# If more rows than this share name cells that CELLS does not have, the two are of other grids.
_MOST_STRANGERS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What was predicted: a row a period and a column a cell, in the order of the grid.

    `chosen` says which cells were predicted; `scores` are minus infinity where none is given, and
    None where the file has none. `patrol` is the patrol-days in each cell over the whole time;
    `patrolled` says that the file counts them.
    """

    periods: Periods
    chosen: "Array"
    scores: "Array | None"
    patrol: "Array"
    patrolled: bool
    rows_used: int
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]


def read(table: Table, *, grid: Grid, chosen: Mapping[str, str], top: float | None) -> Forecast:
    """Read the forecast and match it to the grid; a sentence where the two do not fit."""
    if table.saved:
        raise DueRegardError("A table of counts does not say which cell. Give the forecast itself.")
    found = assign(columns=table.columns, wanted=columns.FORECAST, chosen=dict(chosen))
    _check_marks(found, top=top)
    periods, day_of, day_at = _periods(table, found=found, grid=grid)
    cells, strangers = _cells(table, place=found.positions[columns.CELL], grid=grid)
    check_size(len(grid.names), len(periods.names))
    rows = _coded(table, found=found, cells=cells, days=day_of)
    usable, reasons = _usable(rows, found=found, strangers=strangers, grid=grid)
    usable, twice = _once(rows, usable=usable, size=len(grid.names), wanted=_worth(rows))
    if twice:
        reasons["another row has the same cell and the same day"] = twice
    if not usable.any():
        raise DueRegardError(
            "No row of the forecast can be held against CELLS. Why: "
            f"{listed([f'{why} ({many:,})' for why, many in reasons.items()])}."
        )
    if table.overlong:
        reasons[OVERLONG] = table.overlong
    return _laid(rows, usable=usable, found=found, periods=periods, cells=len(grid.names), top=top,
                 reasons=reasons, notes=(*found.notes, *day_at))


def _check_marks(found: Assigned, *, top: float | None) -> None:
    if top is not None and not (top >= 1 and float(top).is_integer()):
        raise DueRegardError(
            f"--top is how many cells are predicted on each day: a whole number, such as 20; "
            f"{top:g} is not."
        )
    if columns.MARKED in found.positions:
        return
    if columns.SCORE in found.positions and top is None:
        raise DueRegardError(
            f"The forecast has scores ('{found.headings[columns.SCORE]}') and does not say which "
            "cells were predicted. Say how many of the highest on each day: --top 20."
        )
    if columns.SCORE not in found.positions and top is not None:
        raise DueRegardError("--top needs a column of scores, and the forecast has none.")


def _periods(
    table: Table, *, found: Assigned, grid: Grid
) -> tuple[Periods, dict[str, int], tuple[str, ...]]:
    """The periods of the forecast that CELLS covers, and each label's place among them.

    A label that says nothing has no place; -2 stands for a day that CELLS does not cover.
    """
    place = found.positions.get(columns.DAY)
    if place is None:
        return Periods(keys=(WHOLE,), names=(WHOLE,)), {}, ()
    labels = [each for each in distinct(table, place) if each is not None and not is_blank(each)]
    keys = day_keys(labels, table=table, place=place)
    if not grid.days.keys:
        raise DueRegardError(
            f"The forecast is by day ('{found.headings[columns.DAY]}') and {grid.title} has no "
            "day, so it cannot be told what happened on which. Add a column 'day' to CELLS."
        )
    kinds = {type(each) for each in keys.values()} | {type(grid.days.keys[0])}
    if len(kinds) > 1:
        raise DueRegardError(
            f"The days of the forecast (such as {sorted(labels)[0]}) and those of {grid.title} "
            f"(such as {grid.days.names[0]}) are written in different ways. Write both as dates, "
            "such as 2026-03-01, or both as the same names."
        )
    inside = {key for key in keys.values() if _covered(key, grid.days)}
    if not inside:
        raise DueRegardError(
            f"The forecast and {grid.title} have no day in common: CELLS runs from "
            f"{grid.days.name(0)} to {grid.days.name(len(grid.days.keys) - 1)}. Give the crimes of "
            "the days that were forecast."
        )
    order = sorted(inside)
    names: dict[Key, str] = {}
    for label, key in sorted(keys.items()):
        names.setdefault(key, label)
    at = {key: where for where, key in enumerate(order)}
    note = _not_forecast(grid, inside)
    return (Periods(keys=tuple(order), names=tuple(names[key] for key in order)),
            {label: at.get(key, -2) for label, key in keys.items()}, note)


def _covered(key: Key, days: Periods) -> bool:
    if isinstance(key, str):
        return key in days.keys
    return days.keys[0] <= key <= days.keys[-1]  # type: ignore[operator]


def _not_forecast(grid: Grid, inside: set[Key]) -> tuple[str, ...]:
    missing = sum(key not in inside for key in grid.days.keys)
    if not missing:
        return ()
    return (f"Crimes of {counted(missing, one='day')} for which there was no forecast are left "
            "out of every figure.",)


def _cells(table: Table, *, place: int, grid: Grid) -> tuple[dict[str, int], list[str]]:
    labels = [each for each in distinct(table, place) if each is not None and not is_blank(each)]
    codes, strangers = {}, []
    for each in labels:
        at = grid.index.get(cell_key(each))
        if at is None:
            strangers.append(each)
        codes[each] = -2 if at is None else at
    if labels and len(strangers) > _MOST_STRANGERS * len(labels):
        raise DueRegardError(
            f"The forecast names {counted(len(labels), one='cell')}, and {grid.title} does not "
            f"have {len(strangers):,} of them, such as {sorted(strangers)[0]}; it has such as "
            f"{grid.names[0]}. The two may be of different grids or systems of coordinates. Give "
            "the cells of the grid that was forecast, under the same names."
        )
    return codes, sorted(strangers)


def _coded(
    table: Table, *, found: Assigned, cells: Mapping[str, int], days: Mapping[str, int]
) -> dict[str, Any]:
    import numpy

    at = found.positions
    codes: dict[int, Mapping[str, int]] = {at[columns.CELL]: cells}
    if columns.DAY in at:
        codes[at[columns.DAY]] = days
    asked = {name: number_sql(at[name]) for name in (columns.SCORE, columns.PATROL) if name in at}
    if columns.MARKED in at:
        heading = found.headings[columns.MARKED]
        counts = dict.fromkeys(distinct(table, at[columns.MARKED]), 1)
        said = truths(condition(heading, headings=table.columns), counts)
        codes[at[columns.MARKED]] = {
            label: int(yes) for label, yes in said.items() if label is not None and yes is not None}
    rows = coded(table, columns=asked, codes=codes)
    number = len(rows[f"code{at[columns.CELL]}"])
    return {
        "cell": rows[f"code{at[columns.CELL]}"],
        "day": rows[f"code{at[columns.DAY]}"] if columns.DAY in at else numpy.zeros(number, int),
        "mark": rows[f"code{at[columns.MARKED]}"] if columns.MARKED in at else None,
        columns.SCORE: rows.get(columns.SCORE), columns.PATROL: rows.get(columns.PATROL),
    }


def _usable(
    rows: Mapping[str, Any], *, found: Assigned, strangers: list[str], grid: Grid
) -> tuple[Any, dict[str, int]]:
    """Which rows can be used, and why the others cannot: each is set aside for one reason."""
    import numpy

    usable = numpy.ones(len(rows["cell"]), dtype=bool)
    named = f", such as {strangers[0]}" if strangers else ""
    tests = [
        (rows["cell"] == -1, "it names no cell"),
        (rows["cell"] == -2, f"CELLS does not have its cell{named}"),
        (rows["day"] == -1, "it does not say for which day it was"),
        (rows["day"] == -2, "it is for a day on which CELLS does not say what happened"),
    ]
    if rows["mark"] is not None:
        tests.append((rows["mark"] == -1,
                      f"'{found.headings[columns.MARKED]}' does not say whether it was predicted"))
    for name in (columns.SCORE, columns.PATROL):
        # A score is needed only where nothing else says what was predicted.
        if rows[name] is not None and (name == columns.PATROL or rows["mark"] is None):
            tests.append((numpy.isnan(rows[name]) | (rows[name] < 0),
                          f"'{found.headings[name]}' is blank or not a number from 0 on"))
    reasons = {}
    for failed, why in tests:
        gone = usable & failed
        if gone.any():
            reasons[why] = int(gone.sum())
            usable &= ~failed
    return usable, reasons


def _worth(rows: Mapping[str, Any]) -> Any:
    """By what the one row is chosen of several for the same cell and day: the highest is kept."""
    import numpy

    worth = numpy.zeros(len(rows["cell"]))
    for name, weight in (("mark", 1e18), (columns.SCORE, 1.0), (columns.PATROL, 1e-6)):
        if rows[name] is not None:
            worth = worth + numpy.nan_to_num(rows[name].astype(float)) * weight
    return worth


def _once(
    rows: Mapping[str, Any], *, usable: Any, size: int, wanted: Any
) -> tuple[Any, int]:
    """One row for each cell and day: of several the one of the highest mark, score and patrol."""
    import numpy

    places = numpy.flatnonzero(usable)
    flat = rows["day"][places].astype(numpy.int64) * size + rows["cell"][places]
    if not len(flat) or numpy.bincount(flat).max() <= 1:
        return usable, 0
    order = numpy.lexsort((-wanted[places], flat))
    first = numpy.append(True, flat[order][1:] != flat[order][:-1])
    kept = numpy.zeros(len(usable), dtype=bool)
    kept[places[order[first]]] = True
    return kept, int(usable.sum() - kept.sum())


def _laid(
    rows: Mapping[str, Any], *, usable: Any, found: Assigned, periods: Periods, cells: int,
    top: float | None, reasons: Mapping[str, int], notes: tuple[str, ...],
) -> Forecast:
    import numpy

    shape = (len(periods.names), cells)
    at = (rows["day"][usable], rows["cell"][usable])
    scores = None
    if rows[columns.SCORE] is not None:
        scores = numpy.full(shape, -numpy.inf)
        given = rows[columns.SCORE][usable]
        scores[at] = numpy.where(numpy.isnan(given) | (given < 0), -numpy.inf, given)
    if rows["mark"] is None and scores is not None and top is not None:
        chosen = top_of_each(scores, int(top))
    else:
        chosen = numpy.zeros(shape, dtype=bool)
        chosen[at] = True if rows["mark"] is None else rows["mark"][usable] == 1
    if not chosen.any():
        raise DueRegardError(
            "The forecast predicts no cell on any day, so there is nothing to hold against what "
            "happened."
        )
    patrolled = rows[columns.PATROL] is not None
    patrol = numpy.bincount(
        at[1], weights=rows[columns.PATROL][usable], minlength=cells,
    ) if patrolled else chosen.sum(axis=0).astype(float)
    return Forecast(
        periods=periods, chosen=chosen, scores=scores, patrol=patrol, patrolled=patrolled,
        rows_used=int(usable.sum()), notes=notes,
        set_aside=tuple(SetAside(reason=why, rows=many) for why, many in reasons.items()),
    )
