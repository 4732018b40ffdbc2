"""A force's share beside those of the forces most like it: what chance and unlikeness explain.

Without this file forces would be put in a row by their figures. Whoever is small would stand at
one of its ends, and whoever is last would be taken to be worst.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.findings.finding import NotComputed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Numbers = NDArray[np.float64]

# The spread settles in a few rounds: as soon as it moves by less than this share of itself.
_ROUNDS, _STILL = 12, 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """So many of so many in one force."""

    events: int
    trials: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What a force's like would have, and how often one of them would lie so far out by chance.

    `typical` is the share of its peers taken together, `low` to `high` where the figure of such a
    force of this size would lie at `level`. `above` says on which side of `typical` it lies.
    """

    typical: float
    low: float
    high: float
    level: float
    p_value: float
    above: bool


def against_peers(
    counts: Sequence[Counted], peers: Sequence[Sequence[int]], *, level: float = 0.95
) -> tuple[Against | NotComputed, ...]:
    """Each force against its own peers, by their places in `counts`; itself left out of both.

    Formula: y with variance v, on two scales: 2·asin(√((x + 3/8)/(n + 3/4))) with 1/(n + 1/2),
    and ln((x + 1/2)/(n - x + 1/2)) with 1/(x + 1/2) + 1/(n - x + 1/2); for the force itself with
    1/(n·p·(1 - p)) at its peers' share p, so that none of many is seen. The spread τ² of forces
    about their like is taken from all others but this one, so that Σu(e² - v - Σa²v) =
    τ²·Σu(1 + Σa²), with e a force's distance from the mean of its own peers, a their weights by
    1/(v + τ²), and u one over the square of e's variance. The force lies t = (y - mean)/√(v + τ² +
    Σa²(v + τ²)) out, held against Student's t with Σk/(k + 1) degrees over forces of k peers each.
    The range is that of the first scale, the p-value the larger of the two: where a share is rare
    either scale alone is too sure, and where forces of very different size count something rarer
    than 1 in 1,000, both together still are. It takes forces as being about as unlike in one group
    as in another; it cannot tell why a force differs.
    Source: F. J. Anscombe, Biometrika 35 (1948); J. P. T. Higgins et al., Journal of the Royal
    Statistical Society A 172 (2009); D. J. Spiegelhalter, Statistics in Medicine 24 (2005).

    >>> like = [Counted(events=x, trials=40) for x in (20, 22, 18, 21, 19, 39)]
    >>> everybody = [[j for j in range(6) if j != i] for i in range(6)]
    >>> odd = against_peers(like, everybody)[-1]
    >>> odd.above, round(odd.typical, 2), odd.p_value < 0.01
    (True, 0.5, True)
    """
    import numpy as np

    size = len(counts)
    beside = np.zeros((size, size))
    for place, its in enumerate(peers):
        beside[place, list(its)] = 1.0
    np.fill_diagonal(beside, 0.0)
    scales = _scales(counts)
    return tuple(
        _one(place, beside=beside, scales=scales, level=level) for place in range(size)
    )


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Each p-value as it stands when so many questions were asked at once.

    Formula: in order of size, the largest so far of (m - i + 1)·p, at most 1. The chance that any
    at all is called wrongly is then no more than the line it is held against, however they hang
    together.
    Source: S. Holm, Scandinavian Journal of Statistics 6 (1979).

    >>> holm([0.01, 0.04, 0.03])
    (0.03, 0.06, 0.06)
    """
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    found, highest = [0.0] * len(p_values), 0.0
    for done, place in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - done) * p_values[place]))
        found[place] = highest
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Every force's share on one scale, and the variance that chance alone gives it.

    `trials` are given where that variance depends on the share: a force is then held against its
    peers with the variance at their share, else one with none of many could never lie far out.
    """

    at: "_Numbers"
    own: "_Numbers"
    trials: "_Numbers | None" = None

    def chance(self, place: int, mean: float) -> float:
        """The variance of a force that had the share of its peers."""
        if self.trials is None:
            return float(self.own[place])
        share = 1 / (1 + math.exp(-mean))
        return 1 / (float(self.trials[place]) * share * (1 - share))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a force's peers lie on a scale, how surely, and how far out the force is."""

    mean: float
    error: float
    out: float


def _scales(counts: Sequence[Counted]) -> tuple[_Scale, _Scale]:
    import numpy as np

    events = np.array([each.events for each in counts], dtype=float)
    trials = np.array([each.trials for each in counts], dtype=float)
    yes, no = events + 0.5, trials - events + 0.5
    angle = 2 * np.arcsin(np.sqrt((events + 0.375) / (trials + 0.75)))
    return (
        _Scale(at=angle, own=1 / (trials + 0.5)),
        _Scale(at=np.log(yes / no), own=1 / yes + 1 / no, trials=trials),
    )


def _one(
    place: int, *, beside: "_Numbers", scales: tuple[_Scale, _Scale], level: float
) -> Against | NotComputed:
    from scipy.special import stdtr, stdtrit

    others = beside.copy()
    others[place], others[:, place] = 0.0, 0.0
    many = others.sum(axis=1)
    degrees = float((many / (many + 1)).sum())
    if not beside[place].any() or degrees < 1:
        return NotComputed(reason="Too few forces are like this one.")
    angle, odds = (_placed(place, scale, beside=beside, others=others) for scale in scales)
    half = float(stdtrit(degrees, 0.5 + level / 2)) * angle.error
    out = min(abs(angle.out), abs(odds.out))
    return Against(
        typical=_share(angle.mean), low=_share(angle.mean - half),
        high=_share(angle.mean + half), level=level,
        p_value=2 * float(stdtr(degrees, -out)), above=angle.out > 0,
    )


def _placed(place: int, scale: _Scale, *, beside: "_Numbers", others: "_Numbers") -> _Place:
    spread = _spread(others, at=scale.at, own=scale.own)
    weights = beside[place] / (scale.own + spread)
    weights = weights / weights.sum()
    mean = float(weights @ scale.at)
    error = math.sqrt(
        scale.chance(place, mean) + spread + float((weights**2) @ (scale.own + spread))
    )
    return _Place(mean=mean, error=error, out=(float(scale.at[place]) - mean) / error)


def _spread(others: "_Numbers", *, at: "_Numbers", own: "_Numbers") -> float:
    import numpy as np

    has = others.sum(axis=1) > 0
    beside, its, chance_own = others[has], at[has], own[has]
    spread = 0.0
    for _ in range(_ROUNDS):
        weights = beside / (own + spread)
        weights /= weights.sum(axis=1, keepdims=True)
        squares = weights * weights
        parts = 1 + squares.sum(axis=1)
        apart = (its - weights @ at) ** 2 - chance_own - squares @ own
        counted = (chance_own + squares @ own + spread * parts) ** -2
        before, spread = spread, max(0.0, float(
            np.sum(counted * parts * apart) / np.sum(counted * parts**2)
        ))
        if abs(spread - before) <= _STILL * spread:
            break
    return spread


def _share(angle: float) -> float:
    return math.sin(min(max(angle, 0.0), math.pi) / 2) ** 2
