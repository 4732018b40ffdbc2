"""What the public door says of questions: those of a record, those that wait, how fast we answer.

The words of what nobody has read, and of what is not shown, are not here to be read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Count, Q, QuerySet

from dueregard.report.public_register.models import AskedQuestion, PublicQuestion, PublicRecord
from dueregard.report.questions import rules, working_days
from dueregard.report.questions.rules import REASON_NAMES, Reason, State

ON_A_RECORD, LATE, NEWEST = 10, 50, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer: what was said, by which post, when, about which version."""

    words: str
    post: str
    answered_on: date
    version: int
    changed_to: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as everybody reads it. `waited`: working days without an answer so far."""

    number: str
    slug: str
    title: str
    version: int
    state: State
    words: str
    asked_on: date
    due_on: date
    waited: int
    late: bool
    reason_name: str
    repeats: str
    answers: tuple[Answered, ...]
    days: int | None

    @property
    def unread(self) -> bool:
        """Whether nobody inside has looked at it yet."""
        return self.state is State.WAITING

    @property
    def refused(self) -> bool:
        """Whether it is not shown, for a reason."""
        return self.state is State.REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRecord:
    """What people asked about one record: the first of it, and how much there is in all."""

    asked: tuple[Asked, ...]
    count: int
    unread: int
    unread_late: int

    @property
    def more(self) -> int:
        """How many shown questions are not listed here."""
        return self.count - len(self.asked)


# Of a record about which nobody ever asked.
NOTHING = OfRecord(asked=(), count=0, unread=0, unread_late=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How fast answers come. `median_days` is None while nothing is answered."""

    count: int
    answered: int
    median_days: float | None
    answered_late: int
    waiting: int
    late: int
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The page about all questions."""

    speed: Speed
    late: tuple[Asked, ...]
    waiting: tuple[Asked, ...]
    answered: tuple[Asked, ...]
    refused: tuple[tuple[str, int], ...]


def of_record(slug: str, *, today: date, most: int | None = ON_A_RECORD) -> OfRecord:
    """What people asked about one record: unanswered first, then the newest answers."""
    rows = PublicQuestion.objects.filter(slug=slug, state=State.SHOWN)
    first = rows.filter(answered_on=None).order_by("asked_on", "pk")[:most]
    listed = [*first]
    left = None if most is None else most - len(listed)
    listed += rows.exclude(answered_on=None).order_by("-answered_on", "-pk")[:left]
    unread, late = _unread(today, Q(slug=slug))
    # Most records were never asked about: where everything is listed nothing more is counted.
    count = rows.count() if most is not None and len(listed) == most else len(listed)
    return OfRecord(
        asked=_asked(listed, today=today) if listed else (), count=count, unread=unread,
        unread_late=late,
    )


def front(*, today: date) -> Front:
    """Everything that waits too long, what waits, the newest answers, and the figures."""
    open_ = PublicQuestion.objects.filter(
        Q(state=State.WAITING) | Q(state=State.SHOWN, answered_on=None)
    )
    oldest = open_.order_by("asked_on", "pk")
    late = Q(asked_on__lte=rules.last_late(today))
    answered = PublicQuestion.objects.exclude(answered_on=None)
    return Front(
        speed=_speed(today),
        late=_asked([*_not_fetched(late, today=today), *oldest.filter(late)[:LATE]], today=today),
        waiting=_asked(oldest.filter(state=State.SHOWN).exclude(late)[:LATE], today=today),
        answered=_asked(answered.order_by("-answered_on", "-pk")[:NEWEST], today=today),
        refused=_refused(),
    )


def one(number: str, *, today: date) -> Asked | None:
    """One question by its number, whether it is shown or not; None when there is none."""
    row = PublicQuestion.objects.filter(number=number).first()
    if row is None:
        row = next(iter(_not_fetched(Q(number=number), today=today)), None)
    return _asked([row], today=today)[0] if row else None


def exists(number: str) -> bool:
    """Whether a question with this number was fetched before."""
    return PublicQuestion.objects.filter(number=number).exists()


def count_of(day: date) -> int:
    """How many questions were asked on this day."""
    return sum(
        model.objects.filter(asked_on=day).count() for model in (AskedQuestion, PublicQuestion)
    )



def _speed(today: date) -> Speed:
    rows = PublicQuestion.objects.filter(state=State.SHOWN)
    days = [each for each in rows.values_list("days", flat=True) if each is not None]
    waiting = rows.filter(answered_on=None)
    unread, unread_late = _unread(today)
    late = waiting.filter(asked_on__lte=rules.last_late(today)).count()
    return Speed(
        count=rows.count(), answered=len(days), median_days=median(days) if days else None,
        answered_late=sum(each > rules.ANSWER_WITHIN for each in days),
        waiting=waiting.count(), late=late + unread_late, unread=unread,
    )


def _unread(today: date, which: Q | None = None) -> tuple[int, int]:
    """How many nobody has read, and how many of them are late: fetched and not fetched."""
    late = Q(asked_on__lte=rules.last_late(today))
    found = [
        rows.filter(which or Q()).aggregate(n=Count("pk"), late=Count("pk", filter=late))
        for rows in (PublicQuestion.objects.filter(state=State.WAITING),
                     AskedQuestion.objects.all())
    ]
    return sum(each["n"] for each in found), sum(each["late"] for each in found)


def _refused() -> tuple[tuple[str, int], ...]:
    rows = PublicQuestion.objects.filter(state=State.REFUSED).values_list("reason")
    counts = dict(rows.annotate(Count("pk")).order_by())
    return tuple((REASON_NAMES[each], counts[each]) for each in Reason if each in counts)


def _not_fetched(which: Q, *, today: date) -> list[PublicQuestion]:
    """What waits in the inbox, without its words, as it will look once it is fetched."""
    rows = AskedQuestion.objects.filter(which).defer("words").order_by("asked_on", "pk")
    return [
        PublicQuestion(
            number=each.number, slug=each.slug, version=each.version, state=State.WAITING,
            asked_on=each.asked_on, due_on=rules.due_on(each.asked_on), answers=[],
        )
        for each in rows[:LATE]
    ]


def _asked(rows: Iterable[PublicQuestion] | QuerySet[PublicQuestion], *, today: date
           ) -> tuple[Asked, ...]:
    found = list(rows)
    titles = dict(PublicRecord.objects.filter(
        newest=True, slug__in={each.slug for each in found}
    ).values_list("slug", "title"))
    return tuple(
        Asked(
            number=each.number, slug=each.slug, title=titles.get(each.slug, ""),
            version=each.version, state=State(each.state), words=each.words,
            asked_on=each.asked_on, due_on=each.due_on,
            waited=working_days.passed(each.asked_on, today),
            late=each.answered_on is None and each.state != State.REFUSED
            and each.due_on < today,
            reason_name=REASON_NAMES[Reason(each.reason)] if each.reason else "",
            repeats=each.repeats, days=each.days,
            answers=tuple(
                Answered(**answer | {"answered_on": date.fromisoformat(answer["answered_on"])})
                for answer in each.answers
            ),
        )
        for each in found
    )
