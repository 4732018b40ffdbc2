"""What a value case holds, when it is whole, and what predicted against counted says.

Without it sharing would be weighed by its risks alone: what not sharing costs has no owner, no
number and no date on which anybody looks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, prod

from dueregard.answers import Answer, No, Yes
from dueregard.findings.wording import number

MOST_FACTORS = 4


class Option(StrEnum):
    """What could be done. Not sharing is always one, with numbers of its own."""

    SHARE = "share"
    NOT = "not"
    LESS = "less"
    COUNTS = "counts"
    MATCH = "match"


OPTION_NAMES: dict[Option, str] = {
    Option.SHARE: "Share, as the agreement says",
    Option.NOT: "Do not share",
    Option.LESS: "Share fewer items",
    Option.COUNTS: "Share counts, with no names",
    Option.MATCH: "Say only whether somebody is known",
}


class Sort(StrEnum):
    """What a row is of."""

    BENEFIT = "benefit"
    HARM = "harm"
    COST = "cost"


SORT_NAMES: dict[Sort, str] = {
    Sort.BENEFIT: "Good that it does", Sort.HARM: "Harm that it does", Sort.COST: "What it takes",
}


class Verdict(StrEnum):
    """What a review decides."""

    RENEW = "renew"
    NARROW = "narrow"
    WIDEN = "widen"
    STOP = "stop"


VERDICT_NAMES: dict[Verdict, str] = {
    Verdict.RENEW: "Go on as it is",
    Verdict.NARROW: "Share less",
    Verdict.WIDEN: "Share more",
    Verdict.STOP: "Stop",
}


class Came(StrEnum):
    """How what was counted stands to what was predicted."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    UNCOUNTED = "not-counted"


CAME_NAMES: dict[Came, str] = {
    Came.BELOW: "Less than predicted", Came.WITHIN: "As predicted",
    Came.ABOVE: "More than predicted", Came.UNCOUNTED: "Not counted",
}


class Found(StrEnum):
    """What a second person finds of a decision not to share."""

    RIGHT = "right"
    SHARE = "should-share"


FOUND_NAMES: dict[Found, str] = {
    Found.RIGHT: "It was right not to share", Found.SHARE: "It should have been shared",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One number with its range and where it comes from."""

    name: str
    low: float
    high: float
    source: str

    @property
    def range(self) -> str:
        """The range in words."""
        return in_words(self.low, self.high, "").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that an option does to somebody in a year, as a product of its factors.

    Such as cases, times the chance that the item changes the decision, times the harm avoided.
    `count` is whether it is counted at each review.
    """

    option: Option
    sort: Sort
    text: str
    who: str
    unit: str
    factors: tuple[Factor, ...]
    count: bool = False

    @property
    def low(self) -> float:
        """The product of the lowest. With every factor at its worst at once, so a wide range."""
        return prod(each.low for each in self.factors)

    @property
    def high(self) -> float:
        """The product of the highest."""
        return prod(each.high for each in self.factors)

    @property
    def range(self) -> str:
        """The range in words, with its unit."""
        return in_words(self.low, self.high, self.unit)


def in_words(low: float, high: float, unit: str) -> str:
    """A range with its unit.

    >>> in_words(3, 12, "people"), in_words(4, 4, "people")
    ('3 to 12 people', '4 people')
    """
    one, other = (number(int(each) if each == int(each) else each) for each in (low, high))
    return f"{one} {unit}" if one == other else f"{one} to {other} {unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A value case as its rules read it."""

    outcome: str
    who_benefits: str
    rows: tuple[Row, ...]


def gaps(case: Case) -> tuple[str, ...]:
    """What a value case lacks, in sentences; nothing where it is whole.

    It counts what is written down. It cannot see whether a number is right.
    """
    wanted = (
        (Option.SHARE, Sort.BENEFIT, "No good that sharing does has a number."),
        (Option.SHARE, Sort.HARM, "No harm that sharing does has a number. That is not the same "
                                  "as none."),
        (Option.NOT, Sort.HARM, "What not sharing costs has no number. That is not the same as "
                                "nothing."),
    )
    found = []
    if not case.outcome.strip():
        found.append("It does not say what sharing is to bring about.")
    if not case.who_benefits.strip():
        found.append("It does not say who is better off.")
    found += [
        sentence for option, sort, sentence in wanted
        if not any(each.option is option and each.sort is sort for each in case.rows)
    ]
    if not any(each.option not in (Option.SHARE, Option.NOT) for each in case.rows):
        found.append("No other way was looked at: fewer items, counts, or only whether somebody "
                     "is known.")
    if not any(each.count for each in case.rows):
        found.append("It does not say what will be counted, so nobody will ever know.")
    return tuple(found)


def may_add(row: Row) -> Answer:
    """Whether this is a row: what, to whom, in what unit, and numbers with a range and a source."""
    if not row.text.strip() or not row.who.strip():
        return No("Say what it does, and to whom.", "text-missing")
    if not row.unit.strip():
        return No("Say what is counted, such as “people hurt in a year”.", "unit-missing")
    if not 1 <= len(row.factors) <= MOST_FACTORS:
        return No(f"Give one to {MOST_FACTORS} numbers.", "factors-missing")
    for each in row.factors:
        if not each.name.strip() or not each.source.strip():
            return No("Say of each number what it is and where it comes from. A guess is a source "
                      "too: say whose.", "source-missing")
        if not (isfinite(each.low) and isfinite(each.high)) or each.low < 0:
            return No("Each number is nought or more.", "number-wrong")
        if each.high < each.low:
            return No("The lowest is more than the highest. Change one of them.", "range-backwards")
    return Yes()


def came(row: Row, counted: float | None) -> Came:
    """How a count stands to the range that was predicted; not counted is never as predicted."""
    if counted is None:
        return Came.UNCOUNTED
    if counted < row.low:
        return Came.BELOW
    return Came.WITHIN if counted <= row.high else Came.ABOVE


def may_review(
    *, in_force: bool, verdict: Verdict, words: str, uncounted: Sequence[str],
    why_uncounted: str, next_given: bool,
) -> Answer:
    """Whether a review is whole: what was to be counted is counted, or it is said why not."""
    if not in_force:
        return No("No version is in force, so there is nothing to review.", "not-in-force")
    if uncounted and not why_uncounted.strip():
        return No(f"Not counted: {'; '.join(uncounted)}. Count it, or say why it was not.",
                  "not-counted")
    if not words.strip():
        return No("Say why, from what was counted.", "words-missing")
    if verdict is Verdict.RENEW and not next_given:
        return No("Give the day by which it is looked at again.", "next-missing")
    return Yes()


def may_decide_not(*, what: str, reason: str, consequences: str) -> Answer:
    """Whether this is a decision not to share: what, why, and what may come of it."""
    if not what.strip():
        return No("Say what was asked for or could have been shared.", "what-missing")
    if not reason.strip():
        return No("Say why it is not shared. “Data protection” is not a reason: say which rule.",
                  "reason-missing")
    if not consequences.strip():
        return No("Say what may come of not sharing, and for whom. Not to share is a choice too.",
                  "consequences-missing")
    return Yes()


def may_look_at(
    *, reviewed: bool, decided_by: int | None, person: int | None, words: str
) -> Answer:
    """Whether somebody may review a decision not to share: once, and not their own."""
    if reviewed:
        return No("Somebody has looked at this decision already.", "reviewed")
    if person is None or person == decided_by:
        return No("You decided it. Somebody else looks at it.", "own-decision")
    if not words.strip():
        return No("Say why, in a sentence.", "words-missing")
    return Yes()


def may_tell_story(*, title: str, text: str) -> Answer:
    """Whether this is a story of good sharing."""
    if not title.strip() or not text.strip():
        return No("Say what was shared, and what good came of it. Name nobody.", "text-missing")
    return Yes()


def by_option(rows: Iterable[Row]) -> dict[Option, dict[Sort, tuple[Row, ...]]]:
    """The rows under each option that has any; sharing and not sharing are always there."""
    listed = list(rows)
    return {
        option: {
            sort: tuple(each for each in listed if (each.option, each.sort) == (option, sort))
            for sort in Sort
        }
        for option in Option
        if option in (Option.SHARE, Option.NOT) or any(each.option is option for each in listed)
    }
