"""How much of something that falls on places falls on each group of the people who live there.

Without this file a range would treat ten thousand residents of one patrolled street as ten
thousand chances, when one choice was made: that of the street.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dueregard.findings.estimates import Estimate, estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import Interval

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray

# With fewer places than this the spread between them says too little to make a range of.
FEWEST_PLACES = 10
BY_PLACE, BY_PATCH = "linearised over cells", "linearised over patches of cells"


def per_resident(load: "Array", residents: "Array") -> float:
    """What falls on the place of the average resident, such as patrol-days in their own cell.

    Formula: R = Σ d(c)·n(c) / Σ n(c), over places c with load d and residents n. It counts what
    falls where somebody lives, which is not what happens to them.
    Source: a population-weighted mean; K. Lum and W. Isaac, To predict and serve?, Significance
    13 (2016), set targeted policing against residents.
    """
    return float((load * residents).sum() / residents.sum())


def single(
    load: "Array", residents: "Array", *, patches: "Sequence[Array]" = (), level: float = 0.95
) -> Estimate | NotComputed:
    """That mean with a range in which places were chosen and not people.

    Formula: R·exp(±t·s/R), with s² = m/(m-1)·Σ(z(c))², z(c) = n(c)·(d(c) - R)/Σ n, over m places
    (or patches of neighbouring ones, see ratio()), and t of Student's distribution with m - 1.
    Source: as ratio().
    """
    value = per_resident(load, residents)
    if value <= 0:
        return NotComputed(reason="Nothing at all fell where this group lives.")
    return _around(value, residents * (load - value) / (residents.sum() * value),
                   load=load, lived_in=residents > 0, patches=patches, level=level)


def ratio(
    load: "Array", residents: "Array", reference: "Array", *, patches: "Sequence[Array]" = (),
    level: float = 0.95,
) -> Estimate | NotComputed:
    """How many times as much falls on the average resident of a group as on one of the reference.

    Formula: R1/R0, with the range exp(ln R1 - ln R0 ± t·s), s² = m/(m-1)·Σ z(c)² and
    z(c) = n1(c)·(d(c) - R1)/(N1·R1) - n0(c)·(d(c) - R0)/(N0·R0): the linearised (design-based)
    variance of a ratio of ratios, in which a place is one draw however many live there. Given
    `patches` (ways to cut the area, each with a number for each place), z is first added up within
    each, because neighbouring places are chosen together; the widest range of all is given. With
    patches of marks as wide as a seventh of the area it then held the truth in 93 of 100 drawings
    at a level of 0.95, and in 49 of 100 without patches. Nothing is drawn at random, so the same
    data give the same range. A bootstrap over places gives nearly the same as no patches.
    Source: W. G. Cochran, Sampling Techniques (1977), 6.3 and 9A; K. Wolter, Introduction to
    Variance Estimation (2007), ch. 6.
    """
    one, other = per_resident(load, residents), per_resident(load, reference)
    if other <= 0:
        return NotComputed(reason="Nothing at all fell where the group compared with lives.")
    if one <= 0:
        return NotComputed(reason="Nothing at all fell where this group lives.")
    parts = (residents * (load - one) / (residents.sum() * one)
             - reference * (load - other) / (reference.sum() * other))
    return _around(one / other, parts, load=load, lived_in=residents + reference > 0,
                   patches=patches, level=level)


def _around(
    value: float, parts: "Array", *, load: "Array", lived_in: "Array", patches: "Sequence[Array]",
    level: float,
) -> Estimate | NotComputed:
    import numpy

    places = int((lived_in & (load > 0)).sum())
    if places < FEWEST_PLACES:
        return NotComputed(
            reason=f"Only {places} of the cells where they live had any, and {FEWEST_PLACES} are "
            "needed to say how sure this is.")
    half, method = _half(parts[lived_in], level), BY_PLACE
    for patch in patches:
        together = numpy.bincount(patch[lived_in], weights=parts[lived_in])
        there = numpy.bincount(patch[lived_in]) > 0
        if int(there.sum()) >= FEWEST_PLACES:
            wider = _half(together[there], level)
            half, method = (wider, BY_PATCH) if wider > half else (half, method)
    return estimate(value=value, within=Interval(
        low=value * math.exp(-half), high=value * math.exp(half), level=level, method=method))


def _half(parts: "Array", level: float) -> float:
    """Half the width of the range of a logarithm, from its linearised parts."""
    from scipy.special import stdtrit

    number = len(parts)
    spread = math.sqrt(number / (number - 1) * float((parts * parts).sum()))
    return float(stdtrit(number - 1, 0.5 + level / 2)) * spread
