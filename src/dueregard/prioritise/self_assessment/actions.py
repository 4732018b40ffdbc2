"""What can be done in the self-assessment: begin a round, answer, settle it with one's name."""

from datetime import datetime

from dueregard.answers import Missing, require
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import act
from dueregard.ledger.rules import Actor
from dueregard.people.rules import may
from dueregard.prioritise.self_assessment import queries, rules
from dueregard.prioritise.self_assessment.models import SelfAnswer, SelfRound
from dueregard.prioritise.self_assessment.rules import Said


def begin(*, by: Actor, now: datetime) -> str:
    """The ethics lead begins a round. It begins blank: old answers stand beside, not in it.

    Refused without the right, and while a round is open.
    """
    with act("prioritise:self-assessment:begin", by=by, now=now) as deed:
        require(may(by, "self-assessment.write"))
        last = SelfRound.objects.order_by("-number").first()
        require(rules.may_begin(is_open=last is not None and last.settled_at is None))
        row = SelfRound.objects.create(
            number=last.number + 1 if last else 1, opened_at=now, opened_by=by.name
        )
        deed.result = deed.about = f"self-round-{row.number}"
    return deed.result


def answer(
    *, statement: str, said: Said, by: Actor, now: datetime, evidence: str = "", ref: str = "",
    link: str = "",
) -> str:
    """The ethics lead answers one statement of the open round; earlier answers are kept.

    Refused without the right, without an open round, and for a yes or a partly without evidence.
    """
    with act("prioritise:self-assessment:answer", by=by, now=now) as deed:
        require(may(by, "self-assessment.write"))
        row = SelfRound.objects.filter(settled_at=None).first()
        require(rules.may_change(is_open=row is not None))
        require(rules.may_answer(said=said, evidence=evidence, link=link))
        asked = queries.statement(statement)
        use = register.sheet(ref.strip()) if ref.strip() else None
        assert row is not None
        SelfAnswer.objects.filter(round=row, statement=statement).update(newest=False)
        SelfAnswer.objects.create(
            round=row, statement=asked.id, rev=asked.rev, words=asked.text, said=said,
            evidence=evidence.strip(), use_id=use.id if use else None, link=link.strip(),
            by_name=by.name, at=now,
        )
        deed.result = deed.about = f"self-round-{row.number}"
        deed.note(statement=asked.id, said=said.value, evidence=evidence.strip(),
                  use=use.ref if use else "", link=link.strip())
    return deed.result


def settle(*, by: Actor, now: datetime) -> str:
    """The ethics lead settles the open round under their name; nothing in it changes any more.

    Blanks may stay, and are counted as blanks. Refused without the right and with no answer.
    """
    with act("prioritise:self-assessment:settle", by=by, now=now) as deed:
        require(may(by, "self-assessment.write"))
        row = SelfRound.objects.filter(settled_at=None).first()
        answered = row.answers.filter(newest=True).count() if row else 0
        require(rules.may_settle(is_open=row is not None, answered=answered))
        if row is None:
            raise Missing("No round is open.")
        row.settled_at, row.settled_by = now, by.name
        row.save(update_fields=["settled_at", "settled_by"])
        deed.result = deed.about = f"self-round-{row.number}"
        deed.note(answered=answered, blank=len(queries.book().statements) - answered)
    return deed.result
