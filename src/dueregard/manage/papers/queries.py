"""What a paper is made of, asked of every noun that knows a part of it."""

from collections.abc import Iterator
from datetime import date, datetime

from dueregard.documents.document import Document
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.evidence.queries import EvidenceLine
from dueregard.identify.evidence.rules import Source
from dueregard.identify.law import queries as law
from dueregard.identify.law.queries import RuleLine
from dueregard.identify.packs import queries as packs
from dueregard.identify.points import queries as points
from dueregard.identify.points.rules import State as PointState
from dueregard.identify.points.sheets import PointSheet
from dueregard.identify.profile import queries as profile
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import IN_COLUMNS
from dueregard.lenses.conditions import TECHNOLOGY
from dueregard.lenses.facts import Facts, FactType, is_unknown, shown
from dueregard.lenses.law import Status as Applies
from dueregard.lenses.shapes import GENERIC, Bank, Nation
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.agreements.rules import TECHNOLOGY as SHARES
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.gates import queries as gates
from dueregard.manage.gates.rules import State as GateState
from dueregard.manage.papers import rules
from dueregard.manage.papers.drafting import Asked
from dueregard.manage.papers.gates_part import AskedRow, GateRow, GatesRecord, OverrideRow
from dueregard.manage.papers.material import (
    About,
    Answered,
    CommunityRow,
    ConditionRow,
    Earlier,
    EffectLine,
    EvidenceRow,
    Material,
    OptionLine,
    PointRow,
    PrimerRow,
    ReplyRow,
    RuleRow,
    WeighedRow,
)
from dueregard.manage.papers.sharing_part import SharingRecord
from dueregard.manage.value_cases import queries as value_cases
from dueregard.prioritise.assessment import queries as assessment
from dueregard.prioritise.assessment.queries import AssessmentSheet, OptionSheet, ReplyLine
from dueregard.prioritise.assessment.rules import ReplyAnswer
from dueregard.prioritise.weighing import queries as weighing

# Asked of every use and kept in columns of its own; who answers for it stays inside the force.
_APART = IN_COLUMNS | {"contract"}


def committee_paper(
    ref: str, *, question: str, now: datetime, earlier: Earlier | None = None,
    help_with: tuple[str, ...] = (),
) -> Document:
    """The paper about a use as the record stands now, for the committee to read."""
    return rules.committee_paper(
        material=material(ref, on=now.date()), question=question, help_with=help_with,
        made_at=now.isoformat(timespec="seconds"), earlier=earlier,
    )


def asked(ref: str, *, now: datetime, advised: tuple[str, ...] = ()) -> Asked:
    """What every draft about a use is written from; `advised` is what the committee said."""
    return Asked(
        material=material(ref, on=now.date()), words=packs.bank().papers, advised=advised,
        made_at=now.isoformat(timespec="seconds"),
    )


def material(ref: str, *, on: date) -> Material:
    """All that a paper about a use may hold; the law is that of the day."""
    bank, facts = packs.bank(), register.facts(ref)
    use = register.sheet(ref)
    lens_names = {each.id: each.title for each in bank.lenses}
    newest = assessment.latest(ref)
    found = points.points(ref)
    sheet = law.sheet(ref, on=on)
    return Material(
        about=_about(use, bank, sheet.nation), facts=_facts(facts, bank), lens_names=lens_names,
        options=_options(newest), order_because=newest.why_this_order if newest else "",
        settled=newest is not None and not newest.is_open,
        evidence=tuple(_evidence(each) for each in evidence.of_use(ref)),
        supplier_only=tuple(
            lens_names.get(each, each) for each in evidence.only_supplier_says(ref)
        ),
        points=tuple(
            _point(each, lens_names) for each in found if each.state is PointState.ACCEPTED
        ),
        points_to_look_at=sum(each.state is PointState.RAISED for each in found),
        conditions=tuple(
            ConditionRow(text=each.text, test=each.test, due=each.due_on, state=each.state_name,
                         met=each.met)
            for each in conditions.by_use(ref)
        ),
        law=tuple(
            _rule(each) for each in sheet.lines if each.status is not Applies.DOES_NOT_APPLY
        ),
        replies=tuple(_replies(newest)), communities=_communities(),
        primers=tuple(_primers(facts, bank)), gates=_gates(ref, on), weighed=_weighed(ref),
        sharing=_sharing(use, on),
    )


def _sharing(use: UseSheet, on: date) -> SharingRecord | None:
    if use.technology != SHARES:
        return None
    case = value_cases.case(use.ref)
    return SharingRecord(
        terms=agreements.newest_terms(use.ref),
        gaps=tuple(each.name.lower() for each in agreements.gaps(use.ref, on=on)),
        outcome=case.outcome, dissent=case.dissent, case_gaps=case.gaps,
        rows=tuple(each.row for each in case.rows),
    )


def _weighed(ref: str) -> WeighedRow | None:
    found = weighing.latest(ref)
    if found is None:
        return None
    return WeighedRow(
        on=found.at.date(), leads=found.paper.summary, parts=found.paper.parts,
        stale=weighing.changed_since(found),
    )


def _gates(ref: str, on: date) -> GatesRecord:
    sheet = gates.sheet(ref, on=on)
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


def _about(use: UseSheet, bank: Bank, nation: Nation) -> About:
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
        status_reason=use.status_reason, review_on=use.review_on, nation=nation,
    )


def _facts(known: Facts, bank: Bank) -> tuple[Answered, ...]:
    return tuple(
        Answered(
            question=fact.label, answer=_capital(shown(fact=fact, value=known.get(fact.key))),
            known=not is_unknown(known.get(fact.key)), yes_no=fact.type is FactType.YES_NO,
            key=fact.key,
        )
        for fact in bank.facts_for(known) if fact.key not in _APART
    )


def _point(point: PointSheet, lens_names: dict[str, str]) -> PointRow:
    return PointRow(
        kind=point.kind_name, title=point.title, text=point.whole_text, affected=point.affected,
        lens=lens_names.get(point.lens, point.lens), find_out=point.find_out, lens_id=point.lens,
    )


def _rule(line: RuleLine) -> RuleRow:
    said = line.said
    return RuleRow(
        id=line.rule.id, title=line.rule.title, check=line.rule.check,
        citation=line.rule.citation, in_the_way=line.blocks, met=line.met,
        applies=line.status is Applies.APPLIES, said=said.said_name if said else "",
        post=said.post if said else "", note=said.note if said else "",
        document=(said.document_title or said.evidence_title) if said else "",
        stale=said.stale_words if said else "",
    )


def _replies(newest: AssessmentSheet | None) -> Iterator[ReplyRow]:
    for each in assessment.replies(newest.id) if newest else ():
        yield _reply(each)


def _reply(line: ReplyLine) -> ReplyRow:
    return ReplyRow(
        lens=line.lens, question=line.words, answer=line.answer_name, text=line.text,
        key=line.question, known=line.answer is not ReplyAnswer.DONT_KNOW,
    )


def _communities() -> tuple[CommunityRow, ...]:
    return tuple(
        CommunityRow(
            sort=each.line.sort, title=each.line.title, targeted=each.line.targeted,
            when=each.line.when, words=each.line.words,
        )
        for each in profile.lines()
    )


def _primers(facts: Facts, bank: Bank) -> Iterator[PrimerRow]:
    """One for each kind of technology; a pack brought in without one is told by its own words."""
    if is_unknown(facts.get(TECHNOLOGY)):
        return
    named = [each for each in bank.packs_for(facts) if each.id != GENERIC]
    for pack in named or [bank.packs[GENERIC]]:
        primer = bank.papers.primers.get(pack.id)
        yield PrimerRow(
            technology=pack.name, sentences=primer.sentences if primer else (pack.meaning,)
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
        dated=line.dated_on, worth=line.level, lens=line.lens,
        by_people=line.source is Source.PUBLIC,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
