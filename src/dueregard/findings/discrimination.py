"""How well a score ranks people: those to whom it happened above those to whom it did not.

Without this file a score that sorts one group well and another no better than a coin could pass,
because its average over everybody looks good.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from dueregard.findings import intervals
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed

Counts = Sequence[float] | npt.NDArray[np.int64] | npt.NDArray[np.float64]

# Below this many on either side DeLong's range alone is right too seldom: 87% of the time at 20
# people a side who are ranked well (1,500 drawn samples).
FEW = 100


def auc(*, happened: Counts, not_happened: Counts, level: float = 0.95) -> Estimate | NotComputed:
    """How often a person to whom it happened has a higher score than one to whom it did not.

    Formula: over all pairs of the two, (pairs ranked rightly + half of the ties) / pairs; 0.5 is
    no better than a coin. Its variance is DeLong's, from how often each person is ranked rightly.
    With fewer than 100 people on either side, or no spread at all, the range is widened to
    Newcombe's (method 5) where that is wider. `happened` and `not_happened` count people at each
    score, from the lowest score to the highest. It says nothing about whether the scores are
    right as risks, and depends on how varied the people are.
    Source: E. R. DeLong et al., Biometrics 44 (1988); R. G. Newcombe, Statistics in Medicine 25
    (2006).

    >>> found = auc(happened=[1, 4, 15], not_happened=[12, 6, 2])
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.8775, 0.7177, 0.983)
    """
    refusal = _why_not(happened=happened, not_happened=not_happened) or intervals.why_no_level(
        level)
    if refusal:
        return refusal
    yes, no = np.asarray(happened, dtype=float), np.asarray(not_happened, dtype=float)
    value, variance = delong(happened=yes, not_happened=no)
    z = intervals.standard_score(level)
    half = z * math.sqrt(variance)
    low, high, method = max(0.0, value - half), min(1.0, value + half), "delong"
    sizes = float(yes.sum()), float(no.sum())
    if min(sizes) < FEW or variance <= 1e-15:
        ends = _newcombe(value=value, sizes=sizes, z=z)
        low, high, method = min(low, ends[0]), max(high, ends[1]), "delong-newcombe"
    return Estimate(value=value, low=low, high=high, level=level, method=method)


def delong(*, happened: Counts, not_happened: Counts) -> tuple[float, float]:
    """The share of pairs that are ranked rightly, and DeLong's variance of it.

    Formula: for each person, the share of people of the other outcome that are ranked rightly
    against them (ties by half); the variance is that of these shares among those to whom it
    happened, over their number, plus the same among the others. One person alone shows no
    spread, which is no sign of being sure.
    Source: as auc().

    >>> value, variance = delong(happened=[0, 1, 1], not_happened=[1, 1, 0])
    >>> value, variance
    (0.875, 0.03125)
    """
    yes, no = np.asarray(happened, dtype=float), np.asarray(not_happened, dtype=float)
    many, others = float(yes.sum()), float(no.sum())
    below = (np.cumsum(no) - no + no / 2) / others
    above = (many - np.cumsum(yes) + yes / 2) / many
    value = float((yes * below).sum() / many)
    one = float((yes * (below - value) ** 2).sum()) / max(many - 1, 1)
    other = float((no * (above - value) ** 2).sum()) / max(others - 1, 1)
    return value, one / many + other / others


def tied(*, happened: Counts, not_happened: Counts) -> float:
    """The share of pairs with the same score: half of it is the most that rounding can have moved.

    Formula: Σ(happened · not happened) / (all happened · all not happened). Ties that were in
    the scores before rounding are in it too, so the error is at most half of this.
    Source: this project.

    >>> tied(happened=[1, 1], not_happened=[1, 1])
    0.5
    """
    yes, no = np.asarray(happened, dtype=float), np.asarray(not_happened, dtype=float)
    pairs = float(yes.sum() * no.sum())
    return float((yes * no).sum()) / pairs if pairs else 0.0


def _why_not(*, happened: Counts, not_happened: Counts) -> NotComputed | None:
    many, others = float(np.sum(happened)), float(np.sum(not_happened))
    if many + others == 0:
        return NotComputed(reason="Nobody is in this group.")
    if many == 0:
        return NotComputed(
            reason="It happened to nobody in this group, so there is nobody to rank above others.")
    if others == 0:
        return NotComputed(
            reason="It happened to everybody in this group, so there is nobody to rank below "
            "others.")
    return None


def _newcombe(*, value: float, sizes: tuple[float, float], z: float) -> tuple[float, float]:
    """The values that the sample does not speak against, their own spread taken for each."""
    pairs, extra = sizes[0] * sizes[1], sum(sizes) / 2 - 1

    def inside(at: float) -> bool:
        spread = at * (1 - at) / pairs * (
            1 + extra * ((1 - at) / (2 - at) + at / (1 + at)))
        return (value - at) ** 2 <= z * z * spread

    low = _edge(inside=inside, start=value, end=0.0) if value > 0 else 0.0
    high = _edge(inside=inside, start=value, end=1.0) if value < 1 else 1.0
    return low, high


def _edge(*, inside: Callable[[float], bool], start: float, end: float) -> float:
    for _ in range(60):
        middle = (start + end) / 2
        start, end = (middle, end) if inside(middle) else (start, middle)
    return end
