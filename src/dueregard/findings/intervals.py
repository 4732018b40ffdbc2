"""How sure a rate is, from the counts behind it.

Without this file a force with 1 false alert out of 2 and one with 500 out of 1,000 would
look alike. Every figure we print has a range from here, or the reason why it has none.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

from dueregard.findings.finding import NotComputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The range that a rate may lie in, at a level such as 0.95, and how it was made."""

    low: float
    high: float
    level: float
    method: str


@lru_cache(maxsize=64)
def standard_score(level: float) -> float:
    """How many standard errors each way hold `level` of a normal distribution.

    Formula: the normal quantile at 1/2 + level/2. It is kept once made, because a run asks for
    the same one thousands of times. It cannot say whether a normal distribution fits.
    Source: C. F. Gauss (1809); any table of the normal distribution.

    >>> round(standard_score(0.95), 4)
    1.96
    """
    return NormalDist().inv_cdf(0.5 + level / 2)


def wilson(*, events: float, trials: float, level: float = 0.95) -> Interval | NotComputed:
    """The Wilson score range of a share.

    Formula: (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n), with p = events/trials.
    It is right about `level` of the time on average, also for small counts and for none at
    all; for a particular rate it may be right slightly less often. It takes the trials as
    independent, and says nothing about errors of recording.
    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927).

    >>> found = wilson(events=3, trials=8)
    >>> round(found.low, 4), round(found.high, 4)
    (0.1368, 0.6943)
    """
    refusal = why_no_share(events=events, trials=trials, level=level)
    if refusal:
        return refusal
    z = standard_score(level)
    share = events / trials
    middle = share + z * z / (2 * trials)
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    low = 0.0 if events == 0 else max(0.0, (middle - half) / scale)
    high = 1.0 if events == trials else min(1.0, (middle + half) / scale)
    return Interval(low=low, high=high, level=level, method="wilson")


def clopper_pearson(
    *, events: float, trials: float, level: float = 0.95
) -> Interval | NotComputed:
    """The exact range of a share: never right less often than `level` promises.

    Formula: the Beta quantiles B(a/2; x, n-x+1) and B(1-a/2; x+1, n-x), with a = 1 - level.
    Use it where a guarantee is claimed. It is wider than need be for small counts, and it
    too takes the trials as independent.
    Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934).

    >>> found = clopper_pearson(events=3, trials=8)
    >>> round(found.low, 4), round(found.high, 4)
    (0.0852, 0.7551)
    """
    from scipy.special import betaincinv

    refusal = why_no_share(events=events, trials=trials, level=level)
    if refusal:
        return refusal
    tail = (1 - level) / 2
    rest = trials - events
    low = 0.0 if events == 0 else float(betaincinv(events, rest + 1, tail))
    high = 1.0 if rest == 0 else float(betaincinv(events + 1, rest, 1 - tail))
    return Interval(low=low, high=high, level=level, method="clopper-pearson")


def jeffreys(
    *, events: float, trials: float, level: float = 0.95
) -> Interval | NotComputed:
    """The range of a share given the counts and no earlier opinion (a Jeffreys prior).

    Formula: the quantiles of Beta(x + 1/2, n - x + 1/2); 0 at no events, 1 at all events.
    It says how likely the rate is to lie in the range, which the other two do not; it cannot
    say so for anybody who has other knowledge beforehand.
    Source: L. D. Brown, T. T. Cai and A. DasGupta, Statistical Science 16 (2001).

    >>> round(jeffreys(events=0, trials=1).high, 4)
    0.8533
    """
    from scipy.special import betaincinv

    refusal = why_no_share(events=events, trials=trials, level=level)
    if refusal:
        return refusal
    tail = (1 - level) / 2
    a, b = events + 0.5, trials - events + 0.5
    low = 0.0 if events == 0 else float(betaincinv(a, b, tail))
    high = 1.0 if events == trials else float(betaincinv(a, b, 1 - tail))
    return Interval(low=low, high=high, level=level, method="jeffreys")


def garwood(*, events: float, exposure: float, level: float = 0.95) -> Interval | NotComputed:
    """The exact range of a rate: events per hour, per year, per head, where events can repeat.

    Formula: the Gamma quantiles G(a/2; x)/T and G(1-a/2; x+1)/T, with T the exposure.
    It takes events as coming independently; where they come in bursts the truth is wider.
    Source: F. Garwood, Biometrika 28 (1936).

    >>> found = garwood(events=10, exposure=1.0)
    >>> round(found.low, 3), round(found.high, 3)
    (4.795, 18.39)
    """
    from scipy.special import gammaincinv

    refusal = why_no_rate(events=events, exposure=exposure, level=level)
    if refusal:
        return refusal
    tail = (1 - level) / 2
    low = 0.0 if events == 0 else float(gammaincinv(events, tail)) / exposure
    high = float(gammaincinv(events + 1, 1 - tail)) / exposure
    return Interval(low=low, high=high, level=level, method="garwood")


def rate_ratio(
    *,
    events: float,
    exposure: float,
    reference_events: float,
    reference_exposure: float,
    level: float = 0.95,
) -> Interval | NotComputed:
    """The exact range of one rate divided by another.

    Formula: given x + y events in all, x is binomial with share p = r·T/(r·T + S); the exact
    range of p is turned back into one of r. `high` is infinite where the reference has no
    events, and there it is NotComputed, because no number can be printed for it.
    It cannot tell why two rates differ.
    Source: J. Przyborowski and H. Wilenski, Biometrika 31 (1940).

    >>> found = rate_ratio(
    ...     events=25, exposure=491246, reference_events=5, reference_exposure=1863630)
    >>> round(found.low, 2), round(found.high, 2)
    (7.13, 63.44)
    """
    refusal = why_no_rate(events=events, exposure=exposure, level=level) or why_no_rate(
        events=reference_events, exposure=reference_exposure, level=level
    )
    if refusal:
        return refusal
    if reference_events == 0:
        return NotComputed(
            reason="The reference has no events, so the ratio has no upper end."
        )
    share = clopper_pearson(events=events, trials=events + reference_events, level=level)
    if isinstance(share, NotComputed):
        return share
    scale = reference_exposure / exposure
    return Interval(
        low=scale * share.low / (1 - share.low),
        high=scale * share.high / (1 - share.high),
        level=level,
        method="exact-conditional",
    )


def why_no_share(*, events: float, trials: float, level: float) -> NotComputed | None:
    """The reason why two counts are no share, or None.

    Formula: 0 <= events <= trials, and trials above 0. It cannot tell wrong counts from right.
    Source: this project.

    >>> why_no_share(events=3, trials=2, level=0.95).reason
    '3 of 2 is not a share: a part cannot exceed the whole.'
    """
    if not trials > 0 or not math.isfinite(trials):
        return NotComputed(reason="There is nothing to divide by: the count below the line is 0.")
    if not 0 <= events <= trials:
        return NotComputed(
            reason=f"{events:,} of {trials:,} is not a share: a part cannot exceed the whole."
        )
    return why_no_level(level)


def why_no_rate(*, events: float, exposure: float, level: float) -> NotComputed | None:
    """The reason why events over an exposure are no rate, or None.

    Formula: events at least 0, and a finite exposure above 0. It cannot tell whether the
    exposure is the right one.
    Source: this project.

    >>> why_no_rate(events=3, exposure=0, level=0.95).reason
    'There is nothing to divide by: the exposure is 0 or not known.'
    """
    if not exposure > 0 or not math.isfinite(exposure):
        return NotComputed(reason="There is nothing to divide by: the exposure is 0 or not known.")
    if not events >= 0 or not math.isfinite(events):
        return NotComputed(reason=f"{events:,} is not a number of events.")
    return why_no_level(level)


def why_no_level(level: float) -> NotComputed | None:
    """The reason why a number is no level, or None.

    Formula: 0 < level < 1. It cannot say which level is right for a decision.
    Source: this project.

    >>> why_no_level(95).reason
    'A level lies between 0 and 1, such as 0.95; this is 95.'
    """
    if not 0 < level < 1:
        return NotComputed(reason=f"A level lies between 0 and 1, such as 0.95; this is {level}.")
    return None
