"""What may be asked about gates: how each stands for a use, what it lacks, what was overridden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dueregard.answers import Answer, Missing
from dueregard.identify.law import queries as law
from dueregard.identify.packs import queries as packs
from dueregard.identify.profile import queries as profile
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import Status
from dueregard.identify.register.rules import ref as ref_of
from dueregard.lenses import bank as banks
from dueregard.lenses import gates as gate_words
from dueregard.lenses.facts import NOT_KNOWN, is_unknown
from dueregard.lenses.gate_shapes import BLOCK, LIVE, PILOT, TRIAL, Gate, GateFact, Part, PartType
from dueregard.lenses.gates import Touched
from dueregard.lenses.law import Status as LawStatus
from dueregard.lenses.profile import Sort as Line
from dueregard.lenses.shapes import Level
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.agreements.rules import TECHNOLOGY as SHARES
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.conditions.queries import ConditionLine
from dueregard.manage.conditions.rules import Stage
from dueregard.manage.gates import rules
from dueregard.manage.gates.models import GateAnswer, Passing
from dueregard.manage.gates.rules import (
    HOW_NAMES,
    STATE_NAMES,
    Been,
    How,
    Obstacle,
    Sort,
    State,
    Told,
)

# An agreement is signed once it is decided, and a decision is what the committee's reference is of.
_AFTER_A_GATE = frozenset({"signatories", "ethics"})
# Not to know how deep to look counts as the deepest.
DEEPEST = 3

# Where a condition that was set for a stage is looked at once more: by what the gate stands before.
_STAGES: dict[str, str] = {
    TRIAL: Stage.TRIAL, LIVE: Stage.GO_LIVE, "design": Stage.DESIGN, "purchase": Stage.PURCHASE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PassingLine:
    """One time that a gate was gone through."""

    id: int
    gate: str
    gate_title: str
    round: int
    how: How
    post: str
    reason: str
    document_title: str
    document_reference: str
    obstacles: tuple[dict[str, str], ...]
    warnings: tuple[str, ...]
    answers: tuple[dict[str, Any], ...]
    impact: str
    ends_on: date | None
    by_name: str
    at: datetime

    @property
    def how_name(self) -> str:
        """How it was gone through, in words."""
        return HOW_NAMES[self.how]

    @property
    def against(self) -> tuple[str, ...]:
        """What stood in the way and was gone round, a line a sort, fit to be published."""
        return rules.in_lines((Sort(each["sort"]), each["text"]) for each in self.obstacles)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """What was said to one thing asked at gates, and what it lacks."""

    fact: GateFact
    told: Told
    by_name: str
    at: datetime | None
    gaps: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One gate of a use: how it stands, and each time that it was gone through, newest first."""

    gate: Gate
    state: State
    obstacles: tuple[Obstacle, ...]
    passings: tuple[PassingLine, ...]

    @property
    def state_name(self) -> str:
        """How it stands, in words."""
        return STATE_NAMES[self.state]

    @property
    def through(self) -> bool:
        """True when the use may go through it now."""
        return self.state in rules.THROUGH

    @property
    def behind(self) -> bool:
        """True when later gates no longer ask for it."""
        return self.state in rules.BEHIND


@dataclass(frozen=True, slots=True, kw_only=True)
class GatesSheet:
    """All the gates of a use on a day, with what a wrong result of it can touch."""

    use: UseSheet
    on: date
    touched: Touched
    lines: tuple[GateLine, ...]
    answers: tuple[AnswerLine, ...]
    warnings: tuple[str, ...]

    def line(self, gate_id: str) -> GateLine:
        """One gate; Missing when there is none."""
        found = next((each for each in self.lines if each.gate.id == gate_id), None)
        if found is None:
            raise Missing("There is no such gate.")
        return found

    def asked_at(self, gate: Gate) -> tuple[AnswerLine, ...]:
        """What is asked at a gate, with what was said."""
        tier = _tier(self.use)
        return tuple(
            each for each in self.answers
            if gate.id in each.fact.gates and tier in each.fact.tiers
        )

    @property
    def unnamed(self) -> bool:
        """True for what is on trial or live with nobody's name under the gate before that."""
        before = banks.load().gates.before(self.use.status)
        return before is not None and not any(
            each.how in (How.PASSED, How.OVERRIDDEN) for each in self.line(before.id).passings
        )

    @property
    def next(self) -> GateLine | None:
        """The first gate that is needed and not behind the use."""
        return next((each for each in self.lines if not each.behind), None)

    @property
    def overridden(self) -> tuple[PassingLine, ...]:
        """Each override there ever was, the newest first."""
        return _overridden(one for each in self.lines for one in each.passings)


def sheet(ref: str, *, on: date) -> GatesSheet:
    """The gates of a use as they stand on a day."""
    bank, use = packs.bank(), register.sheet(ref)
    facts = register.facts(ref)
    touched = gate_words.impact(facts=facts, bank=bank)
    told, been = told_of(ref), passings(ref)
    states = _states(use, been, impact=touched.impact.id, on=on)
    blocking, warnings = _law(ref, on=on)
    held = conditions.by_use(ref)
    late = tuple(
        Obstacle(sort=Sort.CONDITION, key=f"condition-{each.id}", text=each.text)
        for each in held if each.overdue
    )
    tier, open_ = _tier(use), _agreement(use, on=on)
    plain = {key: line.told for key, line in told.items()}

    def obstacles(gate: Gate) -> tuple[Obstacle, ...]:
        return (
            *(blocking if gate.law == BLOCK else ()),
            *rules.gaps(facts=bank.gates.asked_at(gate.id, tier=tier, facts=facts), told=plain),
            *rules.earlier(gate=gate, gates=bank.gates.gates, states=states),
            *(late if gate.before else ()),
            *_again(held, gate),
            *(rules.past_end(plain[PILOT], today=on) if gate.before == TRIAL else ()),
            *(open_ if gate.before else ()),
        )

    return GatesSheet(
        use=use, on=on, touched=touched, warnings=warnings,
        answers=tuple(told[each.id] for each in bank.gates.asked_of(facts)),
        lines=tuple(
            GateLine(
                gate=each, state=states[each.id], obstacles=obstacles(each),
                passings=tuple(one for one in been if one.gate == each.id),
            )
            for each in bank.gates.gates
        ),
    )


def _agreement(use: UseSheet, *, on: date) -> tuple[Obstacle, ...]:
    """What the agreement of a use that shares data leaves open, but for what comes after a gate."""
    if use.technology != SHARES:
        return ()
    if not agreements.has_agreement(use.ref):
        return (Obstacle(
            sort=Sort.GAP, key="agreement",
            text="It shares data, and has no agreement that says what, with whom and until when.",
        ),)
    gaps = [each for each in agreements.gaps(use.ref, on=on)
            if each.heading not in _AFTER_A_GATE]
    if not gaps:
        return ()
    return (Obstacle(
        sort=Sort.GAP, key="agreement", text=f"Its agreement leaves open: {len(gaps)} headings.",
        detail="; ".join(each.name for each in gaps),
    ),)


def _again(held: Iterable[ConditionLine], gate: Gate) -> tuple[Obstacle, ...]:
    """What was met before and is an open check at this gate: met at the design is not met live."""
    stage = _STAGES.get(gate.before or gate.id.removeprefix("gate."), "")
    return tuple(
        Obstacle(sort=Sort.CHECK, key=f"condition-{each.id}", text=each.text)
        for each in conditions.open_at(held, stage) if not each.overdue
    )


def states(ref: str, *, on: date) -> dict[str, State]:
    """How each gate of a use stands on a day."""
    touched = gate_words.impact(facts=register.facts(ref), bank=packs.bank())
    return _states(register.sheet(ref), passings(ref), impact=touched.impact.id, on=on)


def may_go(use: UseSheet, *, to: Status, on: date) -> Answer:
    """Whether a decision may move a use on: see `rules.may_go`."""
    return rules.may_go(
        now_at=use.status, to=to, gates=banks.load().gates.gates, states=states(use.ref, on=on)
    )


def passings(ref: str) -> tuple[PassingLine, ...]:
    """Each time that a gate of this use was gone through, the newest first."""
    rows = Passing.objects.filter(use__number=_number(ref)).order_by("-at", "-pk")
    return tuple(_passing(each) for each in rows)


def overridden(ref: str) -> tuple[PassingLine, ...]:
    """Each override of a gate of this use, the newest first; none is ever left out."""
    return _overridden(passings(ref))


def overridden_between(first: date, last: date) -> tuple[tuple[str, str, PassingLine], ...]:
    """Each override in these days with its use's reference and name, the newest first."""
    rows = Passing.objects.filter(
        how=How.OVERRIDDEN, at__date__gte=first, at__date__lte=last
    ).select_related("use").order_by("-at", "-pk")
    return tuple((ref_of(each.use.number), each.use.name, _passing(each)) for each in rows)


def told_of(ref: str) -> dict[str, AnswerLine]:
    """What was said of a use to each thing asked at gates; nothing said is an empty answer."""
    newest: dict[str, GateAnswer] = {}
    for row in GateAnswer.objects.filter(use__number=_number(ref)).order_by("at", "pk"):
        newest[row.fact] = row
    return {each.id: _answer(each, newest.get(each.id)) for each in banks.load().gates.facts}


def earlier_answers(ref: str, fact_id: str) -> tuple[AnswerLine, ...]:
    """What was said before the newest to one thing asked at gates, newest first."""
    fact = banks.load().gates.fact(fact_id)
    if fact is None:
        raise Missing("Nothing of this name is asked at gates.")
    rows = GateAnswer.objects.filter(use__number=_number(ref), fact=fact_id).order_by("-at", "-pk")
    return tuple(_answer(fact, each) for each in rows[1:])


def in_words(line: AnswerLine) -> tuple[str, ...]:
    """What was said to one thing asked at gates, a line a row; nothing where nobody has said."""
    if line.told.none_because:
        return (f"{line.fact.none} Why: {line.told.none_because}",)
    return tuple(
        "; ".join(
            f"{part.label}: {shown_part(part, row.get(part.key, '')).rstrip('.')}"
            for part in line.fact.parts
        )
        for row in line.told.rows
    )


def shown_part(part: Part, value: str) -> str:
    """One part of an answer as a reader sees it."""
    if is_unknown(value):
        return NOT_KNOWN
    if part.type is PartType.DATE:
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    return {each.value: each.label for each in part.options}.get(value, value)


def communities() -> tuple[str, ...]:
    """The communities of the force's own profile, those who have felt targeted first."""
    return tuple(
        each.line.title for each in profile.lines() if each.line.sort is Line.COMMUNITY
    )


def _states(
    use: UseSheet, been: tuple[PassingLine, ...], *, impact: str, on: date
) -> dict[str, State]:
    newest: dict[str, PassingLine] = {}
    for each in been:
        newest.setdefault(each.gate, each)
    return {
        gate.id: rules.state_of(
            gate=gate, tier=_tier(use), been=_been(newest.get(gate.id)), impact=impact, today=on
        )
        for gate in banks.load().gates.gates
    }


def _been(line: PassingLine | None) -> Been | None:
    return Been(how=line.how, impact=line.impact, ends_on=line.ends_on) if line else None


def _law(ref: str, *, on: date) -> tuple[tuple[Obstacle, ...], tuple[str, ...]]:
    """The strict rules in the way, and in words what else the law asks to check."""
    found = law.sheet(ref, on=on)
    blocking = tuple(
        Obstacle(
            sort=Sort.LAW, key=each.rule.id,
            text=f"{each.rule.title} ({each.rule.citation})",
        )
        for each in found.blocking
    )
    warnings = tuple(
        f"{each.rule.title} ({each.rule.citation})" for each in found.at(Level.WARN)
        if not each.met and each.status is LawStatus.APPLIES
    )
    return blocking, warnings


def _answer(fact: GateFact, row: GateAnswer | None) -> AnswerLine:
    told = Told(rows=tuple(row.rows), none_because=row.none_because) if row else Told()
    return AnswerLine(
        fact=fact, told=told, by_name=row.by_name if row else "", at=row.at if row else None,
        gaps=rules.gaps(facts=(fact,), told={fact.id: told}),
    )


def _passing(row: Passing) -> PassingLine:
    return PassingLine(
        id=row.pk, gate=row.gate, gate_title=row.gate_title, round=row.round, how=How(row.how),
        post=row.post, reason=row.reason, document_title=row.document_title,
        document_reference=row.document_reference, obstacles=tuple(row.obstacles),
        warnings=tuple(row.warnings), answers=tuple(row.answers), impact=row.impact,
        ends_on=row.ends_on, by_name=row.by_name, at=row.at,
    )


def _overridden(lines: Iterable[PassingLine]) -> tuple[PassingLine, ...]:
    found = [each for each in lines if each.how is How.OVERRIDDEN]
    return tuple(sorted(found, key=lambda each: (each.at, each.id), reverse=True))


def _tier(use: UseSheet) -> int:
    return use.tier or DEEPEST


def _number(ref: str) -> int:
    digits = ref.removeprefix("use-")
    return int(digits) if digits.isdecimal() else -1
