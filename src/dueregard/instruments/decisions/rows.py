"""The figures of every group: its shares, and how they compare with a reference and with others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.people import Moments, Repeats
from dueregard.findings.shares import share, share_difference, share_ratio
from dueregard.findings.splits import Name, Split
from dueregard.instruments.decisions.cells import MEASURES, Counts, Measure, counts_of

EVERYONE_ELSE = "everyone else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A split with the counts of each measure in each group, worked out once."""

    split: Split
    counts: dict[tuple[Name, str], Counts]
    others: dict[tuple[Name, str], Counts]


def counted(split: Split, *, repeats: Repeats | None) -> Counted:
    """The counts of each measure in each group and in everyone else."""
    found = repeats.moments(split.places) if repeats else {}
    counts, others = {}, {}
    for name, cells in split.cells.items():
        for measure in MEASURES:
            counts[name, measure.name] = counts_of(cells, measure, moments=found.get(name))
    every = _together([found[name] for name in split.stated if name in found])
    for name, rest in split.others().items():
        moments = every.less(found[name]) if every and name in found else every
        for measure in MEASURES:
            others[name, measure.name] = counts_of(rest, measure, moments=moments)
    return Counted(split=split, counts=counts, others=others)


def overall(cells: Sequence[int], *, repeats: Repeats | None, level: float) -> Iterator[Row]:
    """The figures of everybody together."""
    moments = repeats.moments(()).get(()) if repeats else None
    yield _size(cells, group={})
    for measure in MEASURES:
        yield shared(measure, counts_of(cells, measure, moments=moments), group={}, level=level)


def rows(its: Counted, *, level: float) -> Iterator[Row]:
    """Every figure of a split, group by group."""
    split = its.split
    compared = set(split.stated)
    for name, cells in split.cells.items():
        group = split.labelled(name)
        yield _size(cells, group=group)
        for measure in MEASURES:
            counts = its.counts[name, measure.name]
            yield shared(measure, counts, group=group, level=level)
            if not measure.compared or name not in compared or len(compared) < 2:
                continue
            if name != split.reference and split.reference in split.cells:
                yield from _compared(
                    measure, counts, its.counts[split.reference, measure.name], group=group,
                    level=level, reference=", ".join(split.reference), suffix="",
                )
            yield from _compared(
                measure, counts, its.others[name, measure.name], group=group, level=level,
                reference=EVERYONE_ELSE, suffix="_to_everyone_else",
            )


def shared(
    measure: Measure, counts: Counts, *, group: dict[str, str], level: float
) -> Row:
    """A share with its range, or why there is none."""
    if not counts.out_of:
        return Row(measure=measure.name, group=group, events=counts.events, exposure=0.0,
                   not_computed=NotComputed(reason=measure.nobody))
    found = share(events=counts.events, trials=counts.out_of, level=level,
                  trials_effective=counts.worth)
    return _row(measure.name, found, unit="share", group=group, counts=counts, reference=None)


def ratio(counts: Counts, reference: Counts, *, level: float) -> Estimate | NotComputed:
    """One share divided by another."""
    return share_ratio(
        events=counts.events, trials=counts.out_of, reference_events=reference.events,
        reference_trials=reference.out_of, level=level, trials_effective=counts.worth,
        reference_trials_effective=reference.worth,
    )


def less(counts: Counts, reference: Counts, *, level: float) -> Estimate | NotComputed:
    """One share less another."""
    return share_difference(
        events=counts.events, trials=counts.out_of, reference_events=reference.events,
        reference_trials=reference.out_of, level=level, trials_effective=counts.worth,
        reference_trials_effective=reference.worth,
    )


def _compared(
    measure: Measure, counts: Counts, against: Counts, *, group: dict[str, str], level: float,
    reference: str, suffix: str,
) -> Iterator[Row]:
    divided: Estimate | NotComputed
    apart: Estimate | NotComputed
    if not counts.out_of:
        divided = apart = NotComputed(reason=measure.nobody)
    elif not against.out_of:
        divided = apart = NotComputed(reason=f"There is nothing to compare with in {reference}.")
    else:
        divided = ratio(counts, against, level=level)
        apart = less(counts, against, level=level)
    yield _row(f"{measure.name}_ratio{suffix}", divided, unit="ratio", group=group,
               counts=counts, reference=reference)
    yield _row(f"{measure.name}_difference{suffix}", apart, unit="points", group=group,
               counts=counts, reference=reference)


def _row(
    name: str, found: Estimate | NotComputed, *, unit: str, group: dict[str, str],
    counts: Counts, reference: str | None,
) -> Row:
    if isinstance(found, NotComputed):
        return Row(measure=name, group=group, unit=unit, events=counts.events,
                   exposure=float(counts.out_of), reference=reference, not_computed=found)
    return Row(
        measure=name, group=group, unit=unit, value=found.value, low=found.low, high=found.high,
        level=found.level, method=found.method, events=counts.events,
        exposure=float(counts.out_of), reference=reference,
    )


def _size(cells: Sequence[int], *, group: dict[str, str]) -> Row:
    rows_in = sum(cells)
    return Row(measure="cases", group=group, unit="count", value=float(rows_in), events=rows_in)


def _together(several: Sequence[Moments]) -> Moments | None:
    """The moments of groups together; who stands in two of them is taken as two people."""
    if not several:
        return None
    keys = {key for each in several for key in each.products}
    return Moments(products={
        key: sum(each.products.get(key, 0) for each in several) for key in keys
    })
