"""What kind of number a score is: a probability, a percentage, or points on a scale.

Without this file 45 would be read as a probability of forty-five, or a score of 7 out of 10 as
a risk that can be checked against what happened.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dueregard.answers import DueRegardError
from dueregard.findings.labels import is_blank, number_of
from dueregard.findings.wording import counted


class Kind(StrEnum):
    """How a score is meant."""

    PROBABILITY = "probability"
    PERCENTAGE = "percentage"
    POINTS = "points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What stands in a score's column: how many rows of which kind, with examples.

    `between` have a number above 0 and below 1; `beyond_one` and `beyond_hundred` one outside
    0 to 1, or 0 to 100; `words` are filled and hold no number, `signed` of these a percentage
    with its sign.
    """

    numbers: int
    between: int
    beyond_one: int
    beyond_hundred: int
    words: int
    signed: int
    lowest: float
    highest: float
    whole: bool
    word: str
    beyond: str


def value_of(label: str | None, *, signed: bool = False) -> float | None:
    """A cell as a score, with a per cent sign where that is meant; None where it is none."""
    text = label
    if label is not None and signed:
        text = label.strip().removesuffix("%")
    found = number_of(text)
    return found if found is not None and math.isfinite(found) else None


def look(values: Mapping[str | None, int], *, signed: bool) -> Looked:
    """What stands in the column, from its distinct values with their rows."""
    read = {label: value_of(label, signed=signed) for label in values}
    numbers = {label: value for label, value in read.items() if value is not None}
    words = [label for label, value in read.items() if value is None and label is not None
             and not is_blank(label)]
    outside = [label for label, value in numbers.items() if not 0 <= value <= 1]
    hundred = [label for label, value in numbers.items() if not 0 <= value <= 100]
    return Looked(
        numbers=sum(values[each] for each in numbers),
        between=sum(values[each] for each, value in numbers.items() if 0 < value < 1),
        beyond_one=sum(values[each] for each in outside),
        beyond_hundred=sum(values[each] for each in hundred),
        words=sum(values[each] for each in words),
        signed=sum(values[each] for each in words if each.endswith("%")),
        lowest=min(numbers.values(), default=0.0), highest=max(numbers.values(), default=0.0),
        whole=all(value.is_integer() for value in numbers.values()),
        word=min(words, key=lambda each: (-values[each], each), default=""),
        beyond=min((each or "" for each in hundred or outside),
                   key=lambda each: (-values[each], each), default=""),
    )


def kind_of(its: Looked, *, asked: str, heading: str) -> Kind:
    """How the score is meant: as was said, else as it looks.

    A score with numbers between 0 and 1, and none outside, is a probability; any other is in
    points. Raises a sentence where the column does not fit what was said, or where it is unclear.
    """
    if its.words > its.numbers:
        raise DueRegardError(_no_numbers(its, heading=heading))
    if asked == Kind.PROBABILITY and its.beyond_one:
        raise DueRegardError(
            f"{counted(its.beyond_one, one='row')} of '{heading}' lie outside 0 to 1, such as "
            f"{its.beyond}, so they are no probabilities. {_instead(its)}")
    if asked == Kind.PERCENTAGE and its.beyond_hundred:
        raise DueRegardError(
            f"{counted(its.beyond_hundred, one='row')} of '{heading}' lie outside 0 to 100, such "
            f"as {its.beyond}, so they are no percentages. If it is a score in points, say "
            "--as points.")
    if asked == Kind.PERCENTAGE and its.between and not its.beyond_one:
        raise DueRegardError(
            f"No number in '{heading}' is above 1, so it does not hold percentages. Say --as "
            "probability.")
    if asked:
        return Kind(asked)
    if its.beyond_one and its.between > its.numbers / 2:
        raise DueRegardError(
            f"'{heading}' looks like a probability, but {counted(its.beyond_one, one='row')} lie "
            f"outside 0 to 1, such as {its.beyond}. Put them right, or say --as points.")
    return Kind.PROBABILITY if its.between and not its.beyond_one else Kind.POINTS


def _instead(its: Looked) -> str:
    if its.beyond_hundred:
        return "Put them right, or, if it is a score in points, say --as points."
    return "If they are percentages, say --as percentage; if points, --as points."


def _no_numbers(its: Looked, *, heading: str) -> str:
    if its.signed > its.words / 2:
        return (f"'{heading}' is written as percentages, such as '{its.word}'. Say --as "
                "percentage.")
    return (
        f"'{heading}' holds words, such as '{its.word}', and no score. A band can be measured as a "
        f"decision: dueregard measure decisions --decision \"{heading}={its.word}\".")
