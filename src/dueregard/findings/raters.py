"""How far several people who rated the same things agree, with gaps where somebody rated less.

Without this file "the panel agreed" would be somebody's impression. For two people who marked the
same things see findings.agreement; here there may be any number, and not all rate all.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from dueregard.findings.agreement import FEWEST
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import Interval, wilson

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grid = NDArray[np.float64]

# For each thing, how many raters gave each of the ratings, in one order for all.
Counts = Sequence[Sequence[int]]


class Scale(StrEnum):
    """What the ratings are: mere names, names in an order, or numbers."""

    NAMES = "names"
    ORDER = "order"
    NUMBERS = "numbers"


def gwet_ac1(counts: Counts, *, level: float = 0.95) -> Estimate | NotComputed:
    """Gwet's AC1 for any number of raters: agreement beyond chance, steady where most are alike.

    Formula: (a - e)/(1 - e). a is the mean over things that two or more rated of the share of
    pairs of raters who gave the same; e = sum of q(1 - q)/(k - 1), with q the mean over things of
    the share of raters who gave each of the k ratings. The variance is that of the linearised
    terms of each thing, with Student's t on one less than there are things. Where all are alike
    the range is worked out from Wilson's instead. It cannot tell whether the raters were right.
    Source: K. L. Gwet, British Journal of Mathematical and Statistical Psychology 61 (2008), and
    Handbook of Inter-Rater Reliability (2014).

    >>> found = gwet_ac1([(3, 0), (4, 0), (0, 4), (2, 2), (1, 3), (4, 0)])
    >>> round(found.value, 3)
    0.634
    """
    import numpy

    refusal = _why_not(counts)
    if refusal:
        return refusal
    table = numpy.asarray(counts, dtype=float)
    raters = table.sum(axis=1)
    table, raters = table[raters > 0], raters[raters > 0]
    things, ratings = table.shape
    many = raters > 1
    pairs = numpy.zeros(things)
    pairs[many] = ((table * (table - 1)).sum(axis=1)[many]
                   / (raters[many] * (raters[many] - 1)))
    alike = float(pairs[many].mean())
    shares = table / raters[:, None]
    mean = shares.mean(axis=0)
    chance = float((mean * (1 - mean)).sum() / (ratings - 1))
    value = (alike - chance) / (1 - chance)
    if alike == 1:
        return _from_share(int(many.sum()), chance=chance, level=level)
    own = numpy.where(many, things / many.sum() * (pairs - chance) / (1 - chance), 0.0)
    expected = (shares * (1 - mean)).sum(axis=1) / (ratings - 1)
    terms = own - 2 * (1 - value) * (expected - chance) / (1 - chance)
    error = math.sqrt(float(((terms - value) ** 2).sum()) / (things * (things - 1)))
    return _within(value, error=error, things=things, level=level, method="gwet-ac1")


def krippendorff_alpha(
    counts: Counts, *, scale: Scale = Scale.NAMES, numbers: Sequence[float] = (),
    level: float = 0.95,
) -> Estimate | NotComputed:
    """Krippendorff's alpha: one less the disagreement seen over that which chance would give.

    Formula: 1 - Do/De over the things that two or more rated. Do is the mean of d(c, k) over pairs
    of ratings of the same thing, De over all pairs of ratings; d is 1 where they differ (names),
    the squared count of ratings from one to the other, each end by half (order), or the squared
    difference (`numbers`, one a rating). The range leaves out one thing at a time (jackknife) and
    uses Student's t. It cannot tell whether the raters were right, and jumps where nearly all
    ratings are alike: then read AC1.
    Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).

    >>> found = krippendorff_alpha([(3, 0), (4, 0), (0, 4), (2, 2), (1, 3), (4, 0)])
    >>> round(found.value, 3)
    0.593
    """
    import numpy

    refusal = _why_not(counts)
    if refusal:
        return refusal
    table = numpy.asarray(counts, dtype=float)
    table = table[table.sum(axis=1) > 1]
    if (table.sum(axis=0) > 0).sum() < 2:
        return NotComputed(
            reason="Everybody gave everything the same rating, so there is nothing to tell "
                   "agreement from chance by. Read how many were alike."
        )
    value = _alpha(table, scale=scale, numbers=numbers)
    things = len(table)
    left_out = [_alpha(numpy.delete(table, place, axis=0), scale=scale, numbers=numbers)
                for place in range(things)]
    if any(each is None for each in left_out) or value is None:
        return NotComputed(
            reason="But for one thing everybody gave the same rating, so how far alpha could vary "
                   "cannot be told."
        )
    spread = numpy.asarray(left_out, dtype=float)
    error = math.sqrt((things - 1) / things * float(((spread - spread.mean()) ** 2).sum()))
    return _within(value, error=error, things=things, level=level,
                   method=f"krippendorff-alpha-{scale.value}-jackknife")


def pairs_alike(counts: Counts) -> tuple[int, int]:
    """How many pairs of raters of the same thing gave the same rating, of how many.

    Formula: counts. They show nothing of chance.
    Source: this project.

    >>> pairs_alike([(2, 1), (3, 0)])
    (4, 6)
    """
    same = sum(many * (many - 1) // 2 for each in counts for many in each)
    return same, sum(sum(each) * (sum(each) - 1) // 2 for each in counts)


def _alpha(table: "Grid", *, scale: Scale, numbers: Sequence[float]) -> float | None:
    raters = table.sum(axis=1)
    given = table.sum(axis=0)
    apart = _apart(given, scale=scale, numbers=numbers)
    total = float(given.sum())
    # Within a thing a rating is paired with every other; with itself it is no distance away.
    seen = float((((table @ apart) * table).sum(axis=1) / (raters - 1)).sum()) / total
    chance = float(given @ apart @ given) / (total * (total - 1))
    return 1 - seen / chance if chance > 0 else None


def _apart(given: "Grid", *, scale: Scale, numbers: Sequence[float]) -> "Grid":
    import numpy

    size = len(given)
    if scale is Scale.NAMES:
        return 1 - numpy.eye(size)
    if scale is Scale.NUMBERS:
        at = numpy.asarray(numbers, dtype=float)
    else:
        at = numpy.cumsum(given) - given / 2
    apart: Grid = (at[:, None] - at[None, :]) ** 2
    return apart


def _from_share(things: int, *, chance: float, level: float) -> Estimate | NotComputed:
    within = wilson(events=things, trials=things, level=level)
    if not isinstance(within, Interval):
        return within
    return Estimate(value=1.0, low=(within.low - chance) / (1 - chance), high=1.0, level=level,
                    method="gwet-ac1-wilson")


def _within(
    value: float, *, error: float, things: int, level: float, method: str
) -> Estimate:
    from scipy.special import stdtrit

    half = float(stdtrit(things - 1, (1 + level) / 2)) * error
    return Estimate(value=value, low=max(-1.0, value - half), high=min(1.0, value + half),
                    level=level, method=method)


def _why_not(counts: Counts) -> NotComputed | None:
    both = sum(sum(each) > 1 for each in counts)
    if both < FEWEST:
        return NotComputed(
            reason=f"Two or more people rated {both} of them; fewer than {FEWEST} say nothing of "
                   "agreement."
        )
    if len(counts[0]) < 2:
        return NotComputed(
            reason="Only one rating was ever given, so there is nothing to agree on."
        )
    return None
