"""A number with its range.

Without this file a ratio could travel without its uncertainty.
"""

from dataclasses import dataclass

from dueregard.findings import intervals
from dueregard.findings.finding import NotComputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value, the range that it may lie in, at which level, and how the range was made."""

    value: float
    low: float
    high: float
    level: float
    method: str


def estimate(*, value: float, within: intervals.Interval | NotComputed) -> Estimate | NotComputed:
    """A value beside its range, or the reason why there is none.

    Formula: none; the value is moved onto an end of the range that it misses by a rounding.
    It cannot tell whether the range suits the value.
    Source: this project.

    >>> estimate(value=0.375, within=intervals.wilson(events=3, trials=8)).method
    'wilson'
    """
    if isinstance(within, NotComputed):
        return within
    return Estimate(
        value=value, low=min(within.low, value), high=max(within.high, value),
        level=within.level, method=within.method,
    )
