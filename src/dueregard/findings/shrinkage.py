"""Many small areas, each read in the light of all of them.

Without this file the area at the head of a list would be the one with two events and a
handful of residents. A ratio of 300 made of two events is mostly luck; here it says so.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.findings import intervals
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.heterogeneity import log_ratio
from dueregard.findings.rates import rate_ratio
from dueregard.findings.strata import Stratum, comparable, why_not

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grid = NDArray[np.float64]

# From this many events on each side a log ratio is as good as normal, and too narrow for a grid.
_MANY = 30
# Log ratios that are looked at: from 1 in 3,000 to 3,000 times.
_FURTHEST, _STEP = 8.0, 0.025
# The spread of true log ratios: never quite none, and a spread of 1 is already a wide one.
_LEAST_SPREAD, _MOST_SPREAD, _USUAL_SPREAD = 0.05, 3.0, 1.0
_POINTS, _ROUNDS = 21, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ShrunkArea:
    """An area's ratio by itself, and in the light of all areas."""

    name: str
    raw: Estimate | NotComputed
    shrunk: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """Every comparable area, the typical ratio, and how much the logs of the ratios vary."""

    areas: tuple[ShrunkArea, ...]
    typical: Estimate
    spread: float
    left_out: int


def shrunk(*, strata: Sequence[Stratum], level: float = 0.95) -> Shrunk | NotComputed:
    """Each area's ratio of rates, drawn towards the typical one as far as it is uncertain.

    Formula: given its total, an area's events are binomial, with log odds ln r + ln(T/S), and
    ln r is normal(m, t) over areas; m is flat and t half-normal(1), both averaged over a grid.
    The value is the median, the range the middle `level`. From 30 events a side, ln(x·S/(y·T))
    is taken as normal(ln r, 1/x + 1/y). Areas with no events on one side have a value too. It
    is not a league table: the order of areas stays uncertain.
    Source: A. Gelman et al., Bayesian Data Analysis (2013), ch. 5; T. C. Smith, D. J.
    Spiegelhalter and A. Thomas, Statistics in Medicine 14 (1995).

    >>> areas = [Stratum(name=str(i), events=40, exposure=10, reference_events=100,
    ...     reference_exposure=100) for i in range(5)]
    >>> odd = Stratum(name="odd", events=2, exposure=1, reference_events=2, reference_exposure=200)
    >>> found = shrunk(strata=[*areas, odd]).areas[-1]
    >>> round(found.raw.value), round(found.shrunk.value)
    (200, 4)
    """
    areas = comparable(strata)
    refusal = why_not(strata=strata, level=level, kind="rates") or _why_nothing_typical(areas)
    if refusal:
        return refusal
    few = [each for each in areas if min(each.events, each.reference_events) < _MANY]
    many = [each for each in areas if min(each.events, each.reference_events) >= _MANY]
    grid, likelihood = _likelihoods(few)
    middles, spreads, weights = _typical(few=likelihood, grid=grid, many=many)
    densities = _densities(grid, middles, spreads)
    values = {
        id(each): _from_grid(grid, (weights / (densities @ own)) @ densities * own, level)
        for each, own in zip(few, likelihood, strict=True)
    } | {id(each): _from_normal(each, middles, spreads, weights, level) for each in many}
    return Shrunk(
        areas=tuple(
            ShrunkArea(name=each.name, raw=_raw(each, level), shrunk=values[id(each)])
            for each in areas
        ),
        typical=_from_moments(middles, 0 * spreads, weights, level),
        spread=float(weights @ spreads),
        left_out=len(strata) - len(areas),
    )


def _why_nothing_typical(areas: Sequence[Stratum]) -> NotComputed | None:
    if sum(each.events + each.reference_events > 0 for each in areas) < 3:
        return NotComputed(
            reason="Fewer than three areas have any events, so there is nothing typical to "
            "read each of them by."
        )
    if not (any(x.events for x in areas) and any(x.reference_events for x in areas)):
        return NotComputed(reason="One group has no events anywhere, so there is no ratio.")
    return None


def _raw(area: Stratum, level: float) -> Estimate | NotComputed:
    return rate_ratio(
        events=area.events, exposure=area.exposure, reference_events=area.reference_events,
        reference_exposure=area.reference_exposure, level=level,
    )


def _likelihoods(areas: Sequence[Stratum]) -> tuple["Grid", "Grid"]:
    """For each area, how well each log ratio of the grid fits its events."""
    import numpy as np

    grid = np.arange(-_FURTHEST, _FURTHEST + _STEP / 2, _STEP)
    rows = []
    for each in areas:
        odds = grid + math.log(each.exposure / each.reference_exposure)
        fit = each.events * odds - (each.events + each.reference_events) * np.logaddexp(0, odds)
        rows.append(np.exp(fit - fit.max()))
    return grid, np.array(rows).reshape(len(areas), len(grid))


def _densities(grid: "Grid", middles: "Grid", spreads: "Grid") -> "Grid":
    import numpy as np

    scaled = (grid[None, :] - middles[:, None]) / spreads[:, None]
    height = np.exp(-0.5 * scaled**2)
    return np.asarray(height / height.sum(axis=1, keepdims=True), dtype=np.float64)


def _typical(
    *, few: "Grid", grid: "Grid", many: Sequence[Stratum]
) -> tuple["Grid", "Grid", "Grid"]:
    """Pairs of a middle and a spread, with the weight that all areas together give each.

    The grid of pairs is laid anew around where the weight lies, because many areas fix the
    middle far more closely than any grid that covers every case.
    """
    import numpy as np

    pairs = [pair for each in many if (pair := log_ratio(stratum=each))]
    logs = np.array([b for b, _ in pairs])
    variances = np.array([v for _, v in pairs])
    ends = (-_FURTHEST, _FURTHEST), (_LEAST_SPREAD, _MOST_SPREAD)
    for _ in range(_ROUNDS):
        axes = [np.linspace(low, high, _POINTS) for low, high in ends]
        middles, spreads = (axis.ravel() for axis in np.meshgrid(*axes))
        fit = -0.5 * (spreads / _USUAL_SPREAD) ** 2
        if len(few):
            densities = _densities(grid, middles, spreads)
            fit = fit + np.log(np.maximum(densities @ few.T, 1e-300)).sum(axis=1)
        if len(logs):
            whole = variances[None, :] + spreads[:, None] ** 2
            fit = fit - 0.5 * (
                np.log(whole) + (logs[None, :] - middles[:, None]) ** 2 / whole
            ).sum(axis=1)
        weights = np.exp(fit - fit.max())
        weights /= weights.sum()
        ends = (
            _around(middles, weights, axes[0], (-_FURTHEST, _FURTHEST)),
            _around(spreads, weights, axes[1], (_LEAST_SPREAD, _MOST_SPREAD)),
        )
    return middles, spreads, weights


def _around(
    values: "Grid", weights: "Grid", axis: "Grid", limits: tuple[float, float]
) -> tuple[float, float]:
    """Where nearly all the weight lies, never closer than a step of the axis it was seen on."""
    mean = float(weights @ values)
    error = math.sqrt(max(0.0, float(weights @ (values - mean) ** 2)))
    reach = max(5 * error, float(axis[1] - axis[0]))
    return max(limits[0], mean - reach), min(limits[1], mean + reach)


def _from_grid(grid: "Grid", mixed: "Grid", level: float) -> Estimate:
    import numpy as np

    below = np.cumsum(mixed) / mixed.sum()
    tail = (1 - level) / 2
    # The weight at a point covers half a step on each side of it.
    low, value, high = np.exp(np.interp([tail, 0.5, 1 - tail], below, grid + _STEP / 2))
    return Estimate(
        value=float(value), low=float(low), high=float(high), level=level, method="shrunk"
    )


def _from_normal(
    area: Stratum, middles: "Grid", spreads: "Grid", weights: "Grid", level: float
) -> Estimate:
    pair = log_ratio(stratum=area)
    assert pair is not None
    own, variance = pair
    pull = spreads**2 / (spreads**2 + variance)
    return _from_moments(middles + pull * (own - middles), pull * variance, weights, level)


def _from_moments(
    means: "Grid", variances: "Grid", weights: "Grid", level: float
) -> Estimate:
    mean = float(weights @ means)
    variance = float(weights @ (variances + (means - mean) ** 2))
    half = intervals.standard_score(level) * math.sqrt(variance)
    return Estimate(
        value=math.exp(mean), low=math.exp(mean - half), high=math.exp(mean + half),
        level=level, method="shrunk",
    )
