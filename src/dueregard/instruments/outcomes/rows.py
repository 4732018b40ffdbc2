"""The figures of every group: its find rate, and how it compares with that of the reference."""

from collections.abc import Iterator

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.heterogeneity import opp_aggregate
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.shares import share, share_difference, share_ratio
from dueregard.findings.strata import mantel_haenszel_difference, mantel_haenszel_shares
from dueregard.instruments.outcomes.compared import Compared
from dueregard.instruments.outcomes.seen import Cell

RATE, RATIO, DIFFERENCE = "find_rate", "find_rate_ratio", "find_rate_difference"
WITHIN_RATIO, WITHIN_DIFFERENCE = "find_rate_ratio_within", "find_rate_difference_within"
MEAN, MEAN_DIFFERENCE = "find_rate_mean_of_areas", "find_rate_difference_mean_of_areas"
KNOWN = "outcome_known"
COMPARED = (RATIO, DIFFERENCE, WITHIN_RATIO, WITHIN_DIFFERENCE, MEAN, MEAN_DIFFERENCE)
# The rows of more strata than this would be read by nobody.
MOST = 2_000


def rows(its: Compared, *, level: float) -> Iterator[Row]:
    """Every figure of one way to tell groups."""
    for group, cell in its.groups.items():
        yield rate(its, cell, group=its.label(group), level=level)
        if any(each.unknown for each in its.groups.values()):
            yield _known(its, cell, group=its.label(group), level=level)
    for group in its.others:
        yield from _against(its, group, level=level)
        if its.strata:
            yield from _within(its, group, level=level)
    if len(its.strata) <= MOST:
        yield from _each_stratum(its, level=level)


def rate(
    its: Compared, cell: Cell, *, group: dict[str, str], level: float,
    stratum: dict[str, str] | None = None,
) -> Row:
    """The share of searches in which it was found."""
    found: Estimate | NotComputed
    if not cell.searches:
        found = NotComputed(reason="No search of this group has a known outcome.")
    else:
        found = share(events=cell.finds, trials=cell.searches, level=level)
    return _row(RATE, found, cell=cell, group=group, unit="share", stratum=stratum)


def ratio(one: Cell, other: Cell, *, level: float) -> Estimate | NotComputed:
    """One find rate divided by another."""
    if not other.searches or not one.searches:
        return NotComputed(reason="One of the two groups was not searched, so there is no ratio.")
    return share_ratio(
        events=one.finds, trials=one.searches, reference_events=other.finds,
        reference_trials=other.searches, level=level,
    )


def _known(its: Compared, cell: Cell, *, group: dict[str, str], level: float) -> Row:
    """The share of searches of which the outcome is known."""
    every = cell.searches + cell.unknown
    found = share(events=cell.searches, trials=every, level=level)
    return _row(KNOWN, found, cell=Cell(searches=every, finds=cell.searches), group=group,
                unit="share")


def _against(
    its: Compared, group: str, *, level: float
) -> Iterator[Row]:
    yield from _pair(its, its.groups[group], its.groups[its.reference], group=group, level=level)


def _pair(
    its: Compared, one: Cell, other: Cell, *, group: str, level: float,
    stratum: dict[str, str] | None = None,
) -> Iterator[Row]:
    label = its.label(group)
    less: Estimate | NotComputed
    if not one.searches or not other.searches:
        less = NotComputed(reason="One of the two groups was not searched, so nothing is compared.")
    else:
        less = share_difference(
            events=one.finds, trials=one.searches, reference_events=other.finds,
            reference_trials=other.searches, level=level,
        )
    yield _row(RATIO, ratio(one, other, level=level), cell=one, group=label, unit="ratio",
               reference=its.reference, stratum=stratum)
    yield _row(DIFFERENCE, less, cell=one, group=label, unit="points", reference=its.reference,
               stratum=stratum)


def _within(its: Compared, group: str, *, level: float) -> Iterator[Row]:
    """Both groups compared only where both were searched, and the mean in which areas are equal."""
    strata, cell, label = its.against(group), its.groups[group], its.label(group)
    yield _row(WITHIN_RATIO, mantel_haenszel_shares(strata=strata, level=level), cell=cell,
               group=label, unit="ratio", reference=its.reference)
    yield _row(WITHIN_DIFFERENCE, mantel_haenszel_difference(strata=strata, level=level),
               cell=cell, group=label, unit="points", reference=its.reference)
    mean = opp_aggregate(agencies=its.agencies(group), level=level)
    if isinstance(mean, NotComputed):
        yield _row(MEAN_DIFFERENCE, mean, cell=cell, group=label, unit="points",
                   reference=its.reference)
        return
    yield _row(MEAN, mean.group, cell=cell, group=label, unit="share", reference=its.reference)
    yield _row(MEAN_DIFFERENCE, mean.difference, cell=cell, group=label, unit="points",
               reference=its.reference)


def _each_stratum(its: Compared, *, level: float) -> Iterator[Row]:
    for values, cells in its.strata.items():
        where = its.stratum(values)
        for group in (each for each in its.groups if each != NOT_STATED):
            cell = cells.get(group, Cell())
            yield rate(its, cell, group=its.label(group), level=level, stratum=where)
        for group in its.others:
            yield from _pair(
                its, cells.get(group, Cell()), cells.get(its.reference, Cell()), group=group,
                level=level, stratum=where,
            )


def _row(
    measure: str, found: Estimate | NotComputed, *, cell: Cell, group: dict[str, str], unit: str,
    reference: str | None = None, stratum: dict[str, str] | None = None,
) -> Row:
    searches = float(cell.searches)
    if isinstance(found, NotComputed):
        return Row(
            measure=measure, group=group, stratum=stratum or {}, unit=unit, reference=reference,
            not_computed=found, events=cell.finds, exposure=searches,
        )
    return Row(
        measure=measure, group=group, stratum=stratum or {}, unit=unit, value=found.value,
        low=found.low, high=found.high, level=found.level, method=found.method,
        reference=reference, events=cell.finds, exposure=searches,
    )
