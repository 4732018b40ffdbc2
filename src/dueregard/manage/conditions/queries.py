"""What may be asked about conditions: those of a use, those due soon, those that lapsed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from dueregard.answers import Missing
from dueregard.identify.register.rules import ref as ref_of
from dueregard.manage.conditions import rules
from dueregard.manage.conditions.models import Condition, Reminder
from dueregard.manage.conditions.rules import (
    FINAL,
    OVERDUE,
    STAGE_NAMES,
    STATE_NAMES,
    TURN,
    WAITING_FOR_CHECK,
    Nudge,
    State,
)
from dueregard.people import queries as people
from dueregard.people.rules import Concern


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionLine:
    """One condition on one use, whole."""

    id: int
    ref: str
    use_name: str
    text: str
    test: str
    owner_id: int | None
    owner: str
    use_owner_id: int | None
    due_on: date
    state: State
    what_was_done: str
    answered_by_id: int | None
    answered_at: datetime | None
    check_words: str
    checked_by: str
    set_by: str
    set_at: datetime
    settled_at: datetime | None
    evidence_wanted: str
    due_at_stage: str
    held_at: datetime | None
    held_by: str
    held_words: str

    @property
    def stage_name(self) -> str:
        """At which stage it is checked again, in words; blank where at none."""
        return STAGE_NAMES.get(self.due_at_stage, self.due_at_stage)

    @property
    def open_at_stage(self) -> bool:
        """True while it must still be found to hold at its stage, met or not."""
        return bool(self.due_at_stage) and self.held_at is None

    @property
    def state_name(self) -> str:
        """How it stands, in words."""
        return STATE_NAMES[self.state]

    @property
    def turn(self) -> str:
        """Whose turn it is, in words."""
        return TURN[self.state]

    @property
    def overdue(self) -> bool:
        """True when it was not met in time, and still is not."""
        return self.state in OVERDUE

    @property
    def met(self) -> bool:
        """True when it is met and closed."""
        return self.state in FINAL

    @property
    def to_check(self) -> bool:
        """True when it is said to be met and waits for a second person."""
        return self.state in WAITING_FOR_CHECK

    @property
    def concern(self) -> Concern:
        """Whose it is: the use's owner and its own."""
        return Concern(owners=frozenset(
            each for each in (self.use_owner_id, self.owner_id) if each is not None
        ))


def one(condition_id: int) -> ConditionLine:
    """One condition; Missing when there is none."""
    row = _rows().filter(pk=condition_id).first()
    if row is None:
        raise Missing(f"There is no condition {condition_id}.")
    return _line(row)


def by_use(reference: str) -> tuple[ConditionLine, ...]:
    """The conditions on a use, in the order of their dates."""
    number = reference.removeprefix("use-")
    rows = _rows().filter(use__number=int(number) if number.isdecimal() else -1)
    return tuple(_line(each) for each in rows)


def owners() -> list[tuple[int, str]]:
    """Whom a condition can be given to, with their names: those whose role lets them answer it."""
    return [(each.id, each.name) for each in people.able_to("conditions.answer")]


def open_at(held: Iterable[ConditionLine], stage: str) -> tuple[ConditionLine, ...]:
    """Of a use's conditions what has still to be found to hold when it comes to a stage.

    A condition that was met at the design is no promise of how it goes live: it is looked at
    again there, by somebody else than its owner, and is open until they say that it holds.
    """
    return tuple(each for each in held if each.due_at_stage == stage and each.open_at_stage)


def of(person_id: int | None) -> tuple[ConditionLine, ...]:
    """What one person has to see to and has not met, by date."""
    return tuple(
        _line(each) for each in _rows().exclude(state__in=FINAL).filter(owner_id=person_id)
    )


def unmet() -> tuple[ConditionLine, ...]:
    """Everything that is not met, by date."""
    return tuple(_line(each) for each in _rows().exclude(state__in=FINAL))


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRemind:
    """A reminder that is due: of which condition, which one, and where it is sent."""

    condition: ConditionLine
    kind: Nudge
    email: str


def to_remind(*, now: datetime) -> tuple[ToRemind, ...]:
    """The reminders that are due and were not sent. None to an owner who can no longer sign in."""
    sent = set(Reminder.objects.values_list("condition_id", "kind"))
    rows = _rows().exclude(state__in=FINAL).filter(owner__is_active=True)
    found = (
        (row, rules.nudge(state=State(row.state), due_on=row.due_on, today=now.date()))
        for row in rows
    )
    return tuple(
        ToRemind(condition=_line(row), kind=kind, email=row.owner.email)
        for row, kind in found
        if kind is not None and row.owner is not None and (row.pk, kind.value) not in sent
    )


def due(*, now: datetime, within: int = 31) -> tuple[ConditionLine, ...]:
    """What is not yet met and due within so many days, the overdue first."""
    until = now.date() + timedelta(days=within)
    return tuple(_line(each) for each in _rows().exclude(state__in=FINAL).filter(due_on__lte=until))


def of_person(person_id: int) -> tuple[ConditionLine, ...]:
    """What one person still has to meet, the overdue first."""
    return tuple(
        _line(each) for each in _rows().filter(owner_id=person_id).exclude(state__in=FINAL)
    )


def lapsed() -> tuple[ConditionLine, ...]:
    """What was not met in time and still is not, the longest first."""
    return tuple(_line(each) for each in _rows().filter(state__in=OVERDUE))


def late_on(day: date) -> tuple[ConditionLine, ...]:
    """What was not met in time on a day, and was not met by then, the longest first."""
    open_then = Q(settled_at=None) | Q(settled_at__date__gt=day)
    return tuple(
        _line(each) for each in _rows().filter(open_then, due_on__lt=day, set_at__date__lte=day)
    )


def met_between(first: date, last: date) -> tuple[ConditionLine, ...]:
    """What was found met in these days, by its date."""
    return tuple(_line(each) for each in _rows().filter(
        state__in=FINAL, settled_at__date__gte=first, settled_at__date__lte=last
    ))


def met_lately(*, newest: int = 30) -> tuple[ConditionLine, ...]:
    """Conditions that were met and checked, the last settled first."""
    rows = _rows().filter(state=rules.State.MET).order_by("-settled_at", "-pk")
    return tuple(_line(each) for each in rows[:newest])


def to_check() -> tuple[ConditionLine, ...]:
    """What is said to be met and waits for a second person."""
    return tuple(_line(each) for each in _rows().filter(state__in=WAITING_FOR_CHECK))


def _rows() -> QuerySet[Condition]:
    return Condition.objects.select_related("use", "owner").order_by("due_on", "pk")


def _line(row: Condition) -> ConditionLine:
    return ConditionLine(
        id=row.pk, ref=ref_of(row.use.number), use_name=row.use.name, text=row.text,
        test=row.test, owner_id=row.owner_id, owner=row.owner.name if row.owner else "",
        use_owner_id=row.use.owner_id, due_on=row.due_on, state=State(row.state),
        what_was_done=row.what_was_done, answered_by_id=row.answered_by_id,
        answered_at=row.answered_at, check_words=row.check_words, checked_by=row.checked_by,
        set_by=row.set_by, set_at=row.set_at, settled_at=row.settled_at,
        evidence_wanted=row.evidence_wanted, due_at_stage=row.due_at_stage,
        held_at=row.held_at, held_by=row.held_by, held_words=row.held_words,
    )
