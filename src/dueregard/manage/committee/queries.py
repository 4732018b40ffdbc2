"""What may be asked of the committee's matters: whose turn, what may be seen, what came of them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from dueregard.answers import Answer, Missing, No
from dueregard.documents.document import Document, document_from_plain
from dueregard.identify.register.rules import Status
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.rules import Actor
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.bodies.queries import SeatLine
from dueregard.manage.bodies.rules import Post, Served
from dueregard.manage.committee import rules, vocabulary
from dueregard.manage.committee.deciding import Said, Verdict
from dueregard.manage.committee.models import (
    Advice,
    AdviceItem,
    AdviceWord,
    Decision,
    Matter,
    Opinion,
)
from dueregard.manage.committee.rules import FINAL, MOVE_NAMES, MOVES, Given, Move, State
from dueregard.manage.committee.sheets import (
    AdviceSheet,
    AgendaMatter,
    DecisionSheet,
    ItemLine,
    MatterLine,
    MatterSheet,
    Member,
    OpinionSheet,
    Story,
    Turn,
    Unanswered,
    UseStory,
)
from dueregard.manage.committee.vocabulary import Leaning, Outcome
from dueregard.manage.papers import queries as papers
from dueregard.manage.papers.material import Earlier
from dueregard.people.rules import Concern, may


class Moment(StrEnum):
    """What may have come of a matter, and when that was."""

    ADVISED = "advice__at"
    REPLIED = "advice__replied_at"
    DECIDED = "decision__at"


def matters(*, reader: Actor, now: datetime) -> tuple[MatterLine, ...]:
    """Every matter: this reader's turn first, then by deadline, the decided last."""
    posts = bodies.bodies_of(reader.id, today=now.date())
    lines = [
        MatterLine(**_line(each, reader=reader, now=now, posts=_held(posts, each)))
        for each in _rows()
    ]
    return tuple(sorted(lines, key=lambda each: (each.decided, not each.mine, each.deadline)))


def waiting_for(*, reader: Actor, now: datetime) -> tuple[MatterLine, ...]:
    """The matters in which it is this reader's turn."""
    posts = bodies.bodies_of(reader.id, today=now.date())
    lines = (
        MatterLine(**_line(each, reader=reader, now=now, posts=_held(posts, each)))
        for each in _rows().exclude(state__in=FINAL)
    )
    return tuple(sorted((each for each in lines if each.mine), key=lambda each: each.deadline))


def matter(matter_id: int, *, reader: Actor, now: datetime) -> MatterSheet:
    """One matter as this reader may see it; Missing when there is none."""
    row = _rows().filter(pk=matter_id).first()
    if row is None:
        raise Missing(f"There is no matter {matter_id} before the committee.")
    every = given(row.opinions.all())
    state = State(row.state)
    posts = bodies.posts_in(row.body_id, person_id=reader.id, today=now.date())
    shown = rules.visible_opinions(opinions=every, reader=reader.id, state=state)
    opinions = tuple(_opinion(each, reader=reader) for each in shown)
    return MatterSheet(
        **_line(row, reader=reader, now=now, posts=posts),
        paper=document_from_plain(row.document), body_id=row.body_id,
        quorum=quorum_of(row), declared=_declared(row, now.date()),
        digest=row.digest, closed_how=row.closed_how, referred_by=row.referred_by,
        concern=_concern(row),
        members=tuple(
            Member(name=each.member, is_in=each.is_in, stepped_aside=each.stepped_aside,
                   interest=each.interest, opinion_id=each.id, on_paper=each.on_paper,
                   entered_by=each.entered_by)
            for each in every
        ),
        opinions=opinions, own=next((each for each in opinions if each.own), None),
        hidden=state == State.OPINIONS and not rules.all_in(every),
        turns=tuple(
            Turn(move=move, answer=_may_move(
                row, move, every, reader=reader, now=now, posts=posts
            ))
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
    return tuple(_story(each) for each in rows.order_by("-referred_at", "-pk"))


def unanswered(*, today: date, ref: str | None = None) -> tuple[Unanswered, ...]:
    """The advice that nobody had replied to for more than 28 days on a day, the longest first."""
    rows = Matter.objects.filter(
        Q(advice__replied_at=None) | Q(advice__replied_at__date__gt=today),
        advice__at__date__lt=today - rules.UNANSWERED_AFTER,
    )
    if ref is not None:
        rows = rows.filter(use__number=int(ref.removeprefix("use-")))
    return tuple(
        Unanswered(
            matter_id=each.pk, ref=ref_of(each.use.number), use_name=each.use.name,
            question=each.question, advised=_text(each.advice), advised_on=each.advice.at.date(),
            body=each.body.name if each.body else "",
            days=rules.days_waiting(
                state=State.ADVISED, advised_on=each.advice.at.date(), today=today
            ),
        )
        for each in rows.defer("document").select_related("use", "advice", "body").order_by(
            "advice__at", "pk"
        )
    )


def replied_on(matter_id: int) -> date | None:
    """The day on which advice was replied to; None while it waits."""
    at = Advice.objects.filter(matter=matter_id).values_list("replied_at", flat=True).first()
    return at.date() if at else None


def replied_since(day: date) -> tuple[UseStory, ...]:
    """The matters whose advice was replied to on that day or later, the newest first."""
    rows = _with_outcomes(Matter.objects.defer("document")).select_related("use").filter(
        advice__replied_at__date__gte=day
    )
    return tuple(
        UseStory(ref=ref_of(each.use.number), use_name=each.use.name, story=_story(each))
        for each in rows.order_by("-advice__replied_at", "-pk")
    )


def came_between(what: Moment, first: date, last: date) -> tuple[UseStory, ...]:
    """The matters that were advised on, replied to or decided in these days, the newest first."""
    rows = _with_outcomes(Matter.objects.defer("document")).select_related("use").filter(
        **{f"{what}__date__gte": first, f"{what}__date__lte": last}
    )
    return tuple(
        UseStory(ref=ref_of(each.use.number), use_name=each.use.name, story=_story(each))
        for each in rows.order_by(f"-{what}", "-pk")
    )


def for_agenda(body_id: int, *, kept: frozenset[int]) -> tuple[AgendaMatter, ...]:
    """What a meeting of a body could take: not advised on yet, or on its agenda already."""
    rows = _rows().filter(body_id=body_id).filter(
        Q(state__in=(State.OPINIONS, State.CLOSED)) | Q(pk__in=kept)
    )
    return tuple(_for_meeting(each) for each in rows.order_by("deadline", "pk"))


def on_agenda(matter_ids: Sequence[int]) -> tuple[AgendaMatter, ...]:
    """These matters as a meeting's papers need them, in this order. No opinion is in them."""
    rows = {each.pk: each for each in _rows().filter(pk__in=matter_ids)}
    return tuple(_for_meeting(rows[each]) for each in matter_ids)


def words() -> tuple[Outcome, ...]:
    """Every word in which a committee may or once could advise: the shipped and the force's own."""
    own = (
        Outcome(id=each.key, text=each.text, meaning=each.meaning,
                leaning=Leaning(each.leaning), offered=each.offered)
        for each in AdviceWord.objects.all()
    )
    return vocabulary.merged(shipped=vocabulary.outcomes(), own=own)


def offered() -> tuple[Outcome, ...]:
    """The words that a committee chooses from today."""
    return tuple(each for each in words() if each.offered)


def word_of(outcome: str) -> Outcome:
    """One word as it stands today; an id that nobody knows stands for itself and takes no side."""
    unknown = Outcome(id=outcome, text=outcome, meaning="", leaning=Leaning.NONE, offered=False)
    return next((each for each in words() if each.id == outcome), unknown)


def leaning_of(advice: Advice) -> Leaning:
    """Which way advice pointed when it was given, whatever its word means today."""
    return Leaning(advice.leaning) if advice.leaning else word_of(advice.outcome).leaning


def leaning_against(matter: Matter, advice: Leaning) -> int:
    """How many of the opinions on a matter lean the other way."""
    known = {each.id: each.leaning for each in words()}
    given_ = Opinion.objects.filter(matter=matter).exclude(outcome="")
    return vocabulary.leaning_against(advice=advice, opinions=[
        known.get(each, Leaning.NONE) for each in given_.values_list("outcome", flat=True)
    ])


def quorum_of(row: Matter) -> int:
    """How many opinions make a quorum in the body that was asked."""
    return row.body.quorum if row.body else 1


def name_in(opinion: Opinion) -> str:
    """Whose opinion it is."""
    if opinion.member is not None:
        return opinion.member.name
    return opinion.seat.name if opinion.seat else ""


def from_their_seat(
    matter: Matter, move: Move, *, person_id: int | None, today: date
) -> Answer:
    """Whether somebody holds a seat today from which this move is made."""
    posts = bodies.posts_in(matter.body_id, person_id=person_id, today=today)
    return rules.may_act_from(posts=posts, move=move, body=_body_name(matter))


def paper_for(
    reference: str, *, question: str, now: datetime, help_with: tuple[str, ...] = ()
) -> Document:
    """The paper that the committee would get now, with what changed since its last advice."""
    return papers.committee_paper(
        reference, question=question, now=now, earlier=_earlier(reference), help_with=help_with
    )


def members_to_ask(concern: Concern, *, body_id: int, today: date) -> tuple[SeatLine, ...]:
    """The members and the chair of a body, by name, without the owner of the use."""
    return bodies.asked_in(body_id, today=today, owners=concern.owners)


def given(opinions: Iterable[Opinion]) -> tuple[Given, ...]:
    """Rows as the rules read them. Whoever shows them asks `visible_opinions` first."""
    return tuple(sorted(
        (
            Given(
                id=each.pk, member_id=each.member_id, member=name_in(each),
                on_paper=each.seat is not None and each.seat.served != Served.SIGNS_IN,
                entered_by=each.entered_by,
                outcome=each.outcome, outcome_text=each.outcome_text, reasons=each.reasons,
                conditions=each.conditions,
                interest=each.interest, given_at=each.given_at,
            )
            for each in opinions
        ),
        key=lambda each: (each.member, each.id),
    ))


def _story(row: Matter) -> Story:
    return Story(
        id=row.pk, question=row.question, state=State(row.state), deadline=row.deadline,
        referred_at=row.referred_at, closed_how=row.closed_how, digest=row.digest,
        advice=_advice(row), decision=_decision(row), body=row.body.name if row.body else "",
    )


def _for_meeting(row: Matter) -> AgendaMatter:
    return AgendaMatter(
        id=row.pk, name=row.use.name, question=row.question, deadline=row.deadline,
        state=State(row.state), paper=document_from_plain(row.document),
        closed_how=row.closed_how, advice=_advice(row),
        stepped_aside=tuple(
            (each.member, each.interest) for each in given(row.opinions.all())
            if each.stepped_aside
        ),
    )


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
        Prefetch("opinions", Opinion.objects.select_related("member", "seat"))
    ).order_by("-referred_at")


def _with_outcomes(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    return rows.select_related("advice", "decision", "body").prefetch_related(
        Prefetch("advice__items", AdviceItem.objects.order_by("number"))
    )


def _line(
    row: Matter, *, reader: Actor, now: datetime, posts: frozenset[Post]
) -> dict[str, Any]:
    every = given(row.opinions.all())
    moves = [
        move for move in MOVES[State(row.state)]
        if _may_move(row, move, every, reader=reader, now=now, posts=posts)
        and not (move == Move.OPINE and _is_in(every, reader))
        # More time can always be given, so it is nobody's turn to.
        and move != Move.EXTEND
    ]
    advised = _advised_on(row)
    return {
        "id": row.pk, "ref": ref_of(row.use.number), "use_name": row.use.name,
        "use_status": Status(row.use.status), "question": row.question,
        "state": State(row.state), "deadline": row.deadline,
        "days_left": (row.deadline - now.date()).days, "referred_at": row.referred_at,
        "asked": len(every), "given": sum(each.is_in for each in every),
        "body": row.body.name if row.body else "",
        "days_waiting": rules.days_waiting(
            state=State(row.state), advised_on=advised, today=now.date()
        ),
        "mine": bool(moves), "todo": MOVE_NAMES[moves[0]] if moves else "",
    }


def _is_in(every: tuple[Given, ...], reader: Actor) -> bool:
    return any(each.is_in for each in every if each.is_of(reader.id))


def _may_move(
    row: Matter, move: Move, every: tuple[Given, ...], *, reader: Actor, now: datetime,
    posts: frozenset[Post],
) -> Answer:
    """The same answers, in the same order, as the action will give."""
    state = State(row.state)
    right = may(reader, f"committee.{move}", _concern(row))
    if isinstance(right, No):
        return right
    seated = rules.may_act_from(posts=posts, move=move, body=_body_name(row))
    if move == Move.OPINE:
        asked = rules.may_opine(opinions=every, reader=reader.id, state=state)
        return seated if asked else asked
    if isinstance(seated, No):
        return seated
    free = rules.free_of_interest(opinions=every, person=reader.id)
    if isinstance(free, No):
        return free
    if move == Move.CLOSE:
        return rules.may_close(
            opinions=every, deadline=row.deadline, today=now.date(), state=state,
            quorum=quorum_of(row),
        )
    allowed = rules.may_now(state=state, move=move)
    if move == Move.ENTER and allowed:
        waiting = (each for each in every if each.on_paper and not each.is_in)
        return next(
            (rules.may_enter(opinions=every, opinion_id=each.id, state=state)
             for each in waiting),
            No("Nobody who is served on paper is waited for.", "nobody-on-paper"),
        )
    return allowed


def _concern(row: Matter) -> Concern:
    return Concern(owners=frozenset({row.use.owner_id} if row.use.owner_id else ()))


def _opinion(each: Given, *, reader: Actor) -> OpinionSheet:
    return OpinionSheet(
        member=each.member, own=each.is_of(reader.id), stepped_aside=each.stepped_aside,
        outcome=each.outcome, outcome_name=each.outcome_text,
        reasons=each.reasons, conditions=each.conditions, interest=each.interest,
        entered_by=each.entered_by,
    )


def _advice(row: Matter) -> AdviceSheet | None:
    try:
        advice = row.advice
    except Advice.DoesNotExist:
        return None
    return AdviceSheet(
        outcome=advice.outcome, outcome_name=_text(advice), leaning=leaning_of(advice),
        reasons=advice.reasons,
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


def _text(advice: Advice) -> str:
    return advice.outcome_text or word_of(advice.outcome).text


def _advised_on(row: Matter) -> date | None:
    try:
        return row.advice.at.date()
    except Advice.DoesNotExist:
        return None


def _body_name(row: Matter) -> str:
    return row.body.name if row.body else "A committee"


def _held(posts: dict[int, frozenset[Post]], row: Matter) -> frozenset[Post]:
    return posts.get(row.body_id or 0, frozenset())


def _declared(row: Matter, today: date) -> tuple[tuple[str, str], ...]:
    """What the members who were asked have on the register of interests, each by name."""
    seats = {each.seat_id for each in row.opinions.all()}
    if row.body_id is None:
        return ()
    return tuple(
        (seat.name, each.text)
        for seat in bodies.body(row.body_id, today=today).seats if seat.id in seats
        for each in seat.standing
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
