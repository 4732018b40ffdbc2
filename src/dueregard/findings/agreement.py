"""How far two people who marked the same things agree, beyond what chance would give.

Without this file "they agreed on 95%" would pass for care, when two people who always say yes
agree on everything and have looked at nothing.
"""

import math
from collections.abc import Sequence

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import Interval, standard_score, wilson

Pairs = Sequence[tuple[str, str]]
# Below this an item or two decides everything, and a standard error says nothing.
FEWEST = 5


def agreed(pairs: Pairs) -> int:
    """How many things both marked the same.

    Formula: a count. It cannot tell whether they were right.
    Source: this project.

    >>> agreed([("right", "right"), ("right", "wrong")])
    1
    """
    return sum(one == other for one, other in pairs)


def gwet_ac1(
    pairs: Pairs, *, categories: Sequence[str], level: float = 0.95
) -> Estimate | NotComputed:
    """Gwet's AC1: agreement beyond chance, steady where nearly all marks are alike.

    Formula: (a - e)/(1 - e), with a the share marked alike, e = sum of q(1 - q)/(k - 1) over the
    k categories and q the mean share of both markers in each. The variance is that of the
    linearised terms of each thing marked. Where all or none are alike that variance can be
    nought, so the range is worked out from the Wilson range of the share alike instead. It
    cannot tell whether the two were right.
    Source: K. L. Gwet, British Journal of Mathematical and Statistical Psychology 61 (2008).

    >>> pairs = [("r", "r")] * 40 + [("r", "w")] * 5 + [("w", "r")] * 3 + [("w", "w")] * 12
    >>> found = gwet_ac1(pairs, categories=("r", "w"))
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (0.781, 0.627, 0.935)
    """
    refusal = _why_not(pairs, categories)
    if refusal:
        return refusal
    n, k = len(pairs), len(categories)
    share = {each: _share(pairs, each) for each in categories}
    chance = sum(q * (1 - q) for q in share.values()) / (k - 1)
    alike = agreed(pairs) / n
    value = (alike - chance) / (1 - chance)
    if alike in (0, 1):
        return _from_share(alike, n, chance=chance, level=level, method="gwet-ac1")
    terms = []
    for one, other in pairs:
        expected = sum(
            (1 - share[each]) * ((one == each) + (other == each)) / 2 for each in categories
        ) / (k - 1)
        own = ((one == other) - chance) / (1 - chance)
        terms.append(own - 2 * (1 - value) * (expected - chance) / (1 - chance))
    variance = sum((each - value) ** 2 for each in terms) / (n * (n - 1))
    return _within(value, variance=variance, level=level, method="gwet-ac1")


def cohen_kappa(
    pairs: Pairs, *, categories: Sequence[str], level: float = 0.95
) -> Estimate | NotComputed:
    """Cohen's kappa: agreement beyond chance, as most papers give it.

    Formula: (a - e)/(1 - e), with e the sum over categories of the product of both markers' own
    shares; the large-sample variance is that of Fleiss, Cohen and Everitt. Where nearly all marks
    are alike it can be near nought although the two agree on almost everything; then read AC1.
    Source: J. Cohen, Educational and Psychological Measurement 20 (1960); J. L. Fleiss, J. Cohen
    and B. S. Everitt, Psychological Bulletin 72 (1969).

    >>> pairs = [("r", "r")] * 40 + [("r", "w")] * 5 + [("w", "r")] * 3 + [("w", "w")] * 12
    >>> found = cohen_kappa(pairs, categories=("r", "w"))
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (0.66, 0.444, 0.875)
    """
    refusal = _why_not(pairs, categories)
    if refusal:
        return refusal
    n = len(pairs)
    first = {each: sum(one == each for one, _ in pairs) / n for each in categories}
    second = {each: sum(other == each for _, other in pairs) / n for each in categories}
    chance = sum(first[each] * second[each] for each in categories)
    if 1 in {*first.values(), *second.values()}:
        return NotComputed(
            reason="One of the two gave every item the same mark, so kappa is nought or has no "
                   "meaning."
        )
    alike = agreed(pairs) / n
    value = (alike - chance) / (1 - chance)
    if alike in (0, 1):
        return _from_share(alike, n, chance=chance, level=level, method="cohen-kappa")
    cell = {
        (one, other): sum(each == (one, other) for each in pairs) / n
        for one in categories for other in categories
    }
    same = sum(
        cell[each, each] * (1 - (first[each] + second[each]) * (1 - value)) ** 2
        for each in categories
    )
    apart = (1 - value) ** 2 * sum(
        share * (second[one] + first[other]) ** 2
        for (one, other), share in cell.items() if one != other
    )
    variance = (same + apart - (value - chance * (1 - value)) ** 2) / (n * (1 - chance) ** 2)
    return _within(value, variance=variance, level=level, method="cohen-kappa")


def upper_bound(*, events: int, trials: int, level: float = 0.95) -> Interval | NotComputed:
    """How high a rate may still be: the exact one-sided upper end.

    Formula: the Beta quantile B(level; x + 1, n - x), which for none of n is
    1 - (1 - level)^(1/n). It holds for tries like those that were made, and says nothing of
    others.
    Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934).

    >>> round(upper_bound(events=0, trials=60).high, 4)
    0.0487
    """
    from dueregard.findings.intervals import clopper_pearson

    both = clopper_pearson(events=events, trials=trials, level=2 * level - 1)
    if isinstance(both, NotComputed):
        return both
    return Interval(low=0.0, high=both.high, level=level, method="clopper-pearson-upper")


def _share(pairs: Pairs, category: str) -> float:
    return sum((one == category) + (other == category) for one, other in pairs) / (2 * len(pairs))


def _from_share(
    alike: float, n: int, *, chance: float, level: float, method: str
) -> Estimate | NotComputed:
    within = wilson(events=alike * n, trials=n, level=level)
    if isinstance(within, NotComputed):
        return within
    value, low, high = (
        max(-1.0, (each - chance) / (1 - chance)) for each in (alike, within.low, within.high)
    )
    return Estimate(value=value, low=low, high=high, level=level, method=f"{method}-wilson")


def _within(
    value: float, *, variance: float, level: float, method: str
) -> Estimate:
    half = standard_score(level) * math.sqrt(max(0.0, variance))
    return Estimate(
        value=value, low=max(-1.0, value - half), high=min(1.0, value + half), level=level,
        method=method,
    )


def _why_not(pairs: Pairs, categories: Sequence[str]) -> NotComputed | None:
    if len(categories) < 2:
        return NotComputed(reason="There is only one mark to give, so nothing to agree on.")
    if len(pairs) < FEWEST:
        return NotComputed(
            reason=f"Both marked {len(pairs)}; fewer than {FEWEST} say nothing of agreement."
        )
    return None
