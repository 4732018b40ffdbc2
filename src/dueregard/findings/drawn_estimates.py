"""What a drawn sample says of all: each record stands for as many as its chance was small.

Without this file 4 of 40 would be told as a tenth of everything, though small groups were drawn
more often on purpose; and none found in 40 as none at all.
"""

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.findings import shares
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed

METHOD = "horvitz-thompson-stratified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What was found in one stratum: `listed` records, and a value from 0 to 1 of each drawn."""

    listed: int
    values: tuple[float, ...]

    @property
    def drawn(self) -> int:
        """How many were drawn."""
        return len(self.values)


def share_of_all(strata: Sequence[Drawn], *, level: float = 0.95) -> Estimate | NotComputed:
    """The share of all listed records, from a stratified sample without replacement.

    Formula: p = Σ N_h·mean_h/N (Horvitz and Thompson, each by 1/probability), with variance
    Σ N_h²(1 - n_h/N_h)s²_h/n_h/N². The range is Wilson's for as many plain draws as have that
    variance, p(1 - p)/v. Where all drawn are alike v is nought and says nothing: then the exact
    end of at_most(). A stratum of which one was drawn has the s² of all drawn together. Where
    everything was drawn there is no range but the figure. It speaks of the list and of nobody who
    is not on it.
    Source: W. G. Cochran, Sampling Techniques (1977), ch. 5; E. L. Korn and B. I. Graubard,
    Survey Methodology 24 (1998), for the range.

    >>> found = share_of_all([Drawn(listed=900, values=(0.0,) * 17 + (1.0,) * 3),
    ...     Drawn(listed=100, values=(1.0,) * 10 + (0.0,) * 10)])
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (0.185, 0.083, 0.364)
    """
    refusal = _why_not(strata)
    if refusal:
        return refusal
    listed = sum(each.listed for each in strata)
    value = sum(each.listed * _mean(each.values) for each in strata) / listed
    if all(each.drawn == each.listed for each in strata):
        return Estimate(value=value, low=value, high=value, level=level, method="all-were-drawn")
    if value in (0.0, 1.0):
        most = at_most(strata, level=1 - (1 - level) / 2) / listed
        low, high = (0.0, most) if value == 0 else (1 - most, 1.0)
        return Estimate(value=value, low=low, high=high, level=level,
                        method="hypergeometric-stratified")
    spread = variance(strata)
    drawn = sum(each.drawn for each in strata)
    worth = value * (1 - value) / spread if spread > 0 else float(drawn)
    within = shares.share(events=value * worth, trials=worth, level=level)
    if isinstance(within, NotComputed):
        return within
    return Estimate(value=value, low=min(within.low, value), high=max(within.high, value),
                    level=level, method=METHOD)


def variance(strata: Sequence[Drawn]) -> float:
    """The variance of the share of all: see share_of_all(). Strata are drawn apart.

    Formula: Σ N_h²(1 - n_h/N_h)s²_h/n_h, over N². It cannot see a record that was drawn and not
    seen.
    Source: W. G. Cochran, Sampling Techniques (1977), theorem 5.3.

    >>> round(variance([Drawn(listed=10, values=(0.0, 1.0))]), 3)
    0.2
    """
    listed = sum(each.listed for each in strata)
    every = [value for each in strata for value in each.values]
    together = _square(every)
    total = 0.0
    for each in strata:
        square = _square(each.values) if each.drawn > 1 else together
        total += each.listed**2 * (1 - each.drawn / each.listed) * square / each.drawn
    return total / listed**2


def at_most(strata: Sequence[Drawn], *, level: float = 0.95) -> int:
    """How many of all records can still have it when none of those drawn had it.

    Formula: the largest M = Σ M_h with Π C(N_h - M_h, n_h)/C(N_h, n_h) at least 1 - level: with
    more than that, to find none would be a rarer chance. In one stratum it is the exact
    hypergeometric end. It holds whichever strata they are in: those that cost least are filled
    first, which is the most there can be. It cannot see what the rater overlooked.
    Source: W. G. Cochran, Sampling Techniques (1977), sec. 3.6; the greedy filling is exact, for
    each further record in a stratum costs more than the one before.

    >>> at_most([Drawn(listed=1000, values=(0.0,) * 59)])
    48
    """
    left = -math.log(1 - level)
    filled = 0
    queue: list[tuple[float, int, int]] = []
    # Almost all that fits is filled in one step, to a common cost a record; the rest one by one.
    high = 50.0
    low = 0.0
    for _ in range(100):
        cost = (low + high) / 2
        if sum(_cost(each, _fits(each, cost)) for each in strata) <= left:
            low = cost
        else:
            high = cost
    for place, each in enumerate(strata):
        start = _fits(each, low)
        filled += start
        left -= _cost(each, start)
        heapq.heappush(queue, (_next(each, start), place, start))
    while queue:
        cost, place, start = heapq.heappop(queue)
        if cost > left + 1e-12:
            break
        left -= cost
        filled += 1
        heapq.heappush(queue, (_next(strata[place], start + 1), place, start + 1))
    return filled


def _next(each: Drawn, filled: int) -> float:
    """What one more record with it costs: less the log of the chance that it is not drawn."""
    free = each.listed - filled
    if free <= each.drawn:
        return math.inf
    return -math.log1p(-each.drawn / free)


def _fits(each: Drawn, cost: float) -> int:
    """How many records a stratum holds before one more costs as much as this."""
    if cost <= 0:
        return 0
    least = each.drawn / -math.expm1(-cost)
    return max(0, min(each.listed - each.drawn, math.floor(each.listed - least)))


def _cost(each: Drawn, filled: int) -> float:
    """-log of C(N - M, n)/C(N, n)."""
    n, whole, free = each.drawn, each.listed, each.listed - filled
    return -(math.lgamma(free + 1) - math.lgamma(free - n + 1)
             - math.lgamma(whole + 1) + math.lgamma(whole - n + 1))


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _square(values: Sequence[float]) -> float:
    if len(values) < 2:
        return 0.25
    mean = _mean(values)
    return math.fsum((each - mean) ** 2 for each in values) / (len(values) - 1)


def _why_not(strata: Sequence[Drawn]) -> NotComputed | None:
    if not strata or any(not each.drawn for each in strata):
        return NotComputed(
            reason="A stratum has none that was drawn, so the sample cannot speak of all."
        )
    if any(each.drawn > each.listed for each in strata):
        return NotComputed(
            reason="A stratum has more drawn than are on the list, which cannot be."
        )
    return None
