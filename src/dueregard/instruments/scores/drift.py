"""Whether the share to whom it happened jumps or drifts over time.

Without this file two years in which outcomes were recorded differently would be added up as one.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dueregard.findings.calibration import logistic
from dueregard.instruments.scores.runs import ALARM, Tallied

# A month, a quarter or a year with fewer people than this, by their median, says too little.
_ENOUGH = 30
_LEAST_PERIODS = 4
# A slip of the pen here and there does not make records complete.
_NEARLY = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A month, quarter or year by name, its first day, and what happened in it."""

    name: str
    first: date
    its: Tallied


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The share to whom it happened changes: at once (`jump`), or bit by bit.

    For a jump, `first` to `last` are the days of the shorter part, `within` its share and
    `elsewhere` that of all other days. Otherwise they are all days, and the fitted shares at
    the end and at the beginning. `strays` of the `rows` of a jump have the rarer outcome.
    """

    jump: bool
    first: date
    last: date
    within: float
    elsewhere: float
    to_the_end: bool
    rows: int = 0
    strays: int = 0

    @property
    def nearly_always(self) -> bool:
        """Whether it jumps to nearly everybody, or nobody, though elsewhere it is no rarity."""
        rare = self.strays / self.rows if self.rows else 1.0
        usual = 1 - self.elsewhere if self.within > 0.5 else self.elsewhere
        return self.jump and rare <= _NEARLY and usual >= 10 * max(rare, _NEARLY)


def periods(days: Mapping[date, Tallied]) -> tuple[Period, ...]:
    """The days in months, or in quarters or years where months hold too few people."""
    found: tuple[Period, ...] = ()
    for name_of in (_month, _quarter, _year):
        sums: dict[tuple[str, date], list[int]] = {}
        for day, its in sorted(days.items()):
            kept = sums.setdefault(name_of(day), [0, 0])
            kept[0] += its.happened
            kept[1] += its.not_happened
        found = tuple(
            Period(name=name, first=first, its=Tallied(happened=yes, not_happened=no))
            for (name, first), (yes, no) in sums.items()
        )
        if found and np.median([each.its.people for each in found]) >= _ENOUGH:
            break
    return found


def change(days: Mapping[date, Tallied], *, margin: float) -> Change | None:
    """A jump or a drift of the share that chance cannot explain and that is worth telling.

    Formula: a jump is the stretch of periods whose share differs most from the rest (by the
    likelihood ratio, its chance times the number of stretches), set to the day; a drift is a
    logistic trend over the periods. Of the two the one is told that fits better, the jump paying
    for the choice of its place, if its chance is below 1 in 1,000 and the shares are more than
    `margin` times apart. It cannot tell a change in the world from one in the records.
    Source: A. B. Olshen et al., Biostatistics 5 (2004), for stretches; this project.

    >>> days = {date(2024, month, 1): Tallied(happened=20 if month < 7 else 60, not_happened=80
    ...     if month < 7 else 40) for month in range(1, 13)}
    >>> found = change(days, margin=1.25)
    >>> found.jump, found.first, found.within, found.elsewhere
    (True, datetime.date(2024, 7, 1), 0.6, 0.2)
    """
    series = periods(days)
    if len(series) < _LEAST_PERIODS:
        return None
    jumped, first, last, stretches = _stretch([each.its for each in series])
    drifted, ends = _trend(series)
    gain = jumped - 2 * math.log(stretches)
    if _chance(jumped) * stretches < ALARM and gain > drifted:
        found = _to_the_day(days, series=series, first=first, last=last)
    elif _chance(drifted) < ALARM:
        every = sorted(days)
        found = Change(jump=False, first=every[0], last=every[-1], within=ends[1],
                       elsewhere=ends[0], to_the_end=True)
    else:
        return None
    shares = sorted((found.within, found.elsewhere))
    return found if shares[0] <= 0 or shares[1] / shares[0] > margin else None


def _stretch(series: Sequence[Tallied]) -> tuple[float, int, int, int]:
    """The stretch most unlike the rest: twice its log likelihood ratio, its ends, of how many."""
    yes = np.concatenate(([0], np.cumsum([each.happened for each in series])))
    all_ = np.concatenate(([0], np.cumsum([each.people for each in series])))
    size = len(series)
    starts, stops = np.triu_indices(size, k=0)
    inside = stops - starts + 1 < size
    starts, stops = starts[inside], stops[inside]
    k, n = yes[stops + 1] - yes[starts], all_[stops + 1] - all_[starts]
    ratio = 2 * (_fit(k, n) + _fit(yes[-1] - k, all_[-1] - n) - _fit(yes[-1], all_[-1]))
    # Of one and the same cut the side with fewer people is told, or the later one.
    best = int(np.lexsort((-starts, n, -np.round(ratio, 9)))[0])
    return float(ratio[best]), int(starts[best]), int(stops[best]), len(starts)


def _to_the_day(
    days: Mapping[date, Tallied], *, series: Sequence[Period], first: int, last: int
) -> Change:
    """The same stretch, each end moved to the day within a period of it where it fits best."""
    every = sorted(days)
    starts = [0, *(_index(every, each.first) for each in series[1:]), len(every)]
    low, high = starts[first], starts[last + 1]
    yes = np.concatenate(([0], np.cumsum([days[day].happened for day in every])))
    all_ = np.concatenate(([0], np.cumsum([days[day].people for day in every])))

    def fit(low: int, high: int) -> float:
        k, n = yes[high] - yes[low], all_[high] - all_[low]
        return float(_fit(k, n) + _fit(yes[-1] - k, all_[-1] - n))

    if first > 0:
        near = range(starts[first - 1] + 1, min(starts[first + 1], high - 1) + 1)
        low = max(near, key=lambda at: (fit(at, high), at == low))
    if last < len(series) - 1:
        near = range(max(starts[last], low) + 1, min(starts[last + 2], len(every) - 1) + 1)
        high = max(near, key=lambda at: (fit(low, at), at == high))
    k, n = int(yes[high] - yes[low]), int(all_[high] - all_[low])
    rest = int(all_[-1]) - n
    return Change(jump=True, first=every[low], last=every[high - 1], within=k / n,
                  elsewhere=(int(yes[-1]) - k) / rest, to_the_end=high == len(every), rows=n,
                  strays=min(k, n - k))


def _trend(series: Sequence[Period]) -> tuple[float, tuple[float, float]]:
    """Twice the log likelihood ratio of a logistic trend, and the shares at its two ends."""
    at = np.array([(each.first - series[0].first).days for each in series], dtype=float)
    at = at / at[-1] - 0.5
    happened = np.array([each.its.happened for each in series], dtype=float)
    others = np.array([each.its.not_happened for each in series], dtype=float)
    if not happened.sum() or not others.sum():
        return 0.0, (0.5, 0.5)
    none = np.zeros(len(series))
    design = np.column_stack((np.ones(len(series)), at))
    found, _, with_trend = logistic(design=design, offset=none, happened=happened,
                                    not_happened=others)
    _, _, without = logistic(design=design[:, :1], offset=none, happened=happened,
                             not_happened=others)
    first, last = (_inverse_logit(float(found[0] + found[1] * end)) for end in (-0.5, 0.5))
    return 2 * (with_trend - without), (first, last)


def _inverse_logit(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, odds))))


def _fit(k: "np.typing.ArrayLike", n: "np.typing.ArrayLike") -> "np.typing.NDArray[np.float64]":
    """The log likelihood of k of n at its own share."""
    from scipy.special import xlogy

    some, all_ = np.asarray(k, dtype=float), np.maximum(np.asarray(n, dtype=float), 1e-300)
    return np.asarray(xlogy(some, some / all_) + xlogy(all_ - some, (all_ - some) / all_))


def _chance(twice: float) -> float:
    """How often chance alone gives a likelihood ratio as large (chi-squared, one degree)."""
    return math.erfc(math.sqrt(max(0.0, twice) / 2))


def _index(every: Sequence[date], first: date) -> int:
    import bisect

    return bisect.bisect_left(every, first)


def _month(day: date) -> tuple[str, date]:
    return f"{day:%Y-%m}", day.replace(day=1)


def _quarter(day: date) -> tuple[str, date]:
    number = (day.month - 1) // 3
    return f"{day.year} Q{number + 1}", date(day.year, 3 * number + 1, 1)


def _year(day: date) -> tuple[str, date]:
    return str(day.year), date(day.year, 1, 1)
