"""From a range to one of three conclusions, and no others.

Without this file 'no difference was found' would be read as 'there is no difference'. To rule
a disparity out, the whole range must be near equality.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed


class Conclusion(StrEnum):
    """What a range says about a disparity."""

    SHOWN = "shown"
    RULED_OUT = "ruled-out"
    CANNOT_TELL = "cannot-tell"


def conclude(estimate: Estimate | NotComputed, *, margin: float = 1.25) -> Conclusion:
    """What the range of a ratio says.

    Formula: ruled out if the whole range lies within 1/margin to margin; else shown if it
    leaves out 1; else it cannot be told. How large a disparity matters is a judgement: the
    margin states it, and the counts cannot give it.
    Source: D. G. Altman and J. M. Bland, BMJ 311 (1995); D. J. Schuirmann (1987) on equivalence.

    >>> conclude(Estimate(value=2, low=1.5, high=3, level=0.95, method="any")).value
    'shown'
    """
    if isinstance(estimate, NotComputed):
        return Conclusion.CANNOT_TELL
    return _conclude(estimate, equal=1.0, lowest=1 / margin, highest=margin)


def conclude_difference(estimate: Estimate | NotComputed, *, margin: float) -> Conclusion:
    """What the range of a difference says.

    Formula: ruled out if the whole range lies within -margin to margin; else shown if it
    leaves out 0; else it cannot be told. The margin is a judgement, as for a ratio.
    Source: as conclude().

    >>> conclude_difference(NotComputed(reason="No events."), margin=0.05).value
    'cannot-tell'
    """
    if isinstance(estimate, NotComputed):
        return Conclusion.CANNOT_TELL
    return _conclude(estimate, equal=0.0, lowest=-margin, highest=margin)


def simultaneous(*, level: float, comparisons: int) -> float:
    """The level for each of several ranges so that all of them hold together.

    Formula: 1 - (1 - level)/k. It is cautious where the comparisons overlap, as they do when
    they share a reference.
    Source: O. J. Dunn, Journal of the American Statistical Association 56 (1961).

    >>> round(simultaneous(level=0.95, comparisons=5), 4)
    0.99
    """
    return 1 - (1 - level) / max(1, comparisons)


def overall(conclusions: Iterable[Conclusion]) -> Conclusion:
    """One conclusion over many: shown anywhere is shown; ruled out only if everywhere.

    Formula: none. With nothing to conclude from, it cannot be told.
    Source: this project.

    >>> overall([Conclusion.RULED_OUT, Conclusion.CANNOT_TELL]).value
    'cannot-tell'
    """
    found = set(conclusions)
    if Conclusion.SHOWN in found:
        return Conclusion.SHOWN
    return Conclusion.RULED_OUT if found == {Conclusion.RULED_OUT} else Conclusion.CANNOT_TELL


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Chances made honest for having looked at many cells, in the order given.

    Formula: for the i-th smallest of m, the least over j >= i of p(j)·m/j, at most 1. Taking
    those below 0.05 keeps false alarms to about 1 in 20 of what is taken. It is for finding
    where to look further, not for a conclusion.
    Source: Y. Benjamini and Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995).

    >>> benjamini_hochberg([0.01, 0.04, 0.03])
    (0.03, 0.04, 0.04)
    """
    size = len(p_values)
    order = sorted(range(size), key=lambda place: p_values[place])
    adjusted = [1.0] * size
    least = 1.0
    for rank in range(size, 0, -1):
        place = order[rank - 1]
        least = min(least, p_values[place] * size / rank)
        adjusted[place] = least
    return tuple(adjusted)


def _conclude(estimate: Estimate, *, equal: float, lowest: float, highest: float) -> Conclusion:
    if lowest <= estimate.low and estimate.high <= highest:
        return Conclusion.RULED_OUT
    if estimate.low > equal or estimate.high < equal:
        return Conclusion.SHOWN
    return Conclusion.CANNOT_TELL
