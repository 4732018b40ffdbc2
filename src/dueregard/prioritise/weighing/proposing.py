"""From an assessment to a proposal that can be weighed: words, ranges and blanks, never a guess.

Without this file what people wrote down and what is weighed could be two things.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dueregard.prioritise.assessment.queries import AssessmentSheet, EffectLine, OptionSheet
from dueregard.prioritise.assessment.rules import Chance, EffectKind, Size
from dueregard.prioritise.weighing.rules import (
    EFFORT_DAYS,
    EFFORT_NAMES,
    GATE_NAMES,
    REDUCES,
    STATE_NAMES,
    Effort,
)
from dueregard.weighing import constants, sentences
from dueregard.weighing.constants import Band, LensScale
from dueregard.weighing.shapes import (
    NOW,
    ActionKind,
    Control,
    ControlState,
    Effect,
    Estimate,
    Gate,
    GateState,
    Group,
    Kind,
    Option,
    Proposal,
    Span,
    Stated,
    View,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailLine:
    """What was said of one effect for weighing; `said` is false where nobody has."""

    people_word: str
    people_low: float | None
    people_high: float | None
    evidence_id: int | None
    evidence_title: str
    judged: str
    level: str
    before_after_id: int | None
    before_after: str
    find_out: str
    effort: str
    shared: str
    said: bool

    @property
    def people(self) -> Stated:
        """How many people a year, or None where nobody knows."""
        if self.people_low is not None and self.people_high is not None:
            return Span(self.people_low, self.people_high)
        return self.people_word or None

    @property
    def level_name(self) -> str:
        """How well it is known, in words."""
        return constants.load().evidence[self.level].name


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlLine:
    """A safeguard, with the ids of the risks that it takes away from."""

    id: int
    name: str
    effects: tuple[int, ...]
    reduces: int
    state: ControlState
    shown: str
    kind: ActionKind
    effort: str

    @property
    def state_name(self) -> str:
        """How far it is, with what counts of it."""
        return STATE_NAMES[self.state]

    @property
    def reduces_name(self) -> str:
        """How much it takes away, with the number beside the word."""
        return REDUCES.get(self.reduces, f"{self.reduces}%")

    @property
    def effort_name(self) -> str:
        """How much work it is, with the days beside the word."""
        return EFFORT_NAMES[Effort(self.effort)] if self.effort else "Nobody has said"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group that effects name, how many times what happens to it counts, and why."""

    name: str
    times: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    """How one option stands at one gate, what was said, and what the record holds back."""

    gate: str
    name: str
    state: GateState
    reason: str
    held: str
    said: GateState | None
    said_reason: str

    @property
    def state_name(self) -> str:
        """How it stands, in words."""
        return GATE_NAMES[self.state]


def proposal(
    sheet: AssessmentSheet, *, title: str, details: Mapping[int, DetailLine],
    controls: Sequence[ControlLine], standings: Mapping[int, Sequence[StandingLine]],
    orders: Sequence[tuple[int, tuple[str, ...]]], counted: Sequence[GroupLine] = (),
    panel: tuple[str, ...] = (),
    ranges: Mapping[int, tuple[Estimate, ...]] | None = None,
) -> Proposal:
    """A round as it would be weighed now, without the use's number: the committee reads it."""
    groups = {name: f"group-{place}" for place, name in enumerate(group_names(sheet), start=1)}
    counts = {each.name: each for each in counted}
    return Proposal(
        title=title, panel=panel if ranges else (),
        options=tuple(
            Option(id=option_id(each.number), name=each.name, text=each.text)
            for each in sheet.options
        ),
        groups=tuple(
            Group(id=key, name=name, multiplier=counts[name].times, reason=counts[name].reason)
            if name in counts else Group(id=key, name=name) for name, key in groups.items()
        ),
        effects=tuple(
            _effect(each, option=option, group=groups[each.affected], detail=details[each.id],
                    given=(ranges or {}).get(each.id, ()))
            for option in sheet.options for each in option.effects
        ),
        controls=tuple(_control(each) for each in controls if each.effects),
        gates=tuple(
            Gate(key=each.gate, state=each.state, options=(option_id(number),),
                 reason=each.reason)
            for number, lines in standings.items() for each in lines
        ),
        views=tuple(View(by=f"Seat {seat}", order=order) for seat, order in orders),
    )


def group_names(sheet: AssessmentSheet) -> tuple[str, ...]:
    """Whom the effects of a round name, each once, in the order in which they come."""
    return tuple(dict.fromkeys(
        effect.affected for option in sheet.options for effect in option.effects))


def option_id(number: int) -> str:
    """The id of an option in a proposal."""
    return f"option-{number}" if number else NOW


def blanks(line: EffectLine, detail: DetailLine, *, pooled: bool = False) -> tuple[str, ...]:
    """What nobody knows of an effect: each counts as the worst, and never helps.

    Where several people gave ranges, these stand for how likely, how much and how many.
    """
    if pooled:
        return ("how we know",) if detail.level == "0" else ()
    found = []
    if line.chance is Chance.DONT_KNOW:
        found.append("how likely it is")
    if line.size is Size.DONT_KNOW:
        found.append("how much it matters")
    if constants.load().lenses[line.lens].each and detail.people is None:
        found.append("how many people it happens to")
    if detail.level == "0":
        found.append("how we know")
    return tuple(found)


def meaning(band: Band, lens: LensScale) -> str:
    """What a size word stands for through one lens, with its example."""
    whose = " for each person" if lens.each else ""
    return (f"{sentences.figure(band.span.low)} to {sentences.figure(band.span.high)} "
            f"{lens.unit}{whose}. For example: {band.example[0].lower()}{band.example[1:]}")


def _effect(
    line: EffectLine, *, option: OptionSheet, group: str, detail: DetailLine,
    given: tuple[Estimate, ...],
) -> Effect:
    """An effect with the panel's ranges once all are in, and with the words until then."""
    each = constants.load().lenses[line.lens].each
    kind = Kind.RISK if line.kind is EffectKind.RISK else Kind.OPPORTUNITY
    return Effect(
        id=effect_id(line.id), option=option_id(option.number), kind=kind, lens=line.lens,
        group=group, text=line.text, estimates=given, chance=None if given else line.chance.value,
        size=None if given else line.size.value,
        people=detail.people if each and not given else None, evidence=detail.level,
        source=detail.evidence_title or detail.judged,
        before_after=detail.before_after if kind is Kind.OPPORTUNITY else "",
        find_out=detail.find_out, shared=detail.shared,
        effort=EFFORT_DAYS[Effort(detail.effort)] if detail.effort else None,
    )


def effect_id(number: int) -> str:
    """The id of an effect in a proposal: in order, so that draws are in order too."""
    return f"effect-{number:06d}"


def _control(line: ControlLine) -> Control:
    return Control(
        id=f"control-{line.id:06d}", name=line.name,
        effects=tuple(effect_id(each) for each in line.effects), reduces=line.reduces / 100,
        state=line.state, kind=line.kind, evidence=line.shown,
        effort=EFFORT_DAYS[Effort(line.effort)] if line.effort else None,
    )
