"""The shapes of a gate, of what is asked at gates, and of what a wrong result can touch.

Without this file each page would guess what a gate needs, and a force could not edit it.
"""

from dataclasses import dataclass
from enum import StrEnum

from dueregard.lenses.conditions import Condition, Truth, evaluate
from dueregard.lenses.facts import Facts, Option

BLOCK, WARN = "block", "warn"
# What a gate may stand before: the states of a use that a decision moves it to.
TRIAL, LIVE = "trial", "live"
# The one thing asked whose parts the rules compute with: the end of a pilot.
PILOT, ENDS_ON = "gatefact.pilot", "ends_on"


class PartType(StrEnum):
    """How one part of an answer is written. `COMMUNITY` offers the names of the profile."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an answer; `gap` names what is missing where it is left blank."""

    key: str
    type: PartType
    label: str
    hint: str
    gap: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFact:
    """One thing asked at some gates, once for all of them, answered in one row or several.

    `none` is what may be said in place of rows, with a reason. A `firm` one cannot be left
    blank even by an override. One with `when` is asked only of uses of which that is known to hold.
    """

    id: str
    rev: int
    title: str
    question: str
    why: str
    gap: str
    none: str
    several: bool
    firm: bool
    gates: tuple[str, ...]
    tiers: tuple[int, ...]
    parts: tuple[Part, ...]
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One gate with its five slots. `before` is the state that no use reaches without it."""

    id: str
    rev: int
    stage: str
    title: str
    objective: str
    decision_maker: str
    question: str
    advice_from: tuple[str, ...]
    documents: tuple[str, ...]
    tiers: tuple[int, ...]
    law: str
    before: str
    may_leave_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What a wrong result can touch; the gravest stand first."""

    id: str
    rev: int
    name: str
    meaning: str
    when: Condition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """The gates in order, what is asked at them, and the classes of impact, the gravest first."""

    gates: tuple[Gate, ...]
    facts: tuple[GateFact, ...]
    impacts: tuple[Impact, ...]

    def gate(self, gate_id: str) -> Gate | None:
        """The gate with this id, or nothing where there is none."""
        return next((each for each in self.gates if each.id == gate_id), None)

    def fact(self, fact_id: str) -> GateFact | None:
        """What is asked under this id, or nothing."""
        return next((each for each in self.facts if each.id == fact_id), None)

    def before(self, state: str) -> Gate | None:
        """The gate that stands before a use goes on trial or live."""
        return next((each for each in self.gates if each.before == state), None)

    def asked_of(self, facts: Facts) -> tuple[GateFact, ...]:
        """What a use of these facts is asked at any gate.

        What is asked of one kind of use alone is asked where the kind is known: that nobody has
        said what kind it is, is a gap of its own, and shows as one.
        """
        return tuple(
            each for each in self.facts if each.when is None
            or evaluate(condition=each.when, facts=facts).truth is Truth.TRUE
        )

    def asked_at(self, gate: str, *, tier: int, facts: Facts) -> tuple[GateFact, ...]:
        """What a use of this tier and these facts is asked at a gate."""
        return tuple(
            each for each in self.asked_of(facts) if gate in each.gates and tier in each.tiers
        )
