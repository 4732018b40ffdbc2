"""Whose turn it is on a panel, and what is hidden until when.

Without it the first or the loudest would set the number for all: whoever sees another's range first
leans towards it.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

from dueregard.answers import Answer, No, Yes
from dueregard.weighing.constants import LensScale

FIRST, SECOND = 1, 2


@dataclass(frozen=True, slots=True)
class Turn:
    """Where an effect stands: which round is open (None when both are over), who is in each."""

    panel: frozenset[int]
    first: frozenset[int]
    second: frozenset[int]

    @property
    def open(self) -> int | None:
        """The round that is open. The second begins when everybody has given their first range."""
        if not self.over(FIRST):
            return FIRST
        return None if self.over(SECOND) else SECOND

    def over(self, number: int) -> bool:
        """Whether everybody is in: only then may anybody see anybody's range of that round."""
        given = self.first if number == FIRST else self.second
        return bool(self.panel) and self.panel <= given


def may_call(
    *, people: Collection[int], effects: Collection[int], known: Collection[int], fewest: int,
    begun: bool,
) -> Answer:
    """Whether these people may be asked for ranges for these effects."""
    if begun:
        return No("Somebody has given a range already, so those asked stay as they are. Look "
                  "again in a new round of the assessment.", "begun")
    if len(set(people)) < fewest:
        return No(f"Choose {fewest} people or more. Two who differ leave nobody to ask.",
                  "too-few")
    if not effects:
        return No("Choose at least one effect.", "no-effect")
    if set(effects) - set(known):
        return No("Choose among the effects of this assessment.", "not-an-effect")
    return Yes()


def may_give(*, turn: Turn, seat: int | None) -> Answer:
    """Whether somebody may give a range now, or change their own of the round that is open."""
    if seat is None or seat not in turn.panel:
        return No("You were not asked for a range here. The owner of the use chooses who is.",
                  "not-asked")
    if turn.open is None:
        return No("Everybody has given both ranges. They stay as they are.", "over")
    return Yes()


def may_see(*, turn: Turn, number: int) -> Answer:
    """Whether the ranges of a round may be seen: when all are in, and by nobody before."""
    if turn.over(number):
        return Yes()
    given = turn.first if number == FIRST else turn.second
    return No(f"{len(turn.panel & given)} of {len(turn.panel)} are in. Nobody sees a range until "
              "all are.", "hidden")


def chance_fault(low: float, high: float) -> str:
    """What is wrong with a chance from one percentage to another; nothing where all is well."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return "Write two numbers."
    if low > high:
        return f"The range is upside down: {low:g} is more than {high:g}."
    if not low > 0 or not high < 100:
        return "Nobody can know a chance of 0 or of 100. Write one between, such as 1 or 99."
    return ""


def size_fault(low: float, high: float, lens: LensScale) -> str:
    """What is wrong with a size in the unit of its lens; nothing where all is well."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return "Write two numbers."
    if low > high:
        return f"The range is upside down: {low:g} is more than {high:g}."
    if low <= 0:
        return "A size is above 0."
    if high > lens.scale.base:
        return (f"{high:,g} is past the end of the scale, {lens.scale.base:,g} {lens.unit} a "
                "year. Check the unit.")
    return ""
