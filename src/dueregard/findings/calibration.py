"""Whether a score is right as a risk: of a hundred people at 30%, it happens to thirty.

Without this file a score could call everybody twice as dangerous as they are and still be praised
for how well it ranks them.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dueregard.findings import intervals
from dueregard.findings.discrimination import Counts
from dueregard.findings.estimates import Estimate, estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.shares import share

Array = npt.NDArray[np.float64]

# A mean of squares needs about this many before a range by the normal curve means anything.
_FEWEST = 10
_NO_ODDS = NotComputed(
    reason="Every score in this group is exactly 0 or 1, which has no odds to compare.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalibration:
    """What would put the scores right: `intercept` moves them all, `slope` spreads them.

    Rightly calibrated scores have an intercept of 0 and a slope of 1. `left_out` people have a
    score of exactly 0 or 1, which has no odds; to `left_out_wrong` of them the opposite happened.
    """

    intercept: Estimate | NotComputed
    slope: Estimate | NotComputed
    left_out: int
    left_out_wrong: int


def observed_over_expected(
    *, events: float, people: float, expected: float, level: float = 0.95
) -> Estimate | NotComputed:
    """How often it happened for each time that the scores expected it.

    Formula: events / sum of the scores; the range is Wilson's for the share to whom it happened,
    over the mean score. 1 is right on the whole, 2 is twice as often as said. Scores that are
    too high for some and too low for others can cancel out.
    Source: E. W. Steyerberg, Clinical Prediction Models (2019), ch. 15.

    >>> round(observed_over_expected(events=36, people=100, expected=30).value, 2)
    1.2
    """
    if people > 0 and expected <= 0:
        return NotComputed(reason="Every score in this group is 0, so nothing was expected.")
    found = share(events=events, trials=people, level=level)
    if isinstance(found, NotComputed):
        return found
    mean = expected / people
    return Estimate(value=found.value / mean, low=found.low / mean, high=found.high / mean,
                    level=level, method="wilson over the mean score")


def brier(
    *, scores: Counts, happened: Counts, not_happened: Counts, level: float = 0.95
) -> Estimate | NotComputed:
    """How far the scores are from what happened: the mean of the squared distances.

    Formula: Σ(score - outcome)² / people, outcome 1 or 0; the range by the spread of the
    squares, over the root of their number. 0 is perfect; always saying the base rate b scores
    b·(1 - b). Compare it only between groups with like base rates.
    Source: G. W. Brier, Monthly Weather Review 78 (1950).

    >>> found = brier(scores=[0.2, 0.8], happened=[10, 40], not_happened=[40, 10])
    >>> round(found.value, 2), round(found.low, 3), round(found.high, 3)
    (0.16, 0.113, 0.207)
    """
    scored, yes, no = (np.asarray(each, dtype=float) for each in (scores, happened, not_happened))
    people = float((yes + no).sum())
    if people < _FEWEST:
        return NotComputed(
            reason=f"Fewer than {_FEWEST} people are in this group, too few for a mean of squares.")
    squares = yes * (scored - 1) ** 2 + no * scored**2
    value = float(squares.sum()) / people
    fourth = float((yes * (scored - 1) ** 4 + no * scored**4).sum()) / people
    half = intervals.standard_score(level) * math.sqrt(max(0.0, fourth - value**2) / people)
    if half <= 1e-12:
        return NotComputed(
            reason="Every score in this group is equally far from what happened, so nothing shows "
            "how far the mean could vary.")
    return estimate(value=value, within=intervals.Interval(
        low=max(0.0, value - half), high=min(1.0, value + half), level=level, method="normal"))


def recalibration(
    *, scores: Counts, happened: Counts, not_happened: Counts, level: float = 0.95
) -> Recalibration:
    """What would have to be done to the scores to make them right.

    Formula: slope: b of a logistic regression of the outcome on a + b·logit(score). Intercept: a
    of one on a + logit(score), the slope kept at 1. Ranges by the curvature of the likelihood. A
    slope below 1 means scores too extreme, an intercept above 0 scores too low. They are two
    figures for a whole curve: look at the bands too.
    Source: D. R. Cox, Biometrika 45 (1958); B. Van Calster et al., BMC Medicine 17 (2019).

    >>> found = recalibration(scores=[0.2, 0.8], happened=[10, 40], not_happened=[40, 10])
    >>> round(abs(found.intercept.value), 6), round(found.slope.value, 6)
    (0.0, 1.0)
    """
    scored, yes, no = (np.asarray(each, dtype=float) for each in (scores, happened, not_happened))
    with_odds = (scored > 0) & (scored < 1)
    ends = ~with_odds
    people = yes + no
    wrong = float(np.where(scored <= 0, yes, no)[ends].sum())
    kept = with_odds & (people > 0)
    odds = np.log(scored[kept] / (1 - scored[kept]))
    counted = yes[kept], no[kept]
    return Recalibration(
        intercept=_intercept(odds=odds, yes=counted[0], no=counted[1], level=level),
        slope=_slope(odds=odds, yes=counted[0], no=counted[1], level=level),
        left_out=int(people[ends].sum()), left_out_wrong=int(wrong),
    )


def logistic(
    *, design: Array, offset: Array, happened: Array, not_happened: Array
) -> tuple[Array, Array, float]:
    """The logistic regression of counts: coefficients, their covariance and the log likelihood.

    Formula: Newton's steps on Σ(happened·ln p + not happened·ln(1 - p)), halved where they would
    overshoot. The caller has made sure that a highest point exists: with one score that parts
    the outcomes there is none.
    Source: P. McCullagh and J. A. Nelder, Generalized Linear Models (1989), ch. 4.

    >>> one = np.ones((1, 1))
    >>> found = logistic(design=one, offset=np.zeros(1), happened=np.array([3.0]),
    ...     not_happened=np.array([1.0]))
    >>> round(float(found[0][0]), 4)
    1.0986
    """
    people = happened + not_happened
    at = np.zeros(design.shape[1])
    best = _likelihood(offset + design @ at, happened, not_happened)
    for _ in range(100):
        fitted = _inverse_logit(offset + design @ at)
        spread = people * fitted * (1 - fitted)
        step = np.linalg.pinv(design.T @ (design * spread[:, None])) @ (
            design.T @ (happened - people * fitted))
        for _ in range(40):
            found = _likelihood(offset + design @ (at + step), happened, not_happened)
            if found >= best - 1e-12 * abs(best):
                break
            step = step / 2
        at, best = at + step, found
        if float(np.abs(step).max()) < 1e-10:
            break
    fitted = _inverse_logit(offset + design @ at)
    weighted = design * (people * fitted * (1 - fitted))[:, None]
    return at, np.asarray(np.linalg.pinv(design.T @ weighted)), best


def _intercept(
    *, odds: Array, yes: Array, no: Array, level: float
) -> Estimate | NotComputed:
    if not len(odds):
        return _NO_ODDS
    if refusal := _one_outcome(yes, no):
        return refusal
    at, covariance, _ = logistic(
        design=np.ones((len(odds), 1)), offset=odds, happened=yes, not_happened=no)
    return _around(float(at[0]), float(covariance[0, 0]), level=level)


def _slope(*, odds: Array, yes: Array, no: Array, level: float) -> Estimate | NotComputed:
    if not len(odds):
        return _NO_ODDS
    if refusal := _one_outcome(yes, no):
        return refusal
    if len(set(odds.tolist())) < 2:
        return NotComputed(reason="Everybody in this group has the same score.")
    those, others = odds[yes > 0], odds[no > 0]
    if those.min() >= others.max() or those.max() <= others.min():
        return NotComputed(
            reason="One score parts those to whom it happened from those to whom it did not, so "
            "the slope has no end. There are too few people here to tell.")
    design = np.column_stack((np.ones(len(odds)), odds))
    at, covariance, _ = logistic(
        design=design, offset=np.zeros(len(odds)), happened=yes, not_happened=no)
    return _around(float(at[1]), float(covariance[1, 1]), level=level)


def _one_outcome(yes: Array, no: Array) -> NotComputed | None:
    if yes.sum() and no.sum():
        return None
    said = "everybody" if yes.sum() else "nobody"
    return NotComputed(reason=f"It happened to {said} in this group, so no odds can be compared.")


def _around(value: float, variance: float, *, level: float) -> Estimate:
    half = intervals.standard_score(level) * math.sqrt(variance)
    return Estimate(value=value, low=value - half, high=value + half, level=level,
                    method="logistic-recalibration")


def _inverse_logit(odds: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -700, 700))))


def _likelihood(odds: Array, yes: Array, no: Array) -> float:
    return float(-(yes * np.logaddexp(0, -odds) + no * np.logaddexp(0, odds)).sum())
