"""Every figure of a loop: who is first, shares by area now, later and in the end; the course."""

from collections.abc import Iterator, Sequence

from dueregard.findings.estimates import Estimate, estimate
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.intervals import wilson
from dueregard.findings.paper_course import COURSE, DAY, FINDS
from dueregard.instruments.feedback.counts import Counts
from dueregard.instruments.feedback.loops import Loop

STILL, ONE_HAS_ALL = "still_first", "one_area_has_nearly_all"
TODAY, AFTER, END = (
    "share_of_patrols_today", "share_of_patrols_after", "share_of_patrols_in_the_end")
OF_REPORTED, OF_TRUTH = "share_of_reported_crime", "share_of_crime"
FOUND = "found_in_a_patrol_day"
# An area with this share of all patrols has as good as all.
NEARLY_ALL = 0.95
_MIDDLE = (0.025, 0.975)
NO_END = ("Nothing draws the shares anywhere: with equal finds and no reports, chance and the "
          "start decide, and stay.")


def rows(its: Counts, *, loops: Sequence[Loop]) -> Iterator[Row]:
    """The chance that the first is still first; then each area; then the course of the first."""
    for each in loops:
        yield _chance(STILL, each.drawn.first(0), loop=each)
        yield _chance(ONE_HAS_ALL, int((each.drawn.shares.max(axis=1) > NEARLY_ALL).sum()),
                      loop=each)
    start = its.urn.start / its.urn.start.sum()
    for place, name in enumerate(its.names):
        area = {"area": name}
        yield Row(measure=TODAY, stratum=area, value=float(start[place]), unit="share")
        if its.reported is not None and its.reported.any():
            yield Row(measure=OF_REPORTED, stratum=area, unit="share",
                      value=float(its.reported[place] / its.reported.sum()),
                      events=int(its.reported[place]), exposure=float(its.reported.sum()))
        if its.truth is not None:
            yield Row(measure=OF_TRUTH, stratum=area, unit="share", method=f"by {its.truth_from}",
                      value=float(its.truth[place] / its.truth.sum()))
        yield Row(measure=FOUND, stratum=area, value=float(its.urn.found[place]), unit="number")
        for each in loops:
            yield _after(place, name, loop=each)
            yield _end(place, name, loop=each)
    for each in loops:
        for day, shares in zip(each.drawn.days, each.drawn.course, strict=True):
            yield Row(measure=COURSE, value=float(shares[0]), unit="share",
                      stratum={"area": its.names[0], DAY: f"{day:,}", FINDS: each.finds})


def chance(many: int, runs: int) -> Estimate | NotComputed:
    """How often in how many runs, with the range of the drawing itself."""
    return estimate(value=many / runs, within=wilson(events=many, trials=runs))


def _chance(measure: str, many: int, *, loop: Loop) -> Row:
    runs = len(loop.drawn.shares)
    found = chance(many, runs)
    assert isinstance(found, Estimate)
    return Row(measure=measure, stratum={FINDS: loop.finds}, value=found.value, low=found.low,
               high=found.high, level=found.level, method="wilson, of the drawing", events=many,
               exposure=float(runs), unit="share")


def _after(place: int, name: str, *, loop: Loop) -> Row:
    import numpy

    shares = loop.drawn.shares[:, place]
    mean = float(shares.mean())
    low, high = (float(each) for each in numpy.quantile(shares, _MIDDLE))
    # Where a few runs end far off, the mean may lie beyond what 95 in 100 of them come to.
    return Row(measure=AFTER, stratum={"area": name, FINDS: loop.finds}, value=mean,
               low=min(low, mean), high=max(high, mean), level=0.95, unit="share",
               method="95 in 100 runs")


def _end(place: int, name: str, *, loop: Loop) -> Row:
    stratum = {"area": name, FINDS: loop.finds}
    if loop.end is None:
        return Row(measure=END, stratum=stratum, unit="share",
                   not_computed=NotComputed(reason=NO_END))
    return Row(measure=END, stratum=stratum, value=float(loop.end[place]), unit="share",
               method="solved")
