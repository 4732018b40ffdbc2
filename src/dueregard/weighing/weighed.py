"""What a weighing says: gates, estimates and values beside each other, and never made into one.

Without this file a page, a paper and a file of JSON would each hold another account of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dueregard.answers import Answer, No, Yes
from dueregard.weighing.constants import Constants
from dueregard.weighing.shapes import ActionKind, GateState, Proposal

OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one option stands at one gate. Where nobody has said, it is not yet passed."""

    gate: str
    state: GateState
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionGates:
    """One option at every gate. Nothing in estimates or values changes it."""

    option: str
    standings: tuple[Standing, ...]

    @property
    def failed(self) -> tuple[Standing, ...]:
        """The gates that it fails."""
        return tuple(each for each in self.standings if each.state is GateState.FAILED)

    @property
    def not_yet(self) -> tuple[Standing, ...]:
        """The gates that it is not past yet."""
        return tuple(each for each in self.standings if each.state is GateState.NOT_YET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A quantity over all draws, in the unit of its lens; above 0 is better.

    `low` to `high` is the 90% range, `worse` and `better` are the shares of draws below and above
    0, and `tail` is the mean of the worst 5%.
    """

    median: float
    low: float
    high: float
    worse: float
    better: float
    tail: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LensRow:
    """One option through one lens, against carrying on as now or, in `alone`, by itself."""

    option: str
    lens: str
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One option for one group through one lens, against carrying on as now.

    No multiplier is in it, and nothing that happens to another group.
    """

    option: str
    group: str
    lens: str
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRow:
    """Under some values: in what share of draws each option is best, and beats carrying on as now.

    `by` is the member whose values they are, or nothing for those that everybody is shown.
    """

    key: str
    title: str
    shares: Mapping[str, float]
    beats_now: Mapping[str, float]
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Estimates by lens, and what is best under which values."""

    lenses: tuple[LensRow, ...]
    views: tuple[ViewRow, ...]
    central: Mapping[str, Mapping[str, float]]
    ranks: Mapping[str, tuple[float, ...]]

    def view(self, key: str = OPEN) -> ViewRow:
        """The values with this key; without one, no agreed values."""
        return next(each for each in self.views if each.key == key)

    def row(self, option: str, lens: str) -> Figures:
        """One option through one lens, against carrying on as now."""
        return next(
            each.figures for each in self.lenses if (each.option, each.lens) == (option, lens)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """What one month of waiting for the leading option gives up (above 0) or spares, by lens."""

    option: str
    lens: str
    per_month: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ToFindOut:
    """Something uncertain, and what knowing it would be worth on the scale from 0 to 1.

    `chance` and `size` say which half of it matters. `blank` is set where nobody has said.
    """

    stream: str
    effects: tuple[str, ...]
    value: float
    chance: float
    size: float
    blank: bool
    how: str = ""
    effort: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to do next. A gate has no gain: it is never traded, and comes first."""

    key: str
    kind: ActionKind
    title: str
    option: str
    gain: float | None
    effort: float
    effort_said: bool
    lenses: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def per_day(self) -> float | None:
        """The gain for each day of effort."""
        return None if self.gain is None else self.gain / self.effort


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Everything that one weighing says, with what it was made from.

    `table` counts the multipliers of groups, `plain` does not and is None where there are none.
    `with_doubt_for_now` are the shares if carrying on as now is given every benefit of the doubt.
    `tail_harm` is what the worst 5% of the leading new option takes off its mean, on the scale.
    """

    proposal: Proposal
    constants: Constants
    seed: int
    draws: int
    gates: tuple[OptionGates, ...]
    alone: tuple[LensRow, ...]
    table: Table
    plain: Table | None
    groups: tuple[GroupRow, ...]
    delay: tuple[Delay, ...]
    find_out: tuple[ToFindOut, ...]
    actions: tuple[Action, ...]
    worth_of_knowing_all: float
    tail_harm: float
    asserted: tuple[str, ...]
    blanks: tuple[str, ...]
    with_doubt_for_now: Mapping[str, float] | None

    @property
    def lead(self) -> str:
        """The option that is best in most draws under no agreed values; nothing where all fail."""
        shares = self.table.view().shares
        return max(shares, key=lambda each: shares[each]) if shares else ""

    def gates_of(self, option: str) -> OptionGates:
        """How one option stands at the gates."""
        return next(each for each in self.gates if each.option == option)

    def may_go_ahead(self, option: str) -> Answer:
        """Whether the gates let an option through. Nothing else is looked at."""
        found = self.gates_of(option)
        names = self.constants.gates
        if found.failed:
            said = "; ".join(_lower(names[each.gate]) for each in found.failed)
            return No(f"It fails at: {said}. No benefit can buy that.", "gate-failed")
        if found.not_yet:
            said = "; ".join(_lower(names[each.gate]) for each in found.not_yet)
            return No(f"It is not yet past: {said}.", "gate-not-yet")
        return Yes()


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
