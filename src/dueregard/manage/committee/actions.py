"""What can be done with a matter: refer, give an opinion, close, advise, reply, decide.

And with the words in which a committee may advise.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dueregard.answers import DueRegardError, Missing, require
from dueregard.identify.register import actions as register_actions
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.actions import Deed, act
from dueregard.ledger.rules import Actor
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.committee import deciding, queries, rules, vocabulary
from dueregard.manage.committee.deciding import Asked, Condition, ItemReply, Verdict
from dueregard.manage.committee.models import (
    Advice,
    AdviceItem,
    AdviceWord,
    Decision,
    Matter,
    Opinion,
)
from dueregard.manage.committee.rules import Given, Move, State
from dueregard.manage.committee.vocabulary import Leaning, Outcome
from dueregard.manage.conditions import actions as conditions_actions
from dueregard.manage.gates import queries as gates
from dueregard.people.rules import may


def refer(
    *, ref: str, question: str, deadline: date, by: Actor, now: datetime,
    body_id: int | None = None, help_with: str = "",
) -> str:
    """The owner or the ethics lead puts a use to one body, on a paper that then stands still.

    Each member who is not its owner is asked. `help_with` is what the owner wants help with, a
    line for each; it stands in the paper. Refused to others, while a matter is open, and for a
    body that does not advise. Without `body_id` it is the only one that does.
    """
    with act("committee:matter:refer", by=by, now=now, about=ref) as deed:
        use = register.sheet(ref)
        require(may(by, "committee.refer", use.concern))
        body, may_ask = bodies.one_to_ask(body_id, today=now.date())
        require(may_ask)
        assert body is not None  # the answer above refuses without one
        asked = queries.members_to_ask(use.concern, body_id=body.id, today=now.date())
        require(rules.may_refer(
            question=question, deadline=deadline, today=now.date(), asked=len(asked),
            open_=Matter.objects.filter(use_id=use.id).exclude(state__in=rules.FINAL).exists(),
        ))
        paper = queries.paper_for(
            ref, question=question, now=now, help_with=rules.help_lines(help_with)
        )
        matter = Matter.objects.create(
            use_id=use.id, body_id=body.id, question=question.strip(), document=paper.to_plain(),
            digest=paper.digest, deadline=deadline, referred_by=by.name, referred_at=now,
        )
        Opinion.objects.bulk_create(
            Opinion(matter=matter, member_id=each.person_id, seat_id=each.id) for each in asked
        )
        deed.result = f"matter-{matter.pk}"
        deed.note(question=matter.question, digest=matter.digest, deadline=str(deadline),
                  asked=len(asked), body=body.name)
    return deed.result


def opine(
    *, matter_id: int, outcome: str, reasons: str, by: Actor, now: datetime,
    conditions: str = "", interest: str = "",
) -> str:
    """A member gives their own opinion, or changes it until all are in or opinions are closed.

    Refused to those who were not asked. The ledger says that it was given, not what it says.
    """
    with act("committee:opinion:give", by=by, now=now) as deed:
        opinion = _own_opinion(matter_id, deed, by=by, now=now)
        _fill(opinion, outcome=outcome, reasons=reasons, conditions=conditions, interest=interest)
        _give(opinion, deed, now=now)
    return deed.result


def step_aside(*, matter_id: int, interest: str, by: Actor, now: datetime) -> str:
    """A member with an interest says what it is and gives no opinion; nobody waits for one."""
    with act("committee:opinion:step-aside", by=by, now=now) as deed:
        opinion = _own_opinion(matter_id, deed, by=by, now=now)
        _empty(opinion, interest=interest)
        _give(opinion, deed, now=now)
        deed.note(interest=opinion.interest)
    return deed.result


def enter_from_paper(
    *, matter_id: int, opinion_id: int, by: Actor, now: datetime, outcome: str = "",
    reasons: str = "", conditions: str = "", interest: str = "", aside: bool = False,
) -> str:
    """The body's secretary enters what a member who does not sign in wrote, and is named with it.

    Refused for members who sign in, to others, and to the use's owner. With `aside` the member
    has an interest and gives no opinion. It is hidden like any other until all are in.
    """
    with act("committee:opinion:enter", by=by, now=now) as deed:
        matter, _ = _open(matter_id, deed, Move.ENTER, by=by, now=now)
        require(rules.may_enter(
            opinions=_given(matter), opinion_id=opinion_id, state=State(matter.state)
        ))
        opinion = Opinion.objects.select_related("member", "seat").get(pk=opinion_id)
        if aside:
            _empty(opinion, interest=interest)
            deed.note(interest=opinion.interest)
        else:
            _fill(opinion, outcome=outcome, reasons=reasons, conditions=conditions,
                  interest=interest)
        opinion.entered_by = by.name
        _give(opinion, deed, now=now)
        deed.note(member=queries.name_in(opinion))
    return deed.result


def extend(*, matter_id: int, deadline: date, by: Actor, now: datetime) -> str:
    """The chair or the secretary gives members until a later day. Refused for an earlier one."""
    with act("committee:opinions:extend", by=by, now=now) as deed:
        matter, _ = _open(matter_id, deed, Move.EXTEND, by=by, now=now)
        require(rules.may_extend(
            deadline=matter.deadline, new=deadline, today=now.date(), state=State(matter.state)
        ))
        deed.note(before=str(matter.deadline), deadline=str(deadline))
        matter.deadline = deadline
        matter.save(update_fields=["deadline"])
    return deed.result


def close(*, matter_id: int, by: Actor, now: datetime) -> str:
    """The chair or the secretary closes opinions; all then see them.

    Refused before the deadline unless all are in, after it without a quorum, and to one who
    stepped aside.
    """
    with act("committee:opinions:close", by=by, now=now) as deed:
        matter, _ = _open(matter_id, deed, Move.CLOSE, by=by, now=now)
        given, quorum = _given(matter), queries.quorum_of(matter)
        require(rules.may_close(
            opinions=given, deadline=matter.deadline, today=now.date(),
            state=State(matter.state), quorum=quorum,
        ))
        matter.closed_how = rules.closed_how(
            opinions=given, deadline=matter.deadline, quorum=quorum
        )
        _move(matter, Move.CLOSE)
        deed.note(how=matter.closed_how)
    return deed.result


def advise(
    *, matter_id: int, outcome: str, reasons: str, items: Sequence[Asked], by: Actor,
    now: datetime, dissent: str = "",
) -> str:
    """The chair or the secretary records what the committee advises. It changes no use.

    Refused to the use's owner, to one who stepped aside, before opinions are closed, and
    where members leaned the other way and their dissent is not written down.
    """
    with act("committee:advice:give", by=by, now=now) as deed:
        matter, _ = _open(matter_id, deed, Move.ADVISE, by=by, now=now)
        require(deciding.may_advise(
            outcome=outcome, among=(each.id for each in queries.offered()),
            reasons=reasons, items=items,
        ))
        word = queries.word_of(outcome)
        require(deciding.dissent_recorded(
            against=queries.leaning_against(matter, word.leaning), dissent=dissent
        ))
        advice = Advice.objects.create(
            matter=matter, outcome=outcome, outcome_text=word.text, leaning=word.leaning,
            reasons=reasons.strip(), dissent=dissent.strip(), by_name=by.name, at=now,
        )
        AdviceItem.objects.bulk_create(
            AdviceItem(advice=advice, number=number, text=each.text.strip(),
                       test=each.test.strip())
            for number, each in enumerate(items, start=1)
        )
        _move(matter, Move.ADVISE)
        deed.note(outcome=outcome, text=word.text, items=len(items), dissent=bool(advice.dissent))
    return deed.result


def reply(
    *, matter_id: int, replies: Mapping[int, ItemReply], words: str, by: Actor, now: datetime
) -> str:
    """The decision maker replies to each item of the advice and to the whole. It changes no use.

    Refused to the use's owner, and where an item is declined without reasons.
    """
    with act("committee:advice:reply", by=by, now=now) as deed:
        matter, _ = _open(matter_id, deed, Move.REPLY, by=by, now=now)
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
        matter, use = _open(matter_id, deed, Move.DECIDE, by=by, now=now)
        departs = vocabulary.departs_from(
            leaning=queries.leaning_of(matter.advice), verdict=verdict
        )
        require(deciding.may_decide(
            status=use.status, verdict=verdict, reasons=reasons, departs=departs,
            departs_because=departs_because, review_on=review_on, today=now.date(),
        ))
        require(gates.may_go(use, to=deciding.BECOMES[verdict], on=now.date()))
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
                due_on=each.due_on, because=because, evidence_wanted=each.evidence_wanted,
                due_at_stage=each.due_at_stage, by=by, now=now,
            )
        _move(matter, Move.DECIDE)
        deed.note(verdict=verdict, departs=departs, review_on=str(review_on or ""),
                  conditions=len(conditions))
    return deed.result


def word(
    *, key: str, text: str, meaning: str, leaning: Leaning, offered: bool, by: Actor,
    now: datetime,
) -> str:
    """The ethics lead words one thing that committees may advise, adds one, or takes one out.

    What was advised before keeps the words it was given in. Refused to others, and where no
    word would be left to say go, or to say stop. Without `key` it is a new one.
    """
    with act("committee:word:say", by=by, now=now) as deed:
        require(may(by, "committee.word"))
        require(vocabulary.may_word(text=text, meaning=meaning))
        before = queries.words()
        key = key or vocabulary.key_for(text, taken={each.id for each in before})
        said = Outcome(
            id=key, text=text.strip(), meaning=meaning.strip(), leaning=leaning, offered=offered
        )
        require(vocabulary.may_stand(vocabulary.merged(shipped=before, own=[said])))
        AdviceWord.objects.update_or_create(key=key, defaults={
            "text": said.text, "meaning": said.meaning, "leaning": leaning, "offered": offered,
        })
        was = next((each for each in before if each.id == key), None)
        deed.result = deed.about = f"word-{key}"
        deed.note(text=said.text, meaning=said.meaning, leaning=leaning, offered=offered,
                  before=was.text if was else "")
    return deed.result


def _matter(matter_id: int, deed: Deed) -> Matter:
    rows = Matter.objects.select_for_update(of=("self",)).select_related("use", "body")
    try:
        matter = rows.get(pk=matter_id)
    except Matter.DoesNotExist as error:
        raise Missing(f"There is no matter {matter_id} before the committee.") from error
    deed.about = ref_of(matter.use.number)
    deed.result = f"matter-{matter_id}"
    deed.note(matter=matter_id)
    return matter


def _open(
    matter_id: int, deed: Deed, move: Move, *, by: Actor, now: datetime
) -> tuple[Matter, UseSheet]:
    """The matter and its use, when this person may make this move now."""
    matter = _matter(matter_id, deed)
    use = register.sheet(deed.about)
    require(may(by, f"committee.{move}", use.concern))
    require(queries.from_their_seat(matter, move, person_id=by.id, today=now.date()))
    require(rules.free_of_interest(opinions=_given(matter), person=by.id))
    _say_who_decided(matter, move)
    require(rules.may_now(state=State(matter.state), move=move))
    return matter, use


def _say_who_decided(matter: Matter, move: Move) -> None:
    """Of two who decide at once, the second is told who was first, and what they decided."""
    if move == Move.DECIDE and State(matter.state) == State.DECIDED:
        made = matter.decision
        require(deciding.decided_already(
            by_name=made.by_name, by_post=made.by_post, verdict=Verdict(made.outcome),
            on=f"{made.at:%d %B %Y}".lstrip("0"),
        ))


def _own_opinion(matter_id: int, deed: Deed, *, by: Actor, now: datetime) -> Opinion:
    matter = _matter(matter_id, deed)
    require(may(by, f"committee.{Move.OPINE}", register.sheet(deed.about).concern))
    require(rules.may_opine(
        opinions=_given(matter), reader=by.id, state=State(matter.state)
    ))
    require(queries.from_their_seat(matter, Move.OPINE, person_id=by.id, today=now.date()))
    return Opinion.objects.get(matter=matter, member_id=by.id)


def _fill(
    opinion: Opinion, *, outcome: str, reasons: str, conditions: str, interest: str
) -> None:
    if outcome not in {each.id for each in queries.offered()}:
        raise DueRegardError("Choose what you would advise.")
    if not reasons.strip():
        raise DueRegardError("Give your reasons. They are hidden until all opinions are in.")
    opinion.outcome, opinion.outcome_text = outcome, queries.word_of(outcome).text
    opinion.reasons, opinion.conditions = reasons.strip(), conditions.strip()
    opinion.interest = interest.strip()


def _empty(opinion: Opinion, *, interest: str) -> None:
    if not interest.strip():
        raise DueRegardError("Say what your interest is, so that the record shows it.")
    opinion.outcome = opinion.outcome_text = opinion.reasons = opinion.conditions = ""
    opinion.interest = interest.strip()


def _give(opinion: Opinion, deed: Deed, *, now: datetime) -> None:
    deed.note(changed=opinion.given_at is not None)
    opinion.given_at = now
    opinion.save()


def _given(matter: Matter) -> tuple[Given, ...]:
    return queries.given(
        Opinion.objects.filter(matter=matter).select_related("member", "seat")
    )


def _move(matter: Matter, move: Move) -> None:
    state = State(matter.state)
    require(rules.may_now(state=state, move=move))
    matter.state = rules.MOVES[state][move]
    matter.save(update_fields=["state", "closed_how"])
