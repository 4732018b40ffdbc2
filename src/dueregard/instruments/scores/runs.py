"""Stretches of days in which the outcome is always yes, or always no: records that cannot be right.

Without this file rows of people who are in the file only because it happened to them would count
as if nobody else had been scored, and the score would look better than it is.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dueregard.findings.intervals import Interval, wilson

# How often, at most, chance alone may raise an alarm in a whole file.
ALARM = 0.001
# Fewer people than this beside a stretch say nothing of what is usual there.
_SIDE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallied:
    """To how many people it happened on a day, or in a period, and to how many it did not."""

    happened: int
    not_happened: int

    @property
    def people(self) -> int:
        """Everybody."""
        return self.happened + self.not_happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Days on end in which the outcome is the same for all `rows` people, but for the `strays`.

    `before` and `after` say whether there are other days before and after it; `elsewhere` is the
    share to whom it happened on all other days.
    """

    first: date
    last: date
    always: bool
    rows: int
    elsewhere: float
    before: bool
    after: bool
    strays: int = 0


def runs(days: Mapping[date, Tallied], *, looks: int = 1) -> tuple[Run, ...]:
    """Every stretch of days with one outcome that is far too long for chance, in time order.

    Formula: a stretch of n people, all yes, comes by chance q^n of the time, q the highest share
    to whom it may have happened: on all other days, or among the nearest n people before or after
    it, whichever is higher (the upper end of Wilson's range). It is told when that, times two
    outcomes, the days it could have begun on and the `looks` (how many such series are looked
    at), is below 1 in 1,000. The longest is taken first and the others judged without it. It
    cannot tell why: whether those to whom nothing happened are missing, or the outcome was
    recorded in another way.
    Source: this project.

    >>> days = {date(2024, 1, day): Tallied(happened=2 if day < 16 else 9, not_happened=7
    ...     if day < 16 else 0) for day in range(1, 31)}
    >>> found = runs(days)[0]
    >>> found.first, found.rows, found.always
    (datetime.date(2024, 1, 16), 135, True)
    """
    left = dict(sorted((day, its) for day, its in days.items() if its.people))
    chances = 2 * max(len(left), 1) * looks
    found: list[Run] = []
    while run := _longest(left, chances=chances, whole=sorted(days)):
        found.append(run)
        left = {day: its for day, its in left.items() if not run.first <= day <= run.last}
    return tuple(sorted(found, key=lambda each: each.first))


def beyond_chance(*, rows: int, always: bool, others: Sequence[Tallied], looks: int) -> bool:
    """Whether so many people with one outcome are beyond chance, given what each of others shows.

    >>> half = Tallied(happened=50, not_happened=50)
    >>> beyond_chance(rows=60, always=False, others=[half], looks=9)
    True
    """
    highest = 0.0
    for each in others:
        found = wilson(events=each.happened if always else each.not_happened,
                       trials=each.people, level=1 - ALARM)
        highest = max(highest, found.high if isinstance(found, Interval) else 1.0)
    if not 0 < highest < 1:
        return False
    return rows * math.log(highest) + math.log(looks) < math.log(ALARM)


def _longest(days: Mapping[date, Tallied], *, chances: int, whole: list[date]) -> Run | None:
    every = list(days)
    happened = sum(each.happened for each in days.values())
    everyone = sum(each.people for each in days.values())
    for start, end, always, rows in sorted(
            _stretches(list(days.values())), key=lambda each: (-each[3], each[0])):
        others = Tallied(happened=happened - (rows if always else 0),
                         not_happened=everyone - happened - (0 if always else rows))
        if not others.people:
            continue
        sides = [
            side for side in (
                _nearest([days[day] for day in reversed(every[:start])], enough=rows),
                _nearest([days[day] for day in every[end + 1:]], enough=rows),
            ) if side.people >= _SIDE
        ]
        if beyond_chance(rows=rows, always=always, others=[others, *sides], looks=chances):
            return Run(first=every[start], last=every[end], always=always, rows=rows,
                       elsewhere=others.happened / others.people,
                       before=whole[0] < every[start], after=every[end] < whole[-1])
    return None


def _nearest(side: Sequence[Tallied], *, enough: int) -> Tallied:
    """The nearest people on one side of a stretch: as many as are in it, or a few more."""
    happened = others = 0
    for each in side:
        if happened + others >= max(enough, _SIDE):
            break
        happened += each.happened
        others += each.not_happened
    return Tallied(happened=happened, not_happened=others)


def _stretches(days: Sequence[Tallied]) -> list[tuple[int, int, bool, int]]:
    """Days on end with one outcome: places of the first and last, which one, how many people."""
    found: list[tuple[int, int, bool, int]] = []
    for place, its in enumerate(days):
        if its.happened and its.not_happened:
            found.append((place, place, True, 0))
            continue
        always = its.happened > 0
        if found and found[-1][3] and found[-1][2] is always:
            first, _, _, rows = found[-1]
            found[-1] = (first, place, always, rows + its.people)
        else:
            found.append((place, place, always, its.people))
    return [each for each in found if each[3]]
