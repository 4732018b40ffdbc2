"""What a forecast caught, of each kind of crime by itself: reported and discovered are two things.

Without this file crime that officers found because they were sent there would count as proof that
they were rightly sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.findings import hotspots
from dueregard.findings.estimates import Estimate, estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import wilson
from dueregard.findings.people import separate_trials
from dueregard.instruments.places.forecast import Forecast

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray

SHARES = (0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8,
          0.9, 1.0)
# A plain map needs some days to learn from: the first half of them.
_FEWEST_PERIODS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of crime against the marks.

    `caught` of `all` crimes were in predicted cells: `rate`. `index` is PAI; `efficiency` is PEI.
    `few` says that on an average day no fewer cells were marked than there were crimes. `late`
    and `plain` are the hit rates of the forecast and of a plain count of earlier crime, both in
    the second half of the time. `curve` has a share of crime for each of SHARES.
    """

    caught: int
    all: int
    rate: Estimate | NotComputed
    index: float | None
    efficiency: float | None
    few: bool
    late: tuple[int, int] | None
    plain: tuple[int, int] | None
    curve: tuple[float, ...]
    by_cell: "Array"


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was caught of each kind, and how marks lie in space and time."""

    kinds: Mapping[str, Kind]
    area: float
    marked_each: float
    alike: float | None
    gini: float | None
    busiest_tenth: float
    never: int
    every_cell_had_crime: bool
    days: int


def caught(
    made: Forecast, *, crimes: Mapping[str, "Array"], area: "Array", level: float
) -> Results:
    """Hold the forecast against each kind of crime."""
    import numpy

    share = hotspots.marked_share(made.chosen, area)
    each = float(made.chosen.sum()) / len(made.chosen)
    if made.scores is not None:
        curves = hotspots.coverage(made.scores, crimes, area, shares=SHARES)
    else:
        # Without scores the cells that were marked most often come first, the same on every day.
        curves = hotspots.coverage(
            made.chosen.sum(axis=0)[None, :],
            {kind: found.sum(axis=0)[None, :] for kind, found in crimes.items()}, area,
            shares=SHARES)
    patrol = numpy.sort(made.patrol)[::-1]
    tenth = max(1, round(len(patrol) / 10))
    total = sum(crimes.values()).sum(axis=0)  # type: ignore[union-attr]
    return Results(
        kinds={
            kind: _kind(made, crimes=found, area=area, share=share, each=each, level=level,
                        curve=curves.get(kind, ()))
            for kind, found in crimes.items()
        },
        area=share, marked_each=each, alike=hotspots.kept_from_one_to_the_next(made.chosen),
        gini=hotspots.gini(made.patrol),
        busiest_tenth=float(patrol[:tenth].sum() / patrol.sum()) if patrol.sum() else 0.0,
        never=int((~made.chosen.any(axis=0)).sum()),
        every_cell_had_crime=bool((total > 0).all()), days=len(made.chosen),
    )


def _kind(
    made: Forecast, *, crimes: "Array", area: "Array", share: float, each: float,
    level: float, curve: tuple[float, ...],
) -> Kind:
    hits, every = hotspots.caught(made.chosen, crimes)
    late = plain = None
    half = len(crimes) // 2
    if len(crimes) >= _FEWEST_PERIODS and every:
        late = hotspots.caught(made.chosen[half:], crimes[half:])
        by_count = hotspots.plain_map(crimes, like=made.chosen, start=half)
        plain = hotspots.caught(by_count[half:], crimes[half:])
    best = hotspots.most_catchable(made.chosen, crimes, area)
    return Kind(
        caught=hits, all=every, rate=_rate(made.chosen, crimes, level=level),
        index=hits / every / share if every and share else None,
        efficiency=hits / best if best else None, few=every < each * len(crimes) * 2,
        late=late, plain=plain, by_cell=crimes.sum(axis=0),
        curve=curve,
    )


def _rate(chosen: "Array", crimes: "Array", *, level: float) -> Estimate | NotComputed:
    """The hit rate, its range as for so many separate crimes as cells with all theirs are worth."""
    every = crimes.sum(axis=0)
    hits = (crimes * chosen).sum(axis=0)
    total, caught_ = int(every.sum()), int(hits.sum())
    if not total:
        return NotComputed(reason="There was no such crime on the days of the forecast.")
    worth = separate_trials(
        events=caught_, trials=total, squares_events=int((hits * hits).sum()),
        products=int((hits * every).sum()), squares_trials=int((every * every).sum()))
    return estimate(value=caught_ / total, within=wilson(
        events=caught_ / total * worth, trials=worth, level=level))
