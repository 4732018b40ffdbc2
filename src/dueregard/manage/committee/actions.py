"""What can be done with a matter: refer, give an opinion, close, advise, reply, decide."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dueregard.answers import DueRegardError, Missing, require
from dueregard.identify.register import actions as register_actions
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.actions import Deed, act
from dueregard.ledger.rules import Actor
from dueregard.manage.committee import deciding, queries, rules, vocabulary
from dueregard.manage.committee.deciding import Asked, Condition, ItemReply, Verdict
from dueregard.manage.committee.models import Advice, AdviceItem, Decision, Matter, Opinion
from dueregard.manage.committee.rules import Given, Move, State
from dueregard.manage.conditions import actions as conditions_actions
from dueregard.people.rules import may


def refer(
    *, ref: str, question: str, deadline: date, by: Actor, now: datetime, help_with: str = ""
) -> str:
    """The owner or the ethics lead puts a use to the committee, on a paper that then stands still.

    Each member who is not its owner is asked. `help_with` is what the owner wants help with, a
    line for each; it stands in the paper. Refused to others, and while a matter is open.
    """
    with act("committee:matter:refer", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "committee.refer", use.concern))
        asked = queries.members_to_ask(use.concern)
        require(rules.may_refer(
            question=question, deadline=deadline, today=now.date(), asked=len(asked),
            open_=Matter.objects.filter(use_id=use.id).exclude(state__in=rules.FINAL).exists(),
        ))
        paper = queries.paper_for(
            ref, question=question, now=now, help_with=rules.help_lines(help_with)
        )
        matter = Matter.objects.create(
            use_id=use.id, question=question.strip(), document=paper.to_plain(),
            digest=paper.digest, deadline=deadline, referred_by=by.name, referred_at=now,
        )
        Opinion.objects.bulk_create(
            Opinion(matter=matter, member_id=each.id) for each in asked
        )
        deed.result = f"matter-{matter.pk}"
        deed.note(question=matter.question, digest=matter.digest, deadline=str(deadline),
                  asked=len(asked))
    return deed.result


def opine(
    *, matter_id: int, outcome: str, reasons: str, by: Actor, now: datetime,
    conditions: str = "", interest: str = "",
) -> str:
    """A member gives their own opinion, or changes it until all are in or opinions are closed.

    Refused to those who were not asked. The ledger says that it was given, not what it says.
    """
    with act("committee:opinion:give", by=by, now=now) as deed:
        opinion = _own_opinion(matter_id, deed, by=by)
        if outcome not in {each.id for each in vocabulary.outcomes()}:
            raise DueRegardError("Choose what you would advise.")
        if not reasons.strip():
            raise DueRegardError("Give your reasons. They are hidden until all opinions are in.")
        opinion.outcome, opinion.reasons = outcome, reasons.strip()
        opinion.conditions, opinion.interest = conditions.strip(), interest.strip()
        _give(opinion, deed, now=now)
    return deed.result


def step_aside(*, matter_id: int, interest: str, by: Actor, now: datetime) -> str:
    """A member with an interest says what it is and gives no opinion; nobody waits for one."""
    with act("committee:opinion:step-aside", by=by, now=now) as deed:
        opinion = _own_opinion(matter_id, deed, by=by)
        if not interest.strip():
            raise DueRegardError("Say what your interest is, so that the record shows it.")
        opinion.outcome = opinion.reasons = opinion.conditions = ""
        opinion.interest = interest.strip()
        _give(opinion, deed, now=now)
        deed.note(interest=opinion.interest)
    return deed.result


def close(*, matter_id: int, by: Actor, now: datetime) -> str:
    """The chair or the secretary closes opinions; all then see them.

    Refused before the deadline unless all are in, and to one who stepped aside.
    """
    with act("committee:opinions:close", by=by, now=now) as deed:
        matter, _ = _open(matter_id, deed, Move.CLOSE, by=by)
        given = _given(matter)
        require(rules.may_close(
            opinions=given, deadline=matter.deadline, today=now.date(), state=State(matter.state)
        ))
        matter.closed_how = rules.closed_how(opinions=given, deadline=matter.deadline)
        _move(matter, Move.CLOSE)
        deed.note(how=matter.closed_how)
    return deed.result


def advise(
    *, matter_id: int, outcome: str, reasons: str, items: Sequence[Asked], by: Actor,
    now: datetime, dissent: str = "",
) -> str:
    """The chair or the secretary records what the committee advises. It changes no use.

    Refused to the use's owner, to one who stepped aside, and before opinions are closed.
    """
    with act("committee:advice:give", by=by, now=now) as deed:
        matter, _ = _open(matter_id, deed, Move.ADVISE, by=by)
        require(deciding.may_advise(
            outcome=outcome, among=(each.id for each in vocabulary.outcomes()),
            reasons=reasons, items=items,
        ))
        advice = Advice.objects.create(
            matter=matter, outcome=outcome, reasons=reasons.strip(), dissent=dissent.strip(),
            by_name=by.name, at=now,
        )
        AdviceItem.objects.bulk_create(
            AdviceItem(advice=advice, number=number, text=each.text.strip(),
                       test=each.test.strip())
            for number, each in enumerate(items, start=1)
        )
        _move(matter, Move.ADVISE)
        deed.note(outcome=outcome, items=len(items), dissent=bool(advice.dissent))
    return deed.result


def reply(
    *, matter_id: int, replies: Mapping[int, ItemReply], words: str, by: Actor, now: datetime
) -> str:
    """The decision maker replies to each item of the advice and to the whole. It changes no use.

    Refused to the use's owner, and where an item is declined without reasons.
    """
    with act("committee:advice:reply", by=by, now=now) as deed:
        matter, _ = _open(matter_id, deed, Move.REPLY, by=by)
        items = {each.number: each for each in matter.advice.items.all()}
        require(deciding.may_reply(items=sorted(items), replies=replies, words=words))
        for number, said in replies.items():
            items[number].answer = said.said
            items[number].reasons = said.reasons.strip()
            items[number].save(update_fields=["answer", "reasons"])
        advice = matter.advice
        advice.reply, advice.replied_by, advice.replied_at = words.strip(), by.name, now
        advice.save(update_fields=["reply", "replied_by", "replied_at"])
        _move(matter, Move.REPLY)
        deed.note(said={str(number): each.said for number, each in sorted(replies.items())})
    return deed.result


def decide(
    *, matter_id: int, verdict: Verdict, reasons: str, by_post: str, by: Actor, now: datetime,
    review_on: date | None = None, departs_because: str = "",
    conditions: Sequence[Condition] = (),
) -> str:
    """The decision maker decides, apart from the advice: the use moves, conditions are set.

    Refused to the use's owner, to one who stepped aside, and where the decision departs from
    the advice without saying why.
    """
    with act("committee:matter:decide", by=by, now=now) as deed:
        matter, use = _open(matter_id, deed, Move.DECIDE, by=by)
        departs = vocabulary.departs(advice=matter.advice.outcome, verdict=verdict)
        require(deciding.may_decide(
            status=use.status, verdict=verdict, reasons=reasons, departs=departs,
            departs_because=departs_because, review_on=review_on, today=now.date(),
        ))
        if not by_post.strip():
            raise DueRegardError("Give the post that decides: the public reads it, not your name.")
        accepted = (
            each.number for each in matter.advice.items.all() if each.answer in deciding.HELD_TO
        )
        require(deciding.held_to(
            accepted=accepted, conditions=conditions, verdict=verdict
        ))
        Decision.objects.create(
            matter=matter, outcome=verdict, reasons=reasons.strip(), review_on=review_on,
            departs_because=departs_because.strip() if departs else "", by_name=by.name,
            by_post=by_post.strip(), at=now,
        )
        register_actions.move_as_decided(
            ref=use.ref, to=deciding.BECOMES[verdict], reason=reasons, review_on=review_on,
            by=by, now=now,
        )
        because = f"Decision of {now:%d %B %Y}".replace(" 0", " ") + f" by {by_post.strip()}"
        for each in conditions:
            conditions_actions.set_(
                ref=use.ref, text=each.text, test=each.test, owner_id=each.owner_id,
                due_on=each.due_on, because=because, by=by, now=now,
            )
        _move(matter, Move.DECIDE)
        deed.note(verdict=verdict, departs=departs, review_on=str(review_on or ""),
                  conditions=len(conditions))
    return deed.result


def _matter(matter_id: int, deed: Deed) -> Matter:
    rows = Matter.objects.select_for_update(of=("self",)).select_related("use")
    try:
        matter = rows.get(pk=matter_id)
    except Matter.DoesNotExist as error:
        raise Missing(f"There is no matter {matter_id} before the committee.") from error
    deed.about = ref_of(matter.use.number)
    deed.result = f"matter-{matter_id}"
    deed.note(matter=matter_id)
    return matter


def _open(matter_id: int, deed: Deed, move: Move, *, by: Actor) -> tuple[Matter, UseSheet]:
    """The matter and its use, when this person may make this move now."""
    matter = _matter(matter_id, deed)
    use = register.sheet(deed.about)
    require(may(by, f"committee.{move}", use.concern))
    require(rules.free_of_interest(opinions=_given(matter), person=by.id))
    require(rules.may_now(state=State(matter.state), move=move))
    return matter, use


def _own_opinion(matter_id: int, deed: Deed, *, by: Actor) -> Opinion:
    matter = _matter(matter_id, deed)
    require(may(by, f"committee.{Move.OPINE}", register.sheet(deed.about).concern))
    require(rules.may_opine(
        opinions=_given(matter), reader=by.id, state=State(matter.state)
    ))
    return Opinion.objects.get(matter=matter, member_id=by.id)


def _give(opinion: Opinion, deed: Deed, *, now: datetime) -> None:
    deed.note(changed=opinion.given_at is not None)
    opinion.given_at = now
    opinion.save()


def _given(matter: Matter) -> tuple[Given, ...]:
    return queries.given(Opinion.objects.filter(matter=matter))


def _move(matter: Matter, move: Move) -> None:
    state = State(matter.state)
    require(rules.may_now(state=state, move=move))
    matter.state = rules.MOVES[state][move]
    matter.save(update_fields=["state", "closed_how"])
