"""Reading the log of processing: only through an opening, which says what for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from dueregard.answers import Answer, Missing, No, require
from dueregard.ledger.models import Entry, ProcessingTerms
from dueregard.ledger.processing import rules
from dueregard.ledger.processing.rules import Asked, Processing, Purpose, Terms
from dueregard.ledger.rules import Actor

PAGE = 100
_VERBS = tuple(rules.verb(each) for each in rules.Operation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One line of the log. `did` is None where its words were erased."""

    seq: int
    at: datetime
    person: int | None
    name: str
    roles: tuple[str, ...]
    did: Processing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One time that the log was opened: by whom, for which purpose, to find out what."""

    seq: int
    at: datetime
    person: int | None
    name: str
    purpose: Purpose
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some lines of the log, the newest first. `more`: there are older ones."""

    lines: tuple[Logged, ...]
    more: bool


def terms() -> Terms:
    """What must be given besides what the law asks: all of it until the force says otherwise."""
    said = ProcessingTerms.objects.filter(pk=1).values_list("reason", "case_ref")
    return next((Terms(reason=reason, case_ref=case_ref) for reason, case_ref in said), Terms())


def next_number() -> int:
    """The number that the next entry gets. Asked inside an action, while no other can write."""
    return (Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0) + 1


def opening(seq: int) -> Opening:
    """One opening of the log; Missing where no entry of that number is one."""
    found = Entry.objects.filter(seq=seq, verb=rules.OPENED, refused=False).first()
    if found is None or found.body is None:
        raise Missing("The log was not opened under that number.")
    return _opening(found)


def openings(*, newest: int = 50) -> tuple[Opening, ...]:
    """Who opened the log and what for, the newest first: the watchers are watched too."""
    rows = Entry.objects.filter(verb=rules.OPENED, refused=False, body__isnull=False)
    return tuple(_opening(each) for each in rows.order_by("-seq")[:newest])


def may_read(opening_seq: int, *, by: Actor, now: datetime) -> Answer:
    """Whether this person opened the log under that number, and not long ago."""
    try:
        found = opening(opening_seq)
    except Missing as missing:
        return No(str(missing), "not-opened")
    return rules.still_open(
        opened_by=found.person, opened_at=found.at, reader=by.id, now=now
    )


def log(
    opening_seq: int, asked: Asked, *, by: Actor, now: datetime, before: int | None = None
) -> Page:
    """A page of the log for whoever opened it; Refused to anybody else, and an hour later."""
    require(may_read(opening_seq, by=by, now=now))
    rows = _found(asked).order_by("-seq")
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(rows[: PAGE + 1])
    return Page(lines=tuple(_logged(each) for each in found[:PAGE]), more=len(found) > PAGE)


def every(opening_seq: int, asked: Asked, *, by: Actor, now: datetime) -> Iterator[Logged]:
    """The same whole and in order, for a copy."""
    require(may_read(opening_seq, by=by, now=now))
    for each in _found(asked).order_by("seq").iterator(chunk_size=2000):
        yield _logged(each)


def _found(asked: Asked) -> QuerySet[Entry]:
    verbs = _VERBS if asked.op is None else (rules.verb(asked.op),)
    rows = Entry.objects.filter(verb__in=verbs)
    for name, value in (
        ("body__facts__subject", asked.subject), ("body__facts__system", asked.system),
        ("about", asked.agreement), ("body__by__id", asked.person),
        ("at__gte", asked.since), ("at__lt", asked.before),
    ):
        if value not in ("", None):
            rows = rows.filter(**{name: value})
    return rows


def _logged(entry: Entry) -> Logged:
    body = entry.body or {}
    who = body.get("by", {})
    return Logged(
        seq=entry.seq, at=entry.at, person=who.get("id"), name=who.get("name", ""),
        roles=tuple(who.get("roles", ())),
        did=rules.from_facts(body["facts"]) if entry.body else None,
    )


def _opening(entry: Entry) -> Opening:
    body = entry.body or {}
    return Opening(
        seq=entry.seq, at=entry.at, person=body["by"]["id"], name=body["by"]["name"],
        purpose=Purpose(body["facts"]["purpose"]), why=body["facts"]["why"],
    )
