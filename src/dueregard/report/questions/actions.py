"""What can be done with a question: receive it, show it, refuse it, answer it, forget its words.

The ledger is kept for good, so the words of strangers are never in it: only their digest.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from dueregard.answers import Missing, require
from dueregard.identify.register import queries as register
from dueregard.ledger.actions import act
from dueregard.ledger.rules import CLOCK, Actor
from dueregard.people.rules import may
from dueregard.report.questions import queries, rules
from dueregard.report.questions.models import Question, QuestionAnswer
from dueregard.report.questions.rules import Reason, State
from dueregard.report.questions.stripping import strip


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A question as it came from the public door."""

    number: str
    slug: str
    version: int
    words: str
    asked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as somebody gives it."""

    words: str
    post: str
    version: int
    changed_to: int | None = None


def receive(*, arrived: Arrived, now: datetime) -> str:
    """The clock takes in one question; one that is here already is left as it is.

    Personal details are taken out again, because nothing from the public door is taken on
    trust. Refused where it is no question, or about no page of ours.
    """
    if Question.objects.filter(number=arrived.number).exists():
        return arrived.number
    with act("questions:question:receive", by=CLOCK, now=now) as deed:
        use = register.matching("").filter(slug=arrived.slug).first()
        words = strip(arrived.words[: rules.MOST_KEPT]).text
        require(rules.may_receive(number=arrived.number, words=words, known=use is not None))
        assert use is not None  # the rule above refuses without one
        deed.about = register.line(use).ref
        # Two may fetch at once: the one that comes second finds it here.
        _row, new = Question.objects.get_or_create(number=arrived.number, defaults={
            "use_id": use.pk, "version": arrived.version, "words": words, "received_at": now,
            "asked_on": min(arrived.asked_on, now.date()),
        })
        deed.result = arrived.number
        deed.note(version=arrived.version, asked_on=str(arrived.asked_on), digest=_digest(words),
                  new=new)
    return deed.result


def show(*, number: str, words: str, by: Actor, now: datetime) -> str:
    """Somebody shows a question, or takes more out of one that is shown.

    Refused to the owner of the use, and where anything but taking out was done to its words.
    """
    with act("questions:question:show", by=by, now=now) as deed:
        row, line = _locked(number)
        deed.about = line.ref
        require(may(by, "questions.moderate", line.concern))
        before = row.shown_words or row.words
        after = strip(words).text
        require(rules.may_show(state=State(row.state), before=before, after=after))
        row.state, row.shown_words, row.words = State.SHOWN, after, ""
        row.reason, row.repeats = "", None
        _moderated(row, by=by, now=now)
        deed.result = number
        deed.note(digest=_digest(after), taken_out=before != after)
    return deed.result


def refuse(
    *, number: str, reason: Reason | None, same_as: str = "", by: Actor, now: datetime
) -> str:
    """Somebody keeps a question off the page, or takes it off, for a reason that is counted.

    Refused to the owner of the use, without a reason, and where it repeats none that is shown.
    Its answers go with it; its words are kept for 28 days for a second person to see.
    """
    with act("questions:question:refuse", by=by, now=now) as deed:
        row, line = _locked(number)
        deed.about = line.ref
        require(may(by, "questions.moderate", line.concern))
        other = Question.objects.exclude(pk=row.pk).filter(number=same_as.strip().upper()).first()
        require(rules.may_refuse(
            state=State(row.state), reason=reason, same=same_as,
            repeats=State(other.state) if other else None,
        ))
        assert reason is not None  # the rule above refuses without one
        row.words, row.shown_words = row.shown_words or row.words, ""
        row.state, row.reason = State.REFUSED, reason
        row.repeats = other if reason is Reason.REPEAT else None
        _moderated(row, by=by, now=now)
        deed.result = number
        deed.note(reason=reason.value, repeats=row.repeats.number if row.repeats else "",
                  digest=_digest(row.words))
    return deed.result


def answer(*, number: str, reply: Reply, by: Actor, now: datetime) -> str:
    """The ethics lead, or the owner of the use, answers a shown question in the name of a post.

    Refused to others, where it is not shown, and without words, a post or a version there is.
    """
    with act("questions:question:answer", by=by, now=now) as deed:
        row, line = _locked(number)
        deed.about = line.ref
        require(may(by, "questions.answer", line.concern))
        require(rules.may_answer(
            state=State(row.state), words=reply.words, post=reply.post, version=reply.version,
            asked_about=row.version, changed_to=reply.changed_to,
            versions=queries.versions(line.ref),
        ))
        QuestionAnswer.objects.create(
            question=row, words=reply.words.strip(), post=reply.post.strip(), at=now,
            answered_on=now.date(), version=reply.version, changed_to=reply.changed_to,
            by_name=by.name,
        )
        deed.result = number
        deed.note(post=reply.post.strip(), version=reply.version, changed_to=reply.changed_to,
                  text=reply.words.strip())
    return deed.result


def forget(*, now: datetime) -> tuple[str, ...]:
    """The clock lets go of the words of questions that have not been shown for 28 days."""
    rows = Question.objects.filter(
        state=State.REFUSED, moderated_at__lt=now - rules.FORGET_AFTER
    ).exclude(words="")
    return tuple(forget_one(number=each, now=now) for each in rows.values_list("number", flat=True))


def forget_one(*, number: str, now: datetime) -> str:
    """The clock lets go of the words of one question that is not shown."""
    with act("questions:question:forget", by=CLOCK, now=now) as deed:
        row, line = _locked(number)
        deed.about = line.ref
        row.words = ""
        row.save(update_fields=["words"])
        deed.result = number
    return deed.result


def _locked(number: str) -> tuple[Question, queries.QuestionLine]:
    row = Question.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise Missing("There is no question with that number.")
    return row, queries.one(number, today=row.asked_on)


def _moderated(row: Question, *, by: Actor, now: datetime) -> None:
    row.moderated_by, row.moderated_at = by.name, now
    row.save()


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
