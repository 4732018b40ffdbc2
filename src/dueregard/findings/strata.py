"""Two groups compared within like and like: the same area, power or kind of search.

Without this file a national figure could be larger than the figure of every part of it, and
nobody would see that it was made by where people live.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dueregard.findings import intervals, rates, shares
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed

# Whether the exposure is people at risk of one event each, or time or heads without a limit.
Kind = Literal["rates", "shares"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """The counts of a group and of its reference in one area, power or period."""

    name: str
    events: float
    exposure: float
    reference_events: float
    reference_exposure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WithinBetween:
    """A crude ratio taken apart: what is left within strata, and what lies between them."""

    crude: Estimate | NotComputed
    within: Estimate | NotComputed
    between: float | NotComputed


def total(strata: Sequence[Stratum]) -> Stratum:
    """All strata added up, as if they were one.

    Formula: sums. It hides whatever differs between the strata.
    Source: this project.

    >>> one = Stratum(name="A", events=1, exposure=10, reference_events=2, reference_exposure=40)
    >>> total([one, one]).reference_exposure
    80
    """
    return Stratum(
        name="all",
        events=sum(each.events for each in strata),
        exposure=sum(each.exposure for each in strata),
        reference_events=sum(each.reference_events for each in strata),
        reference_exposure=sum(each.reference_exposure for each in strata),
    )


def crude(
    *, strata: Sequence[Stratum], level: float = 0.95, kind: Kind = "rates"
) -> Estimate | NotComputed:
    """The ratio of the totals, with no regard to strata.

    Formula: (Σx/ΣT) / (Σy/ΣS). It mixes how a group is treated in each place with where the
    group is.
    Source: see rates.rate_ratio and shares.share_ratio.

    >>> one = Stratum(name="A", events=30, exposure=10, reference_events=30, reference_exposure=20)
    >>> crude(strata=[one]).value
    2.0
    """
    sums = total(strata)
    if kind == "shares":
        return shares.share_ratio(
            events=sums.events, trials=sums.exposure, reference_events=sums.reference_events,
            reference_trials=sums.reference_exposure, level=level,
        )
    return rates.rate_ratio(
        events=sums.events, exposure=sums.exposure, reference_events=sums.reference_events,
        reference_exposure=sums.reference_exposure, level=level,
    )


def mantel_haenszel_rates(
    *, strata: Sequence[Stratum], level: float = 0.95
) -> Estimate | NotComputed:
    """One ratio of rates for all strata, each compared only with itself.

    Formula: Σ(x·S/N) / Σ(y·T/N), N = T + S; the variance of its logarithm is
    Σ((x+y)·T·S/N²) over the product of both sums. It is one figure: where strata differ
    (see heterogeneity) it hides that. A stratum with one group only adds nothing.
    Source: S. Greenland and J. M. Robins, Biometrics 41 (1985).

    >>> town = Stratum(name="Town", events=20, exposure=10, reference_events=20,
    ...     reference_exposure=20)
    >>> round(mantel_haenszel_rates(strata=[town]).value, 6)
    2.0
    """
    return _mantel_haenszel_ratio(strata=strata, level=level, kind="rates")


def mantel_haenszel_shares(
    *, strata: Sequence[Stratum], level: float = 0.95
) -> Estimate | NotComputed:
    """One ratio of shares for all strata, each compared only with itself.

    Formula: Σ(x·m/N) / Σ(y·n/N), N = n + m; the variance of its logarithm is
    Σ(((x+y)·n·m - x·y·N)/N²) over the product of both sums. It is one figure: where strata
    differ it hides that.
    Source: S. Greenland and J. M. Robins, Biometrics 41 (1985).

    >>> town = Stratum(name="Town", events=20, exposure=40, reference_events=20,
    ...     reference_exposure=80)
    >>> round(mantel_haenszel_shares(strata=[town]).value, 6)
    2.0
    """
    return _mantel_haenszel_ratio(strata=strata, level=level, kind="shares")


def mantel_haenszel_difference(
    *, strata: Sequence[Stratum], level: float = 0.95
) -> Estimate | NotComputed:
    """One difference of shares for all strata, each compared only with itself.

    Formula: d = Σ((x·m - y·n)/N) / Σ(n·m/N); variance (d·ΣP + ΣQ) / (Σ(n·m/N))², with
    P = (n²y - m²x + n·m·(m-n)/2)/N² and Q = (x·(m-y) + y·(n-x))/2N. With a handful of events
    in all its range is too narrow.
    Source: T. Sato, Biometrics 45 (1989).

    >>> town = Stratum(name="Town", events=20, exposure=40, reference_events=20,
    ...     reference_exposure=80)
    >>> found = mantel_haenszel_difference(strata=[town])
    >>> round(found.value, 4), round(found.low, 3), round(found.high, 3)
    (0.25, 0.068, 0.432)
    """
    refusal = why_not(strata=strata, level=level, kind="shares")
    if refusal:
        return refusal
    weight = upper = p = q = 0.0
    for each in comparable(strata):
        x, n, y, m = each.events, each.exposure, each.reference_events, each.reference_exposure
        size = n + m
        weight += n * m / size
        upper += (x * m - y * n) / size
        p += (n * n * y - m * m * x + n * m * (m - n) / 2) / size**2
        q += (x * (m - y) + y * (n - x)) / (2 * size)
    value = upper / weight
    variance = (value * p + q) / weight**2
    if variance <= 0:
        return NotComputed(
            reason="In every stratum both groups have none or all, so nothing shows how far "
            "their difference could vary."
        )
    half = intervals.standard_score(level) * math.sqrt(variance)
    return Estimate(
        value=value, low=max(-1.0, value - half), high=min(1.0, value + half), level=level,
        method="mantel-haenszel-sato",
    )


def within_between(
    *, strata: Sequence[Stratum], level: float = 0.95, kind: Kind = "rates"
) -> WithinBetween:
    """How much of a crude ratio is left among like, and how much comes from where people are.

    Formula: crude = within · between, with within the Mantel-Haenszel ratio. A part that lies
    between strata is not thereby harmless: sending more officers to a place is a decision too.
    Source: this project, from N. Mantel and W. Haenszel, JNCI 22 (1959).

    >>> town = Stratum(name="Town", events=90, exposure=90, reference_events=10,
    ...     reference_exposure=10)
    >>> county = Stratum(name="County", events=1, exposure=10, reference_events=9,
    ...     reference_exposure=90)
    >>> found = within_between(strata=[town, county])
    >>> round(found.crude.value, 2), round(found.within.value, 2), round(found.between, 2)
    (4.79, 1.0, 4.79)
    """
    whole = crude(strata=strata, level=level, kind=kind)
    within = _mantel_haenszel_ratio(strata=strata, level=level, kind=kind)
    between: float | NotComputed
    if isinstance(whole, NotComputed):
        between = whole
    elif isinstance(within, NotComputed):
        between = within
    elif within.value == 0:
        between = NotComputed(reason="The group has no events where both groups are present.")
    else:
        between = whole.value / within.value
    return WithinBetween(crude=whole, within=within, between=between)


def comparable(strata: Sequence[Stratum]) -> tuple[Stratum, ...]:
    """The strata where both groups are present, which alone can compare them.

    Formula: both exposures above 0. It does not ask whether there are events.
    Source: this project.

    >>> comparable([Stratum(name="A", events=0, exposure=0, reference_events=2,
    ...     reference_exposure=40)])
    ()
    """
    return tuple(each for each in strata if each.exposure > 0 and each.reference_exposure > 0)


def why_not(*, strata: Sequence[Stratum], level: float, kind: Kind) -> NotComputed | None:
    """The reason why these strata cannot be compared, or None.

    Formula: none. It finds counts that cannot be; it cannot find counts that are wrong.
    Source: this project.

    >>> why_not(strata=[], level=0.95, kind="rates").reason
    'In no stratum are both groups present, so they cannot be compared.'
    """
    for each in strata:
        pairs = (each.events, each.exposure), (each.reference_events, each.reference_exposure)
        for events, exposure in pairs:
            if not (math.isfinite(events) and math.isfinite(exposure) and exposure >= 0):
                return NotComputed(reason=f"In '{each.name}' a count is not known.")
            if events < 0 or (kind == "shares" and events > exposure):
                return NotComputed(
                    reason=f"In '{each.name}', {events:,} of {exposure:,} cannot be."
                )
    if not comparable(strata):
        return NotComputed(
            reason="In no stratum are both groups present, so they cannot be compared."
        )
    return intervals.why_no_level(level)


def _mantel_haenszel_ratio(
    *, strata: Sequence[Stratum], level: float, kind: Kind
) -> Estimate | NotComputed:
    refusal = why_not(strata=strata, level=level, kind=kind)
    if refusal:
        return refusal
    both = comparable(strata)
    upper = lower = spread = 0.0
    for each in both:
        x, n, y, m = each.events, each.exposure, each.reference_events, each.reference_exposure
        size = n + m
        upper += x * m / size
        lower += y * n / size
        spread += ((x + y) * n * m - (x * y * size if kind == "shares" else 0)) / size**2
    if lower == 0:
        return _no_reference_events(both=both, level=level)
    if upper == 0:
        return Estimate(
            value=0.0, low=0.0, high=_highest_without_events(both=both, level=level),
            level=level, method="exact-conditional",
        )
    if spread <= 1e-12 * upper * lower:
        if len(both) == 1:
            return crude(strata=both, level=level, kind=kind)
        return NotComputed(
            reason="In every stratum both groups have none or all, so nothing shows how far "
            "their ratio could vary."
        )
    value = upper / lower
    reach = math.exp(intervals.standard_score(level) * math.sqrt(spread / (upper * lower)))
    return Estimate(
        value=value, low=value / reach, high=value * reach, level=level,
        method="mantel-haenszel",
    )


def _no_reference_events(*, both: Sequence[Stratum], level: float) -> NotComputed:
    if not any(each.events for each in both):
        return NotComputed(reason="Neither group has any events, so there is no ratio.")
    turned = [
        Stratum(
            name=each.name, events=0, exposure=each.reference_exposure,
            reference_events=each.events, reference_exposure=each.exposure,
        )
        for each in both
    ]
    low = 1 / _highest_without_events(both=turned, level=level)
    return NotComputed(
        reason="The reference group has no events where both groups are present, so the ratio "
        f"has no upper end. It is at least {low:.2g}."
    )


def _highest_without_events(*, both: Sequence[Stratum], level: float) -> float:
    """The highest common ratio at which a group with no events at all is no surprise.

    Given each stratum's events, that chance is Π (1/(1 + r·T/S))^y. It falls as r grows.
    """
    surprise = -math.log((1 - level) / 2)

    def log_chance(ratio: float) -> float:
        return sum(
            each.reference_events * math.log1p(ratio * each.exposure / each.reference_exposure)
            for each in both
        )

    high = 1.0
    while log_chance(high) < surprise:
        high *= 2
    low = 0.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if log_chance(middle) < surprise else (low, middle)
    return high
