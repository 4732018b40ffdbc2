"""What the public door reads: the newest records, one record, its past versions."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db.models import Count, Model, QuerySet, Subquery, Sum

from dueregard import __version__
from dueregard.documents.document import Document, document_from_plain
from dueregard.identify.register.rules import STATUS_NAMES, Status
from dueregard.report.public_register import drawing
from dueregard.report.public_register.drawing import Drawn
from dueregard.report.public_register.models import (
    AskedQuestion,
    Notice,
    PublicQuestion,
    PublicRecord,
    RecordText,
    Signboard,
)
from dueregard.report.public_register.rules import GROUPS, waiting_since

_LARGE = ("words",)
_CARD = (
    "slug", "title", "summary", "status", "version", "digest", "published_at", "withdrawn_at",
)
_MOST_WORDS = 8
# The front page stays under 100 kB with any number of records.
FIRST = 12
PAGE = 50
# A feed tells this many of the newest events; every version stays at its own address.
FEED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """The force's name and the ledger's head, as last sent here.

    `changes` counts how often anything here was changed; `asked` is the newest question that was
    asked here and waits to be fetched, 0 for none.
    """

    force_name: str
    contact_email: str
    example: bool
    ledger_seq: int
    ledger_head: str
    changes: int
    asked: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One record on the register: its name and one sentence."""

    slug: str
    title: str
    summary: str
    status: Status
    version: int
    digest: str
    published_at: datetime
    withdrawn_at: datetime | None

    @property
    def status_name(self) -> str:
        """Where it stands, in words."""
        return STATUS_NAMES[self.status]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A heading of the register: how many records stand under it, and the first of them."""

    key: str
    title: str
    count: int
    cards: tuple[Card, ...]

    @property
    def more(self) -> bool:
        """Whether there are records that are not shown here."""
        return self.count > len(self.cards)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The front of the register, by what the force does with each thing."""

    shelves: tuple[Shelf, ...]
    withdrawn: tuple[Card, ...]
    count: int
    stated: int
    withheld: int


class What(StrEnum):
    """What a line of the feed is about."""

    PUBLISHED = "published"
    WITHDRAWN = "taken down"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened on the register. `key` names it for good."""

    key: str
    slug: str
    version: int
    title: str
    text: str
    what: What
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a longer list."""

    cards: tuple[Card, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A notice by the clock beside a record. `since`: the day from which advice waits."""

    text: str
    at: datetime
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One version in the list of versions."""

    version: int
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One version of one record, for its page. `drawn` is None when it was withdrawn.

    `asked_about`: whether anybody ever asked something about this record.
    """

    card: Card
    newest: bool
    asked_about: bool
    drawn: Drawn | None
    withdrawn_because: str
    notices: tuple[Said, ...]
    editions: tuple[Edition, ...]


def signboard() -> Sign | None:
    """What every public page carries; None before anything was published."""
    newest = AskedQuestion.objects.order_by("-pk").values("pk")[:1]
    row = Signboard.objects.annotate(asked=Subquery(newest)).first()
    if row is None:
        return None
    return Sign(
        force_name=row.force_name, contact_email=row.contact_email, example=row.example,
        ledger_seq=row.ledger_seq, ledger_head=row.ledger_head, changes=row.changes,
        asked=row.asked or 0, at=row.at,
    )


def front() -> Register:
    """The first page: each heading with how many records it has, and the first of them."""
    standing = _newest().filter(withdrawn_at=None)
    rows = list(standing.values_list("status").annotate(
        Count("pk"), Sum("stated"), Sum("withheld")
    ).order_by())
    counts = {status: count for status, count, _stated, _withheld in rows}
    shelves = tuple(
        Shelf(
            key=group.key, title=group.title,
            count=sum(counts.get(each.value, 0) for each in group.statuses),
            cards=_cards(standing.filter(status__in=group.statuses)[:FIRST]),
        )
        for group in GROUPS if any(each.value in counts for each in group.statuses)
    )
    withdrawn = _newest().exclude(withdrawn_at=None)
    return Register(
        shelves=shelves, withdrawn=_cards(withdrawn[:FIRST]), count=sum(counts.values()),
        stated=sum(row[2] for row in rows), withheld=sum(row[3] for row in rows),
    )


def found(*, words: str, page: int) -> Listing:
    """The standing records whose first cards have every word, a page at a time."""
    rows = _newest().filter(withdrawn_at=None)
    for word in words.lower().split()[:_MOST_WORDS]:
        rows = rows.filter(words__contains=word)
    return _page(rows, page)


def shelf(key: str, *, page: int) -> Listing | None:
    """Everything under one heading, a page at a time; None when there is no such heading."""
    group = next((each for each in GROUPS if each.key == key), None)
    if group is None:
        return None
    return _page(_newest().filter(withdrawn_at=None, status__in=group.statuses), page)


def record(slug: str, *, version: int | None = None, sign: Sign | None) -> Record | None:
    """One record, its newest version or the one asked for; None when there is none.

    `sign` is the signboard as it hangs now: while it does, which few records have a notice or a
    question beside them is known, and the rest are fetched by one question.
    """
    rows = PublicRecord.objects.filter(slug=slug)
    which = rows.filter(newest=True) if version is None else rows.filter(version=version)
    found = which.values_list(*_CARD, "newest", "withdrawn_because", "text__drawn_by",
                              "text__drawn")[:1]
    for *card, newest, because, drawn_by, plain in found:
        beside = _beside(stamp(sign))
        shown = _card_of(*card)
        gone = shown.withdrawn_at is not None or plain is None
        return Record(
            card=shown, newest=newest, asked_about=slug in beside.asked_about,
            drawn=None if gone else
            drawing.from_plain(plain) if drawn_by == __version__ else _drawn_now(shown),
            withdrawn_because=because,
            notices=_notices(slug, shown.version) if slug in beside.noticed else (),
            editions=_editions(shown, newest=newest),
        )
    return None


def document(card: Card) -> Document | None:
    """The document of a version; None when it was withdrawn."""
    text = RecordText.objects.filter(
        record__slug=card.slug, record__version=card.version, record__withdrawn_at=None
    ).values_list("document", flat=True).first()
    return document_from_plain(text) if text else None


def _drawn_now(card: Card) -> Drawn | None:
    """The page of a version that this release has not drawn yet."""
    found = document(card)
    return drawing.drawn(found) if found else None


@dataclass(frozen=True, slots=True)
class Beside:
    """Which records have a notice beside them, and about which anybody ever asked something."""

    noticed: frozenset[str]
    asked_about: frozenset[str]


@lru_cache(maxsize=1)
def _beside(stamp: str) -> Beside:
    """The same for as long as the signboard has this stamp."""
    def slugs(*models: type[Model]) -> frozenset[str]:
        return frozenset().union(*(
            each._default_manager.values_list("slug", flat=True).distinct() for each in models
        ))

    return Beside(noticed=slugs(Notice), asked_about=slugs(PublicQuestion, AskedQuestion))


def _notices(slug: str, version: int) -> tuple[Said, ...]:
    notices = Notice.objects.filter(slug=slug, version=version).order_by("at", "pk")
    return tuple(
        Said(text=each.text, at=each.at, since=waiting_since(each.key)) for each in notices
    )


def _editions(card: Card, *, newest: bool) -> tuple[Edition, ...]:
    if newest and card.version == 1:
        return (Edition(version=1, published_at=card.published_at),)
    found = PublicRecord.objects.filter(slug=card.slug).order_by("-version")
    return tuple(
        Edition(version=number, published_at=at)
        for number, at in found.values_list("version", "published_at")
    )


def events() -> tuple[Event, ...]:
    """What happened on the register, the newest first: published, taken down, noticed."""
    records = PublicRecord.objects.defer(*_LARGE)
    found = [
        Event(key=f"{each.slug}/v/{each.version}", slug=each.slug, version=each.version,
              title=each.title, text=each.summary, what=What.PUBLISHED, at=each.published_at)
        for each in records.filter(withdrawn_at=None).order_by("-published_at")[:FEED]
    ]
    found += [
        Event(key=f"{each.slug}/gone", slug=each.slug, version=each.version, title=each.title,
              text=each.withdrawn_because, what=What.WITHDRAWN, at=each.withdrawn_at)
        for each in records.exclude(withdrawn_at=None).filter(newest=True).order_by(
            "-withdrawn_at")[:FEED] if each.withdrawn_at
    ]
    noticed = Notice.objects.order_by("-at")[:FEED]
    titles = dict(records.filter(newest=True, slug__in=[each.slug for each in noticed])
                  .values_list("slug", "title"))
    found += [
        Event(key=f"{each.slug}/{each.key}", slug=each.slug, version=each.version,
              title=titles.get(each.slug, each.slug), text=each.text, what=What.NOTICE, at=each.at)
        for each in noticed
    ]
    return tuple(sorted(found, key=lambda each: (each.at, each.key), reverse=True)[:FEED])


def cards() -> Iterator[Card]:
    """Every record, withdrawn ones too, by name: for the whole register as a table."""
    for each in _newest().values_list(*_CARD).iterator(chunk_size=500):
        yield _card_of(*each)


def documents() -> Iterator[dict[str, Any]]:
    """Every standing record's stored Document as plain data, with its address and version."""
    rows = PublicRecord.objects.filter(newest=True, withdrawn_at=None).defer(*_LARGE)
    for each in rows.select_related("text").order_by("title", "slug").iterator(chunk_size=200):
        yield {
            "slug": each.slug, "version": each.version, "digest": each.digest,
            "published_at": each.published_at.isoformat(), "document": each.text.document,
        }


def stamp(sign: Sign | None) -> str:
    """A short text that changes whenever what is shown here changes; for caches.

    The signboard says it: it is put up anew whenever this database is filled.
    """
    seen = (
        sign.force_name, sign.contact_email, sign.ledger_head, sign.changes, sign.asked,
    ) if sign else None
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:24]


def _newest() -> QuerySet[PublicRecord]:
    return PublicRecord.objects.filter(newest=True).order_by("title", "slug")


def _page(rows: QuerySet[PublicRecord], page: int) -> Listing:
    start = max(page - 1, 0) * PAGE
    return Listing(cards=_cards(rows[start : start + PAGE]), count=rows.count())


def _cards(rows: QuerySet[PublicRecord]) -> tuple[Card, ...]:
    return tuple(_card_of(*each) for each in rows.values_list(*_CARD))


def _card_of(
    slug: str, title: str, summary: str, status: str, version: int, digest: str,
    published_at: datetime, withdrawn_at: datetime | None,
) -> Card:
    """A card, from the columns of `_CARD`."""
    return Card(
        slug=slug, title=title, summary=summary, status=Status(status), version=version,
        digest=digest, published_at=published_at, withdrawn_at=withdrawn_at,
    )
