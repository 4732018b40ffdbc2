"""One side for chief officers: what is in use without a decision, late, unanswered or due.

Without it a chief officer would be told that ethics is covered. This says what the record shows,
and beside it what the record cannot show.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from dueregard.documents.audience import Audience
from dueregard.documents.document import Block, Document, Note, Part, Points
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import IN_USE
from dueregard.identify.register.rules import ref as ref_of
from dueregard.manage.committee.rules import State as Stands
from dueregard.manage.conditions.rules import FINAL, OVERDUE
from dueregard.manage.conditions.rules import State as Condition
from dueregard.manage.papers.saying import cut, day
from dueregard.manage.reviews.rules import REVIEWED_ON_TIME
from dueregard.people import queries as people

# What one side of paper has room for, five times over.
MOST, LONGEST, NAME = 5, 100, 42
WITHIN = timedelta(days=31)
KIND = "chief-officers-side"
_WAITING = tuple(each for each in Condition if each not in FINAL)
_BEFORE_ADVICE = (Stands.OPINIONS, Stands.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing to look at, and the page where it is looked at."""

    text: str
    link: str
    key: str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One question of a chief officer: how many, the first of them, and what is not shown."""

    key: str
    title: str
    count: int
    lines: tuple[Line, ...]
    not_shown: str

    @property
    def more(self) -> int:
        """How many there are besides those that stand here."""
        return self.count - len(self.lines)

    @property
    def told(self) -> str:
        """How many, in words. None shown is not none there."""
        return f"{self.count:,} shown" if self.count else "None shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The whole side, for one day."""

    force: str
    on: date
    uses: int
    sections: tuple[Section, ...]


def side(*, now: datetime) -> Side:
    """What a chief officer must know today. Counted in the database, for ten thousand uses."""
    today = now.date()
    blank = _what_is_blank()
    force = people.force()
    return Side(
        force=force.name if force else "", on=today, uses=blank["uses"],
        sections=(
            _undecided(), _lapsed(today, blank), _unanswered(today, blank), _due(today, blank),
            _overdue(today, blank),
        ),
    )


def as_document(side: Side, *, made_at: str) -> Document:
    """The side as a paper for one sheet."""
    return Document(
        kind=KIND, title="Technology and data: one side for chief officers", made_at=made_at,
        summary=f"{side.force}, {day(side.on)}. {side.uses:,} uses are in the register. What is "
        "not shown here is not known here: that is not the same as being in order.",
        parts=tuple(_part(each) for each in side.sections), audience=Audience.FORCE, short=True,
    )


def _part(section: Section) -> Part:
    lines = [each.text for each in section.lines]
    if section.more:
        lines.append(f"And {section.more:,} more.")
    blocks: list[Block] = [Points(items=tuple(lines))] if lines else []
    return Part(
        key=section.key, title=f"{section.title}: {section.told.lower()}",
        blocks=(*blocks, Note(text=section.not_shown)),
    )


def _what_is_blank() -> dict[str, int]:
    """How many uses the record says too little of for the side to show them."""
    every = register.matching("")
    in_use, dated = Q(status__in=IN_USE), Q(status__in=REVIEWED_ON_TIME)
    held = every.filter(conditions__isnull=False).values("pk")
    heard = every.filter(matters__advice__isnull=False).values("pk")
    return every.aggregate(
        uses=Count("pk"),
        no_condition=Count("pk", filter=in_use & ~Q(pk__in=held)),
        no_advice=Count("pk", filter=in_use & ~Q(pk__in=heard)),
        no_date=Count("pk", filter=dated & Q(review_on=None)),
    )


def _undecided() -> Section:
    every = register.matching("")
    decided = every.filter(matters__decision__isnull=False).values("pk")
    found = every.filter(status__in=IN_USE).exclude(pk__in=decided)
    rows = register.most_consequential_first(found).values_list("number", "name", "status")
    return Section(
        key="undecided", title="In use, and no decision is recorded", count=found.count(),
        lines=tuple(
            Line(text=f"{_name(number, name)}: {'on trial' if status == 'trial' else 'live'}",
                 link="use", key=ref_of(number))
            for number, name, status in rows[:MOST]
        ),
        not_shown="Not shown: what is in use and nobody has put in the register.",
    )


def _lapsed(today: date, blank: dict[str, int]) -> Section:
    found = register.matching("").filter(
        Q(conditions__state__in=OVERDUE)
        | Q(conditions__state__in=_WAITING, conditions__due_on__lt=today),
        status__in=REVIEWED_ON_TIME,
    )
    rows = found.order_by("conditions__due_on", "conditions__pk").values_list(
        "number", "name", "conditions__pk", "conditions__text", "conditions__due_on")
    return Section(
        key="lapsed", title="Conditions not met in time",
        count=found.values("conditions__pk").count(),
        lines=tuple(
            Line(text=_line(f"{_name(number, name)}: due {day(due)}", text),
                 link="condition", key=condition)
            for number, name, condition, text, due in rows[:MOST]
        ),
        not_shown=f"Not shown: what {_uses(blank['no_condition'])} in use should be held to; no "
        "condition is on record.",
    )


def _unanswered(today: date, blank: dict[str, int]) -> Section:
    found = register.matching("").filter(matters__state=Stands.ADVISED)
    rows = found.order_by("matters__advice__at", "matters__pk").values_list(
        "number", "name", "matters__pk", "matters__advice__at")
    return Section(
        key="unanswered", title="Advice that nobody has answered",
        count=found.values("matters__pk").count(),
        lines=tuple(
            Line(text=f"{_name(number, name)}: {_days((today - at.date()).days)} waiting, since "
                      f"{day(at.date())}",
                 link="matter", key=matter)
            for number, name, matter, at in rows[:MOST]
        ),
        not_shown=f"Not shown: what the committee would say of {_uses(blank['no_advice'])} in use "
        "that it has not advised on.",
    )


def _due(today: date, blank: dict[str, int]) -> Section:
    """What somebody must decide soon: matters on their way, and reviews whose day comes."""
    until = today + WITHIN
    before = register.matching("").filter(
        Q(matters__state__in=_BEFORE_ADVICE, matters__deadline__lte=until)
        | Q(matters__state=Stands.REPLIED)
    )
    reviews = register.matching("").filter(
        status__in=REVIEWED_ON_TIME, review_on__gte=today, review_on__lte=until)
    matters = before.order_by("matters__deadline", "matters__pk").values_list(
        "number", "name", "matters__pk", "matters__state", "matters__deadline")
    dated = reviews.order_by("review_on", "number").values_list("number", "name", "review_on")
    lines = [
        Line(text=f"{_name(number, name)}: {_stands(state, deadline, today)}", link="matter",
             key=matter)
        for number, name, matter, state, deadline in matters[:MOST]
    ]
    lines += [
        Line(text=f"{_name(number, name)}: its review falls on {day(on or today)}", link="manage",
             key=ref_of(number))
        for number, name, on in dated[:MOST]
    ]
    return Section(
        key="due", title="Decisions due in 31 days",
        count=before.values("matters__pk").count() + reviews.count(), lines=tuple(lines[:MOST]),
        not_shown=f"Not shown: when {_uses(blank['no_date'])} in use or paused must be looked at; "
        "no date is on record.",
    )


def _overdue(today: date, blank: dict[str, int]) -> Section:
    found = register.matching("").filter(status__in=REVIEWED_ON_TIME, review_on__lt=today)
    rows: Iterable[Any] = found.order_by("review_on", "number").values_list(
        "number", "name", "review_on")[:MOST]
    return Section(
        key="overdue", title="Reviews that are overdue", count=found.count(),
        lines=tuple(
            Line(text=f"{_name(number, name)}: {_days((today - on).days)}, since {day(on)}",
                 link="manage", key=ref_of(number))
            for number, name, on in rows
        ),
        not_shown=f"Not shown: whether {_uses(blank['no_date'])} in use or paused should have "
        "been looked at; no date is on record.",
    )


def _stands(state: str, deadline: date, today: date) -> str:
    if state == Stands.REPLIED:
        return "advice is answered, the decision is next"
    when = "were" if deadline < today else "are"
    return f"opinions {when} due on {day(deadline)}"


def _name(number: int, name: str) -> str:
    return f"{cut(name, NAME)} ({ref_of(number)})"


def _line(begun: str, text: str) -> str:
    room = max(20, LONGEST - len(begun))
    return f"{begun}. {cut(text, room)}"


def _uses(count: int) -> str:
    return "1 use" if count == 1 else f"{count:,} uses"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
