"""What a contract is on its way to being known for, and which use its supplier points to.

Without it a tool that the force pays for could be missing from the register, and a name that
looks alike would settle what only a person can.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.lenses.statement_words import plain

MOST_ROWS = 20_000
_FORM = re.compile(
    r"\b(ltd|limited|plc|llp|inc|llc|gmbh|uk|group|holdings|company|co|the|made up)\b"
)
_SHORTEST = 4


class State(StrEnum):
    """What a person said of a contract."""

    WAITING = "waiting"
    MATCHED = "matched"
    NOT_TECHNOLOGY = "not-technology"


STATE_NAMES: dict[State, str] = {
    State.WAITING: "Nobody has said what it is for",
    State.MATCHED: "For a use of the register",
    State.NOT_TECHNOLOGY: "Not for technology or data",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A use as far as a contract could point to it."""

    ref: str
    name: str
    supplier: str


def may_settle(*, state: State, to: State | None, ref: str, because: str) -> Answer:
    """Whether this may be said of a contract; what was said can be said anew."""
    if to is State.MATCHED:
        return Yes() if ref else No("Choose the use that it pays for.", "use-missing")
    if to is not State.NOT_TECHNOLOGY:
        return No("Choose what it is for.", "what-missing")
    if not because.strip():
        return No("Say in a few words what it is for. It is kept with your name.",
                  "reason-missing")
    if state is State.NOT_TECHNOLOGY:
        return No("It is marked so already.", "same-state")
    return Yes()


def may_date(*, as_of: date, today: date) -> Answer:
    """Whether a list can go up to this day."""
    if as_of > today:
        return No("That day is yet to come. Enter the day on which the list was made.",
                  "date-to-come")
    return Yes()


def company(name: str) -> str:
    """A supplier's name without the form of the company, for comparing.

    >>> company("The Facewise Systems (UK) Ltd."), company("Facewise Systems (made up)")
    ('facewise systems', 'facewise systems')
    """
    return " ".join(_FORM.sub(" ", plain(name)).split())


def suggested(*, suppliers: Iterable[str], uses: Iterable[Named]) -> tuple[Named, ...]:
    """The uses whose supplier may be one of these. A suggestion: a person decides."""
    ours = [each for each in map(company, suppliers) if each]
    return tuple(
        use for use in uses
        if (theirs := company(use.supplier)) and any(_alike(each, theirs) for each in ours)
    )


def _alike(one: str, other: str) -> bool:
    """The same, or one whole within the other, word for word."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST:
        return short == long
    return re.search(rf"\b{re.escape(short)}\b", long) is not None
