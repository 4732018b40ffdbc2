"""Every figure of a forecast: what it caught, how marks lie, whom they fell on, and each square."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.paper_map import ACROSS, CRIME_FIFTH, PREDICTED, SQUARE, UP
from dueregard.instruments.places.caught import SHARES, Kind, Results
from dueregard.instruments.places.exposed import Fell, Group
from dueregard.instruments.places.forecast import Forecast
from dueregard.instruments.places.grid import KINDS, Grid
from dueregard.instruments.places.where import MOST_ACROSS

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray

HIT, PAI, PEI = "hit_rate", "prediction_accuracy_index", "prediction_efficiency_index"
LATE, PLAIN = "hit_rate_in_second_half", "hit_rate_of_a_plain_map_in_second_half"
COVERED = "crime_covered"
DAYS, RATIO = "patrol_days_per_resident", "patrol_days_ratio"
SHARED, SHARED_RATIO = "patrol_days_per_1000_residents", "patrol_days_ratio_shared_out"
CRIME_RATIO = "crime_in_own_cell_ratio"
AREA, EACH, ALIKE = "area_predicted", "cells_predicted_each_day", "same_cells_as_the_day_before"
GINI, TENTH, NEVER = ("inequality_of_patrol_days", "patrol_in_the_busiest_tenth",
                      "cells_never_predicted")
_MOST_NAMED = 20


def rows(
    made: Forecast, *, grid: Grid, results: Results, fell: Fell | None
) -> Iterator[Row]:
    """Every figure; those of groups first, the map last."""
    if fell is not None:
        for each in fell.groups:
            yield from _group(each, fell=fell)
    for name, kind in results.kinds.items():
        yield from _kind(name, kind, made=made)
    yield Row(measure=AREA, value=results.area, unit="share")
    yield Row(measure=EACH, value=results.marked_each, unit="number")
    yield _or_why(ALIKE, results.alike, "There is no second day to compare with.", unit="share")
    yield _or_why(GINI, results.gini, "No patrol-day was spent in any cell.", unit="number")
    yield Row(measure=TENTH, value=results.busiest_tenth, unit="share")
    yield Row(measure=NEVER, value=results.never / len(grid.names), unit="share",
              events=results.never, exposure=float(len(grid.names)))
    yield from _squares(made, grid=grid, results=results)


def _group(each: Group, *, fell: Fell) -> Iterator[Row]:
    group = {fell.heading: each.name}
    for measure, found, unit, compared in (
        (RATIO, each.ratio, "ratio", True), (DAYS, each.days, "patrol-days", False),
        (SHARED, each.shared, "patrol-days", False),
        (SHARED_RATIO, each.shared_ratio, "ratio", True),
    ):
        if found is not None:
            yield _estimated(measure, found, group=group, unit=unit,
                             people=None if compared else each.people,
                             reference=fell.reference if compared else None)
    for kind, found in each.crime.items():
        yield _estimated(CRIME_RATIO, found, group=group, unit="ratio", stratum={"crime": kind},
                         reference=fell.reference)


def _kind(name: str, kind: Kind, *, made: Forecast) -> Iterator[Row]:
    crime = {"crime": name}
    yield _estimated(HIT, kind.rate, stratum=crime, unit="share", events=kind.caught,
                     people=float(kind.all))
    none = "There was no such crime on the days of the forecast."
    yield _or_why(PAI, kind.index, none, unit="ratio", stratum=crime)
    yield _or_why(PEI, kind.efficiency, none, unit="share", stratum=crime)
    for measure, both in ((LATE, kind.late), (PLAIN, kind.plain)):
        if both is not None and both[1]:
            yield Row(measure=measure, stratum=crime, value=both[0] / both[1], unit="share",
                      events=both[0], exposure=float(both[1]))
    for share, covered in zip(SHARES, kind.curve, strict=False):
        yield Row(measure=COVERED, stratum={"crime": name, "of_the_area": f"{share:.1%}"},
                  value=covered, unit="share")


def _squares(made: Forecast, *, grid: Grid, results: Results) -> Iterator[Row]:
    """Each square of the map, or without places the cells marked most: never a count of crime.

    Crime is told in fifths of the squares that had any: a count of two in a small square could
    point at a home.
    """
    import numpy

    marked = made.chosen.sum(axis=0).astype(float)
    kind = next(each for each in KINDS if each in results.kinds)
    crime = results.kinds[kind].by_cell.astype(float)
    if grid.layout is None:
        fifth = _fifths(crime)
        for at in numpy.argsort(-marked, kind="stable")[:_MOST_NAMED]:
            yield from _square(grid.names[at], {}, share=marked[at] / len(made.chosen), kind=kind,
                               fifth=fifth[at])
        return
    lay = grid.layout
    flat = lay.up * MOST_ACROSS + lay.across
    number = numpy.bincount(flat)
    there = numpy.flatnonzero(number)
    mean = numpy.bincount(flat, weights=marked)[there] / number[there] / len(made.chosen)
    fifth = _fifths(numpy.bincount(flat, weights=crime)[there])
    first = numpy.full(len(number), len(flat))
    numpy.minimum.at(first, flat, numpy.arange(len(flat)))
    for at, square in enumerate(there):
        name, more = grid.names[first[square]], int(number[square]) - 1
        yield from _square(
            f"{name} and {more} beside it" if more else name,
            {ACROSS: str(square % MOST_ACROSS), UP: str(square // MOST_ACROSS)},
            share=mean[at], kind=kind, fifth=fifth[at])


def _square(
    name: str, spot: dict[str, str], *, share: float, kind: str, fifth: int
) -> Iterator[Row]:
    yield Row(measure=PREDICTED, stratum={SQUARE: name, **spot}, value=float(share), unit="share")
    yield Row(measure=CRIME_FIFTH, stratum={SQUARE: name, **spot, "crime": kind},
              value=float(fifth), unit="number")


def _fifths(crime: "Array") -> "Array":
    """0 where there was none; of the others 1 for the fifth with the least, to 5 for the most."""
    import numpy

    found = numpy.zeros(len(crime), dtype=int)
    some = crime > 0
    if some.any():
        edges = numpy.quantile(crime[some], (0.2, 0.4, 0.6, 0.8))
        found[some] = 1 + numpy.searchsorted(edges, crime[some], side="left")
    return found


def _estimated(
    measure: str, found: Estimate | NotComputed, *, unit: str,
    group: dict[str, str] | None = None, stratum: dict[str, str] | None = None,
    events: int | None = None, people: float | None = None, reference: str | None = None,
) -> Row:
    if isinstance(found, NotComputed):
        return Row(measure=measure, group=group or {}, stratum=stratum or {}, unit=unit,
                   events=events, exposure=people, reference=reference, not_computed=found)
    return Row(measure=measure, group=group or {}, stratum=stratum or {}, unit=unit,
               value=found.value, low=found.low, high=found.high, level=found.level,
               method=found.method, events=events, exposure=people, reference=reference)


def _or_why(
    measure: str, value: float | None, why: str, *, unit: str,
    stratum: dict[str, str] | None = None,
) -> Row:
    if value is None:
        return Row(measure=measure, unit=unit, stratum=stratum or {},
                   not_computed=NotComputed(reason=why))
    return Row(measure=measure, unit=unit, stratum=stratum or {}, value=value)
