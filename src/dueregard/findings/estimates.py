"""A number with its range, and how many separate people really stand behind it.

Without this file a ratio could travel without its uncertainty, and one man who was stopped
forty times would count as forty men.
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


def clustered_trials(
    *,
    events: float,
    trials: float,
    people: float,
    sum_squares_events: float,
    sum_products: float,
    sum_squares_trials: float,
) -> float:
    """How many separate trials the counts are worth, where the same people come up repeatedly.

    Formula: R(1-R)/v, with R = events/trials, x and n the counts of one person, m people, and
    v = m/(m-1) · Σ(x - R·n)² / (Σn)², where Σ(x - R·n)² = Σx² - 2R·Σxn + R²·Σn².
    It is never above the trials, so that repeats never make a range narrower. Where the
    people show no spread at all, it is at most the number of people; one person is worth one
    trial. With fewer than about 20 people it is rough.
    Source: W. G. Cochran, Sampling Techniques (1977), 6.3; L. Kish, Survey Sampling (1965).

    >>> counts = dict(events=40, trials=100, people=20)
    >>> round(clustered_trials(
    ...     **counts, sum_squares_events=120, sum_products=220, sum_squares_trials=520), 1)
    83.8
    """
    if people <= 1 or trials <= 1:
        return float(min(people, trials))
    fewest = float(min(people, trials))
    if events <= 0 or events >= trials:
        return fewest
    share = events / trials
    squares = sum_squares_events - 2 * share * sum_products + share**2 * sum_squares_trials
    # What is left of a difference between large sums is rounding, not spread.
    if squares <= 1e-9 * sum_squares_events:
        return fewest
    variance = people / (people - 1) * squares / trials**2
    return max(1.0, min(float(trials), share * (1 - share) / variance))
