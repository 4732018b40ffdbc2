"""What a reader may ask of the ledger: its head, a use's history, the whole for export."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dueregard.answers import Missing
from dueregard.ledger import rules
from dueregard.ledger.models import Entry
from dueregard.ledger.processing.rules import PREFIX, is_processing
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved(Happening):
    """One entry with its proof: the head before it and after it, and whether they fit."""

    roles: tuple[str, ...]
    commitment: str
    before: str
    head: str
    fits: bool


def head() -> Head:
    """The newest entry; an empty ledger has the head of noughts."""
    last = Entry.objects.order_by("-seq").only("seq", "at", "head").first()
    if last is None:
        return Head(seq=0, at=None, hash=rules.START)
    return Head(seq=last.seq, at=last.at, hash=last.head)


def mark() -> str:
    """What changes whenever anything is done but an operation on personal data: for caches.

    Everything that is done leaves an entry in the same transaction, so that what was read under a
    mark still stands while the mark does. It is the head of the newest such entry.
    """
    newest = Entry.objects.exclude(verb__startswith=PREFIX).order_by("-seq")
    return newest.values_list("head", flat=True).first() or ""


def began() -> datetime | None:
    """When the first entry was made; None for an empty ledger."""
    first = Entry.objects.order_by("seq").only("seq", "at").first()
    return None if first is None else first.at


def history(*, about: str | None = None, newest: int = 50) -> tuple[Happening, ...]:
    """What happened, newest first: all of it, or about one thing."""
    entries = Entry.objects.order_by("-seq")
    if about is not None:
        entries = entries.filter(about=about)
    return tuple(_happening(each) for each in entries[:newest])


def done_by(person_id: int) -> tuple[Happening, ...]:
    """What one person did or was refused, the newest first; what was erased is not found.

    The log of processing is not in it: that may be used for the purposes of the law alone.
    """
    found = Entry.objects.filter(body__by__id=person_id).exclude(
        verb__startswith=PREFIX
    ).order_by("-seq")
    return tuple(_happening(each) for each in found)


def entry(seq: int) -> Happening:
    """One entry; Missing when there is none of that number."""
    found = Entry.objects.filter(seq=seq).first()
    if found is None:
        raise Missing(f"There is no entry {seq} in the ledger.")
    return _happening(found)


def words_of(seq: int) -> tuple[str, dict[str, Any]] | None:
    """The salt and the words of one entry; None where they were erased.

    Missing where there is no such entry, and for the log of processing, which has its own way.
    """
    found = Entry.objects.filter(seq=seq).first()
    if found is None or is_processing(found.verb):
        raise Missing(
            f"There is no entry {seq} in the ledger whose words can be shown here." if found is None
            else f"Entry {seq} belongs to the log of processing: its words are not given out here."
        )
    return (found.salt, found.body) if found.body is not None and found.salt is not None else None


def proved(about: str, *, after: int = 0) -> tuple[Proved, ...]:
    """The history of one thing in order, each entry with its place in the chain worked out anew."""
    entries = list(Entry.objects.filter(about=about, seq__gt=after).order_by("seq"))
    heads = dict(
        Entry.objects.filter(seq__in=[each.seq - 1 for each in entries]).values_list("seq", "head")
    )
    return tuple(_proved(each, heads.get(each.seq - 1, rules.START)) for each in entries)


def lines(*, processing: bool = False) -> Iterator[Line]:
    """Every entry in order, as it is exported.

    The words of the log of processing are left out, unless asked for by what may use them: their
    commitments stay, and so does every proof.
    """
    for each in Entry.objects.order_by("seq").iterator(chunk_size=2000):
        said = processing or not is_processing(each.verb)
        yield Line(
            seq=each.seq, at=each.at.isoformat(), commitment=each.commitment, head=each.head,
            salt=each.salt if said else None, body=each.body if said else None,
        )


def _happening(entry: Entry) -> Happening:
    return Happening(**_told(entry))


def _proved(entry: Entry, before: str) -> Proved:
    said = entry.body is None or (entry.salt is not None and entry.commitment == rules.commitment(
        salt=entry.salt, body=entry.body
    ))
    head = rules.head_after(
        head=before, seq=entry.seq, at=entry.at.isoformat(), commitment=entry.commitment
    )
    return Proved(
        **_told(entry),
        roles=() if is_processing(entry.verb) else tuple(
            (entry.body or {}).get("by", {}).get("roles", ())
        ),
        commitment=entry.commitment, before=before, head=entry.head,
        fits=said and head == entry.head,
    )


def _told(entry: Entry) -> dict[str, Any]:
    # Who used whose data stands in the log of processing, which says first what it is opened for.
    body = entry.body if entry.body and not is_processing(entry.verb) else {}
    nobody = "somebody" if is_processing(entry.verb) else "erased"
    return {
        "seq": entry.seq, "at": entry.at, "verb": entry.verb, "about": entry.about,
        "by": body.get("by", {}).get("name", nobody), "refused": entry.refused,
        "facts": body.get("facts", {}),
    }
