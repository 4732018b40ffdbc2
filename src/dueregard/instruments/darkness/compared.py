"""Each group beside the reference, in the dark and in daylight, at the same time of day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dueregard.findings import conclusions
from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import standard_score
from dueregard.findings.logistic import Fitted, logistic, natural_spline
from dueregard.instruments.darkness.seen import Stops
from dueregard.instruments.darkness.times import near_a_change

Array = NDArray[np.float64]
METHOD = "logit-clustered"
PIECES, PIECES_AT_A_CHANGE, DAYS_AT_A_CHANGE = 6, 3, 30
# Stops of either group, in the dark and in daylight; with fewer a fit is worth nothing.
LEAST = 10
Found = Estimate | NotComputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How many times the odds of the group in the dark are those in daylight.

    `main` holds the time of day (and the stratum) alike; `seasons` also the season; `change` is of
    the days around the clock changes alone. `conclusion` is that of the widened `main`, but
    "cannot tell" where `seasons` lies on the other side of 1 (`hangs`).
    """

    group: str
    main: Found
    seasons: Found
    change: Found
    clusters: int
    conclusion: Conclusion
    hangs: bool


def compare(
    stops: Stops, *, groups: tuple[str, ...], reference: str, chosen: Mapping[str, Any]
) -> tuple[Compared, ...]:
    """Every group against the reference."""
    others = [each for each in groups if each != reference]
    level = chosen["level"]
    wide = conclusions.simultaneous(level=level, comparisons=len(others))
    near = near_a_change(stops.local, days=DAYS_AT_A_CHANGE)
    found = []
    for group in others:
        pair = (stops.group == group) | (stops.group == reference)
        its = stops.where(pair)
        main = _fit(its, group=group, pieces=PIECES)
        seasons = _odds(_fit(its, group=group, pieces=PIECES, seasons=True), level=level)
        change = _odds(_fit(stops.where(pair & near), group=group, pieces=PIECES_AT_A_CHANGE),
                       level=level)
        concluded = conclusions.conclude(_odds(main, level=wide), margin=chosen["margin"])
        here = _odds(main, level=level)
        hangs = concluded is Conclusion.SHOWN and isinstance(here, Estimate) and isinstance(
            seasons, Estimate) and (here.value < 1) != (seasons.value < 1)
        found.append(Compared(
            group=group, main=here, seasons=seasons, change=change, hangs=hangs,
            clusters=main.clusters if isinstance(main, Fitted) else 0,
            conclusion=Conclusion.CANNOT_TELL if hangs else concluded))
    return tuple(found)


def _fit(its: Stops, *, group: str, pieces: int, seasons: bool = False) -> Fitted | NotComputed:
    """Log-odds that a stop is of the group, by dark or not, with other things held alike."""
    is_group = its.group == group
    few = min((int(its.times[(is_group == one) & (its.dark == dark)].sum())
               for one in (True, False) for dark in (0, 1)), default=0)
    if few < LEAST:
        return NotComputed(reason=f"Fewer than {LEAST} stops of one of the two groups were in the "
                           "dark, or in daylight.")
    columns = [its.dark[:, None], natural_spline(its.clock, pieces=pieces)]
    columns += [_each(its.stratum)]
    if seasons:
        columns += [_each(its.season)]
    _, cluster = np.unique(its.cluster, return_inverse=True)
    return logistic(is_group.astype(np.float64), np.concatenate(columns, axis=1), cluster=cluster,
                    times=its.times)


def _each(values: NDArray[Any]) -> Array:
    """A column of noughts and ones for each value but the first."""
    different = np.unique(values)[1:]
    return np.asarray((values[:, None] == different[None]).astype(np.float64))


def _odds(found: Fitted | NotComputed, *, level: float) -> Found:
    if isinstance(found, NotComputed):
        return found
    slope, wide = float(found.slopes[0]), standard_score(level) * found.covariance[0, 0]**0.5
    return Estimate(value=float(np.exp(slope)), low=float(np.exp(slope - wide)),
                    high=float(np.exp(slope + wide)), level=level, method=METHOD)
