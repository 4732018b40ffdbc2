"""A group's rate as it would be if the group had the ages and sexes of a standard population.

Without this file a younger group would look more policed than it is, and an older one less.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.findings import intervals
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One group's counts in one band of age or sex, and the standard population of that band."""

    name: str
    events: float
    exposure: float
    standard: float


def directly_standardised(*, bands: Sequence[Band], level: float = 0.95) -> Estimate | NotComputed:
    """The rate a group would have with the make-up of a standard population.

    Formula: y = Σ(s·x/n), with s the standard's share of each band; the range from a Gamma
    distribution with the variance v = Σ(s²·x/n²), its upper end widened by the largest s/n.
    With one band it is Garwood's range. It corrects only for the bands given.
    Source: M. P. Fay and E. J. Feuer, Statistics in Medicine 16 (1997).

    >>> young = Band(name="under 25", events=40, exposure=1000, standard=2000)
    >>> older = Band(name="25 and over", events=10, exposure=1000, standard=8000)
    >>> round(directly_standardised(bands=[young, older]).value, 4)
    0.016
    """
    whole = sum(band.standard for band in bands)
    used = [band for band in bands if band.standard > 0]
    if not used:
        return NotComputed(reason="There is no standard population to compare with.")
    for band in used:
        refusal = intervals.why_no_rate(events=band.events, exposure=band.exposure, level=level)
        if refusal:
            return NotComputed(reason=f"In the band '{band.name}': {refusal.reason}")
    from scipy.special import gammaincinv

    weights = [(band.standard / whole / band.exposure, band.events) for band in used]
    value = sum(w * x for w, x in weights)
    variance = sum(w * w * x for w, x in weights)
    widest = max(w for w, _ in weights)
    tail = (1 - level) / 2
    low = 0.0
    if value > 0:
        low = float(gammaincinv(value**2 / variance, tail)) * variance / value
    upper, spread = value + widest, variance + widest**2
    high = float(gammaincinv(upper**2 / spread, 1 - tail)) * spread / upper
    return Estimate(value=value, low=low, high=high, level=level, method="fay-feuer")
