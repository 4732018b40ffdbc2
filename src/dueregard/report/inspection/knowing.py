"""Reads the whole record once, in a few questions, for every statement of the index.

Without it an index over ten thousand uses would ask some questions of the database for each.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from dueregard.identify.register import queries as register
from dueregard.identify.register.rules import Affected, Status
from dueregard.identify.register.rules import ref as ref_of
from dueregard.manage.bodies import queries as bodies
from dueregard.manage.committee.rules import State as Stands
from dueregard.manage.conditions.rules import FINAL, OVERDUE
from dueregard.manage.happenings.rules import LOOK_WITHIN
from dueregard.manage.procurement.rules import FollowUp, Grade
from dueregard.people import queries as people
from dueregard.people.rules import Role
from dueregard.prioritise.assessment.rules import ReplyAnswer
from dueregard.report.inspection.known import (
    Condition,
    Enquiry,
    Evidence,
    Happening,
    Known,
    KnownBody,
    KnownUse,
    Matter,
    Passing,
    Question,
    Round,
    Version,
    Withheld,
)
from dueregard.report.questions.rules import State as Asked

FAIRNESS = "fairness"
_STILL = frozenset({FollowUp.TO_SEND, FollowUp.SENT, FollowUp.IGNORED})
Row = Mapping[str, Any]
Rows = dict[int, list[Row]]


def known(*, now: datetime) -> Known:
    """The record as it stands now."""
    today = now.date()
    parts = {
        "matters": _of("matters", "pk", "deadline", "state", "advice__at", "advice__dissent",
                       "advice__replied_at", "decision__at", "decision__by_post",
                       "decision__departs_because"),
        "conditions": _of("conditions", "pk", "text", "test", "owner", "due_on", "state",
                          "settled_at"),
        "passings": _of("passings", "gate_title", "how", "post", "reason", "at", "newest",
                        "ends_on"),
        "happenings": _of("happenings", "kind", "happened_on", "at", "closed_at"),
        "evidence": _of("evidence", "pk", "title", "source", "level", "lens", "instrument",
                        "finding__verdict__code", "dated_on", "replaced_by"),
        "versions": _of("publications", "version", "state", "withdrawn_because"),
        "rounds": _of("assessments", "pk", "settled_at"),
        "replies": _of("assessments__replies", "assessment", "lens", "answer"),
        "enquiries": _of("enquiries", "pk", "supplier", "submitted_at"),
        "answers": _of("enquiries__answers", "enquiry", "grade", "follow_up_state"),
        "sayings": _of("rule_sayings", "pk"),
        "withheld": _of("withheld", "source", "reason", "review_on", "lifted_at"),
        "questions": _of("questions", "number", "asked_on", "state"),
        "question_answers": _of("questions__answers", "question__number", "answered_on"),
    }
    rows = register.matching("").order_by("number").values(
        "number", "name", "status", "tier", "technology", "supplier", "owner", "owner_named",
        "purpose", "what_it_does", "affected", "affected_count", "review_on",
    )
    return Known(
        today=today,
        uses=tuple(
            _use(row, {name: rows.get(row["number"], []) for name, rows in parts.items()}, today)
            for row in rows
        ),
        bodies=_bodies(today), roles=_roles(),
    )


def _of(relation: str, *fields: str) -> Rows:
    """These fields of every row of a relation, by the number of its use, in the order made."""
    found: Rows = {}
    rows = register.matching("").filter(**{f"{relation}__isnull": False})
    names = [f"{relation}__{each}" for each in fields]
    for number, *values in rows.order_by("number", f"{relation}__pk").values_list(
        "number", *names
    ):
        found.setdefault(number, []).append(dict(zip(fields, values, strict=True)))
    return found


def _use(row: Row, parts: Mapping[str, list[Row]], today: date) -> KnownUse:
    return KnownUse(
        ref=ref_of(row["number"]), name=row["name"], status=Status(row["status"]),
        tier=row["tier"], technology=row["technology"], supplier=row["supplier"],
        owned=bool(row["owner"] or row["owner_named"]),
        described=all(row[each].strip() for each in ("purpose", "what_it_does", "affected")),
        counted=row["affected_count"] != Affected.UNKNOWN, review_on=row["review_on"],
        matters=tuple(map(_matter, parts["matters"])),
        conditions=tuple(_condition(each, today) for each in parts["conditions"]),
        passings=tuple(map(_passing, parts["passings"])),
        happenings=tuple(_happening(each, parts) for each in parts["happenings"]),
        evidence=tuple(_evidence(each) for each in parts["evidence"] if not each["replaced_by"]),
        versions=tuple(
            Version(version=each["version"], state=each["state"],
                    because=each["withdrawn_because"]) for each in parts["versions"]
        ),
        rounds=tuple(_rounds(parts)), enquiries=tuple(_enquiries(parts)),
        withheld=tuple(
            Withheld(source=each["source"], reason=each["reason"], review_on=each["review_on"])
            for each in parts["withheld"] if each["lifted_at"] is None
        ),
        questions=tuple(_questions(parts)), sayings=len(parts["sayings"]),
    )


def _matter(row: Row) -> Matter:
    return Matter(
        id=row["pk"], deadline=row["deadline"], closed=row["state"] != Stands.OPINIONS,
        advised_on=_day(row["advice__at"]), dissent=bool((row["advice__dissent"] or "").strip()),
        replied_on=_day(row["advice__replied_at"]), decided_on=_day(row["decision__at"]),
        post=(row["decision__by_post"] or "").strip(),
        departs_because=(row["decision__departs_because"] or "").strip(),
    )


def _condition(row: Row, today: date) -> Condition:
    met = row["state"] in FINAL
    return Condition(
        id=row["pk"], text=row["text"], tested=bool(row["test"].strip()),
        owned=bool(row["owner"]), due_on=row["due_on"], met=met,
        checked_on=_day(row["settled_at"]) if met else None,
        late=row["state"] in OVERDUE or (not met and row["due_on"] < today),
    )


def _passing(row: Row) -> Passing:
    return Passing(
        gate=row["gate_title"], how=row["how"], post=row["post"].strip(),
        reason=row["reason"].strip(), on=row["at"].date(), newest=row["newest"],
        ends_on=row["ends_on"],
    )


def _happening(row: Row, parts: Mapping[str, list[Row]]) -> Happening:
    """Open until it is closed, or until the use was assessed or decided again after it."""
    later = [each["settled_at"] for each in parts["rounds"]]
    later += [each["decision__at"] for each in parts["matters"]]
    answered = any(each is not None and each >= row["at"] for each in later)
    told_on = row["at"].date()
    return Happening(
        kind=row["kind"], on=row["happened_on"], told_on=told_on,
        open=row["closed_at"] is None and not answered, look_by=told_on + LOOK_WITHIN,
    )


def _evidence(row: Row) -> Evidence:
    return Evidence(
        id=row["pk"], title=row["title"], source=row["source"], level=row["level"],
        lens=row["lens"], instrument=row["instrument"],
        verdict=str(row["finding__verdict__code"] or ""), dated_on=row["dated_on"],
    )


def _rounds(parts: Mapping[str, list[Row]]) -> Iterator[Round]:
    for row in parts["rounds"]:
        replies = [each for each in parts["replies"] if each["assessment"] == row["pk"]]
        yield Round(
            id=row["pk"], settled_on=_day(row["settled_at"]),
            fairness=tuple(each["answer"] for each in replies if each["lens"] == FAIRNESS),
            unknown=sum(each["answer"] == ReplyAnswer.DONT_KNOW for each in replies),
        )


def _questions(parts: Mapping[str, list[Row]]) -> Iterator[Question]:
    for row in parts["questions"]:
        if row["state"] == Asked.SHOWN:
            answered = [each["answered_on"] for each in parts["question_answers"]
                        if each["question__number"] == row["number"]]
            yield Question(number=row["number"], asked_on=row["asked_on"],
                           answered_on=min(answered, default=None))


def _enquiries(parts: Mapping[str, list[Row]]) -> Iterator[Enquiry]:
    for row in parts["enquiries"]:
        answers = [each for each in parts["answers"] if each["enquiry"] == row["pk"]]
        yield Enquiry(
            id=row["pk"], supplier=row["supplier"], sent=row["submitted_at"] is not None,
            answers=len(answers),
            ungraded=sum(each["grade"] not in set(Grade) for each in answers),
            open_points=sum(each["follow_up_state"] in _STILL for each in answers),
        )


def _bodies(today: date) -> tuple[KnownBody, ...]:
    return tuple(
        KnownBody(
            id=each.id, name=each.name, quorum=each.quorum,
            sitting=len(each.members),
            interests=sum(
                interest.ended_on is None for seat in each.seats for interest in seat.interests
            ),
        )
        for each in bodies.bodies(today=today)
    )


def _roles() -> tuple[tuple[str, int], ...]:
    """How many active people hold each role; nobody is named."""
    active = [each for each in people.roster() if each.active]
    return tuple((role.value, sum(role in each.roles for each in active)) for role in Role)


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None
