"""Counts what the return asks from this force's own record, with the records behind each figure.

Without this file a return would be filled in by hand, from memory, and nobody could find what a
figure rests on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Min

from dueregard.findings.finding import Finding
from dueregard.findings.returns.definitions import definitions
from dueregard.identify.evidence import queries as evidence
from dueregard.identify.evidence.rules import ON_OUR_DATA
from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import IN_USE, Status
from dueregard.identify.register.rules import ref as ref_of
from dueregard.manage.committee.deciding import Said
from dueregard.manage.committee.rules import UNANSWERED_AFTER
from dueregard.manage.conditions.rules import OVERDUE
from dueregard.manage.conditions.rules import State as ConditionState
from dueregard.manage.gates.rules import How
from dueregard.manage.happenings.rules import LOOK_WITHIN, Kind
from dueregard.manage.reviews import queries as reviews
from dueregard.people import queries as people
from dueregard.people.rules import Role
from dueregard.report.publication import queries as publication
from dueregard.report.publication.rules import State as PublicationState
from dueregard.report.questions.rules import due_on

_LONDON = ZoneInfo("Europe/London")
_BODIES = frozenset({Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR, Role.PANEL_MEMBER})
_OTHER = "other"
# Instruments that compare people by group, and how the heading of such a group is known elsewhere.
_OF_PEOPLE = frozenset({"rates", "outcomes", "decisions", "scores", "matches"})
_GROUP_WORDS = ("ethnic", "sex", "gender", "age", "disab", "religion", "race", "skin")
_FACES = {"lfr-deployments": "deployments", "lfr-faces": "faces_seen", "lfr-alerts": "alerts",
          "lfr-false-alerts": "false_alerts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record that a figure rests on: in words, and which use or evidence it belongs to."""

    words: str
    ref: str = ""
    evidence_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """A figure and the records it rests on. It is their number unless `count` says otherwise."""

    records: tuple[Record, ...] = ()
    count: int = field(default=-1)

    @property
    def figure(self) -> int:
        """How many."""
        return len(self.records) if self.count < 0 else self.count


def counted(*, first_day: date, last_day: date, today: date) -> dict[str, Rests]:
    """Every figure that the record can tell, by key. What it cannot tell is not there."""
    span = _Span(first_day, last_day)
    found = dict(_of_register(today))
    found |= dict(_of_committee(span))
    found |= dict(_of_conditions(span))
    found |= dict(_of_gates(span))
    found |= dict(_of_evidence())
    found |= dict(_of_faces(span))
    found |= dict(_of_happenings(span))
    found |= dict(_of_people())
    found |= dict(_of_openness(span, today))
    return found


class _Span:
    """A period, as days and as moments."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.begins = datetime.combine(first, time.min, tzinfo=_LONDON)
        self.ends = datetime.combine(last + timedelta(days=1), time.min, tzinfo=_LONDON)

    def at(self, moment: str) -> dict[str, datetime]:
        """What a question asks of a moment that lies in it."""
        return {f"{moment}__gte": self.begins, f"{moment}__lt": self.ends}

    def on(self, day: str) -> dict[str, date]:
        """What a question asks of a day that lies in it."""
        return {f"{day}__gte": self.first, f"{day}__lte": self.last}


_Figures = Iterator[tuple[str, Rests]]


def _rests(records: Iterable[Record]) -> Rests:
    return Rests(records=tuple(records))


def _use(number: int, name: str) -> Record:
    return Record(words=name, ref=ref_of(number))


def _of_register(today: date) -> _Figures:
    rows = list(register.matching("").order_by("number").values_list(
        "number", "name", "status", "technology", "review_on"
    ))
    every = [(_use(number, name), status, technology, review_on)
             for number, name, status, technology, review_on in rows]
    parts = definitions().items
    yield "uses", _rests(each for each, *_ in every)
    for part in parts["uses-by-status"].parts:
        yield f"uses-by-status/{part}", _rests(each for each, status, *_ in every if status == part)
    kinds = parts["uses-by-technology"].parts
    for part in kinds:
        yield f"uses-by-technology/{part}", _rests(
            each for each, _, kind, _ in every if (kind if kind in kinds else _OTHER) == part
        )
    used = [(each, review_on) for each, status, _, review_on in every if Status(status) in IN_USE]
    yield "in-use", _rests(each for each, _ in used)
    never = reviews.unreviewed()
    yield "reviewed", _rests(each for each, _ in used if each.ref not in never)
    yield "review-overdue", _rests(each for each, due in used if due and due < today)
    decided = _numbers(matters__decision__isnull=False)
    yield "live-without-decision", _rests(
        each for each, status, *_ in every if status == Status.LIVE and each.ref not in decided
    )
    published = _numbers(publications__state=PublicationState.PUBLISHED)
    yield "public-record", _rests(each for each, _ in used if each.ref in published)
    tested = _numbers(evidence__level__gte=ON_OUR_DATA, evidence__replaced_by=None)
    yield "tested-here", _rests(each for each, _ in used if each.ref in tested)


def _numbers(**wanted: Any) -> frozenset[str]:
    rows = register.matching("").filter(**wanted).order_by()
    return frozenset(ref_of(number) for number in rows.values_list("number", flat=True))


def _related(fields: tuple[str, ...], **wanted: Any) -> list[Any]:
    """Rows beside the uses, with the number of their use first."""
    rows = register.matching("").filter(**wanted).order_by("number")
    return list(rows.values_list("number", *fields))


def _of_committee(span: _Span) -> _Figures:
    advice = _related(
        ("matters__question", "matters__advice__at", "matters__advice__replied_at"),
        **span.at("matters__advice__at"),
    )
    yield "advice-given", _rests(_use(number, asked) for number, asked, *_ in advice)
    yield "advice-answered-in-time", _rests(
        _use(number, asked) for number, asked, at, replied in advice
        if replied is not None and (replied.date() - at.date()) <= UNANSWERED_AFTER
    )
    items = [
        (_use(number, text), said) for number, text, said in _related(
            ("matters__advice__items__text", "matters__advice__items__answer"),
            matters__advice__items__answer__gt="", **span.at("matters__advice__replied_at"),
        )
    ]
    yield "asked-for", _rests(each for each, _ in items)
    yield "declined", _rests(each for each, said in items if said != Said.ACCEPT)


def _of_conditions(span: _Span) -> _Figures:
    set_ = _related(("conditions__text",), **span.at("conditions__set_at"))
    yield "conditions-set", _rests(_use(*each) for each in set_)
    due = [
        (_use(number, text), state) for number, text, state in _related(
            ("conditions__text", "conditions__state"), **span.on("conditions__due_on")
        )
    ]
    yield "conditions-due", _rests(each for each, _ in due)
    yield "conditions-met", _rests(each for each, state in due if state == ConditionState.MET)
    yield "conditions-lapsed", _rests(each for each, state in due if state in OVERDUE)


def _of_gates(span: _Span) -> _Figures:
    gone = [
        (_use(number, title), how) for number, title, how in _related(
            ("passings__gate_title", "passings__how"), **span.at("passings__at")
        )
    ]
    yield "gates", _rests(each for each, _ in gone)
    yield "overrides", _rests(each for each, how in gone if how == How.OVERRIDDEN)


def _of_evidence() -> _Figures:
    kept = [
        (Record(words=title, ref=ref_of(number), evidence_id=key), level)
        for number, key, title, level in _related(
            ("evidence__pk", "evidence__title", "evidence__level"),
            evidence__isnull=False, evidence__replaced_by=None,
        )
    ]
    yield "evidence", _rests(each for each, _ in kept)
    for part in definitions().items["evidence-by-level"].parts:
        yield f"evidence-by-level/{part}", _rests(
            each for each, level in kept if part == f"level-{level}"
        )
    measured = evidence.measurements()
    yield "measured", _rests(_measured(each) for each in measured)
    yield "measured-by-group", _rests(
        _measured(each) for each in measured if compares_people(each.finding)
    )


def _measured(each: evidence.Measured) -> Record:
    return Record(words=each.title, ref=each.ref, evidence_id=each.id)


def compares_people(finding: Finding) -> bool:
    """Whether a measurement sets groups of people beside one another."""
    headings = {name.casefold() for row in finding.rows for name in row.group}
    if finding.instrument in _OF_PEOPLE:
        return bool(headings)
    return any(word in each for each in headings for word in _GROUP_WORDS)


def _of_faces(span: _Span) -> _Figures:
    """Only from logs whose months all lie in the period: any other would tell of other days."""
    logs = [
        each for each in evidence.measurements()
        if each.finding.instrument == "deployments" and _within(each.finding, span)
    ]
    for key, measure in _FACES.items():
        counts = [
            row.events for each in logs for row in each.finding.rows
            if row.measure == measure and not row.group and not row.stratum
        ]
        if counts and None not in counts:
            yield key, Rests(
                records=tuple(_measured(each) for each in logs),
                count=sum(each or 0 for each in counts),
            )


def _within(finding: Finding, span: _Span) -> bool:
    months = {row.group["month"] for row in finding.rows if "month" in row.group}
    days = [date.fromisoformat(f"{each}-01") for each in months]
    return bool(days) and all(
        span.first <= each and _last_of(each) <= span.last for each in days
    )


def _last_of(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _of_happenings(span: _Span) -> _Figures:
    told = [
        (_use(number, words), at, closed) for number, words, at, closed in _related(
            ("happenings__words", "happenings__at", "happenings__closed_at"),
            happenings__kind__in=(Kind.ALARM, Kind.COMPLAINT), **span.at("happenings__at"),
        )
    ]
    yield "happened", _rests(each for each, *_ in told)
    yield "happened-looked-at", _rests(
        each for each, at, closed in told if closed is not None and closed - at <= LOOK_WITHIN
    )


def _of_people() -> _Figures:
    here = [each for each in people.roster() if each.active and each.roles]
    yield "staff", _rests(Record(words=each.role_names) for each in here)
    for part in definitions().items["staff-by-role"].parts:
        yield f"staff-by-role/{part}", _rests(
            Record(words=each.role_names) for each in here if Role(part) in each.roles
        )
    yield "staff-on-bodies", _rests(
        Record(words=each.role_names) for each in here if _BODIES & set(each.roles)
    )


def _of_openness(span: _Span, today: date) -> _Figures:
    pages = publication.stated_and_withheld()
    yield "fields", Rests(
        records=tuple(_use(number, name) for number, name, *_ in pages),
        count=sum(stated for *_, stated, _ in pages),
    )
    yield "fields-withheld", Rests(
        records=tuple(_use(number, name) for number, name, _, withheld in pages if withheld),
        count=sum(withheld for *_, withheld in pages),
    )
    asked = [
        (_use(number, f"Asked on {asked_on.day} {asked_on:%B %Y}"), due_on(asked_on), answered)
        for number, asked_on, answered in _asked(span)
    ]
    yield "public-questions", _rests(each for each, *_ in asked)
    yield "public-questions-late", _rests(
        each for each, due, answered in asked if (answered or today) > due
    )


def _asked(span: _Span) -> Iterator[tuple[int, date, date | None]]:
    rows = register.matching("").filter(
        questions__isnull=False, **span.on("questions__asked_on")
    ).order_by("number", "questions__asked_on", "questions__number").values_list(
        "number", "questions__asked_on", "questions__number"
    ).annotate(answered=Min("questions__answers__answered_on"))
    yield from ((number, asked_on, answered) for number, asked_on, _key, answered in rows)
