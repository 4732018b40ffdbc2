"""The published one-number summaries of how unequally errors fall, each with what it is and whose.

Without this file a supplier would choose the one summary that flatters, and nobody could put the
others beside it. None of them takes the place of the rates themselves.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed

ALPHA = 0.5
NIST = "NIST IR 8429 (2022)"
METHOD = "from the ranges of every rate"
# Every corner of the ranges is looked at for GARBE; beyond this many groups there are too many.
_MOST_CORNERS = 12
_TOO_FEW = NotComputed(reason="Fewer than two groups have a rate, so there is nothing to sum up.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One summary: its name, what it is, whose it is, its value with a range, or why none."""

    name: str
    definition: str
    source: str
    unit: str
    found: Estimate | NotComputed


def summaries(
    *, false: Sequence[Estimate | NotComputed], missed: Sequence[Estimate | NotComputed]
) -> tuple[Summary, ...]:
    """The summaries of the false positive and the false negative rates of several groups.

    Formula: each is given beside its value. Its range is the least and the most that it can be
    while every rate lies within its own range, so it holds whenever all of those hold together;
    it is wide, because largest and smallest of several are told badly by few events. A summary
    cannot say which group bears the errors, nor whether there are too many.
    Source: P. Grother, NIST IR 8429 (2022); T. de Freitas Pereira and S. Marcel, IEEE T-BIOM 4
    (2022); J. J. Howard et al., arXiv 2203.05051 (2022). They are for one-to-one matching; here
    they are taken of identification rates.

    >>> rates = [Estimate(value=v, low=v, high=v, level=0.95, method="known") for v in (0.1, 0.2)]
    >>> [round(each.found.value, 3) for each in summaries(false=rates, missed=rates)][:3]
    [2.0, 1.414, 1.333]
    """
    ratios = [
        Summary(name=f"{name}, {rate}", definition=words, source=NIST, unit="ratio",
                found=_of(values, kind=kind))
        for name, words, kind in (
            ("Highest over lowest", "largest rate / smallest rate", "min"),
            ("Highest over geometric mean", "largest rate / n-th root of the product of all",
             "geometric"),
            ("Highest over mean", "largest rate / mean of all rates", "mean"),
        )
        for rate, values in (("false positives", false), ("false negatives", missed))
    ]
    ratios.sort(key=lambda each: each.name.endswith("negatives"))
    return (
        *ratios,
        Summary(name="Fairness discrepancy rate (FDR)", unit="index (1 is equal)",
                definition="1 - (half the largest gap in false positives + half the largest gap "
                           "in false negatives)",
                source="de Freitas Pereira and Marcel (2022)", found=_fdr(false, missed)),
        Summary(name="Inequity rate (IR)", unit="index (1 is equal, no upper end)",
                definition="square root of (highest over lowest of false positives x the same of "
                           "false negatives)",
                source=NIST, found=_inequity(false, missed)),
        Summary(name="GARBE", unit="index (0 is equal)",
                definition="half the Gini coefficient of false positives + half that of false "
                           "negatives, each times n/(n - 1)",
                source="Howard et al. (2022)", found=_garbe(false, missed)),
    )


def _of(rates: Sequence[Estimate | NotComputed], *, kind: str) -> Estimate | NotComputed:
    known = [each for each in rates if isinstance(each, Estimate)]
    if len(known) < 2:
        return _TOO_FEW
    measure = _MEASURES[kind]
    values = [each.value for each in known]
    if not any(values):
        return NotComputed(reason="No group had any such error, so there is no ratio.")
    if kind != "mean" and not all(values):
        return NotComputed(
            reason="Unbounded: a group had no such error, and dividing by nought tells nothing.")
    # The least: every rate as near to the highest low end as its range allows.
    lows, highs = [each.low for each in known], [each.high for each in known]
    top = max(lows)
    least = measure(top, [min(high, top) for high in highs]) if top > 0 else 1.0
    most = max(
        measure(high, [*lows[:place], high, *lows[place + 1:]])
        for place, high in enumerate(highs)
    )
    return _estimate(measure(max(values), values), low=least, high=most, rates=known)


def _least_of(top: float, values: Sequence[float]) -> float:
    lowest = min(values)
    return top / lowest if lowest > 0 else math.inf


def _geometric(top: float, values: Sequence[float]) -> float:
    if min(values) <= 0:
        return math.inf
    return top / math.exp(sum(map(math.log, values)) / len(values))


def _mean(top: float, values: Sequence[float]) -> float:
    return top * len(values) / sum(values)


_MEASURES: dict[str, Callable[[float, Sequence[float]], float]] = {
    "min": _least_of, "geometric": _geometric, "mean": _mean,
}


def _gap(rates: Sequence[Estimate]) -> tuple[float, float, float]:
    """The largest gap between two rates, and the least and the most that it can be."""
    values = [each.value for each in rates]
    most = max(
        high.high - low.low for place, high in enumerate(rates)
        for other, low in enumerate(rates) if place != other
    )
    least = max(0.0, max(each.low for each in rates) - min(each.high for each in rates))
    return max(values) - min(values), least, most


def _fdr(
    false: Sequence[Estimate | NotComputed], missed: Sequence[Estimate | NotComputed]
) -> Estimate | NotComputed:
    both = [[each for each in rates if isinstance(each, Estimate)] for rates in (false, missed)]
    if min(map(len, both)) < 2:
        return _TOO_FEW
    wrong, gone = map(_gap, both)
    value, most, least = (1 - ALPHA * one - (1 - ALPHA) * two
                          for one, two in zip(wrong, gone, strict=True))
    return _estimate(value, low=least, high=most, rates=[*both[0], *both[1]])


def _inequity(
    false: Sequence[Estimate | NotComputed], missed: Sequence[Estimate | NotComputed]
) -> Estimate | NotComputed:
    wrong, gone = _of(false, kind="min"), _of(missed, kind="min")
    if isinstance(wrong, NotComputed):
        return wrong
    if isinstance(gone, NotComputed):
        return gone
    return Estimate(
        value=wrong.value**ALPHA * gone.value**(1 - ALPHA),
        low=wrong.low**ALPHA * gone.low**(1 - ALPHA),
        high=wrong.high**ALPHA * gone.high**(1 - ALPHA),
        level=min(wrong.level, gone.level), method=METHOD,
    )


def _garbe(
    false: Sequence[Estimate | NotComputed], missed: Sequence[Estimate | NotComputed]
) -> Estimate | NotComputed:
    both = [[each for each in rates if isinstance(each, Estimate)] for rates in (false, missed)]
    if min(map(len, both)) < 2:
        return _TOO_FEW
    if any(not any(each.value for each in rates) for rates in both):
        return NotComputed(reason="One kind of error did not happen in any group, so there is no "
                                  "coefficient of it.")
    wrong, gone = map(_gini_range, both)
    value, low, high = (ALPHA * one + (1 - ALPHA) * two
                        for one, two in zip(wrong, gone, strict=True))
    return _estimate(value, low=low, high=high, rates=[*both[0], *both[1]])


def gini(values: Sequence[float]) -> float:
    """How unequal several rates are: 0 where all are equal, 1 where one has everything.

    Formula: n/(n - 1) · Σi Σj |xi - xj| / (2·n²·mean). It cannot say who has more.
    Source: J. J. Howard et al., arXiv 2203.05051 (2022), after C. Gini (1912).

    >>> round(gini([0.0, 0.0, 0.3]), 9), gini([0.2, 0.2])
    (1.0, 0.0)
    """
    size, ordered = len(values), sorted(values)
    # The double sum over pairs, from the values in order.
    pairs = 2 * sum((2 * place - size + 1) * each for place, each in enumerate(ordered))
    mean = sum(values) / size
    return pairs / (2 * size * (size - 1) * mean) if mean else 0.0


def _gini_range(rates: Sequence[Estimate]) -> tuple[float, float, float]:
    """Least where all are drawn to one value; most at a corner of the ranges."""
    ends = [(each.low, each.high) for each in rates]
    meets = sorted({end for pair in ends for end in pair})
    least = min(gini([min(max(meet, low), high) for low, high in ends]) for meet in meets)
    most = 1.0
    if len(rates) <= _MOST_CORNERS:
        most = _most_unequal(ends)
    value = gini([each.value for each in rates])
    return value, min(least, value), max(most, value)


def _most_unequal(ends: Sequence[tuple[float, float]]) -> float:
    """The largest coefficient at any corner of the ranges, all corners at once."""
    import numpy

    corners = numpy.sort(numpy.array(numpy.meshgrid(*ends)).reshape(len(ends), -1), axis=0)
    size = len(ends)
    weights = 2 * numpy.arange(size) - size + 1
    totals = corners.sum(axis=0)
    above = totals > 0
    pairs = weights @ corners[:, above]
    return float(numpy.max(pairs / ((size - 1) * totals[above]), initial=0.0))


def _estimate(
    value: float, *, low: float, high: float, rates: Sequence[Estimate]
) -> Estimate | NotComputed:
    if not math.isfinite(high):
        return NotComputed(
            reason=f"{value:.3g} as counted, and unbounded: a rate may be nought, so there is no "
            f"upper end. It is at least {low:.3g}.")
    return Estimate(value=value, low=min(low, value), high=max(high, value),
                    level=min(each.level for each in rates), method=METHOD)
