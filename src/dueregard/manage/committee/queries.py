"""What may be asked of the committee's matters: whose turn, what may be seen, what came of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from dueregard.answers import Answer, Missing, No
from dueregard.documents.document import Document, document_from_plain
from dueregard.identify.register.rules import Status
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.rules import Actor
from dueregard.manage.committee import rules
from dueregard.manage.committee.deciding import Said, Verdict
from dueregard.manage.committee.models import Advice, AdviceItem, Decision, Matter, Opinion
from dueregard.manage.committee.rules import FINAL, MOVE_NAMES, MOVES, Given, Move, State
from dueregard.manage.committee.sheets import (
    AdviceSheet,
    DecisionSheet,
    ItemLine,
    MatterLine,
    MatterSheet,
    Member,
    OpinionSheet,
    Story,
    Turn,
)
from dueregard.manage.committee.vocabulary import name_of
from dueregard.manage.papers import queries as papers
from dueregard.manage.papers.material import Earlier
from dueregard.people import queries as people
from dueregard.people.queries import Colleague
from dueregard.people.rules import Concern, Role, may


def matters(*, reader: Actor, now: datetime) -> tuple[MatterLine, ...]:
    """Every matter: this reader's turn first, then by deadline, the decided last."""
    lines = [MatterLine(**_line(each, reader=reader, now=now)) for each in _rows()]
    return tuple(sorted(lines, key=lambda each: (each.decided, not each.mine, each.deadline)))


def waiting_for(*, reader: Actor, now: datetime) -> tuple[MatterLine, ...]:
    """The matters in which it is this reader's turn."""
    rows = _rows().exclude(state__in=FINAL)
    lines = (MatterLine(**_line(each, reader=reader, now=now)) for each in rows)
    return tuple(sorted((each for each in lines if each.mine), key=lambda each: each.deadline))


def matter(matter_id: int, *, reader: Actor, now: datetime) -> MatterSheet:
    """One matter as this reader may see it; Missing when there is none."""
    row = _rows().filter(pk=matter_id).first()
    if row is None:
        raise Missing(f"There is no matter {matter_id} before the committee.")
    every = given(row.opinions.all())
    state = State(row.state)
    shown = rules.visible_opinions(opinions=every, reader=reader.id, state=state)
    opinions = tuple(_opinion(each, reader=reader) for each in shown)
    return MatterSheet(
        **_line(row, reader=reader, now=now), paper=document_from_plain(row.document),
        digest=row.digest, closed_how=row.closed_how, referred_by=row.referred_by,
        concern=_concern(row),
        members=tuple(
            Member(name=each.member, is_in=each.is_in, stepped_aside=each.stepped_aside,
                   interest=each.interest)
            for each in every
        ),
        opinions=opinions, own=next((each for each in opinions if each.own), None),
        hidden=state == State.OPINIONS and not rules.all_in(every),
        turns=tuple(
            Turn(move=move, answer=_may_move(row, move, every, reader=reader, now=now))
            for move in Move
        ),
        advice=_advice(row), decision=_decision(row),
    )


def by_use(reference: str) -> tuple[Story, ...]:
    """What came before the committee about a use, the newest first, without any opinion."""
    number = reference.removeprefix("use-")
    rows = _with_outcomes(Matter.objects.defer("document")).filter(
        use__number=int(number) if number.isdecimal() else -1
    )
    return tuple(
        Story(
            id=each.pk, question=each.question, state=State(each.state), deadline=each.deadline,
            referred_at=each.referred_at, closed_how=each.closed_how, digest=each.digest,
            advice=_advice(each), decision=_decision(each),
        )
        for each in rows.order_by("-referred_at", "-pk")
    )


def paper_for(
    reference: str, *, question: str, now: datetime, help_with: tuple[str, ...] = ()
) -> Document:
    """The paper that the committee would get now, with what changed since its last advice."""
    return papers.committee_paper(
        reference, question=question, now=now, earlier=_earlier(reference), help_with=help_with
    )


def members_to_ask(concern: Concern) -> tuple[Colleague, ...]:
    """The members and the chair, by name, without the owner of the use."""
    held = {
        each.id: each
        for role in (Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR) for each in people.holding(role)
    }
    return tuple(
        each for each in sorted(held.values(), key=lambda each: each.name)
        if each.id not in concern.owners
    )


def given(opinions: Iterable[Opinion]) -> tuple[Given, ...]:
    """Rows as the rules read them. Whoever shows them asks `visible_opinions` first."""
    return tuple(sorted(
        (
            Given(
                id=each.pk, member_id=each.member_id, member=each.member.name,
                outcome=each.outcome, reasons=each.reasons, conditions=each.conditions,
                interest=each.interest, given_at=each.given_at,
            )
            for each in opinions
        ),
        key=lambda each: (each.member, each.id),
    ))


def _earlier(reference: str) -> Earlier | None:
    advised = Advice.objects.filter(matter__use__number=int(reference.removeprefix("use-")))
    last = advised.select_related("matter").order_by("-at", "-pk").first()
    if last is None:
        return None
    row = _with_outcomes(Matter.objects.all()).get(pk=last.matter_id)
    advice, decision = _advice(row), _decision(row)
    assert advice is not None  # noqa: S101 - it was found by its advice
    said = [f"On {_day(advice.at)} the committee advised: {advice.outcome_name}."]
    said += [f"It asked: {each.text} Reply: {each.said_name.lower()}." for each in advice.items]
    if decision is not None:
        said.append(f"The decision of {_day(decision.at)} was: {decision.verdict_name.lower()}.")
    return Earlier(paper=document_from_plain(row.document), sentences=tuple(said))


def _rows() -> QuerySet[Matter]:
    return _with_outcomes(Matter.objects.select_related("use")).prefetch_related(
        Prefetch("opinions", Opinion.objects.select_related("member"))
    ).order_by("-referred_at")


def _with_outcomes(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    return rows.select_related("advice", "decision").prefetch_related(
        Prefetch("advice__items", AdviceItem.objects.order_by("number"))
    )


def _line(row: Matter, *, reader: Actor, now: datetime) -> dict[str, Any]:
    every = given(row.opinions.all())
    moves = [
        move for move in MOVES[State(row.state)]
        if _may_move(row, move, every, reader=reader, now=now)
        and not (move == Move.OPINE and _is_in(every, reader))
    ]
    return {
        "id": row.pk, "ref": ref_of(row.use.number), "use_name": row.use.name,
        "use_status": Status(row.use.status), "question": row.question,
        "state": State(row.state), "deadline": row.deadline,
        "days_left": (row.deadline - now.date()).days, "referred_at": row.referred_at,
        "asked": len(every), "given": sum(each.is_in for each in every),
        "mine": bool(moves), "todo": MOVE_NAMES[moves[0]] if moves else "",
    }


def _is_in(every: tuple[Given, ...], reader: Actor) -> bool:
    return any(each.is_in for each in every if each.member_id == reader.id)


def _may_move(
    row: Matter, move: Move, every: tuple[Given, ...], *, reader: Actor, now: datetime
) -> Answer:
    """The same answers, in the same order, as the action will give."""
    state = State(row.state)
    right = may(reader, f"committee.{move}", _concern(row))
    if isinstance(right, No):
        return right
    if move == Move.OPINE:
        return rules.may_opine(opinions=every, reader=reader.id, state=state)
    free = rules.free_of_interest(opinions=every, person=reader.id)
    if isinstance(free, No):
        return free
    if move == Move.CLOSE:
        return rules.may_close(
            opinions=every, deadline=row.deadline, today=now.date(), state=state
        )
    return rules.may_now(state=state, move=move)


def _concern(row: Matter) -> Concern:
    return Concern(owners=frozenset({row.use.owner_id} if row.use.owner_id else ()))


def _opinion(each: Given, *, reader: Actor) -> OpinionSheet:
    return OpinionSheet(
        member=each.member, own=each.member_id == reader.id, stepped_aside=each.stepped_aside,
        outcome=each.outcome, outcome_name=name_of(each.outcome) if each.outcome else "",
        reasons=each.reasons, conditions=each.conditions, interest=each.interest,
    )


def _advice(row: Matter) -> AdviceSheet | None:
    try:
        advice = row.advice
    except Advice.DoesNotExist:
        return None
    return AdviceSheet(
        outcome=advice.outcome, outcome_name=name_of(advice.outcome), reasons=advice.reasons,
        dissent=advice.dissent, by_name=advice.by_name, at=advice.at, reply=advice.reply,
        replied_by=advice.replied_by, replied_at=advice.replied_at,
        items=tuple(
            ItemLine(
                number=each.number, text=each.text, test=each.test,
                said=Said(each.answer) if each.answer else None, reasons=each.reasons,
            )
            for each in advice.items.all()
        ),
    )


def _decision(row: Matter) -> DecisionSheet | None:
    try:
        decision = row.decision
    except Decision.DoesNotExist:
        return None
    return DecisionSheet(
        verdict=Verdict(decision.outcome), reasons=decision.reasons,
        departs_because=decision.departs_because, review_on=decision.review_on,
        by_name=decision.by_name, by_post=decision.by_post, at=decision.at,
    )


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
