"""The figures of encounters: recorded whole, on late, off early, linked, by whom they met."""

from collections.abc import Iterator, Mapping, Sequence

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.shares import share
from dueregard.instruments.footage.compared import Compared, difference, within
from dueregard.instruments.footage.meant import Encounters
from dueregard.instruments.footage.seen import Cell, Seen
from dueregard.instruments.footage.units import Units

WHOLE, LATE, EARLY = "recorded_whole", "camera_on_late", "camera_off_early"
LINKED, KNOWN = "footage_linked", "recording_known"
DIFFERENCE, WITHIN = "recorded_whole_difference", "recorded_whole_difference_within_power"
DRAWN, GAP = "recorded_whole_shrunk", "gap_within_unit"
BEYOND = "gap_beyond_other_units"
OF_PEOPLE = frozenset(
    {WHOLE, LATE, EARLY, LINKED, KNOWN, DIFFERENCE, WITHIN, DRAWN, GAP, BEYOND})
ELSE, OTHERS, ELSEWHERE = "everyone else", "the others in the unit", "the same gap elsewhere"
_NONE = NotComputed(reason="Of no encounter here is it known how far it was recorded.")
# The rows of more strata than this would be read by nobody.
MOST = 2_000
Labels = Mapping[str, str]


def rows(
    found: Seen, *, its: Encounters, several: Sequence[Compared], units: Units | None,
    level: float,
) -> Iterator[Row]:
    """Every figure, of everybody first."""
    yield from _cell(found.everyone, group={}, level=level, unknown=True)
    for each in several:
        told = any(cell.unknown for cell in each.groups.values())
        for name, cell in each.groups.items():
            yield from _cell(cell, group={each.heading: name}, level=level, unknown=told)
        for group in each.others:
            yield from _against(each, group, level=level)
    if its.power:
        for (power,), cell in found.by(power=True).items():
            yield from _cell(cell, group={its.power: power}, level=level)
        yield from _by_power(several, power=its.power, level=level)
    if units is not None:
        yield from _units(units, unit=its.unit, level=level)


def _cell(
    cell: Cell, *, group: Labels, level: float, stratum: Labels | None = None,
    unknown: bool = False,
) -> Iterator[Row]:
    """How far the encounters of a cell were recorded; where there is footage, how it fell short."""
    yield _share(WHOLE, cell.whole, cell.known, group=group, stratum=stratum, level=level)
    yield _share(LINKED, cell.linked, cell.known, group=group, stratum=stratum, level=level)
    yield _share(LATE, cell.late, cell.linked, group=group, stratum=stratum, level=level)
    yield _share(EARLY, cell.early, cell.linked, group=group, stratum=stratum, level=level)
    if unknown and cell.unknown + cell.known:
        yield _share(KNOWN, cell.known, cell.known + cell.unknown, group=group, stratum=stratum,
                     level=level)


def _against(each: Compared, group: str, *, level: float) -> Iterator[Row]:
    label, cell = {each.heading: group}, each.groups[group]
    apart = difference(cell, each.groups[each.reference], level=level)
    yield _row(DIFFERENCE, apart, cell=cell, group=label, reference=each.reference)
    like = within(each, group, level=level)
    if like is not None:
        yield _row(WITHIN, like, cell=cell, group=label, reference=each.reference)


def _by_power(several: Sequence[Compared], *, power: str, level: float) -> Iterator[Row]:
    for each in several:
        if len(each.by_power) > MOST:
            continue
        for (group, name), cell in each.by_power.items():
            if group != NOT_STATED and name != NOT_STATED:
                yield _share(WHOLE, cell.whole, cell.known, group={each.heading: group},
                             stratum={power: name}, level=level)


def _units(units: Units, *, unit: str, level: float) -> Iterator[Row]:
    """Units stand as strata, so that no picture puts them in order of a raw figure."""
    if len(units.cells) > MOST:
        return
    for name, cell in units.cells.items():
        yield from _cell(cell, group={}, stratum={unit: name}, level=level)
        drawn = units.drawn if isinstance(units.drawn, NotComputed) else units.drawn[name]
        yield _row(DRAWN, drawn, cell=cell, group={}, stratum={unit: name}, unit="share")
    for look in units.looks:
        where = {unit: look.unit}
        if not look.group:
            yield _row(DIFFERENCE, look.gap, cell=look.cell, group={}, stratum=where,
                       reference=ELSE)
            continue
        label = {look.heading: look.group}
        yield _row(GAP, look.gap, cell=look.cell, group=label, stratum=where, reference=OTHERS)
        if look.beyond:
            yield _row(BEYOND, look.beyond, cell=look.cell, group=label, stratum=where,
                       reference=ELSEWHERE)


def _share(
    measure: str, events: int, trials: int, *, group: Labels, stratum: Labels | None, level: float
) -> Row:
    found: Estimate | NotComputed = _NONE
    if trials:
        found = share(events=events, trials=trials, level=level)
    elif measure in (LATE, EARLY):
        found = NotComputed(reason="No encounter here has footage, so none was late or early.")
    return _row(measure, found, cell=Cell(known=trials, whole=events), group=group,
                stratum=stratum, unit="share")


def _row(
    measure: str, found: Estimate | NotComputed, *, cell: Cell, group: Labels,
    stratum: Labels | None = None, unit: str = "points", reference: str | None = None,
) -> Row:
    if isinstance(found, NotComputed):
        return Row(measure=measure, group=group, stratum=stratum or {}, unit=unit,
                   reference=reference, not_computed=found, events=cell.whole,
                   exposure=float(cell.known))
    return Row(measure=measure, group=group, stratum=stratum or {}, unit=unit, value=found.value,
               low=found.low, high=found.high, level=found.level, method=found.method,
               reference=reference, events=cell.whole, exposure=float(cell.known))
