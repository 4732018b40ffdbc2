"""Many small units, each share read in the light of all of them, and which stand out at all.

Without this file the unit at the foot of a list would be the one with four officers and a bad
week.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.strata import Stratum

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grid = NDArray[np.float64]

METHOD = "beta-binomial-hierarchical"
FEWEST_UNITS = 3
_MEANS, _SIZES, _POINTS = 41, 31, 400
# How alike units may be, as the number of plain records that the typical share is worth.
_LEAST_ALIKE, _MOST_ALIKE = 1.0, 5_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A unit: so many events of so many records."""

    name: str
    events: int
    records: int


def shrunk(parts: Sequence[Part], *, level: float = 0.95) -> dict[str, Estimate] | NotComputed:
    """Each unit's share, drawn towards the typical one as far as it is uncertain.

    Formula: events are binomial, and the units' true shares Beta with mean m and worth k records;
    m is flat and k flat in its logarithm, both averaged over a grid. The value is the median, the
    range the middle `level`. It is no league table: the order of units stays uncertain. It takes
    the records of a unit as one by one: a broken camera makes many at once.
    Source: A. Gelman et al., Bayesian Data Analysis (2013), ch. 5.

    >>> units = [Part(name=str(i), events=90 + i, records=110) for i in range(8)]
    >>> found = shrunk([*units, Part(name="four officers", events=2, records=6)])
    >>> round(2 / 6, 2), round(found["four officers"].value, 2)
    (0.33, 0.84)
    """
    import numpy
    from scipy.special import betaln

    there = [each for each in parts if each.records]
    if len(there) < FEWEST_UNITS:
        return NotComputed(
            reason=f"There are fewer than {FEWEST_UNITS} units, so there is no typical one to read "
                   "each in the light of."
        )
    means = (numpy.arange(_MEANS) + 0.5) / _MEANS
    sizes = numpy.exp(numpy.linspace(math.log(_LEAST_ALIKE), math.log(_MOST_ALIKE), _SIZES))
    a = (means[:, None] * sizes[None, :]).ravel()
    b = ((1 - means)[:, None] * sizes[None, :]).ravel()
    events = numpy.array([each.events for each in there], dtype=float)
    others = numpy.array([each.records - each.events for each in there], dtype=float)
    likely = (betaln(a[:, None] + events, b[:, None] + others) - betaln(a, b)[:, None]).sum(axis=1)
    weights = numpy.exp(likely - likely.max())
    weights /= weights.sum()
    kept = weights > weights.max() / 200
    return {
        each.name: _middle(a[kept] + each.events, b[kept] + each.records - each.events,
                           weights[kept] / weights[kept].sum(), level=level)
        for each in there
    }


def _middle(a: "Grid", b: "Grid", weights: "Grid", *, level: float) -> Estimate:
    """The median and the middle of a mixture of Betas, by halving three ends at once."""
    import numpy
    from scipy.special import betainc

    wanted = numpy.array([(1 - level) / 2, 0.5, (1 + level) / 2])
    low, high = numpy.zeros(3), numpy.ones(3)
    for _ in range(30):
        place = (low + high) / 2
        below = weights @ betainc(a[:, None], b[:, None], place[None, :])
        low, high = numpy.where(below < wanted, place, low), numpy.where(below < wanted, high,
                                                                        place)
    ends = (low + high) / 2
    return Estimate(value=float(ends[1]), low=float(ends[0]), high=float(ends[2]), level=level,
                    method=METHOD)


def chance_of_no_difference(strata: Sequence[Stratum]) -> float | NotComputed:
    """How often chance alone would set two groups so far apart, like compared with like.

    Formula: the Mantel-Haenszel χ² = (|Σ(x - E)| - 1/2)²/ΣV with one degree of freedom, E and V
    those of the hypergeometric in each stratum; the half is for caution where counts are small.
    It cannot tell why they differ, nor see what the strata do not hold.
    Source: N. Mantel and W. Haenszel, Journal of the National Cancer Institute 22 (1959).

    >>> one = Stratum(name="", events=10, exposure=20, reference_events=40, reference_exposure=50)
    >>> round(chance_of_no_difference([one]), 4)
    0.0277
    """
    apart = spread = 0.0
    for each in strata:
        n, m = each.exposure, each.reference_exposure
        size, events = n + m, each.events + each.reference_events
        if not n or not m or size < 2:
            continue
        apart += each.events - n * events / size
        spread += n * m * events * (size - events) / (size**2 * (size - 1))
    if spread <= 0:
        return NotComputed(reason="All or none have it on both sides, so nothing differs.")
    square = max(0.0, abs(apart) - 0.5) ** 2 / spread
    return math.erfc(math.sqrt(square / 2))
