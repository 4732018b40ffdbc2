"""What may be asked of an assessment: its options side by side, its answers, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from dueregard.answers import Missing
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.points import queries as points
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.lenses import bank as banks
from dueregard.lenses.asking import Asked, questions
from dueregard.lenses.screening import LOWEST
from dueregard.prioritise.assessment import rules
from dueregard.prioritise.assessment.models import Assessment, Effect, Option, Reply
from dueregard.prioritise.assessment.rules import (
    ANSWER_NAMES,
    CHANCE_NAMES,
    KIND_NAMES,
    SIZE_NAMES,
    STATE_NAMES,
    Chance,
    EffectKind,
    Gap,
    OptionState,
    ReplyAnswer,
    Size,
    State,
    Unanswered,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectLine:
    """What an option would do to somebody."""

    id: int
    option: int
    kind: EffectKind
    lens: str
    affected: str
    text: str
    chance: Chance
    size: Size
    evidence_id: int | None
    evidence_title: str
    evidence_level: str
    by_name: str

    @property
    def kind_name(self) -> str:
        """Which way it cuts, in words."""
        return KIND_NAMES[self.kind]

    @property
    def chance_name(self) -> str:
        """How likely, in words with what the words mean."""
        return CHANCE_NAMES[self.chance]

    @property
    def size_name(self) -> str:
        """How much it would matter, in words."""
        return SIZE_NAMES[self.size]

    @property
    def find_out(self) -> bool:
        """Whether its chance or its size is not known."""
        return self.chance is Chance.DONT_KNOW or self.size is Size.DONT_KNOW


@dataclass(frozen=True, slots=True, kw_only=True)
class LensEffects:
    """What one option does through one lens; empty where nobody has said anything."""

    lens: str
    title: str
    effects: tuple[EffectLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSheet:
    """One option with its effects. `place` is where people put it, 1 the first."""

    id: int
    number: int
    name: str
    text: str
    place: int | None
    effects: tuple[EffectLine, ...]
    lenses: tuple[LensEffects, ...]

    @property
    def carry_on(self) -> bool:
        """Whether this is carrying on as now."""
        return self.number == 0

    @property
    def affected(self) -> tuple[str, ...]:
        """Who is affected by it, each named once."""
        return tuple(dict.fromkeys(each.affected for each in self.effects))


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLine:
    """A pack that was used, fixed by its digest."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One time round, in a list."""

    id: int
    ref: str
    round: int
    tier: int
    state: State
    opened_at: datetime
    opened_because: str
    settled_at: datetime | None

    @property
    def state_name(self) -> str:
        """Whether it can still be changed, in words."""
        return STATE_NAMES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentSheet(RoundLine):
    """One time round, whole: the options side by side."""

    why_this_order: str
    packs: tuple[PackLine, ...]
    options: tuple[OptionSheet, ...]

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.state is State.OPEN

    @property
    def affected(self) -> tuple[str, ...]:
        """Who is affected by any option, each named once."""
        return tuple(dict.fromkeys(name for each in self.options for name in each.affected))

    @property
    def ranked(self) -> tuple[OptionSheet, ...]:
        """The options in the order that people put them in; empty before they did."""
        placed = [each for each in self.options if each.place is not None]
        return tuple(sorted(placed, key=lambda each: each.place or 0))

    @property
    def find_out(self) -> tuple[EffectLine, ...]:
        """The effects of which the chance or the size is not known: what to find out first."""
        return tuple(one for each in self.options for one in each.effects if one.find_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLine:
    """An answer, with the words of the question as they were asked."""

    question: str
    rev: int
    words: str
    lens: str
    answer: ReplyAnswer
    text: str
    publish: bool
    by_name: str
    at: datetime

    @property
    def answer_name(self) -> str:
        """The answer in words."""
        return ANSWER_NAMES[self.answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question that this use must answer, with the answer so far.

    `old` is true for an answer given longer ago than evidence for it may be old.
    """

    id: str
    text: str
    why: str
    good: str
    evidence: str
    fresh_months: int
    asked_because: str
    light: bool
    reply: ReplyLine | None
    old: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LensProgress:
    """How many questions of a lens are answered. `due`: short ones that have no answer yet."""

    lens: str
    title: str
    answered: int
    asked: int
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many questions are answered, over all and by lens."""

    lenses: tuple[LensProgress, ...]

    @property
    def answered(self) -> int:
        """All that are answered."""
        return sum(each.answered for each in self.lenses)

    @property
    def asked(self) -> int:
        """All that are asked."""
        return sum(each.asked for each in self.lenses)


def rounds(ref: str) -> tuple[RoundLine, ...]:
    """Every time round of a use, the newest first."""
    return tuple(RoundLine(**_round(each, ref)) for each in _of(ref))


def latest(ref: str) -> AssessmentSheet | None:
    """The newest assessment of a use, open or settled; None before the first."""
    found = _of(ref).first()
    return _sheet(found, ref) if found else None


def latest_settled(ref: str) -> AssessmentSheet | None:
    """The newest assessment that is settled; None where there is none."""
    found = _of(ref).filter(state=State.SETTLED).first()
    return _sheet(found, ref) if found else None


def sheet(assessment_id: int) -> AssessmentSheet:
    """One assessment whole; Missing when there is none."""
    found = Assessment.objects.select_related("use").filter(pk=assessment_id).first()
    if found is None:
        raise Missing("There is no such assessment.")
    return _sheet(found, ref_of(found.use.number))


def round_(ref: str, number: int) -> AssessmentSheet:
    """One time round of a use by its number; Missing when there was none."""
    found = _of(ref).filter(round=number).first()
    if found is None:
        raise Missing(f"There is no round {number} of {ref}.")
    return _sheet(found, ref)


def replies(assessment_id: int) -> tuple[ReplyLine, ...]:
    """The answers of an assessment, in the order of the questions."""
    found = Reply.objects.filter(assessment_id=assessment_id)
    order = {lens.id: place for place, lens in enumerate(banks.load().lenses)}
    lines = [_reply(each) for each in found]
    return tuple(sorted(lines, key=lambda each: (order.get(each.lens, 99), each.question)))


def asked(ref: str, *, tier: int) -> tuple[Asked, ...]:
    """The questions that a use must answer at this tier, from its facts as they stand."""
    return questions(facts=register.facts(ref), bank=banks.load(), tier=tier)


def lens_questions(ref: str, *, lens: str, now: datetime) -> tuple[QuestionLine, ...]:
    """The questions of one lens for the newest assessment, with the answers so far."""
    newest = _of(ref).first()
    if newest is None:
        return ()
    answered = {each.question: each for each in replies(newest.pk)}
    return tuple(
        _question(each, answered.get(each.question.id), now)
        for each in asked(ref, tier=newest.tier) if each.question.lens == lens
    )


def progress(ref: str) -> Progress:
    """How far the questions of the newest assessment are answered, lens by lens."""
    newest = _of(ref).first()
    tier = newest.tier if newest else LOWEST
    answered = {each.question for each in replies(newest.pk)} if newest else set()
    return _progress(asked(ref, tier=tier), answered)


def gaps(ref: str) -> tuple[Gap, ...]:
    """What is missing before the newest assessment can be settled, in the order to do it."""
    newest = latest(ref)
    if newest is None:
        return ()
    return gaps_of(newest)


def gaps_of(newest: AssessmentSheet, *, so_far: Progress | None = None) -> tuple[Gap, ...]:
    """The same for an assessment that is already in hand."""
    so_far = so_far or progress(newest.ref)
    return rules.gaps(
        options=tuple(
            OptionState(
                number=each.number, name=each.name, place=each.place,
                risks=sum(one.kind is EffectKind.RISK for one in each.effects),
                opportunities=sum(one.kind is EffectKind.OPPORTUNITY for one in each.effects),
            )
            for each in newest.options
        ),
        unanswered=tuple(
            Unanswered(lens=each.lens, title=each.title, count=each.due)
            for each in so_far.lenses if each.due
        ),
        points_to_look_at=points.counts(newest.ref).to_look_at,
    )


def _progress(asked_here: Iterable[Asked], answered: set[str]) -> Progress:
    by_lens: dict[str, list[Asked]] = {}
    for each in asked_here:
        by_lens.setdefault(each.question.lens, []).append(each)
    return Progress(lenses=tuple(
        LensProgress(
            lens=lens.id, title=lens.title, asked=len(by_lens.get(lens.id, ())),
            answered=sum(each.question.id in answered for each in by_lens.get(lens.id, ())),
            due=sum(
                each.question.light and each.question.id not in answered
                for each in by_lens.get(lens.id, ())
            ),
        )
        for lens in banks.load().lenses
    ))


def _of(ref: str) -> QuerySet[Assessment]:
    number = int(ref.removeprefix("use-"))
    return Assessment.objects.filter(use__number=number).order_by("-round")


def _round(row: Assessment, ref: str) -> dict[str, Any]:
    return {
        "id": row.pk, "ref": ref, "round": row.round, "tier": row.tier,
        "state": State(row.state), "opened_at": row.opened_at,
        "opened_because": row.opened_because, "settled_at": row.settled_at,
    }


def _sheet(row: Assessment, ref: str) -> AssessmentSheet:
    known = {each.id: each for each in evidence.of_use(ref, replaced=True)}
    effects: dict[int, list[EffectLine]] = {}
    for each in Effect.objects.filter(option__assessment=row).select_related("option"):
        effects.setdefault(each.option_id, []).append(_effect(each, known))
    return AssessmentSheet(
        **_round(row, ref), why_this_order=row.why_this_order,
        packs=tuple(PackLine(**each) for each in row.packs),
        options=tuple(
            _option(each, effects.get(each.pk, []))
            for each in Option.objects.filter(assessment=row).order_by("number")
        ),
    )


def _option(row: Option, effects: list[EffectLine]) -> OptionSheet:
    ordered = tuple(sorted(effects, key=lambda each: (
        rules.effect_order(size=each.size, chance=each.chance), each.id
    )))
    return OptionSheet(
        id=row.pk, number=row.number, name=row.name, text=row.text, place=row.place,
        effects=ordered,
        lenses=tuple(
            LensEffects(
                lens=lens.id, title=lens.title,
                effects=tuple(each for each in ordered if each.lens == lens.id),
            )
            for lens in banks.load().lenses
        ),
    )


def _effect(row: Effect, known: dict[int, evidence.EvidenceLine]) -> EffectLine:
    shown = known.get(row.evidence_id or 0)
    return EffectLine(
        id=row.pk, option=row.option.number, kind=EffectKind(row.kind), lens=row.lens,
        affected=row.affected, text=row.text, chance=Chance(row.chance), size=Size(row.size),
        evidence_id=row.evidence_id, evidence_title=shown.title if shown else "",
        evidence_level=shown.level_name if shown else "", by_name=row.by_name,
    )


def _question(found: Asked, reply: ReplyLine | None, now: datetime) -> QuestionLine:
    question = found.question
    return QuestionLine(
        id=question.id, text=question.text, why=question.why, good=question.good,
        evidence=question.evidence, fresh_months=question.fresh_months, asked_because=found.why,
        light=question.light, reply=reply,
        old=reply is not None and rules.grown_old(
            at=reply.at.date(), now=now.date(), fresh_months=question.fresh_months
        ),
    )


def _reply(row: Reply) -> ReplyLine:
    return ReplyLine(
        question=row.question, rev=row.rev, words=row.words, lens=row.lens,
        answer=ReplyAnswer(row.answer), text=row.text, publish=row.publish,
        by_name=row.by_name, at=row.at,
    )
