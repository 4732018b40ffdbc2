"""Rates of events that can happen to one person repeatedly: stops for each 1,000 residents.

Without this file events would be divided as if they were people. The City of London's stops
of Black people outnumber its Black residents; as a share that is nonsense, as a rate it is not.
"""

import math

from dueregard.findings import intervals
from dueregard.findings.estimates import Estimate, estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.shares import difference


def rate(*, events: float, exposure: float, level: float = 0.95) -> Estimate | NotComputed:
    """Events for each unit of exposure, with the exact range.

    Formula: x/T, with Garwood's range. It takes events as coming one by one; where they come
    in bursts, or one person has many, the truth is wider.
    Source: F. Garwood, Biometrika 28 (1936).

    >>> found = rate(events=10, exposure=1.0)
    >>> found.value, round(found.low, 3), round(found.high, 3)
    (10.0, 4.795, 18.39)
    """
    found = intervals.garwood(events=events, exposure=exposure, level=level)
    if isinstance(found, NotComputed):
        return found
    return estimate(value=events / exposure, within=found)


def rate_ratio(
    *,
    events: float,
    exposure: float,
    reference_events: float,
    reference_exposure: float,
    level: float = 0.95,
) -> Estimate | NotComputed:
    """One rate divided by another, with the exact range.

    Formula: (x/T) / (y/S); the range given the total x + y, from Clopper-Pearson. With a
    reference of no events there is no upper end, and the reason says how high it is at least.
    It cannot tell why two rates differ, nor whether the exposure is the right one.
    Source: J. Przyborowski and H. Wilenski, Biometrika 31 (1940).

    >>> found = rate_ratio(events=111252, exposure=1864890,
    ...     reference_events=508663, reference_exposure=48209395)
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (5.654, 5.617, 5.691)
    """
    found = intervals.rate_ratio(
        events=events, exposure=exposure, reference_events=reference_events,
        reference_exposure=reference_exposure, level=level,
    )
    if reference_events > 0:
        if isinstance(found, NotComputed):
            return found
        value = (events / exposure) / (reference_events / reference_exposure)
        return estimate(value=value, within=found)
    if isinstance(found, NotComputed) and "upper end" not in found.reason:
        return found
    if events == 0:
        return NotComputed(reason="Neither group has any events, so there is no ratio.")
    low = at_least(events=events, scale=reference_exposure / exposure, level=level)
    return NotComputed(
        reason=f"The reference group has no events, so the ratio has no upper end. "
        f"It is at least {low:.2g}."
    )


def at_least(*, events: float, scale: float, level: float) -> float:
    """The lowest ratio that fits when every event is on one side.

    Formula: scale · p/(1-p), with p = ((1 - level)/2)^(1/x). It has no upper end.
    Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), for x of x.

    >>> round(at_least(events=5, scale=1.0, level=0.95), 3)
    0.916
    """
    share = float(((1 - level) / 2) ** (1 / events))
    return scale * share / (1 - share) if share < 1 else math.inf


def rate_difference(
    *,
    events: float,
    exposure: float,
    reference_events: float,
    reference_exposure: float,
    level: float = 0.95,
) -> Estimate | NotComputed:
    """One rate less another, with a range made from both exact ranges.

    Formula: d = x/T - y/S; low = d - √((rate - its low)² + (the other's high - the other)²),
    high the other way round. It cannot tell why two rates differ.
    Source: L. Li, G. Y. Zou and A. Donner's method (MOVER); G. Y. Zou and A. Donner,
    Statistics in Medicine 27 (2008).

    >>> found = rate_difference(
    ...     events=20, exposure=1000, reference_events=10, reference_exposure=1000)
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.01, -0.0014, 0.0221)
    """
    one = rate(events=events, exposure=exposure, level=level)
    other = rate(events=reference_events, exposure=reference_exposure, level=level)
    return difference(one=one, other=other, method="mover-garwood")


def excess(
    *,
    events: float,
    exposure: float,
    reference_events: float,
    reference_exposure: float,
    level: float = 0.95,
) -> Estimate | NotComputed:
    """How many events there would not have been at the reference's rate.

    Formula: x - T·y/S, which is the difference of the rates times the exposure T; below 0
    where the group's rate is lower. It does not say that any of them was wrong.
    Source: K. J. Rothman, S. Greenland and T. L. Lash, Modern Epidemiology (2008), ch. 4.

    >>> round(excess(events=111252, exposure=1864890,
    ...     reference_events=508663, reference_exposure=48209395).value)
    91575
    """
    found = rate_difference(
        events=events, exposure=exposure, reference_events=reference_events,
        reference_exposure=reference_exposure, level=level,
    )
    if isinstance(found, NotComputed):
        return found
    return Estimate(
        value=events - exposure * reference_events / reference_exposure,
        low=found.low * exposure, high=found.high * exposure,
        level=level, method=found.method,
    )
