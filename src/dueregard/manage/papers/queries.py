"""What a paper is made of, asked of every noun that knows a part of it."""

from dataclasses import replace
from datetime import datetime

from dueregard.documents.document import Document
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.evidence.queries import EvidenceLine
from dueregard.identify.packs import queries as packs
from dueregard.identify.points import queries as points
from dueregard.identify.points.rules import State as PointState
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import IN_COLUMNS
from dueregard.lenses.facts import FactType, is_unknown, shown
from dueregard.lenses.shapes import Bank
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.gates import queries as gates
from dueregard.manage.gates.rules import State as GateState
from dueregard.manage.papers import rules
from dueregard.manage.papers.gates_part import AskedRow, GateRow, GatesRecord, OverrideRow
from dueregard.manage.papers.rules import (
    About,
    Answered,
    ConditionRow,
    Earlier,
    EffectLine,
    EvidenceRow,
    Material,
    OptionLine,
    PointRow,
)
from dueregard.prioritise.assessment import queries as assessment
from dueregard.prioritise.assessment.queries import AssessmentSheet, OptionSheet

# Asked of every use and kept in columns of its own; who answers for it stays inside the force.
_APART = IN_COLUMNS | {"contract"}


def committee_paper(
    ref: str, *, question: str, now: datetime, earlier: Earlier | None = None
) -> Document:
    """The paper about a use as the record stands now, for the committee to read."""
    return rules.committee_paper(
        material=replace(material(ref), gates=_gates(ref, now)), question=question,
        made_at=now.isoformat(timespec="seconds"), earlier=earlier,
    )


def material(ref: str) -> Material:
    """All that a paper about a use may hold, but for its gates, which depend on the day."""
    bank = packs.bank()
    use = register.sheet(ref)
    lens_names = {each.id: each.title for each in bank.lenses}
    newest = assessment.latest(ref)
    found = points.points(ref)
    return Material(
        about=_about(use, bank), facts=_facts(ref, use, bank), lens_names=lens_names,
        options=_options(newest), order_because=newest.why_this_order if newest else "",
        settled=newest is not None and not newest.is_open,
        evidence=tuple(_evidence(each) for each in evidence.of_use(ref)),
        supplier_only=tuple(
            lens_names.get(each, each) for each in evidence.only_supplier_says(ref)
        ),
        points=tuple(
            PointRow(
                kind=each.kind_name, title=each.title, text=each.whole_text, affected=each.affected,
                lens=lens_names.get(each.lens, each.lens), find_out=each.find_out,
            )
            for each in found if each.state is PointState.ACCEPTED
        ),
        points_to_look_at=sum(each.state is PointState.RAISED for each in found),
        conditions=tuple(
            ConditionRow(text=each.text, test=each.test, due=each.due_on, state=each.state_name)
            for each in conditions.by_use(ref) if not each.met
        ),
    )


def _gates(ref: str, now: datetime) -> GatesRecord:
    sheet = gates.sheet(ref, on=now.date())
    needed = [each for each in sheet.lines if each.state is not GateState.NOT_NEEDED]
    tier = sheet.use.tier or gates.DEEPEST
    return GatesRecord(
        impact=sheet.touched.impact.name, impact_because=sheet.touched.because,
        gates=tuple(
            GateRow(
                title=each.gate.title, state=each.state_name, lacks=len(each.obstacles),
                post=each.passings[0].post if each.passings else "",
                on=each.passings[0].at.date() if each.passings else None,
            )
            for each in needed
        ),
        overrides=tuple(
            OverrideRow(gate=each.gate_title, name=each.by_name, post=each.post,
                        reason=each.reason, on=each.at.date(), against=each.against)
            for each in sheet.overridden
        ),
        asked=tuple(
            AskedRow(title=each.fact.title, lines=gates.in_words(each))
            for each in sheet.answers if tier in each.fact.tiers
        ),
    )


def _about(use: UseSheet, bank: Bank) -> About:
    technologies = {
        option.value: option.label
        for fact in bank.register if fact.key == "technology" for option in fact.options
    }
    return About(
        name=use.name, affected=use.affected, affected_count=use.affected_count_name,
        purpose=use.purpose, what_it_does=use.what_it_does,
        technology=technologies.get(use.technology, use.technology),
        department=use.department, supplier=use.supplier, status=use.status_name, tier=use.tier,
        tier_name=bank.tier(use.tier).name if use.tier is not None else "",
        # Lesser reasons change nothing, and would bury those that do.
        tier_reasons=tuple(
            rules.reason(text=str(each["text"]), unknown=bool(each["unknown"]))
            for each in use.tier_reasons if each["tier"] == use.tier
        ),
    )


def _facts(ref: str, use: UseSheet, bank: Bank) -> tuple[Answered, ...]:
    known = register.facts(ref)
    return tuple(
        Answered(
            question=fact.label, answer=_capital(shown(fact=fact, value=known.get(fact.key))),
            known=not is_unknown(known.get(fact.key)), yes_no=fact.type is FactType.YES_NO,
        )
        for fact in bank.facts_for(known) if fact.key not in _APART
    )


def _options(newest: AssessmentSheet | None) -> tuple[OptionLine, ...]:
    return tuple(_option(each) for each in newest.options) if newest else ()


def _option(option: OptionSheet) -> OptionLine:
    return OptionLine(
        name=option.name, text=option.text, place=option.place,
        effects=tuple(
            EffectLine(
                lens=each.lens, kind=each.kind_name, affected=each.affected, text=each.text,
                chance=each.chance_name, size=each.size_name, known=not each.find_out,
                evidence=f"{each.evidence_title} ({each.evidence_level})"
                if each.evidence_title else "",
            )
            for each in option.effects
        ),
    )


def _evidence(line: EvidenceLine) -> EvidenceRow:
    said_by = f"{line.source_name}: {line.said_by}" if line.said_by else line.source_name
    return EvidenceRow(
        title=line.title, statement=line.statement, said_by=said_by, level=line.level_name,
        dated=line.dated_on,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
