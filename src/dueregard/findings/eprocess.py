"""How strongly a stream speaks against a claim, told so that one may look after every event.

Without this file a live system would be watched with tests made for one look: looked at every
night, they ring falsely in the end whatever the truth is. Evidence here is a number of which a
true claim makes 1/level or more, at any time ever, at most `level` of the time.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import Interval, why_no_share

ANYTIME = "anytime-valid"
# So many looks bring a bracket down to the last digit that a float has.
_HALVINGS = 200
_MOST_EVENTS = 10_000_000
_UNDERFLOW = 1e-280


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """The exposures below which a share is more than chance explains, by three rules of proof.

    `one_sided` asks only whether it is more, `two_sided` whether it differs, both for one look
    at the end; `anytime` holds however often somebody looked.
    """

    one_sided: float
    two_sided: float
    anytime: float


def share_evidence(*, events: Any, trials: Any, share: float) -> Any:
    """The logarithm of the evidence that events are not `share` of the trials, either way.

    Formula: ln B(1 + S, 1 + n - S) - S ln q - (n - S) ln(1 - q), a mixture over every other
    share, each as likely as the next. Takes numbers or arrays. It takes trials as separate, and
    cannot tell why the share differs or whether `share` was the right one.
    Source: J. Ville (1939); H. Robbins, Annals of Mathematical Statistics 41 (1970).

    >>> round(math.exp(share_evidence(events=8, trials=10, share=0.3)), 1)
    62.8
    """
    from scipy.special import betaln

    rest = trials - events
    return betaln(1 + events, 1 + rest) - events * math.log(share) - rest * math.log1p(-share)


def rate_evidence(*, events: Any, expected: Any) -> Any:
    """The logarithm of the evidence that events come more often than a limit allows.

    Formula: with u the number that the limit allows, the mean over ratios r > 1 of r^S e^(-(r-1)u)
    under an exponential prior: u + 1 + ln Γ(1 + S) + ln Q(1 + S, 1 + u) - (1 + S) ln(1 + u). It
    holds for any rate at or below the limit, for counts and for yes or no alike. It says nothing
    where a rate is well below the limit.
    Source: as share_evidence(); H. Robbins and D. Siegmund (1974) on mixtures for counts.

    >>> round(math.exp(rate_evidence(events=12, expected=3.0)), 1)
    389.6
    """
    import numpy
    from scipy.special import gammaincc, gammaln

    counts, limit = numpy.asarray(events, dtype=float), numpy.asarray(expected, dtype=float)
    upper = gammaincc(1 + counts, 1 + limit)
    seen = upper > _UNDERFLOW
    with_tail = (limit + 1 + gammaln(1 + counts) + numpy.log(numpy.where(seen, upper, 1.0))
                 - (1 + counts) * numpy.log1p(limit))
    # Far below the limit the tail has no digits left: 1/(1 + u - S) is never less than the mean.
    return numpy.where(seen, with_tail, -numpy.log(numpy.maximum(1 + limit - counts, 1.0)))


def two_shares_evidence(
    *, events: Any, trials: Any, other_events: Any, other_trials: Any
) -> Any:
    """The logarithm of the evidence that two shares differ, nobody knowing what either is.

    Formula: the mixture likelihood of each group (Beta 1/2, 1/2), multiplied, over the highest
    likelihood that one share for both could have. It holds in whatever order the groups come.
    It asks for more events than a test that knows the common share.
    Source: L. Wasserman, A. Ramdas and S. Balakrishnan, PNAS 117 (2020).

    >>> evidence = two_shares_evidence(events=30, trials=60, other_events=10, other_trials=60)
    >>> round(float(evidence), 2)
    3.2
    """
    from scipy.special import betaln, xlog1py, xlogy

    both, of = events + other_events, trials + other_trials
    pooled = both / (of + (of == 0))
    apart = (
        betaln(0.5 + events, 0.5 + trials - events)
        + betaln(0.5 + other_events, 0.5 + other_trials - other_events) - 2 * math.log(math.pi)
    )
    return apart - xlogy(both, pooled) - xlog1py(of - both, -pooled)


def share_range(*, events: int, trials: int, level: float = 0.95) -> Interval | NotComputed:
    """The shares that the evidence has not spoken against: a range that may be looked at always.

    Formula: every q whose share_evidence is below ln(1/(1 - level)). It is wider than a range
    for one look. It takes trials as separate.
    Source: D. A. Darling and H. Robbins, PNAS 58 (1967).

    >>> found = share_range(events=8, trials=10)
    >>> round(found.low, 3), round(found.high, 3)
    (0.353, 0.99)
    """
    refusal = why_no_share(events=events, trials=trials, level=level)
    if refusal:
        return refusal
    bar = -math.log(1 - level)
    middle = min(max(events / trials, 1e-12), 1 - 1e-12)

    def spoken(share: float) -> bool:
        return bool(share_evidence(events=events, trials=trials, share=share) >= bar)

    low = 0.0 if events == 0 else _edge(spoken, inside=middle, outside=1e-300)
    high = 1.0 if events == trials else 1 - _edge(
        lambda rest: spoken(1 - rest), inside=1 - middle, outside=1e-15)
    return Interval(low=low, high=high, level=level, method=ANYTIME)


def rate_range(*, events: float, exposure: float, level: float = 0.95) -> Interval | NotComputed:
    """The rates that the evidence has not spoken against, however often somebody looked.

    Formula: every rate whose expected number u has ln Γ(1 + S) - (1 + S) ln(1 + u) + u below
    ln(1/(1 - level)). It takes events as coming one by one.
    Source: as rate_evidence().

    >>> found = rate_range(events=10, exposure=1.0)
    >>> round(found.low, 2), round(found.high, 2)
    (2.92, 22.72)
    """
    if not exposure > 0:
        return NotComputed(reason="There is nothing to divide by: the exposure is 0 or not known.")
    bar = -math.log(1 - level)

    def spoken(expected: float) -> bool:
        return (math.lgamma(1 + events) - (1 + events) * math.log1p(expected) + expected) >= bar

    low = 0.0 if not spoken(0.0) else _edge(spoken, inside=float(events), outside=0.0)
    far = float(events) + 1
    while not spoken(far):
        far *= 2
    high = _edge(spoken, inside=float(events), outside=far)
    return Interval(low=low / exposure, high=high / exposure, level=level, method=ANYTIME)


def break_even(*, events: int, trials: int, level: float = 0.95) -> BreakEven | NotComputed:
    """How large a part of those exposed a group must be for its share to be no more than chance.

    Formula: the exposures at which `events` or more of `trials` have a chance of 1 - level (one
    look, more only), of half that (one look, either way), and at which the evidence is
    1/(1 - level) (any number of looks). It takes events as separate; it cannot tell what the
    exposure is.
    Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934); share_range().

    >>> found = break_even(events=8, trials=10)
    >>> [round(each, 3) for each in (found.one_sided, found.two_sided, found.anytime)]
    [0.493, 0.444, 0.353]
    """
    from scipy.special import betaincinv

    within = share_range(events=events, trials=trials, level=level)
    if isinstance(within, NotComputed):
        return within
    if events == 0:
        return NotComputed(reason="None of the events is of this group, so it is not more often "
                           "than any exposure would make it.")
    rest = trials - events + 1
    return BreakEven(
        one_sided=float(betaincinv(events, rest, 1 - level)),
        two_sided=float(betaincinv(events, rest, (1 - level) / 2)), anytime=within.low,
    )


def trials_to_alarm(
    evidence: Callable[[float], float], *, bar: float, most: int = _MOST_EVENTS
) -> int | NotComputed:
    """About how many trials would raise an alarm, if they went on as `evidence` supposes.

    Formula: the first n, to within 1%, at which evidence(n) reaches `bar`. It is the number on an
    even course: chance makes it fewer or more.
    Source: this project.

    >>> trials_to_alarm(lambda n: share_evidence(events=0.6 * n, trials=n, share=0.3), bar=3.0)
    23
    """
    far = 1
    while evidence(float(far)) < bar:
        far *= 2
        if far > most:
            return NotComputed(reason=f"Not even {most:,} would.")
    low, high = far // 2, far
    while high - low > max(1, high // 100):
        middle = (low + high) // 2
        low, high = (low, middle) if evidence(float(middle)) >= bar else (middle, high)
    return high


def _edge(spoken: Callable[[float], bool], *, inside: float, outside: float) -> float:
    """Where the evidence begins to speak, between a place inside the range and one outside."""
    if not spoken(outside):
        return outside
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        if middle in (inside, outside):
            break
        inside, outside = (inside, middle) if spoken(middle) else (middle, outside)
    return inside

