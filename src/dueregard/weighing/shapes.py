"""What is weighed: options, what each would do to whom, controls, gates, and what members value.

Without this file a committee's words would be numbers in a spreadsheet that nobody could question.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

NOW = "now"
CARRY_ON = "Carry on as now"
DONT_KNOW = "dont-know"


class Kind(StrEnum):
    """Which way an effect cuts."""

    RISK = "risk"
    OPPORTUNITY = "opportunity"


class GateState(StrEnum):
    """How an option stands at a gate."""

    PASSED = "passed"
    NOT_YET = "not-yet"
    FAILED = "failed"


class ControlState(StrEnum):
    """How far a control is. A planned one counts for nothing."""

    VERIFIED = "verified"
    IN_PLACE = "in-place"
    PLANNED = "planned"


class ActionKind(StrEnum):
    """The four kinds of what can be done next."""

    KNOWLEDGE = "knowledge"
    POLICY = "policy"
    WAYS_OF_WORKING = "ways-of-working"
    GOVERNANCE = "governance"


ACTION_NAMES: dict[ActionKind, str] = {
    ActionKind.KNOWLEDGE: "Knowledge", ActionKind.POLICY: "Policy",
    ActionKind.WAYS_OF_WORKING: "Ways of working", ActionKind.GOVERNANCE: "Governance",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A 90% range: in one case of 20 the truth is below it, in one of 20 above."""

    low: float
    high: float


# A word, a typed range, or nothing: nobody has said, or nobody knows.
Stated = str | Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that could be done. The first of a proposal is always carrying on as now."""

    id: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some people whom an effect touches. A multiplier above 1 needs a reason that is published."""

    id: str
    name: str
    multiplier: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One person's ranges for one effect in one round: 1 is private, 2 after the discussion."""

    by: str
    round: int
    chance: Span
    size: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one option does to somebody in a year, for better or worse, through one lens.

    `shared` names something uncertain that is the same in several effects, such as how often the
    same algorithm errs: they are then drawn together. `before_after` says where evidence from
    before and after lies; without it a benefit is asserted.
    """

    id: str
    option: str
    kind: Kind
    lens: str
    group: str
    text: str
    chance: Stated = None
    size: Stated = None
    people: Stated = None
    unit: str = ""
    evidence: str = ""
    source: str = ""
    before_after: str = ""
    shared: str = ""
    estimates: tuple[Estimate, ...] = ()
    find_out: str = ""
    effort: float | None = None

    @property
    def stream(self) -> str:
        """What its draws are named after."""
        return self.shared or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Something that takes away a share of one or more risks. `reduces` is 0.6 for 60%."""

    id: str
    name: str
    effects: tuple[str, ...]
    reduces: float
    state: ControlState
    kind: ActionKind = ActionKind.WAYS_OF_WORKING
    effort: float | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """How options stand at one gate. Without options it is said of all but carrying on as now."""

    key: str
    state: GateState
    options: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one member values: lenses in order, or points for the swing from worst to best.

    Lenses that an order leaves out come after those named, in no order.
    """

    by: str
    order: tuple[str, ...] = ()
    points: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is put to be weighed. `panel` are those asked for ranges, where it is done in full."""

    title: str
    options: tuple[Option, ...]
    groups: tuple[Group, ...]
    effects: tuple[Effect, ...]
    controls: tuple[Control, ...] = ()
    gates: tuple[Gate, ...] = ()
    views: tuple[View, ...] = ()
    panel: tuple[str, ...] = ()
    use: str = ""
    since: str = ""
    seed: int | None = None

    @property
    def now(self) -> Option:
        """Carrying on as now."""
        return self.options[0]

    def option(self, key: str) -> Option:
        """The option with this id."""
        return next(each for each in self.options if each.id == key)

    def group(self, key: str) -> Group:
        """The group with this id."""
        return next(each for each in self.groups if each.id == key)

    def controls_on(self, effect: str) -> tuple[Control, ...]:
        """The controls that act on an effect."""
        return tuple(each for each in self.controls if effect in each.effects)
