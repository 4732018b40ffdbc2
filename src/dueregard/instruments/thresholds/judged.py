"""What may be concluded of the bars: only what holds under other assumptions too.

Without this file a gap that the model's own assumptions made would be called a finding.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dueregard.findings import conclusions
from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.sampling import LEAST_EFFECTIVE, MOST_R_HAT
from dueregard.findings.threshold_test import Fitted

Array = NDArray[np.float64]
METHOD = "posterior"
# More steps than this whose energy was lost say that part of what is possible was not reached.
MOST_DIVERGENT = 0.01
# Of ranges that should hold 95% of the counts.
MOST_OUTSIDE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A group's bar beside that of the reference, at the level widened for several comparisons.

    `lower` is the chance that its bar is the lower one. `conclusion` is that of `ratio`, but
    "cannot tell" where narrower or wider assumptions, one side at the level asked for, conclude
    something else (`hangs`).
    """

    group: str
    ratio: Estimate
    lower: float
    conclusion: Conclusion
    hangs: bool


def estimate(draws: Array, *, level: float) -> Estimate:
    """The mean of draws and the range that holds so much of them."""
    edge = (1 - level) / 2
    low, high = np.quantile(draws, (edge, 1 - edge))
    value = float(draws.mean())
    return Estimate(value=value, low=min(float(low), value), high=max(float(high), value),
                    level=level, method=METHOD)


def judge(
    fitted: Fitted, *, groups: tuple[str, ...], reference: str, chosen: Mapping[str, Any]
) -> tuple[Judged, ...]:
    """Every group against the reference."""
    others = [each for each in groups if each != reference]
    level = conclusions.simultaneous(level=chosen["level"], comparisons=len(others))
    found = []
    for group in others:
        main = fitted.main.groups
        ratio = estimate(main[group] / main[reference], level=level)
        # So much of the draws must lie on the same side under other assumptions: both ends of a
        # range would ask that wider assumptions leave it as narrow.
        one_sided = max(0.5, 2 * chosen["level"] - 1)
        elsewhere = [estimate(bars[group] / bars[reference], level=one_sided)
                     for bars in (fitted.narrower, fitted.wider)]
        concluded = conclusions.conclude(ratio, margin=chosen["margin"])
        hangs = concluded is not Conclusion.CANNOT_TELL and any(
            conclusions.conclude(each, margin=chosen["margin"]) is not concluded
            for each in elsewhere)
        lower = main[group] < main[reference]
        found.append(Judged(group=group, ratio=ratio, lower=float(lower.mean()), hangs=hangs,
                            conclusion=Conclusion.CANNOT_TELL if hangs else concluded))
    return tuple(found)


def unsettled(fitted: Fitted) -> str:
    """Why the draws cannot be relied on, or nothing."""
    its = fitted.main
    if its.r_hat > MOST_R_HAT or its.effective < LEAST_EFFECTIVE:
        return (
            f"The draws have not settled (largest R-hat {its.r_hat:.2f}, where {MOST_R_HAT:g} is "
            f"the most; worth {its.effective:,.0f} independent draws, where {LEAST_EFFECTIVE} are "
            "the least). Measure again with more: --draws 2000."
        )
    if its.divergent > MOST_DIVERGENT * its.draws:
        return (
            f"In {its.divergent:,} of {its.draws:,} draws a path went astray, so part of what is "
            "possible may not have been seen. Measure again with larger strata."
        )
    return ""


def misfit(fitted: Fitted) -> str:
    """Why the model does not describe the counts, or nothing."""
    for what, checked in (("acts", fitted.main.acting), ("finds", fitted.main.finding)):
        if checked.cells and checked.outside > max(1, MOST_OUTSIDE * checked.cells):
            return (
                f"The model does not describe these counts: in {checked.outside} of "
                f"{checked.cells} places and groups the {what} lie outside what it expects in 95 "
                "of 100 cases. Its bars cannot be relied on."
            )
    return ""
