"""The figures of every group: how well the score ranks it, and what the same score means for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dueregard.findings.calibration import brier, observed_over_expected, recalibration
from dueregard.findings.discrimination import auc
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.shares import difference, share, share_difference
from dueregard.findings.splits import Name, Split
from dueregard.findings.strata import mantel_haenszel_shares
from dueregard.instruments.scores.bands import Bands, strata, within
from dueregard.instruments.scores.tallies import AsIf, Read, Tally

EVERYONE_ELSE = "everyone else"
AT_SCORE = "observed_share_ratio_at_same_score"
TO_OTHERS = "_to_everyone_else"
RISKS = ("observed_over_expected", "calibration_intercept", "calibration_slope", "brier")
NO_RISK = NotComputed(
    reason="The score is in points, which are no probability, so what it expects cannot be set "
    "against what happened.")
_NOBODY_ELSE = NotComputed(reason="There is nobody to compare with in the reference group.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A split with the people of each of its groups, and of everyone else whose group is known."""

    split: Split
    groups: Mapping[Name, Tally]
    stated: Tally


def told(split: Split, *, its: Read) -> Told:
    """The people of each group of a split."""
    groups = its.groups(split.places)
    everyone = its.everyone()
    for name in groups:
        if name not in split.stated:
            everyone = everyone.less(groups[name])
    return Told(split=split, groups=groups, stated=everyone)


def overall(its: Read, *, bands: Bands, level: float) -> Iterator[Row]:
    """The figures of everybody together."""
    everyone = its.everyone()
    yield from _alone(everyone, its=its, group={}, level=level)
    if not its.is_risk:
        for measure in RISKS:
            yield Row(measure=measure, unit=_unit(measure), not_computed=NO_RISK,
                      exposure=float(everyone.people))
    yield from _banded(everyone, its=its, bands=bands, group={}, level=level, everyone=everyone)


def rows(each: Told, *, its: Read, bands: Bands, slices: Bands, level: float) -> Iterator[Row]:
    """Every figure of a split, group by group; the bands of single columns alone."""
    split = each.split
    everyone = its.everyone()
    for name in split.cells:
        group, tally = split.labelled(name), each.groups[name]
        yield from _alone(tally, its=its, group=group, level=level)
        if name in split.stated and len(split.stated) > 1:
            yield from _compared(each, name, slices=slices, level=level)
        if len(split.columns) == 1:
            yield from _banded(tally, its=its, bands=bands, group=group, level=level,
                               everyone=everyone)
            yield from _band_differences(each, name, bands=bands, level=level)


def at_same_score(
    group: Tally, *, reference: Tally, slices: Bands, level: float
) -> Estimate | NotComputed:
    """How many times as often it happened as in the reference, among people of the same score."""
    if not reference.people:
        return _NOBODY_ELSE
    both = strata(group, reference=reference, its=slices)
    if not both:
        return NotComputed(
            reason="No score is held by people of both groups, so they cannot be compared.")
    return mantel_haenszel_shares(strata=both, level=level)


def ranked(tally: Tally, *, level: float) -> Estimate | NotComputed:
    """How well the score ranks the people of a group."""
    return auc(happened=tally.happened, not_happened=tally.not_happened, level=level)


def ranking_difference(
    group: Tally, *, reference: Tally, level: float
) -> Estimate | NotComputed:
    """How much better the score ranks a group than the reference."""
    return difference(one=ranked(group, level=level), other=ranked(reference, level=level),
                      method="delong")


def as_if(
    split: Split, other: AsIf, *, its: Read, slices: Bands, level: float
) -> Iterator[Row]:
    """The headline and the ranking as they would be with other rows.

    They carry no counts: beside the counts of the rows used they would give away small ones.
    """
    suffix = "_" + other.value.replace("-", "_")
    groups = its.groups(split.places, other)
    for name in split.stated:
        yield row(f"auc{suffix}", ranked(groups[name], level=level), unit="chance",
                  group=split.labelled(name))
        if name != split.reference and split.reference in groups:
            found = at_same_score(groups[name], reference=groups[split.reference], slices=slices,
                                  level=level)
            yield row(f"{AT_SCORE}{suffix}", found, unit="ratio", group=split.labelled(name),
                      reference=", ".join(split.reference))


def _alone(tally: Tally, *, its: Read, group: dict[str, str], level: float) -> Iterator[Row]:
    people, events = tally.people, tally.events
    yield Row(measure="cases", group=group, unit="count", value=float(people), events=people)
    observed = share(events=events, trials=people, level=level)
    yield row("observed_share", observed, unit="share", group=group, events=events,
               exposure=people)
    yield row("auc", ranked(tally, level=level), unit="chance", group=group, exposure=people)
    if its.is_risk:
        yield from _as_risk(tally, its=its, group=group, level=level)


def _as_risk(tally: Tally, *, its: Read, group: dict[str, str], level: float) -> Iterator[Row]:
    people, events = tally.people, tally.events
    yield _expected(tally.total, people, group=group)
    again = recalibration(scores=its.scores, happened=tally.happened,
                          not_happened=tally.not_happened, level=level)
    figures = (
        observed_over_expected(events=events, people=people, expected=tally.total, level=level),
        again.intercept, again.slope,
        brier(scores=its.scores, happened=tally.happened, not_happened=tally.not_happened,
              level=level),
    )
    for measure, found in zip(RISKS, figures, strict=True):
        yield row(measure, found, unit=_unit(measure), group=group, events=events,
                   exposure=people)


def _compared(each: Told, name: Name, *, slices: Bands, level: float) -> Iterator[Row]:
    split, tally = each.split, each.groups[name]
    against = [(EVERYONE_ELSE, each.stated.less(tally), TO_OTHERS)]
    if name != split.reference and split.reference in each.groups:
        against.insert(0, (", ".join(split.reference), each.groups[split.reference], ""))
    for reference, other, suffix in against:
        group = split.labelled(name)
        yield row(
            f"{AT_SCORE}{suffix}",
            at_same_score(tally, reference=other, slices=slices, level=level), unit="ratio",
            group=group, reference=reference, events=tally.events, exposure=tally.people)
        yield row(
            f"auc_difference{suffix}", ranking_difference(tally, reference=other, level=level),
            unit="points", group=group, reference=reference, exposure=tally.people)


def _banded(
    tally: Tally, *, its: Read, bands: Bands, group: dict[str, str], level: float,
    everyone: Tally,
) -> Iterator[Row]:
    _, anybody = within(everyone, bands)
    means = _sums(tally, its=its, bands=bands) if its.is_risk else None
    for place, (x, n) in enumerate(zip(*within(tally, bands), strict=True)):
        if not anybody[place]:
            continue
        stratum = {"band": bands.names[place]}
        found = share(events=x, trials=n, level=level) if n else NotComputed(
            reason="Nobody in this group has such a score.")
        yield row("observed_share", found, unit="share", group=group, stratum=stratum, events=x,
                   exposure=n)
        if means is not None and n:
            yield _expected(means[place], n, group=group, stratum=stratum)


def _band_differences(each: Told, name: Name, *, bands: Bands, level: float) -> Iterator[Row]:
    split = each.split
    if name not in split.stated or name == split.reference or split.reference not in each.groups:
        return
    for stratum in strata(each.groups[name], reference=each.groups[split.reference], its=bands):
        yield row(
            "observed_share_difference", share_difference(
                events=stratum.events, trials=stratum.exposure,
                reference_events=stratum.reference_events,
                reference_trials=stratum.reference_exposure, level=level),
            unit="points", group=split.labelled(name), stratum={"band": stratum.name},
            reference=", ".join(split.reference), events=int(stratum.events),
            exposure=int(stratum.exposure))


def _sums(tally: Tally, *, its: Read, bands: Bands) -> list[float]:
    import numpy as np

    people = tally.happened + tally.not_happened
    return [float(each) for each in np.bincount(
        bands.of, weights=people * its.scores, minlength=len(bands.names))]


def _expected(
    total: float, people: int, *, group: dict[str, str], stratum: dict[str, str] | None = None
) -> Row:
    if not people:
        return Row(measure="expected_share", group=group, exposure=0.0,
                   not_computed=NotComputed(reason="Nobody is in this group."))
    # A mean of what the tool itself said: nothing about it is uncertain.
    return Row(measure="expected_share", group=group, stratum=stratum or {},
               value=min(1.0, max(0.0, total / people)), method="mean score",
               exposure=float(people))


def _unit(measure: str) -> str:
    return "ratio" if measure in ("observed_over_expected", "calibration_slope") else "number"


def row(
    measure: str, found: Estimate | NotComputed, *, unit: str, group: dict[str, str],
    stratum: dict[str, str] | None = None, reference: str | None = None,
    events: int | None = None, exposure: int | None = None,
) -> Row:
    """An estimate, or the reason why there is none, as a row of the finding."""
    counted = float(exposure) if exposure is not None else None
    if isinstance(found, NotComputed):
        return Row(measure=measure, group=group, stratum=stratum or {}, unit=unit, events=events,
                   exposure=counted, reference=reference, not_computed=found)
    return Row(
        measure=measure, group=group, stratum=stratum or {}, unit=unit, value=found.value,
        low=found.low, high=found.high, level=found.level, method=found.method, events=events,
        exposure=counted, reference=reference,
    )
