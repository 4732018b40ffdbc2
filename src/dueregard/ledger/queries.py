"""What a reader may ask of the ledger: its head, a use's history, the whole for export."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dueregard.answers import Missing
from dueregard.ledger import rules
from dueregard.ledger.models import Entry
from dueregard.ledger.rules import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The newest entry's number, time and head."""

    seq: int
    at: datetime | None
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One entry as a person reads it."""

    seq: int
    at: datetime
    verb: str
    about: str
    by: str
    refused: bool
    facts: dict[str, Any]


def head() -> Head:
    """The newest entry; an empty ledger has the head of noughts."""
    last = Entry.objects.order_by("-seq").only("seq", "at", "head").first()
    if last is None:
        return Head(seq=0, at=None, hash=rules.START)
    return Head(seq=last.seq, at=last.at, hash=last.head)


def history(*, about: str | None = None, newest: int = 50) -> tuple[Happening, ...]:
    """What happened, newest first: all of it, or about one thing."""
    entries = Entry.objects.order_by("-seq")
    if about is not None:
        entries = entries.filter(about=about)
    return tuple(_happening(each) for each in entries[:newest])


def done_by(person_id: int) -> tuple[Happening, ...]:
    """What one person did or was refused, the newest first; what was erased is not found."""
    found = Entry.objects.filter(body__by__id=person_id).order_by("-seq")
    return tuple(_happening(each) for each in found)


def entry(seq: int) -> Happening:
    """One entry; Missing when there is none of that number."""
    found = Entry.objects.filter(seq=seq).first()
    if found is None:
        raise Missing(f"There is no entry {seq} in the ledger.")
    return _happening(found)


def lines() -> Iterator[Line]:
    """Every entry in order, as it is exported."""
    for each in Entry.objects.order_by("seq").iterator(chunk_size=2000):
        yield Line(
            seq=each.seq, at=each.at.isoformat(), commitment=each.commitment, head=each.head,
            salt=each.salt, body=each.body,
        )


def _happening(entry: Entry) -> Happening:
    body = entry.body or {}
    return Happening(
        seq=entry.seq, at=entry.at, verb=entry.verb, about=entry.about,
        by=body.get("by", {}).get("name", "erased"), refused=entry.refused,
        facts=body.get("facts", {}),
    )
