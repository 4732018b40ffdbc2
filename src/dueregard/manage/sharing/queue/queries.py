"""What waits and why it stands where it does; how late we were, and what came of it.

Reports of the same are one piece of work, as `dueregard.sharing.waiting` folds them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dueregard.manage.sharing import queries, rules
from dueregard.manage.sharing.models import SharingRequest
from dueregard.manage.sharing.queries import UNKNOWN, RequestLine
from dueregard.manage.sharing.rules import State, Way
from dueregard.sharing import sheet, waiting
from dueregard.sharing.telling_back import Answered, Result, Told, by_group, by_sender
from dueregard.sharing.waiting import Earlier, Override, Report, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A piece of work in the queue: its requests, and why it stands where it stands."""

    work: Work
    lines: tuple[RequestLine, ...]
    why: tuple[str, ...]
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many requests came since a day, and what came of them."""

    asked: int
    shared: int
    refused: int
    closed: int
    waiting: int
    urgent: int
    life: int
    looked_late: int
    to_look: int


def queue(*, now: datetime) -> tuple[Waiting, ...]:
    """What waits, in the order in which to take it: red at once, then the least slack."""
    rows = list(queries.rows().filter(state__in=rules.WAITING))
    lines = {each.pk: queries.line_of(each) for each in rows}
    found = {each.ref: each for each in _works(rows)}
    return tuple(
        Waiting(
            work=each, why=waiting.why_here(each, now=now), late=now > each.latest,
            lines=tuple(lines[rules.number_of(one.ref)] for one in each.reports),
        )
        for each in waiting.in_order(found.values(), now=now)
    )


def place(request_id: int, *, now: datetime) -> Waiting | None:
    """Where one request stands in the queue; None where it does not wait."""
    return next((
        each for each in queue(now=now) if request_id in {one.id for one in each.lines}
    ), None)


def counts(*, since: datetime, now: datetime) -> Counts:
    """What came since then and what came of it; urgent and life-at-risk by themselves."""
    rows = [
        each for each in SharingRequest.objects.filter(asked_at__gte=since)
        if each.state != State.DRAFT
    ]

    def of(*states: State) -> int:
        return sum(each.state in states for each in rows)

    return Counts(
        asked=len(rows), refused=of(State.REFUSED), waiting=of(*rules.WAITING),
        shared=sum(_result(each) is Result.SHARED for each in rows),
        closed=sum(_result(each) is Result.NO_ACTION for each in rows),
        urgent=sum(each.way == Way.URGENT for each in rows),
        life=sum(each.way == Way.LIFE for each in rows),
        looked_late=sum(
            each.look_by is not None and (each.looked_at or now) > each.look_by for each in rows
        ),
        to_look=sum(each.look_by is not None and each.looked_at is None for each in rows),
    )


def told_back(*, since: datetime, now: datetime) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """How much each sender asked, how late we were and what came of it; and the same by group."""
    answers = list(_answers(since))
    return by_sender(answers, now=now), by_group(answers, now=now)


def told_to(partner_id: int, *, since: datetime, now: datetime) -> Told | None:
    """The same for one partner; None where it asked nothing."""
    row = SharingRequest.objects.filter(partner_id=partner_id).select_related("partner").first()
    if row is None:
        return None
    found = by_sender(_answers(since), now=now)
    return next((each for each in found if each.name == _sender(row)), None)


def refusals_of(partner_id: int, *, since: datetime) -> tuple[tuple[str, datetime, str], ...]:
    """What was refused to a partner: which request, when, and the reason that it is told."""
    rows = SharingRequest.objects.filter(
        partner_id=partner_id, state=State.REFUSED, settled_at__gte=since
    ).order_by("-settled_at")
    return tuple(
        (rules.ref_of(each.pk), each.settled_at, each.refused_because)
        for each in rows if each.settled_at is not None
    )


def _sender(row: SharingRequest) -> str:
    return row.partner.name if row.partner else UNKNOWN


def _report(row: SharingRequest) -> Report:
    known = sheet.load().signs
    return Report(
        ref=rules.ref_of(row.pk), received=row.asked_at, sender=_sender(row), subject=row.subject,
        event=row.event, group=row.group,
        # A sign that a later sheet does not ask any more counts nothing.
        signs={each: said for each, said in row.signs.items() if each in known},
    )


def _works(rows: Iterable[SharingRequest]) -> list[Work]:
    """Pieces of work: duplicates folded, what the record has of the person, a person's word."""
    by_ref = {rules.ref_of(each.pk): each for each in rows}
    history = _history({each.subject for each in by_ref.values() if each.subject})
    found = []
    for piece in waiting.folded(_report(each) for each in by_ref.values()):
        inside = {each.ref for each in piece}
        earlier = [Earlier(at=at, points=points) for ref, at, points in
                   history.get(piece[0].subject, ()) if ref not in inside]
        made = waiting.work(piece, earlier=earlier)
        found.append(_overruled(made, [by_ref[each.ref] for each in piece]))
    return found


def _overruled(made: Work, rows: Sequence[SharingRequest]) -> Work:
    """The newest word of a person on any of the requests counts for the piece."""
    said = [each for each in rows if each.band and each.band_at]
    if not said:
        return made
    newest = max(said, key=lambda each: each.band_at or each.asked_at)
    band = sheet.load().band(newest.band)
    return replace(made, band=band, override=Override(
        band=band.id, by=newest.band_by_name, at=newest.band_at or newest.asked_at,
        reason=newest.band_because,
    ))


def _history(subjects: set[str]) -> dict[str, list[tuple[str, datetime, int]]]:
    """What came in earlier about the same people, each piece of work once, with its points then."""
    found: dict[str, list[tuple[str, datetime, int]]] = {}
    if not subjects:
        return found
    rows = SharingRequest.objects.filter(subject__in=subjects).exclude(
        state=State.DRAFT).select_related("partner")
    for piece in waiting.folded(_report(each) for each in rows):
        made = waiting.work(piece)
        found.setdefault(piece[0].subject, []).append(
            (piece[0].ref, made.received, made.severity.points))
    return found


def _answers(since: datetime) -> Iterable[Answered]:
    rows = list(queries.rows().filter(asked_at__gte=since).exclude(state=State.DRAFT))
    by_ref = {rules.ref_of(each.pk): each for each in rows}
    for piece in _works(rows):
        inside = [by_ref[each.ref] for each in piece.reports]
        done = [(each, _answered_at(each)) for each in inside]
        known = [(each, at) for each, at in done if at is not None]
        if not known:
            yield Answered(work=piece)
            continue
        first = min(known, key=lambda each: each[1])
        yield Answered(work=piece, at=first[1], result=_result(first[0]))


def _answered_at(row: SharingRequest) -> datetime | None:
    """When whoever asked had an answer: the first thing given out, a refusal, or the closing."""
    given = row.disclosures.order_by("at").values_list("at", flat=True).first()
    if given is not None:
        return given
    if row.state == State.REFUSED:
        return row.settled_at
    return row.closed_at if row.state == State.CLOSED else None


def _result(row: SharingRequest) -> Result | None:
    if row.state == State.REFUSED:
        return Result.REFUSED
    if row.disclosures.exists():
        return Result.SHARED
    return Result.NO_ACTION if row.state == State.CLOSED else None
