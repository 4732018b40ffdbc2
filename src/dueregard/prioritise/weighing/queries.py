"""What may be asked of a weighing: what each effect still lacks, the proposal, each result."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dueregard.answers import DueRegardError, Missing
from dueregard.documents.document import Document, document_from_plain
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.prioritise.assessment import queries as assessment
from dueregard.prioritise.assessment.models import Effect
from dueregard.prioritise.assessment.queries import AssessmentSheet, EffectLine, OptionSheet
from dueregard.prioritise.assessment.rules import EffectKind
from dueregard.prioritise.panel import queries as panel
from dueregard.prioritise.weighing import proposing, rules
from dueregard.prioritise.weighing.models import (
    Control,
    Detail,
    GroupWeight,
    Ranking,
    Standing,
    Weighing,
)
from dueregard.prioritise.weighing.proposing import (
    ControlLine,
    DetailLine,
    GroupLine,
    StandingLine,
)
from dueregard.weighing import checking, constants, reading, sensitivity
from dueregard.weighing import weigh as weighing_method
from dueregard.weighing.sensitivity import Sensitivity
from dueregard.weighing.shapes import ActionKind, ControlState, GateState, Proposal
from dueregard.weighing.weighed import Weighed

# What the record holds back at gates, by the gate: said by the page, which sees the gates.
Held = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedEffect:
    """An effect with what was said of it for weighing, and what is still blank."""

    line: EffectLine
    detail: DetailLine
    counts_people: bool
    size_means: str
    blanks: tuple[str, ...]
    controls: tuple[ControlLine, ...]

    @property
    def asserted(self) -> bool:
        """Whether it is a benefit that nobody measured before and after."""
        return self.line.kind is EffectKind.OPPORTUNITY and self.detail.before_after_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedOption:
    """One option with its effects, and how it stands at the gates."""

    option: OptionSheet
    effects: tuple[WeighedEffect, ...]
    gates: tuple[StandingLine, ...]

    @property
    def blanks(self) -> int:
        """How many of its effects have something blank."""
        return sum(bool(each.blanks) for each in self.effects)

    @property
    def not_passed(self) -> int:
        """How many gates it is not past."""
        return sum(each.state is not GateState.PASSED for each in self.gates)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighingLine:
    """One weighing in a list."""

    id: int
    ref: str
    round: int
    digest: str
    version: str
    seed: int
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighingSheet(WeighingLine):
    """One weighing whole: the paper, what hangs on the method if asked, and the kept JSON."""

    use_name: str
    paper: Document
    sensitivity: Document | None
    weighed: str

    @property
    def plain(self) -> dict[str, Any]:
        """What was kept, as tables and lists."""
        return dict(json.loads(self.weighed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that the page of weighing shows of the newest round of a use."""

    sheet: AssessmentSheet
    options: tuple[WeighedOption, ...]
    controls: tuple[ControlLine, ...]
    groups: tuple[GroupLine, ...]
    faults: tuple[str, ...]
    weighings: tuple[WeighingLine, ...]
    rankings: int

    @property
    def find_out(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """What is blank: the option, the effect, and what nobody has said."""
        return tuple(
            (option.option.name, each.line.text, each.blanks)
            for option in self.options for each in option.effects if each.blanks
        )

    def option(self, number: int) -> WeighedOption:
        """One option; Missing when there is none."""
        found = next((each for each in self.options if each.option.number == number), None)
        if found is None:
            raise Missing("There is no such option in this assessment.")
        return found


def desk(ref: str, *, held: Held) -> Desk | None:
    """The newest round as far as it is ready to be weighed; None where there is no round."""
    sheet = assessment.latest(ref)
    if sheet is None:
        return None
    made, lines = _parts(sheet), controls(sheet.id)
    _seats, ranges = panel.estimates(sheet)
    said = standings(sheet, held=held)
    return Desk(
        sheet=sheet, controls=lines, groups=groups(sheet), rankings=Ranking.objects.filter(
            assessment_id=sheet.id).count(),
        options=tuple(
            WeighedOption(
                option=each, gates=said.get(each.number, ()),
                effects=tuple(
                    _effect(one, made[one.id], lines, pooled=one.id in ranges)
                    for one in each.effects
                ),
            ) for each in sheet.options
        ),
        faults=tuple(
            each.sentence for each in
            checking.check(proposal(ref, held=held), constants.load())
        ),
        weighings=weighings(ref),
    )


def proposal(ref: str, *, held: Held) -> Proposal:
    """The newest round as a proposal. What is blank stays blank."""
    sheet = assessment.latest(ref)
    if sheet is None:
        raise Missing("There is no assessment of this use yet. Open one first.")
    seats, ranges = panel.estimates(sheet)
    return proposing.proposal(
        sheet, panel=seats, ranges=ranges, title=register.sheet(ref).name, details=_parts(sheet),
        controls=controls(sheet.id), standings=standings(sheet, held=held),
        counted=groups(sheet), orders=tuple(
            (each.seat, tuple(each.order))
            for each in Ranking.objects.filter(assessment_id=sheet.id).order_by("seat")
        ),
    )


def weigh(ref: str, *, held: Held) -> Weighed:
    """The newest round weighed as it stands; refused in words while something makes no sense."""
    frozen = proposal(ref, held=held)
    faults = checking.check(frozen, constants.load())
    if faults:
        raise DueRegardError("Not yet. " + " ".join(each.sentence for each in faults))
    return weighing_method.weigh(frozen, checked=True)


def try_constants(weighing_id: int) -> Sensitivity:
    """Each constant that a weighing used tried low and high, with the constants of its day."""
    found = weighing(weighing_id)
    kept = found.plain
    return sensitivity.try_constants(
        reading.from_plain(kept["proposal"], name="The proposal of this weighing"),
        using=constants.from_plain(kept["constants"]), seed=found.seed,
    )


def controls(assessment_id: int) -> tuple[ControlLine, ...]:
    """The safeguards of a round; the effects that were taken out since are left out."""
    found = []
    there = set(Effect.objects.filter(
        option__assessment_id=assessment_id).values_list("pk", flat=True))
    for each in Control.objects.filter(assessment_id=assessment_id).order_by("pk"):
        found.append(ControlLine(
            id=each.pk, name=each.name, effects=tuple(n for n in each.effects if n in there),
            reduces=each.reduces, state=ControlState(each.state), shown=each.shown,
            kind=ActionKind(each.kind), effort=each.effort,
        ))
    return tuple(found)


def groups(sheet: AssessmentSheet) -> tuple[GroupLine, ...]:
    """Whom the effects of a round name, with how many times what happens to each counts."""
    said = {each.name: each for each in GroupWeight.objects.filter(assessment_id=sheet.id)}
    return tuple(
        GroupLine(name=name, times=said[name].times if name in said else 1.0,
                  reason=said[name].reason if name in said else "")
        for name in proposing.group_names(sheet)
    )


def standings(sheet: AssessmentSheet, *, held: Held) -> dict[int, tuple[StandingLine, ...]]:
    """How each option but carrying on as now stands at each gate; unsaid is not yet."""
    said = {
        (each.option, each.gate): each
        for each in Standing.objects.filter(assessment_id=sheet.id)
    }
    found = {}
    for option in sheet.options[1:]:
        lines = []
        for key, name in constants.load().gates.items():
            row = said.get((option.number, key))
            state, reason = rules.standing(
                said=GateState(row.state) if row else GateState.NOT_YET,
                reason=row.reason if row else "", held=held.get(key, ""),
            )
            lines.append(StandingLine(
                gate=key, name=name, state=state, reason=reason, held=held.get(key, ""),
                said=GateState(row.state) if row else None, said_reason=row.reason if row else "",
            ))
        found[option.number] = tuple(lines)
    return found


def weighings(ref: str) -> tuple[WeighingLine, ...]:
    """Every weighing of a use, the newest first."""
    rows = Weighing.objects.filter(
        assessment__use__number=_number(ref)
    ).select_related("assessment__use").defer("weighed", "paper", "sensitivity")
    return tuple(WeighingLine(**_line(each)) for each in rows.order_by("-pk"))


def weighing(weighing_id: int) -> WeighingSheet:
    """One weighing; Missing when there is none."""
    row = Weighing.objects.select_related("assessment__use").filter(pk=weighing_id).first()
    if row is None:
        raise Missing("There is no such weighing.")
    return WeighingSheet(
        **_line(row), use_name=row.assessment.use.name, paper=document_from_plain(row.paper),
        sensitivity=document_from_plain(row.sensitivity) if row.sensitivity else None,
        weighed=row.weighed,
    )


def latest(ref: str) -> WeighingSheet | None:
    """The newest weighing of a use, for whoever writes a paper about it."""
    newest = Weighing.objects.filter(
        assessment__use__number=_number(ref)
    ).order_by("-pk").values_list("pk", flat=True).first()
    return weighing(newest) if newest else None


def newest_of_each() -> tuple[tuple[str, str, date], ...]:
    """The newest weighing of every use that has one: which use, all of it as data, and its day."""
    rows = Weighing.objects.order_by("assessment__use__number", "-pk").values_list(
        "assessment__use__number", "weighed", "at"
    )
    found: dict[int, tuple[str, str, date]] = {}
    for number, text, at in rows:
        found.setdefault(number, (ref_of(number), text, at.date()))
    return tuple(found.values())


def ranking(ref: str, person_id: int | None) -> tuple[int, tuple[str, ...]] | None:
    """A member's own seat and order in the newest round. Nobody else's can be asked for."""
    newest = assessment.latest(ref)
    row = Ranking.objects.filter(
        assessment_id=newest.id, person_id=person_id
    ).first() if newest and person_id is not None else None
    return (row.seat, tuple(row.order)) if row else None


def ranked_since(found: WeighingLine) -> int:
    """How many members said or changed what matters to them after a weighing."""
    return Ranking.objects.filter(
        assessment__use__number=_number(found.ref), assessment__round=found.round,
        at__gt=found.at,
    ).count()


def changed_since(found: WeighingLine) -> str:
    """What has changed since a weighing, in words; blank where it still is what would be weighed.

    What was taken out since leaves a gap: fewer effects or options than were weighed.
    """
    newest = assessment.latest(found.ref)
    if newest is None or newest.round != found.round:
        return "The use has gone round again since: this was an earlier round."
    effects = [each.id for option in newest.options for each in option.effects]
    kept = json.loads(Weighing.objects.values_list("weighed", flat=True).get(pk=found.id))
    weighed = kept["proposal"]
    said = (
        Effect.objects.filter(pk__in=effects), Detail.objects.filter(effect__in=effects),
        Control.objects.filter(assessment_id=newest.id),
        Standing.objects.filter(assessment_id=newest.id),
        GroupWeight.objects.filter(assessment_id=newest.id),
    )
    if (
        len(weighed["effect"]) != len(effects)
        or len(weighed["option"]) != len(newest.options)
        or any(rows.filter(at__gt=found.at).exists() for rows in said)
    ):
        return "What it was made from has changed since: weigh the options again."
    return ""


def _effect(
    line: EffectLine, detail: DetailLine, lines: tuple[ControlLine, ...], *, pooled: bool
) -> WeighedEffect:
    lens = constants.load().lenses[line.lens]
    band = lens.bands.get(line.size.value)
    return WeighedEffect(
        line=line, detail=detail, counts_people=lens.each,
        size_means=proposing.meaning(band, lens) if band else "",
        blanks=proposing.blanks(line, detail, pooled=pooled),
        controls=tuple(each for each in lines if line.id in each.effects),
    )


def _parts(sheet: AssessmentSheet) -> dict[int, DetailLine]:
    known = {each.id: each for each in evidence.of_use(sheet.ref, replaced=True)}
    rows = {each.effect_id: each for each in
            Detail.objects.filter(effect__option__assessment_id=sheet.id)}
    return {
        each.id: _detail(each, rows.get(each.id), known)
        for option in sheet.options for each in option.effects
    }


def _detail(
    line: EffectLine, row: Detail | None, known: dict[int, evidence.EvidenceLine]
) -> DetailLine:
    shown = known.get((row.evidence_id if row else None) or line.evidence_id or 0)
    change = known.get((row.before_after_id if row else None) or 0)
    judged = row.judged if row else ""
    return DetailLine(
        people_word=row.people_word if row else "", people_low=row.people_low if row else None,
        people_high=row.people_high if row else None, evidence_id=shown.id if shown else None,
        evidence_title=shown.title if shown else "", judged=judged,
        level=rules.level_of(level=shown.level if shown else None, judged=judged),
        before_after_id=change.id if change else None,
        before_after=change.title if change else "",
        find_out=row.find_out if row else "", effort=row.effort if row else "",
        shared=row.shared if row else "",
        said=row is not None,
    )


def _line(row: Weighing) -> dict[str, Any]:
    return {
        "id": row.pk, "ref": ref_of(row.assessment.use.number), "round": row.assessment.round,
        "digest": row.digest, "version": row.version, "seed": row.seed, "by_name": row.by_name,
        "at": row.at,
    }


def _number(ref: str) -> int:
    return int(ref.removeprefix("use-"))
