"""Which disclosures a drill draws, what must be shown of each, and when it is passed.

Without it "we could prove it" would be said every year and tried in none.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dueregard.answers import Answer, No, Yes

DRAWN = 3
CLOCK = timedelta(minutes=10)
# It is drawn from what went out in the year before, so that it is not always the newest.
BACK = timedelta(days=366)


class Question(StrEnum):
    """What must be shown of each."""

    WHO = "who"
    WHAT = "what"
    WHY = "why"
    TO_WHOM = "to-whom"
    TREE = "tree"


QUESTION_NAMES: dict[Question, str] = {
    Question.WHO: "Who gave it out",
    Question.WHAT: "What was given",
    Question.WHY: "Why, and under which agreement",
    Question.TO_WHOM: "To whom",
    Question.TREE: "That its line stands in the ledger's tree, under a signed head",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The answer to one question: what the log says, and whether that proves it."""

    question: Question
    said: str
    proved: bool


def draw(numbers: Sequence[int], *, seed: str, count: int = DRAWN) -> tuple[int, ...]:
    """Some numbers drawn so that anybody can draw them again: by SHA-256 of seed and number.

    >>> len(draw(range(1, 50), seed="a")), draw([7], seed="a")
    (3, (7,))
    """
    by_hash = sorted(
        set(numbers), key=lambda each: hashlib.sha256(f"{seed}:{each}".encode()).digest())
    return tuple(by_hash[:count])


def may_begin(*, given_out: int, running: bool) -> Answer:
    """Whether a drill may begin: something was given out, and none runs."""
    if running:
        return No("A drill of yours runs already. End that one first.", "running")
    if not given_out:
        return No("Nothing was given out in the last year, so there is nothing to prove.", "none")
    return Yes()


def may_end(*, ended: bool) -> Answer:
    """Whether a drill may be ended: once."""
    return No("It was ended already.", "ended") if ended else Yes()


def passed(
    drawn: Sequence[int], shown: Mapping[int, Sequence[Shown]], *, began: datetime, ended: datetime
) -> bool:
    """Whether each question was proved of each that was drawn, inside the clock."""
    return ended - began <= CLOCK and bool(drawn) and all(
        {each.question for each in shown.get(number, ()) if each.proved} == set(Question)
        for number in drawn
    )
