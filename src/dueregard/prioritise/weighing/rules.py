"""What must be said before a word counts in a weighing, and what the record holds back.

Without it a benefit would count as shown because somebody hoped so, a plan as a safeguard, and a
gate as passed because a form had a box for it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.weighing.shapes import ControlState, GateState

# Below this many effects a weighing is done while the person waits: well under a second and a half.
WHILE_WAITING = 40
# Evidence from before and after is of the force's own use: tested on its own data.
OWN_DATA = 4
MOST_PEOPLE = 100_000_000
# More would let one group decide alone; what they stand to lose is shown by group in any case.
MOST_TIMES = 5

STATE_NAMES: dict[ControlState, str] = {
    ControlState.VERIFIED: "Seen to work (all of it counts)",
    ControlState.IN_PLACE: "In place, not checked (half counts)",
    ControlState.PLANNED: "Planned (nothing counts)",
}
GATE_NAMES: dict[GateState, str] = {
    GateState.NOT_YET: "Not yet", GateState.PASSED: "Passed", GateState.FAILED: "Failed",
}


class Effort(StrEnum):
    """How much work something is, in words that stand for days."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


EFFORT_NAMES: dict[Effort, str] = {
    Effort.DAY: "A day's work (1 day)",
    Effort.WEEK: "A week's work (5 days)",
    Effort.MONTH: "A month's work (20 days)",
    Effort.QUARTER: "Three months' work (60 days)",
    Effort.YEAR: "A year's work (220 days)",
}
EFFORT_DAYS: dict[Effort, float] = {
    Effort.DAY: 1, Effort.WEEK: 5, Effort.MONTH: 20, Effort.QUARTER: 60, Effort.YEAR: 220,
}
# How much a safeguard takes away, in hundredths, in words with the number beside them.
REDUCES: dict[int, str] = {
    10: "A little (10%)", 25: "A quarter (25%)", 50: "Half (50%)", 75: "Three quarters (75%)",
    90: "Nearly all (90%)",
}


@dataclass(frozen=True, slots=True)
class People:
    """How many people a year, from the fewest to the most."""

    low: float
    high: float


def people_of(text: str) -> People | No:
    """A number or a range as people write it: '300', '100 to 900', '1,000-2,000'.

    >>> people_of("1,000 to 2,000")
    People(low=1000.0, high=2000.0)
    """
    parts = re.split(r"\s*(?:to|-|\u2013)\s*", text.strip().lower())
    numbers = [each.replace(",", "").replace(" ", "") for each in parts]
    if len(numbers) > 2 or not all(re.fullmatch(r"\d{1,12}(\.\d+)?", each) for each in numbers):
        return No(
            f"“{text.strip()}” is not a number or a range. Write it as 300, or as 100 to 900.",
            "not-a-range",
        )
    low, high = float(numbers[0]), float(numbers[-1])
    if low > high:
        return No(
            f"The range is upside down: {low:,g} is more than {high:,g}. Write the lower end "
            "first.", "upside-down",
        )
    if not low > 0 or high > MOST_PEOPLE:
        return No(
            "How many people is a number above 0, and not more than live in the country. If it "
            "happens to nobody, take the effect out.", "not-people",
        )
    return People(low, high)


def level_of(*, level: int | None, judged: str) -> str:
    """How well an effect is known: the level of its evidence, somebody's judgement, or nothing.

    >>> level_of(level=None, judged="")
    '0'
    """
    if level is not None:
        return str(level)
    return "judgement" if judged.strip() else "0"


def may_show_change(level: int | None) -> Answer:
    """Whether a piece of evidence may stand for before and after. Until then a benefit is asserted.

    What was tested elsewhere, or by whoever sells it, says nothing of what changed here.
    """
    if level is not None and level < OWN_DATA:
        return No(
            "Before and after is seen on your own data only. Choose a test on your data, or leave "
            "this blank: the benefit is then called asserted.", "not-own-data",
        )
    return Yes()


def may_keep_control(
    *, name: str, effects: Sequence[int], risks: Iterable[int], reduces: int
) -> Answer:
    """Whether this is a safeguard: it has a name, and takes a share away from known risks."""
    if not name.strip():
        return No("Say what the safeguard is.", "name-missing")
    if not effects:
        return No("Choose the risks that it takes away from.", "no-risk")
    if set(effects) - set(risks):
        return No("A safeguard takes away from a risk of this assessment. Choose among those "
                  "shown.", "not-a-risk")
    if not 0 < reduces <= 100:
        return No("Choose how much of the risk it takes away.", "no-share")
    return Yes()


def may_call(*, state: ControlState, shown: str) -> Answer:
    """Whether a safeguard may be called so: seen to work needs who saw it, and how."""
    if state is ControlState.VERIFIED and not shown.strip():
        return No("Say who checked that it works, and how. Until then it is in place, not "
                  "checked.", "not-shown")
    return Yes()


def may_say_gate(*, state: GateState, reason: str) -> Answer:
    """Whether somebody may say so of a gate: passed and failed need a reason."""
    if state is not GateState.NOT_YET and not reason.strip():
        return No("Say why it is passed or failed.", "reason-missing")
    return Yes()


def standing(*, said: GateState, reason: str, held: str) -> tuple[GateState, str]:
    """How an option stands at a gate: as was said, unless the record holds it back.

    The record can only hold back. Nothing that is good about an option is looked at.

    >>> standing(said=GateState.PASSED, reason="Counsel said so", held="No owner is recorded")[0]
    <GateState.NOT_YET: 'not-yet'>
    """
    if held and said is GateState.PASSED:
        return GateState.NOT_YET, f"The record does not show it. {held}"
    return said, reason.strip() or held


def lenses_in_order(places: Mapping[str, int | None]) -> tuple[str, ...] | No:
    """The lenses that somebody put in places, the first first; others come after, in no order."""
    placed = {lens: place for lens, place in places.items() if place}
    if not placed:
        return No("Give at least one lens a place: 1 is what matters most to you.", "none-placed")
    if len(set(placed.values())) < len(placed):
        return No("Two lenses have the same place. Give each a place of its own.", "same-place")
    return tuple(sorted(placed, key=lambda lens: placed[lens]))


def may_count(*, times: float, reason: str) -> Answer:
    """Whether what happens to a group may count so many times: with a reason that is published."""
    if not 1 <= times <= MOST_TIMES:
        return No(f"Give a number from 1 to {MOST_TIMES}: 1 counts this group like everybody, and "
                  "2 counts it twice.", "times-wrong")
    if times > 1 and not reason.strip():
        return No("Say why this group counts more. The reason is published.", "reason-missing")
    return Yes()
