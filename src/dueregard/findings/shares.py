"""Shares of a whole, compared between two groups: so many of so many.

Without this file 7 of 9 against 40 of 90 would be compared as if both were equally certain,
and people who come up repeatedly as if each time were somebody new.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dueregard.findings import intervals
from dueregard.findings.estimates import Estimate, estimate
from dueregard.findings.finding import NotComputed

ShareMethod = Literal["wilson", "clopper-pearson", "jeffreys"]
# Below this many on either side of a count, the shortcut by logarithms is too sure of itself.
_FEW = 10

_METHODS: dict[str, Callable[..., intervals.Interval | NotComputed]] = {
    "wilson": intervals.wilson,
    "clopper-pearson": intervals.clopper_pearson,
    "jeffreys": intervals.jeffreys,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """What stands in for the counts once repeats are allowed for."""

    events: float
    trials: float


def share(
    *,
    events: float,
    trials: float,
    level: float = 0.95,
    method: ShareMethod = "wilson",
    trials_effective: float | None = None,
) -> Estimate | NotComputed:
    """A part of a whole, with its range.

    Formula: events/trials; the range by Wilson, Clopper-Pearson or Jeffreys (see intervals).
    `trials_effective` is how many separate trials the counts are worth where people repeat;
    the range is then that of the same share of so many. It says nothing about who was never
    recorded.
    Source: L. D. Brown, T. T. Cai and A. DasGupta, Statistical Science 16 (2001).

    >>> found = share(events=805, trials=1795)
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.4485, 0.4256, 0.4716)
    """
    refusal = intervals.why_no_share(events=events, trials=trials, level=level)
    if refusal:
        return refusal
    counts = _worth(events=events, trials=trials, effective=trials_effective)
    found = _METHODS[method](events=counts.events, trials=counts.trials, level=level)
    return estimate(value=events / trials, within=found)


def share_difference(
    *,
    events: float,
    trials: float,
    reference_events: float,
    reference_trials: float,
    level: float = 0.95,
    trials_effective: float | None = None,
    reference_trials_effective: float | None = None,
) -> Estimate | NotComputed:
    """The share of one group less the share of another, with its range.

    Formula: d = p - q; low = d - √((p - lower p)² + (upper q - q)²), and high the other way
    round, with the Wilson ends of each share. It cannot tell why two shares differ.
    Source: R. G. Newcombe, Statistics in Medicine 17 (1998), method 10.

    >>> found = share_difference(events=56, trials=70, reference_events=48, reference_trials=80)
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    one = share(events=events, trials=trials, level=level, trials_effective=trials_effective)
    other = share(
        events=reference_events, trials=reference_trials, level=level,
        trials_effective=reference_trials_effective,
    )
    return difference(one=one, other=other, method="newcombe")


def difference(
    *, one: Estimate | NotComputed, other: Estimate | NotComputed, method: str
) -> Estimate | NotComputed:
    """One estimate less another, with a range made from the ends of both.

    Formula: low = d - √((a - lower a)² + (upper b - b)²); high = d + √((upper a - a)² +
    (b - lower b)²). Both must have been measured apart; it cannot tell whether they were.
    Source: G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008).

    >>> same = share(events=5, trials=10)
    >>> difference(one=same, other=same, method="newcombe").value
    0.0
    """
    if isinstance(one, NotComputed):
        return one
    if isinstance(other, NotComputed):
        return NotComputed(reason=f"For the reference: {other.reason}")
    value = one.value - other.value
    return Estimate(
        value=value,
        low=value - math.hypot(one.value - one.low, other.high - other.value),
        high=value + math.hypot(one.high - one.value, other.value - other.low),
        level=one.level,
        method=method,
    )


def share_ratio(
    *,
    events: float,
    trials: float,
    reference_events: float,
    reference_trials: float,
    level: float = 0.95,
    trials_effective: float | None = None,
    reference_trials_effective: float | None = None,
) -> Estimate | NotComputed:
    """The share of one group divided by the share of another, with its range.

    Formula: p/q. With at least 10 on every side of both counts: exp(ln(p/q) ± z·√(1/x - 1/n +
    1/y - 1/m)). Else the ratios r for which the score statistic, with both shares fitted under
    p = r·q, stays within z². It cannot tell why two shares differ.
    Source: D. Katz et al., Biometrics 34 (1978); P. A. R. Koopman, Biometrics 40 (1984).

    >>> found = share_ratio(events=36, trials=40, reference_events=16, reference_trials=80)
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2), found.method
    (4.5, 2.94, 7.15, 'koopman')
    """
    refusal = intervals.why_no_share(
        events=events, trials=trials, level=level
    ) or intervals.why_no_share(events=reference_events, trials=reference_trials, level=level)
    if refusal:
        return refusal
    one = _worth(events=events, trials=trials, effective=trials_effective)
    other = _worth(
        events=reference_events, trials=reference_trials, effective=reference_trials_effective
    )
    if reference_events == 0:
        return _no_upper_end(one=one, other=other, z=intervals.standard_score(level))
    value = (events / trials) / (reference_events / reference_trials)
    return _ratio(value=value, one=one, other=other, level=level)


def _ratio(*, value: float, one: _Counts, other: _Counts, level: float) -> Estimate:
    z = intervals.standard_score(level)
    sides = one.events, other.events, one.trials - one.events, other.trials - other.events
    if min(sides) >= _FEW:
        variance = 1 / one.events - 1 / one.trials + 1 / other.events - 1 / other.trials
        reach = math.exp(z * math.sqrt(variance))
        return Estimate(
            value=value, low=value / reach, high=value * reach, level=level, method="katz"
        )
    return Estimate(
        value=value,
        low=_score_end(one=one, other=other, z=z, start=value, upwards=False),
        high=_score_end(one=one, other=other, z=z, start=value, upwards=True),
        level=level, method="koopman",
    )


def _worth(*, events: float, trials: float, effective: float | None) -> _Counts:
    if effective is None or effective >= trials:
        return _Counts(events=events, trials=trials)
    worth = max(effective, 1.0)
    if events == trials:
        return _Counts(events=worth, trials=worth)
    return _Counts(events=events / trials * worth, trials=worth)


def _no_upper_end(*, one: _Counts, other: _Counts, z: float) -> NotComputed:
    reason = "The reference group has no events, so the ratio has no upper end."
    if one.events == 0:
        return NotComputed(reason="Neither group has any events, so there is no ratio.")
    start = (one.events / one.trials) * other.trials
    low = _score_end(one=one, other=other, z=z, start=start, upwards=False)
    return NotComputed(reason=f"{reason} It is at least {low:.2g}.")


def _score_end(*, one: _Counts, other: _Counts, z: float, start: float, upwards: bool) -> float:
    """The end of the range: doubling away from the value until outside, then closing in."""
    if one.events == 0 and not upwards:
        return 0.0
    step = math.log(2) if upwards else -math.log(2)
    # With no events the search begins well below where one event would have been.
    inside = math.log(start or (1 / one.trials) / (other.events / other.trials) / 4)

    def beyond(place: float) -> float:
        return math.sqrt(_score(one=one, other=other, ratio=math.exp(place))) - z

    while start == 0 and beyond(inside) > 0:
        inside -= 1.0
    outside = inside + step
    while beyond(outside) <= 0:
        inside, step = outside, step * 2
        outside = inside + step
    return math.exp(_crossing(beyond, inside=inside, outside=outside))


def _crossing(beyond: Callable[[float], float], *, inside: float, outside: float) -> float:
    """Where a function turns from below 0 to above, by drawing lines that cannot get stuck."""
    at_inside, at_outside, last = beyond(inside), beyond(outside), 0.0
    for _ in range(100):
        if abs(outside - inside) < 1e-10:
            break
        if math.isinf(at_outside) or at_outside == at_inside:
            place = (inside + outside) / 2
        else:
            place = outside - at_outside * (outside - inside) / (at_outside - at_inside)
        found = beyond(place)
        if abs(found) < 1e-9:
            return place
        # An end that stays twice is counted at half its height, so that it moves in too.
        if found > 0:
            at_inside /= 2 if last > 0 else 1
            outside, at_outside = place, found
        else:
            at_outside /= 2 if last < 0 else 1
            inside, at_inside = place, found
        last = found
    return outside


def _score(*, one: _Counts, other: _Counts, ratio: float) -> float:
    """How far the counts are from a given ratio, the shares being fitted to that ratio."""
    a = (one.trials + other.trials) * ratio
    b = one.trials * ratio + one.events + other.trials + other.events * ratio
    c = one.events + other.events
    # This form of the smaller root loses no digits where the shares are tiny.
    q = 2 * c / (b + math.sqrt(max(0.0, b * b - 4 * a * c)))
    return _squared_surprise(counts=one, fitted=min(1.0, ratio * q)) + _squared_surprise(
        counts=other, fitted=min(1.0, q)
    )


def _squared_surprise(*, counts: _Counts, fitted: float) -> float:
    gap = counts.events - counts.trials * fitted
    spread = counts.trials * fitted * (1 - fitted)
    if spread <= 0 or abs(gap) < 1e-12 * counts.trials:
        return 0.0 if abs(gap) < 1e-9 * counts.trials else math.inf
    return gap * gap / spread
