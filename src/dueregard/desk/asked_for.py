"""What the record of each use asks for next: one action a thing, from every part of the record.

Without this file what is blank would be seen only by whoever opens that page of that use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dueregard.identify.evidence import queries as evidence
from dueregard.identify.packs import queries as packs
from dueregard.identify.points import queries as points
from dueregard.identify.register import queries as register
from dueregard.identify.register.queries import UseSheet
from dueregard.identify.register.rules import Status
from dueregard.lenses.shapes import Bank
from dueregard.manage.agreements import queries as agreements
from dueregard.manage.agreements.rules import Phase
from dueregard.manage.committee import queries as committee
from dueregard.manage.committee.rules import UNANSWERED_AFTER
from dueregard.manage.conditions import queries as conditions
from dueregard.manage.gates import queries as gates
from dueregard.manage.gates.rules import Sort
from dueregard.manage.reviews.rules import TURN, WHAT_TO_DO, WHY_NAMES, Why
from dueregard.manage.reviews.survey import Survey
from dueregard.people.rules import ROLE_NAMES, Role
from dueregard.prioritise.forecasts import queries as forecasts
from dueregard.prioritise.forecasts.queries import ForecastLine
from dueregard.prioritise.self_assessment import queries as own
from dueregard.prioritise.self_assessment.rules import name_of
from dueregard.report.withholding import queries as withholding
from dueregard.weighing.shapes import ActionKind

OVER = frozenset({Status.STOPPED, Status.REFUSED, Status.NOT_USED})
SOON = timedelta(days=31)
# The force as a whole is no use, and no use has tier and people to stand by.
FORCE = "The force as a whole"
LEAD = ROLE_NAMES[Role.ETHICS_LEAD]
DECIDES = ROLE_NAMES[Role.DECISION_MAKER]
SHARES = ROLE_NAMES[Role.SHARING_OFFICER]
NOBODY = "Nobody yet: it has no owner"
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing that the record asks for. `since` None is not dated in the record."""

    key: str
    what: str
    kind: ActionKind
    effort: str
    who: str
    since: date | None = None
    due_on: date | None = None
    lenses: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Record:
    """What is read once for all uses, so that each use costs few questions."""

    today: date
    bank: Bank
    points: Mapping[int, tuple[tuple[str, datetime], ...]]
    reviews: Mapping[int, tuple[Why, ...]]
    by_ref: dict[str, list[Asked]] = field(default_factory=dict)


def read(*, now: datetime) -> Record:
    """Everything that lists for all uses at once give."""
    today = now.date()
    record = Record(
        today=today, bank=packs.bank(), points=points.waiting(),
        reviews=dict(Survey(now=now).wanted()),
    )
    for ref, asked in (
        *_conditions(today), *_advice(today), *_withheld(today), *_forecasts(today),
        *_agreements(now),
    ):
        record.by_ref.setdefault(ref, []).append(asked)
    return record


def of_use(use: UseSheet, record: Record) -> Iterator[Asked]:
    """What the record of one use asks for. What is over asks only for what is owed to others."""
    yield from record.by_ref.get(use.ref, ())
    if use.status in OVER:
        return
    yield from _facts(use, record)
    yield from _points(use, record)
    yield from _gate(use, record)
    yield from _review(use, record)
    yield from _only_supplier(use, record)


def of_force() -> Iterator[Asked]:
    """What the newest self-assessment asks for; where there is none, that there should be one."""
    sheet = own.sheet()
    if sheet is None:
        yield Asked(
            key="self-assessment", what="Begin the self-assessment: no round was ever begun.",
            kind=ActionKind.GOVERNANCE, effort="medium", who=LEAD,
        )
        return
    for gap in sheet.gaps:
        yield Asked(
            key=f"self-assessment|{gap.statement.id}", kind=ActionKind(gap.kind),
            what=f"{_sentence(gap.words)} (Self-assessment: {name_of(gap.said).lower()}.)",
            effort=gap.effort, who=LEAD,
        )


def owner(use: UseSheet) -> str:
    """Who owns a use, in words."""
    return use.owner or use.owner_named or NOBODY


def _facts(use: UseSheet, record: Record) -> Iterator[Asked]:
    raised = points.points(use.ref)
    lens_of = {each.key: each.lens for each in raised if each.key}
    for found, settles in points.find_out(use.ref, raised):
        lenses = tuple(sorted({lens_of[each] for each in found.settles if each in lens_of}))
        yield Asked(
            key=f"fact|{found.fact.key}", kind=ActionKind.KNOWLEDGE, effort="small",
            who=owner(use), lenses=lenses,
            what=f"Find out: {found.fact.label} An answer may settle "
                 f"{settles} {'point' if settles == 1 else 'points'}.",
        )


def _points(use: UseSheet, record: Record) -> Iterator[Asked]:
    waiting = record.points.get(use.id, ())
    if not waiting:
        return
    count = len(waiting)
    yield Asked(
        key="points", kind=ActionKind.WAYS_OF_WORKING, who=owner(use),
        effort="small" if count <= 10 else "medium", since=waiting[0][1].date(),
        lenses=tuple(sorted({lens for lens, _ in waiting})),
        what=f"Say of {count} {'point' if count == 1 else 'points'} whether "
             f"{'it applies' if count == 1 else 'they apply'}.",
    )


def _gate(use: UseSheet, record: Record) -> Iterator[Asked]:
    line = gates.sheet(use.ref, on=record.today).next
    gaps = [each for each in line.obstacles if each.sort is Sort.GAP] if line else []
    if line is None or not gaps:
        return
    named = "; ".join(_plain(each.text) for each in gaps[:_MOST_NAMED])
    more = f"; and {len(gaps) - _MOST_NAMED} more" if len(gaps) > _MOST_NAMED else ""
    yield Asked(
        key=f"gate|{line.gate.id}", kind=ActionKind.GOVERNANCE, who=owner(use),
        effort="small" if len(gaps) == 1 else "medium",
        what=f"Fill in what the gate “{line.gate.title}” asks: {named}{more}.",
    )


def _review(use: UseSheet, record: Record) -> Iterator[Asked]:
    # What was not met in time stands under conditions, each with its own date.
    why = [each for each in record.reviews.get(use.id, ()) if each is not Why.LAPSED]
    if not why:
        return
    first = why[0]
    turn = TURN[first]
    yield Asked(
        key=f"review|{first.value}", kind=ActionKind.GOVERNANCE,
        effort="small" if first in (Why.OWNERLESS, Why.SOON) else "medium",
        who=owner(use) if turn == "The owner" else turn,
        due_on=use.review_on if first is Why.OVERDUE else None,
        what=f"{WHAT_TO_DO[first]} ({WHY_NAMES[first]}.)",
    )


def _only_supplier(use: UseSheet, record: Record) -> Iterator[Asked]:
    lenses = evidence.only_supplier_says(use.ref)
    if lenses:
        named = ", ".join(record.bank.lens(each).title.lower() for each in lenses)
        yield Asked(
            key="only-supplier", kind=ActionKind.KNOWLEDGE, effort="large", who=owner(use),
            lenses=lenses,
            what=f"Measure it yourselves: only its supplier says anything on {named}.",
        )


def _conditions(today: date) -> Iterator[tuple[str, Asked]]:
    for each in conditions.unmet():
        if each.due_on <= today + SOON:
            who = LEAD if each.to_check else each.owner or NOBODY
            begun = "Check that this was done" if each.to_check else "Meet the condition"
            yield each.ref, Asked(
                key=f"condition-{each.id}", kind=ActionKind.WAYS_OF_WORKING,
                effort="small" if each.to_check else "medium", who=who,
                since=each.set_at.date(), due_on=each.due_on,
                what=f"{begun}: {_sentence(each.text)}",
            )


def _advice(today: date) -> Iterator[tuple[str, Asked]]:
    for each in committee.unanswered(today=today):
        yield each.ref, Asked(
            key=f"advice-{each.matter_id}", kind=ActionKind.GOVERNANCE, effort="small",
            who=DECIDES, since=each.advised_on, due_on=each.advised_on + UNANSWERED_AFTER,
            what=f"Answer the advice on the question: {_sentence(each.question)}",
        )


def _withheld(today: date) -> Iterator[tuple[str, Asked]]:
    for each in withholding.overdue(today):
        yield each.ref, Asked(
            key=f"withheld-{each.id}", kind=ActionKind.GOVERNANCE, effort="small", who=LEAD,
            due_on=each.kept.review_on,
            what=f"Say whether “{_plain(each.kept.name)}” must still be kept from the public.",
        )


def _forecasts(today: date) -> Iterator[tuple[str, Asked]]:
    """What was expected of a use, once its day has come: what came teaches the next time."""
    by_ref: dict[str, list[ForecastLine]] = {}
    for each in forecasts.due(today=today):
        if each.ref:
            by_ref.setdefault(each.ref, []).append(each)
    for ref, lines in by_ref.items():
        several = "a forecast" if len(lines) == 1 else f"{len(lines)} forecasts"
        yield ref, Asked(
            key="forecasts", kind=ActionKind.KNOWLEDGE, effort="small", who=LEAD,
            since=lines[0].due_on, due_on=lines[0].due_on,
            what=f"Say what came of {several} whose day has come: {_sentence(lines[0].what)}",
        )


def _agreements(now: datetime) -> Iterator[tuple[str, Asked]]:
    """Agreements to be looked at again within 90 days, and those that nobody looked at in time."""
    for each in agreements.agreements(now=now):
        due = each.clock.review_due
        if not each.in_force or due is None or each.clock.phase is Phase.FRESH:
            continue
        yield each.ref, Asked(
            key=f"agreement|{due.isoformat()}", kind=ActionKind.GOVERNANCE, effort="medium",
            who=SHARES, due_on=due,
            what="Look again at the agreement to share: count what came of it, and renew, change "
                 "or stop it.",
        )


def every_use() -> Iterator[tuple[int, UseSheet]]:
    """Every use with its place, the most consequential first."""
    rows = register.most_consequential_first(register.matching("").select_related("owner"))
    for place, row in enumerate(rows, start=1):
        yield place, register.whole(row)


def _plain(text: str) -> str:
    return text.strip().rstrip(".")


def _sentence(text: str) -> str:
    words = text.strip()
    return words if words.endswith((".", "?", "!", "”")) else f"{words}."
