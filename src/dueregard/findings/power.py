"""Can these records answer the question at all? How much would be needed to see a disparity.

Without this file seven false matches, all of them of minority people, would be reported as
'no difference found', though no difference short of a huge one could have been found.
"""

import math
from collections.abc import Callable
from statistics import NormalDist

from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import why_no_level

# Power goes up and down like a saw as events are added. We take the first number of events
# that reaches the power asked for and after which it never falls more than this far below.
_TOOTH = 0.03
# Above this many events the saw's teeth are finer than any figure that we print.
_MANY = 20_000


def power_of_ratio(
    *, events_total: int, share: float, ratio: float, level: float = 0.95
) -> float | NotComputed:
    """The chance that so many events would show a disparity of this size, if it is there.

    That chance is called power. Formula: given n events in all, those of the group are
    binomial with r·s/(r·s + 1 - s), s the group's share of the exposure; the chance that they
    fall where s itself (a ratio of 1) would put them at most (1 - level)/2 of the time at each
    end. It takes events as coming one by one.
    Source: J. Przyborowski and H. Wilenski, Biometrika 31 (1940).

    >>> round(power_of_ratio(events_total=72, share=0.5, ratio=2), 2)
    0.81
    """
    refusal = _why_no_power(share=share, ratio=ratio, level=level)
    if refusal:
        return refusal
    if events_total < 1:
        return NotComputed(reason="There are no events, so nothing can be shown.")
    tail = (1 - level) / 2
    enough = _first_true(
        lambda k: _at_least(k=k, n=events_total, p=share) <= tail, last=events_total + 1
    )
    few = _first_true(
        lambda k: _at_most(k=k, n=events_total, p=share) > tail, last=events_total
    ) - 1
    return _chance(n=events_total, few=few, enough=enough, p=_shifted(share=share, ratio=ratio))


def events_needed(
    *, ratio: float, share: float, power: float = 0.8, level: float = 0.95
) -> int | NotComputed:
    """How many events of both groups together would show a disparity of this size.

    Formula: the first number whose power (see power_of_ratio) is reached and after which it
    never falls more than 0.03 below; power is a saw, so the first alone may be a lucky one.
    Above 20,000 a formula by angles is used. It is the number on average: a force may need
    more.
    Source: this project, by exact counting.

    >>> events_needed(ratio=3, share=1 / 3)
    30
    """
    refusal = _why_no_power(share=share, ratio=ratio, level=level) or _why_no_level_of(power)
    if refusal:
        return refusal
    if ratio == 1:
        return NotComputed(reason="A ratio of 1 is no disparity: no number of events shows it.")
    shifted = _shifted(share=share, ratio=ratio)
    near = (_reach(power=power, level=level) / (_angle(shifted) - _angle(share))) ** 2 / 4
    if near > _MANY:
        return math.ceil(near)
    tail = (1 - level) / 2
    first = 0
    few, enough = -1, 1
    for n in range(1, int(1.5 * near) + 200):
        # Adding one event moves each end of the range by one at most.
        if _at_least(k=enough, n=n, p=share) > tail:
            enough += 1
        if _at_most(k=few + 1, n=n, p=share) <= tail:
            few += 1
        chance = _chance(n=n, few=few, enough=enough, p=shifted)
        if chance < power - _TOOTH:
            first = 0
        elif chance >= power and not first:
            first = n
    return first or math.ceil(1.5 * near) + 200


def smallest_ratio(
    *, events_total: int, share: float, power: float = 0.8, level: float = 0.95
) -> float | NotComputed:
    """The smallest ratio above 1 that so many events could have been expected to show.

    Formula: the ratio at which power_of_ratio reaches `power`. A smaller disparity may be
    there and unseen. With too few events no ratio can be shown, and there is a reason.
    Source: as power_of_ratio().

    >>> round(smallest_ratio(events_total=7, share=0.5), 1)
    30.9
    """
    highest = 1e6
    most = power_of_ratio(events_total=events_total, share=share, ratio=highest, level=level)
    refusal = _why_no_level_of(power)
    if isinstance(most, NotComputed) or refusal:
        return refusal or most
    if most < power:
        return NotComputed(
            reason=f"With {events_total:,} events in all, no ratio above 1 could be shown, "
            "however large."
        )
    low, high = 0.0, math.log(highest)
    while high - low > 1e-9:
        middle = (low + high) / 2
        found = power_of_ratio(
            events_total=events_total, share=share, ratio=math.exp(middle), level=level
        )
        if isinstance(found, NotComputed):
            return found
        low, high = (low, middle) if found >= power else (middle, high)
    return math.exp(high)


def trials_needed(
    *, share: float, reference_share: float, power: float = 0.8, level: float = 0.95
) -> int | NotComputed:
    """How many independent trials each group needs to show that two shares differ.

    Formula: 2·((z of the level + z of the power)/h)², h = 2·(arcsin √p - arcsin √q). Where the
    same people come up repeatedly, multiply by how much that costs (trials over
    people.separate_trials). 'Power' is the chance that a difference which is there would be shown.
    Source: J. Cohen, Statistical Power Analysis for the Behavioral Sciences (1988), ch. 6.

    >>> trials_needed(share=0.89, reference_share=0.85)
    1104
    """
    refusal = why_no_level(level) or _why_no_level_of(power)
    if refusal:
        return refusal
    if not (0 <= share <= 1 and 0 <= reference_share <= 1):
        return NotComputed(reason="A share lies between 0 and 1.")
    if share == reference_share:
        return NotComputed(reason="Two equal shares differ by nothing: no number shows it.")
    gap = 2 * (_angle(share) - _angle(reference_share))
    return math.ceil(2 * (_reach(power=power, level=level) / gap) ** 2)


def smallest_share_difference(
    *,
    trials: float,
    reference_trials: float,
    reference_share: float,
    power: float = 0.8,
    level: float = 0.95,
) -> float | NotComputed:
    """The smallest amount above the reference's share that so many trials would show.

    Formula: sin²(arcsin √q + (z + z)·√(1/n + 1/m)/2) - q, the same angles as trials_needed. A
    smaller difference may be there and unseen. It is rough below about 20 trials.
    Source: as trials_needed().

    >>> round(smallest_share_difference(
    ...     trials=1104, reference_trials=1104, reference_share=0.85), 3)
    0.04
    """
    refusal = why_no_level(level) or _why_no_level_of(power)
    if refusal:
        return refusal
    if not (trials > 0 and reference_trials > 0 and 0 <= reference_share <= 1):
        return NotComputed(reason="One group has no trials, so nothing can be shown.")
    reach = _reach(power=power, level=level) * math.sqrt(1 / trials + 1 / reference_trials) / 2
    angle = _angle(reference_share) + reach
    if angle > math.pi / 2:
        return NotComputed(
            reason="With so few trials no higher share could be shown, not even all of them."
        )
    return math.sin(angle) ** 2 - reference_share


def _angle(share: float) -> float:
    return math.asin(math.sqrt(share))


def _reach(*, power: float, level: float) -> float:
    return NormalDist().inv_cdf(0.5 + level / 2) + NormalDist().inv_cdf(power)


def _shifted(*, share: float, ratio: float) -> float:
    return ratio * share / (ratio * share + 1 - share)


def _why_no_power(*, share: float, ratio: float, level: float) -> NotComputed | None:
    if not 0 < share < 1:
        return NotComputed(
            reason="The group is nobody or everybody, so there is nobody to compare it with."
        )
    if not 0 < ratio < math.inf:
        return NotComputed(reason=f"A ratio of {ratio} is not one that can be looked for.")
    return why_no_level(level)


def _why_no_level_of(power: float) -> NotComputed | None:
    if not 0.5 <= power < 1:
        return NotComputed(reason=f"Power lies between 0.5 and 1, such as 0.8; this is {power}.")
    return None


def _at_least(*, k: int, n: int, p: float) -> float:
    """The chance of k or more of n."""
    from scipy.special import betainc

    if k <= 0:
        return 1.0
    return 0.0 if k > n else float(betainc(k, n - k + 1, p))


def _at_most(*, k: int, n: int, p: float) -> float:
    """The chance of k or fewer of n, without taking it from 1, which would lose small ones."""
    return _at_least(k=n - k, n=n, p=1 - p)


def _chance(*, n: int, few: int, enough: int, p: float) -> float:
    return _at_most(k=few, n=n, p=p) + _at_least(k=enough, n=n, p=p)


def _first_true(test: Callable[[int], bool], *, last: int) -> int:
    """The first of 0 to `last` that passes, where all after it pass too."""
    low, high = 0, last
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if test(middle) else (middle + 1, high)
    return low
