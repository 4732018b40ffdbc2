"""Whether places differ in how unequal they are, and means over places that are not the sum.

Without this file one average would stand for a force where one area is fair and another far
from it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.findings import intervals
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.strata import Kind, Stratum, comparable, total, why_not


@dataclass(frozen=True, slots=True, kw_only=True)
class Heterogeneity:
    """How far the strata's ratios differ by more than chance.

    `q` with `degrees` is Cochran's; `p_value` is how often chance alone would give as large a
    q; `i_squared` is the part of the differences that chance does not explain; `tau_squared`
    the variance of the true log ratios; `pooled` their mean. `left_out` counts strata that
    have no log ratio, because one side has no events (or, for shares, nobody).
    """

    q: float
    degrees: int
    p_value: float
    i_squared: float
    tau_squared: float
    pooled: Estimate
    used: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossAgencies:
    """The mean over agencies, each counting once, for a group and its reference."""

    group: Estimate
    reference: Estimate
    difference: Estimate
    agencies: int
    left_out: int


def heterogeneity(
    *, strata: Sequence[Stratum], level: float = 0.95, kind: Kind = "rates"
) -> Heterogeneity | NotComputed:
    """How far the strata differ from one another by more than chance.

    Formula: with b = ln ratio and v = 1/x + 1/y (for shares - 1/n - 1/m too), w = 1/v:
    Q = Σw·(b - mean)², I² = max(0, (Q - k + 1)/Q), τ² = max(0, (Q - k + 1)/(Σw - Σw²/Σw)), and
    the mean weighted by 1/(v + τ²). A stratum with no events on one side has no log ratio;
    it is left out and counted, which makes ratios look more alike and less extreme.
    Source: R. DerSimonian and N. Laird, Controlled Clinical Trials 7 (1986).

    >>> low, high = (Stratum(name=str(x), events=x, exposure=1, reference_events=100,
    ...     reference_exposure=1) for x in (100, 300))
    >>> found = heterogeneity(strata=[low, high])
    >>> round(found.q, 1), round(found.tau_squared, 3), round(found.pooled.value, 3)
    (36.2, 0.587, 1.737)
    """
    refusal = why_not(strata=strata, level=level, kind=kind)
    if refusal:
        return refusal
    pairs = [pair for each in strata if (pair := log_ratio(stratum=each, kind=kind))]
    if len(pairs) < 2:
        return NotComputed(
            reason="Fewer than two strata have events in both groups, so how far strata differ "
            "cannot be told."
        )
    from scipy.special import gammaincc

    q, tau_squared = _spread(pairs)
    degrees = len(pairs) - 1
    return Heterogeneity(
        q=q, degrees=degrees, p_value=float(gammaincc(degrees / 2, q / 2)),
        i_squared=max(0.0, (q - degrees) / q) if q > 0 else 0.0, tau_squared=tau_squared,
        pooled=_pooled(pairs=pairs, tau_squared=tau_squared, level=level),
        used=len(pairs), left_out=len(strata) - len(pairs),
    )


def log_ratio(*, stratum: Stratum, kind: Kind = "rates") -> tuple[float, float] | None:
    """A stratum's log ratio and its variance; None where a side has no events or nobody.

    Formula: ln((x/T)/(y/S)) and 1/x + 1/y; for shares less 1/T + 1/S. It is rough below ten
    events a side.
    Source: K. J. Rothman, S. Greenland and T. L. Lash, Modern Epidemiology (2008), ch. 14.

    >>> log_ratio(stratum=Stratum(name="A", events=4, exposure=1, reference_events=4,
    ...     reference_exposure=1))
    (0.0, 0.5)
    """
    x, n = stratum.events, stratum.exposure
    y, m = stratum.reference_events, stratum.reference_exposure
    if min(x, y, n, m) <= 0:
        return None
    variance = 1 / x + 1 / y - ((1 / n + 1 / m) if kind == "shares" else 0)
    if variance <= 0:
        return None
    return math.log((x / n) / (y / m)), variance


def _pooled(
    *, pairs: Sequence[tuple[float, float]], tau_squared: float, level: float
) -> Estimate:
    weights = [1 / (v + tau_squared) for _, v in pairs]
    mean = sum(w * b for w, (b, _) in zip(weights, pairs, strict=True)) / sum(weights)
    half = intervals.standard_score(level) / math.sqrt(sum(weights))
    return Estimate(
        value=math.exp(mean), low=math.exp(mean - half), high=math.exp(mean + half),
        level=level, method="dersimonian-laird",
    )


def _spread(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    weights = [1 / v for _, v in pairs]
    all_of_it = sum(weights)
    mean = sum(w * b for w, (b, _) in zip(weights, pairs, strict=True)) / all_of_it
    q = sum(w * (b - mean) ** 2 for w, (b, _) in zip(weights, pairs, strict=True))
    scale = all_of_it - sum(w * w for w in weights) / all_of_it
    return q, max(0.0, (q - len(pairs) + 1) / scale)


def opp_aggregate(
    *, agencies: Sequence[Sequence[Stratum]], level: float = 0.95
) -> AcrossAgencies | NotComputed:
    """The mean share over agencies, so that a large agency counts no more than a small one.

    Formula: within an agency, its strata's shares weighted by their searches, p = Σx/Σn with
    variance p(1-p)/Σn; over K agencies the plain mean, with error √(Σ variance)/K. An agency
    without both groups is left out and counted. It is not the share of all searches together.
    Source: E. Pierson et al., Nature Human Behaviour 4 (2020), and its published code.

    >>> agency = [Stratum(name="A", events=20, exposure=100, reference_events=30,
    ...     reference_exposure=100)]
    >>> found = opp_aggregate(agencies=[agency, agency])
    >>> round(found.difference.value, 3), round(found.difference.low, 3)
    (-0.1, -0.184)
    """
    every = [each for agency in agencies for each in agency]
    refusal = why_not(strata=every, level=level, kind="shares")
    if refusal:
        return refusal
    sums = comparable([total(agency) for agency in agencies])
    if not sums:
        return NotComputed(reason="No agency has both groups, so they cannot be compared.")
    group, group_error = _plain_mean([(each.events, each.exposure) for each in sums])
    reference, reference_error = _plain_mean(
        [(each.reference_events, each.reference_exposure) for each in sums]
    )
    error = math.hypot(group_error, reference_error)
    if error == 0:
        return NotComputed(
            reason="In every agency both groups have none or all, so nothing shows how far "
            "their shares could vary."
        )
    z = intervals.standard_score(level)
    return AcrossAgencies(
        group=_normal(value=group, half=z * group_error, level=level, lowest=0.0),
        reference=_normal(value=reference, half=z * reference_error, level=level, lowest=0.0),
        difference=_normal(value=group - reference, half=z * error, level=level, lowest=-1.0),
        agencies=len(sums), left_out=len(agencies) - len(sums),
    )


def _plain_mean(counts: Sequence[tuple[float, float]]) -> tuple[float, float]:
    found = [(x / n, (x / n) * (1 - x / n) / n) for x, n in counts]
    size = len(found)
    return sum(p for p, _ in found) / size, math.sqrt(sum(v for _, v in found)) / size


def _normal(*, value: float, half: float, level: float, lowest: float) -> Estimate:
    return Estimate(
        value=value, low=max(lowest, value - half), high=min(1.0, value + half), level=level,
        method="mean-over-agencies",
    )
