"""What the public door reads of the ledger: its signed heads, each with its proof."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dueregard.report.public_register.models import PublicHead

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A witness under a head: who, its verifier key, and when it signed."""

    body: str
    key: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One signed head in the list. `at`: when the force signed it."""

    size: int
    at: datetime
    key: str
    note: str
    witnesses: tuple[Seen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list of heads, the newest first, and how many there are in all."""

    lines: tuple[Line, ...]
    count: int


def heads(*, page: int) -> Listing:
    """The signed heads, a page at a time."""
    start = max(page - 1, 0) * PAGE
    rows = PublicHead.objects.order_by("-size")
    return Listing(
        lines=tuple(_line(each) for each in rows[start : start + PAGE]), count=rows.count()
    )


def newest() -> Line | None:
    """The newest head; None before the first."""
    row = PublicHead.objects.order_by("-size").first()
    return _line(row) if row else None


def newest_witnessed() -> Line | None:
    """The newest head that somebody outside signed too."""
    row = PublicHead.objects.filter(signatures__gt=0).order_by("-size").first()
    return _line(row) if row else None


def head(size: int) -> Line | None:
    """The head over so many entries; None where none was signed."""
    row = PublicHead.objects.filter(size=size).first()
    return _line(row) if row else None


def since(size: int) -> Iterator[str]:
    """What a witness needs that last saw this head: each later head with its proof, as text.

    An empty line stands between two of them. Nothing where it is the newest.
    """
    rows = PublicHead.objects.filter(size__gt=size).order_by("size")
    for place, row in enumerate(rows.iterator(chunk_size=500)):
        yield f"{'' if place == 0 else chr(10)}old {row.since}\n{row.proof}\n{row.note}"


def _line(row: PublicHead) -> Line:
    return Line(
        size=row.size, at=row.at, key=row.key, note=row.note,
        witnesses=tuple(
            Seen(body=each["body"], key=each["key"], at=datetime.fromisoformat(each["at"]))
            for each in row.witnesses
        ),
    )
