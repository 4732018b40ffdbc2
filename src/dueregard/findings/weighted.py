"""Shares of a survey in which some answers count for more people than others.

Without this file 400 answers would be as sure as 400 plain ones, though a few of them may stand
for half of the people.
"""

import math
from dataclasses import dataclass

from dueregard.findings import shares
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import standard_score, why_no_level

METHOD = "wilson-weighted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Answers of one kind: how many people gave them, the sum of their weights, and of squares."""

    people: int = 0
    weight: float = 0.0
    squares: float = 0.0

    def __add__(self, other: "Answers") -> "Answers":
        """Both together."""
        return Answers(people=self.people + other.people, weight=self.weight + other.weight,
                       squares=self.squares + other.squares)


def answers(*, weight: float, people: int) -> Answers:
    """So many people who each count for that weight."""
    return Answers(people=people, weight=weight * people, squares=weight * weight * people)


def design_effect(every: Answers) -> float:
    """How many times more people are needed, because weights differ: 1 where all are the same.

    Formula: n·Σw²/(Σw)². It looks at weights alone, and cannot see people drawn in clusters, such
    as neighbours, which costs more.
    Source: L. Kish, Journal of Official Statistics 8 (1992).

    >>> round(design_effect(answers(weight=1, people=5) + answers(weight=3, people=5)), 2)
    1.25
    """
    return every.people * every.squares / every.weight**2


def worth(part: Answers, every: Answers) -> float:
    """How many plain answers a weighted share is worth: its effective sample size.

    Formula: the smaller of Kish's n/deff and p(1-p)/v, where v = n/(n-1)·Σw²(y-p)²/(Σw)² is the
    variance of a weighted share by Taylor linearisation (what svymean of R's package survey
    gives). Where everybody or nobody says so, v is 0 and says nothing, so Kish's is taken. The
    smaller is the more careful; it takes people as drawn one by one.
    Source: L. Kish, Survey Sampling (1965); T. Lumley, Complex Surveys (2010), ch. 2.

    >>> four = answers(weight=1, people=4)
    >>> round(worth(four, four + answers(weight=1, people=6)), 6)
    9.0
    """
    kish = every.people / design_effect(every)
    spread = variance(part, every)
    if isinstance(spread, NotComputed) or spread <= 0:
        return kish
    share_ = part.weight / every.weight
    return min(kish, share_ * (1 - share_) / spread)


def variance(part: Answers, every: Answers) -> float | NotComputed:
    """The variance of a weighted share, by Taylor linearisation.

    Formula: n/(n-1)·Σw²(y-p)²/(Σw)², y = 1 for the part and 0 for the rest. Its root is the
    standard error that svymean of R's package survey gives for people drawn one by one.
    Source: T. Lumley, Complex Surveys (2010), ch. 2.

    >>> round(variance(answers(weight=2, people=1), answers(weight=2, people=1)
    ...     + answers(weight=1, people=2)), 4)
    0.1406
    """
    if every.people < 2:
        return NotComputed(reason="One person alone has no spread.")
    share_ = part.weight / every.weight
    rest = every.squares - part.squares
    total = part.squares * (1 - share_) ** 2 + rest * share_**2
    return every.people / (every.people - 1) * max(0.0, total) / every.weight**2


def share(part: Answers, every: Answers, *, level: float = 0.95) -> Estimate | NotComputed:
    """The weighted share of people who are in the part, with its range.

    Formula: p = Σ of the part's weights/Σw; the range is Wilson's for a share of as many plain
    answers as it is worth (see worth). It says nothing about people who were not asked or would
    not answer.
    Source: C. Franco, R. Little, T. Louis and E. Slud, Journal of Survey Statistics and
    Methodology 7 (2019).

    >>> yes = answers(weight=2, people=10)
    >>> found = share(yes, yes + answers(weight=1, people=20))
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (0.5, 0.32, 0.68)
    """
    if not every.weight > 0:
        return why_no_level(level) or NotComputed(reason="Nobody answered.")
    # A part is never more than the whole, but a sum of fractions may come out so.
    return of_size(min(1.0, part.weight / every.weight), size=worth(part, every), level=level)


def of_size(value: float, *, size: float, level: float = 0.95) -> Estimate | NotComputed:
    """A share and its range, where it is known what it is worth in plain answers.

    Formula: as share(). It is for a share that was printed with what it is worth.
    Source: as share().

    >>> round(of_size(0.5, size=100).low, 3)
    0.404
    """
    events = size * value if value < 1 else size
    found = shares.share(events=events, trials=size, level=level)
    if isinstance(found, NotComputed):
        return found
    return Estimate(value=value, low=min(found.low, value), high=max(found.high, value),
                    level=level, method=METHOD)


def change(
    *, before: Estimate | NotComputed, after: Estimate | NotComputed
) -> Estimate | NotComputed:
    """One weighted share less an earlier one, with its range.

    Formula: from the ends of both ranges, by Newcombe's square-and-add (see shares.difference).
    Both must be of different people: of the same people asked twice it is too wide.
    Source: as shares.difference().

    >>> same = share(answers(weight=1, people=5), answers(weight=1, people=10))
    >>> change(before=same, after=same).value
    0.0
    """
    return shares.difference(one=after, other=before, method="newcombe-weighted")


def people_for(*, half_width: float, effect: float = 1.0, level: float = 0.95) -> int:
    """How many people to ask, to know a share to within so much either way.

    Formula: deff·z²/(4h²), for the share that is hardest to know, one half. It counts people who
    answer, not people asked.
    Source: W. G. Cochran, Sampling Techniques (1977), ch. 4.

    >>> people_for(half_width=0.05)
    385
    """
    return math.ceil(effect * standard_score(level) ** 2 / (4 * half_width**2) - 1e-9)
