"""The exact range of a ratio of rates where events are few, in plain Python.

Without this file every measurement of a small log would first load a large library to find the
quantiles that a few sums give as well.
"""

import math

from dueregard.findings import intervals
from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import Interval

# Up to so many events the sums are quick; beyond, the library is.
FEW = 400
_HALVINGS = 48


def rate_ratio(
    *,
    events: int,
    exposure: float,
    reference_events: int,
    reference_exposure: float,
    level: float = 0.95,
) -> Interval | NotComputed:
    """The exact range of one rate divided by another: the same as intervals.rate_ratio.

    Formula: as there; the range of the share p = r·T/(r·T + S) is found by halving, from the
    binomial chances of what was seen or more, and of what was seen or less. It cannot tell why
    two rates differ.
    Source: as intervals.rate_ratio().

    >>> found = rate_ratio(
    ...     events=25, exposure=491246, reference_events=5, reference_exposure=1863630)
    >>> round(found.low, 2), round(found.high, 2)
    (7.13, 63.44)
    """
    refusal = intervals.why_no_rate(events=events, exposure=exposure, level=level) or (
        intervals.why_no_rate(events=reference_events, exposure=reference_exposure, level=level))
    if refusal:
        return refusal
    every = events + reference_events
    if reference_events == 0 or every > FEW:
        return intervals.rate_ratio(
            events=events, exposure=exposure, reference_events=reference_events,
            reference_exposure=reference_exposure, level=level)
    tail, scale = (1 - level) / 2, reference_exposure / exposure
    low = _odds(at_least=events, of=every, tail=tail)
    # So many or fewer of the group are so many or more of the reference.
    high = _odds(at_least=reference_events, of=every, tail=tail)
    return Interval(low=scale * low, high=scale / high, level=level, method="exact-conditional")


def _odds(*, at_least: int, of: int, tail: float) -> float:
    """The odds p/(1 - p) at which so many or more of `of` have the chance `tail`."""
    if at_least == 0:
        return 0.0
    logs = [math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1)
            for k in range(at_least, of + 1)]
    low, high = -60.0, 60.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        # With o the odds: p = o/(1 + o), and every term is C(n, k)·o^k/(1 + o)^n.
        rest = of * math.log1p(math.exp(middle)) if middle < 30 else of * middle
        chance = math.fsum(
            math.exp(each + k * middle - rest) for k, each in enumerate(logs, start=at_least))
        low, high = (low, middle) if chance > tail else (middle, high)
    return math.exp((low + high) / 2)
