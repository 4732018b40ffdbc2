"""What may be asked of questions: which wait, which are late, one of them, what the public reads.

Who is not to read the words of a question that is not shown does not get them from here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from dueregard.answers import Missing
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import ref as ref_of
from dueregard.ledger.rules import Actor
from dueregard.people.rules import Concern, may
from dueregard.report.publication import queries as publication
from dueregard.report.questions import rules, working_days
from dueregard.report.questions.models import Question, QuestionAnswer
from dueregard.report.questions.rules import REASON_NAMES, STATE_NAMES, Reason, State

NEWEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer as everybody reads it, and who inside gave it."""

    words: str
    post: str
    answered_on: date
    version: int
    changed_to: int | None
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """One question as those inside read it. `days_left`: working days until an answer is due."""

    number: str
    ref: str
    slug: str
    use_name: str
    use_owner_id: int | None
    version: int
    asked_on: date
    due_on: date
    days_left: int
    late: bool
    words: str
    shown_words: str
    state: State
    reason: Reason | None
    repeats: str
    moderated_by: str
    moderated_at: datetime | None
    answers: tuple[AnswerLine, ...]

    @property
    def concern(self) -> Concern:
        """Whose it is."""
        return Concern(owners=frozenset({self.use_owner_id} if self.use_owner_id else ()))

    @property
    def state_name(self) -> str:
        """Where it stands, in words."""
        return STATE_NAMES[self.state]

    @property
    def reason_name(self) -> str:
        """Why it is not shown, in words."""
        return REASON_NAMES[self.reason] if self.reason else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Every question that a person may read: what is asked of them first."""

    late: tuple[QuestionLine, ...]
    waiting: tuple[QuestionLine, ...]
    unanswered: tuple[QuestionLine, ...]
    answered: tuple[QuestionLine, ...]
    refused: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A question as the public door may have it: made of fields for the public alone."""

    number: str
    slug: str
    version: int
    state: str
    words: str
    asked_on: date
    due_on: date
    reason: str
    repeats: str
    answers: tuple[dict[str, object], ...]
    answered_on: date | None
    days: int | None


def desk(*, reader: Actor, today: date) -> Desk:
    """What waits, oldest first; what is done, newest first. Nothing of uses not theirs."""
    late, waiting = late_before(today), Q(state=State.WAITING)
    shown, unanswered = Q(state=State.SHOWN), Q(state=State.SHOWN, answers=None)
    rows = _readable(reader)
    oldest, newest = ("asked_on", "pk"), ("-asked_on", "-pk")

    def some(which: QuerySet[Question]) -> tuple[QuestionLine, ...]:
        return _lines(which, reader=reader, today=today)

    return Desk(
        late=some(rows.filter(waiting | unanswered).filter(late).order_by(*oldest)),
        waiting=some(rows.filter(waiting).exclude(late).order_by(*oldest)),
        unanswered=some(rows.filter(unanswered).exclude(late).order_by(*oldest)),
        answered=some(rows.filter(shown).exclude(answers=None).order_by(*newest)[:NEWEST]),
        refused=some(rows.filter(state=State.REFUSED).order_by(*newest)[:NEWEST]),
    )


def late(today: date) -> tuple[QuestionLine, ...]:
    """The questions without an answer after twenty working days, oldest first.

    One that nobody has read yet counts too: not reading must be no way of not being late.
    """
    return _lines(_late(today).order_by("asked_on", "pk"), today=today)


def late_count(today: date) -> int:
    """How many are late, without reading them."""
    return _late(today).count()


def unread() -> int:
    """How many questions nobody inside has looked at."""
    return Question.objects.filter(state=State.WAITING).count()


def late_before(today: date) -> Q:
    """What is late today if it has no answer."""
    return Q(asked_on__lte=rules.last_late(today))


def one(number: str, *, today: date, reader: Actor | None = None) -> QuestionLine:
    """One question; Missing when there is none that this reader may read."""
    rows = Question.objects.all() if reader is None else _readable(reader)
    found = _lines(rows.filter(number=number), reader=reader, today=today)
    if not found:
        raise Missing("There is no question with that number.")
    return found[0]


def versions(ref: str) -> tuple[int, ...]:
    """The versions of a record that the public has read, newest first."""
    rows = register.matching("").filter(
        number=int(ref.removeprefix("use-")), publications__state__in=publication.ON_THE_SHELF
    )
    return tuple(sorted(rows.values_list("publications__version", flat=True), reverse=True))


def told() -> tuple[Told, ...]:
    """Every question as the public door may have it."""
    found = Question.objects.select_related("use", "repeats").prefetch_related("answers")
    return tuple(_told(each) for each in found.order_by("pk"))


def _told(row: Question) -> Told:
    shown = row.state == State.SHOWN
    answers = _in_order(row.answers.all()) if shown else []
    first = answers[0].answered_on if answers else None
    return Told(
        number=row.number, slug=row.use.slug or "", version=row.version, state=row.state,
        words=row.shown_words, asked_on=row.asked_on, due_on=rules.due_on(row.asked_on),
        reason=row.reason, repeats=row.repeats.number if row.repeats else "",
        answers=tuple(
            {"words": each.words, "post": each.post, "answered_on": str(each.answered_on),
             "version": each.version, "changed_to": each.changed_to}
            for each in answers
        ),
        answered_on=first, days=working_days.passed(row.asked_on, first) if first else None,
    )


def _late(today: date) -> QuerySet[Question]:
    open_ = Q(state=State.WAITING) | Q(state=State.SHOWN, answers=None)
    return Question.objects.filter(open_).filter(late_before(today))


def _readable(reader: Actor) -> QuerySet[Question]:
    """Those of uses whose questions this person may read: one's own, or any."""
    if may(reader, "questions.read", Concern()):
        return Question.objects.all()
    return Question.objects.filter(use__owner_id=reader.id)


def _lines(
    rows: QuerySet[Question], *, today: date, reader: Actor | None = None
) -> tuple[QuestionLine, ...]:
    found = rows.select_related("use", "repeats").prefetch_related("answers")
    hidden = reader is not None and not may(reader, "questions.read-waiting")
    return tuple(_line(each, today=today, hidden=hidden) for each in found)


def _line(row: Question, *, today: date, hidden: bool) -> QuestionLine:
    answers, due_on = _in_order(row.answers.all()), rules.due_on(row.asked_on)
    return QuestionLine(
        number=row.number, ref=ref_of(row.use.number), slug=row.use.slug or "",
        use_name=row.use.name, use_owner_id=row.use.owner_id, version=row.version,
        asked_on=row.asked_on, due_on=due_on,
        late=due_on < today and row.state != State.REFUSED and not answers,
        days_left=rules.days_left(row.asked_on, today), words="" if hidden else row.words,
        shown_words=row.shown_words, state=State(row.state),
        reason=Reason(row.reason) if row.reason else None,
        repeats=row.repeats.number if row.repeats else "", moderated_by=row.moderated_by,
        moderated_at=row.moderated_at, answers=tuple(
            AnswerLine(words=each.words, post=each.post, answered_on=each.answered_on,
                       version=each.version, changed_to=each.changed_to, by_name=each.by_name)
            for each in answers
        ),
    )


def _in_order(answers: Iterable[QuestionAnswer]) -> Sequence[QuestionAnswer]:
    return sorted(answers, key=lambda each: (each.at, each.pk))
