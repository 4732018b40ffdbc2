"""When the way of counting faces changed.

Without this file a rate per face from one year would be set beside one from another, though
seven times as many faces were counted in an hour, and a fall would be called an improvement.
"""

import bisect
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from dueregard.findings.finding import Row
from dueregard.findings.wording import counted, number
from dueregard.instruments.deployments.log import Deployment

# A change of level is said when it is at least twofold, lasts three months on either side, and
# a deployment of one side lies beyond one of the other 85 times in 100: less is ordinary noise.
MONTHS_EACH_SIDE = 3
LEAST_RATIO = 2.0
LEAST_SEPARATION = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Months in a row in which faces were counted at one level."""

    months: tuple[date, ...]
    faces_per_hour: float
    deployments: int

    @property
    def name(self) -> str:
        """From which month to which."""
        first, last = (f"{month:%B %Y}" for month in (self.months[0], self.months[-1]))
        return first if first == last else f"{first} to {last}"


def periods(log: Sequence[Deployment]) -> tuple[Period, ...]:
    """The log cut where the number of faces counted in an hour changed level.

    Each month is taken at its median. The months are cut where two levels fit them best (least
    sum of absolute differences of logarithms), and each part again, as long as the two sides
    differ by the amounts at the head of this file. It cannot tell why a level changed.
    """
    months: dict[date, list[float]] = defaultdict(list)
    for each in log:
        if each.date and each.faces_per_hour:
            months[each.date.replace(day=1)].append(each.faces_per_hour)
    cuts = _cuts(months=months, ordered=sorted(months))
    return tuple(
        Period(
            months=tuple(part),
            faces_per_hour=median([value for month in part for value in months[month]]),
            deployments=sum(len(months[month]) for month in part),
        )
        for part in cuts
        if part
    )


def jumps(*, log: Sequence[Deployment], periods: Sequence[Period]) -> str:
    """Where the count of faces changed level, and what may no longer be compared."""
    if len(periods) < 2:
        return ""
    levels = [
        f"{number(each.faces_per_hour)} "
        f"({each.name}, {counted(each.deployments, one='deployment')})"
        for each in periods
    ]
    ratios = [
        f"{number(after.faces_per_hour / before.faces_per_hour)} times"
        for before, after in zip(periods, periods[1:], strict=False)
    ]
    return (
        f"The faces counted in an hour changed level: a median of {', then '.join(levels)}; that "
        f"is {', then '.join(ratios)} the level before. Rates per face on the two sides of such a "
        "change cannot be compared, because the way of counting may have changed; rates per alert "
        f"can.{_threshold_beside(log=log, periods=periods)} The cause cannot be seen in a log: ask "
        "the force."
    )


def faces_per_hour(*, log: Sequence[Deployment], periods: Sequence[Period]) -> list[Row]:
    """The median of faces counted in an hour, by month and by period, for a chart."""
    months: dict[str, list[float]] = defaultdict(list)
    for each in log:
        if each.date and each.faces_per_hour:
            months[f"{each.date:%Y-%m}"].append(each.faces_per_hour)
    rows = [
        Row(measure="faces_per_hour", group={"month": month}, value=median(values),
            unit="faces an hour", method="median")
        for month, values in sorted(months.items())
    ]
    rows += [
        Row(measure="faces_per_hour", group={"period": each.name}, value=each.faces_per_hour,
            unit="faces an hour", method="median")
        for each in periods
    ]
    return rows


def _threshold_beside(*, log: Sequence[Deployment], periods: Sequence[Period]) -> str:
    usual = []
    for each in periods:
        seen = Counter(
            row.threshold for row in log
            if row.date and row.date.replace(day=1) in each.months and row.threshold is not None
        )
        if seen:
            usual.append(min(seen, key=lambda value: (-seen[value], value)))
    if len(set(usual)) < 2:
        return ""
    return " The threshold changed as well, so the two cannot be told apart in a rate per face."


def _cuts(*, months: dict[date, list[float]], ordered: list[date]) -> list[list[date]]:
    levels = [math.log(median(months[month])) for month in ordered]
    choices = range(MONTHS_EACH_SIDE, len(ordered) - MONTHS_EACH_SIDE + 1)
    best = min(choices, key=lambda at: _spread(levels[:at]) + _spread(levels[at:]), default=0)
    before = [value for month in ordered[:best] for value in months[month]]
    after = [value for month in ordered[best:] for value in months[month]]
    if not best or not _differ(before, after):
        return [ordered]
    return [
        *_cuts(months=months, ordered=ordered[:best]),
        *_cuts(months=months, ordered=ordered[best:]),
    ]


def _spread(values: list[float]) -> float:
    middle = median(values)
    return sum(abs(value - middle) for value in values)


def _differ(before: list[float], after: list[float]) -> bool:
    ratio = median(after) / median(before)
    ordered = sorted(before)
    below = sum(
        (bisect.bisect_left(ordered, value) + bisect.bisect_right(ordered, value)) / 2
        for value in after
    )
    share = below / (len(before) * len(after))
    return max(ratio, 1 / ratio) >= LEAST_RATIO and max(share, 1 - share) >= LEAST_SEPARATION
