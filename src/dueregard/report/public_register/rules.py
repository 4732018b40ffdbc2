"""How the public register is laid out: in which groups, and as which rows of a spreadsheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dueregard.documents.document import Column, Document, Part, Table, document_from_plain
from dueregard.identify.register.rules import Status
from dueregard.report.publication.plain_words import lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading of the register and the states under it."""

    key: str
    title: str
    statuses: tuple[Status, ...]


GROUPS = (
    Group(key="use", title="What we use", statuses=(Status.LIVE,)),
    Group(key="try", title="What we are trying", statuses=(Status.TRIAL,)),
    Group(key="think", title="What we are thinking about",
          statuses=(Status.IDEA, Status.ASSESSMENT)),
    Group(key="paused", title="What we have paused", statuses=(Status.PAUSED,)),
    Group(key="no", title="What we said no to", statuses=(Status.REFUSED,)),
    Group(key="stopped", title="What we stopped using", statuses=(Status.STOPPED,)),
    Group(key="not-used", title="What we do not use", statuses=(Status.NOT_USED,)),
)


def notice_key(*, number: int, since: date | None) -> str:
    """The name of a notice here. One about advice that waits says since when, in its name.

    >>> notice_key(number=4, since=date(2026, 5, 3)), notice_key(number=4, since=None)
    ('waiting-2026-05-03-4', 'notice-4')
    """
    return f"waiting-{since.isoformat()}-{number}" if since else f"notice-{number}"


def waiting_since(key: str) -> date | None:
    """Since when advice waits, from the name of its notice.

    >>> waiting_since("waiting-2026-05-03-4"), waiting_since("notice-4")
    (datetime.date(2026, 5, 3), None)
    """
    return date.fromisoformat(key[8:18]) if key.startswith("waiting-") else None


# The cards in whose words a record is looked for: what it is, what for, and what it can do.
_FOUND_BY = frozenset({"what", "why", "can", "who"})


def words(document: Mapping[str, Any]) -> str:
    """The words that a record is found by, each once, in small letters.

    Of a withdrawn record there are none.
    """
    if not document:
        return ""
    paper = document_from_plain(document)
    short = replace(paper, parts=tuple(
        part for part in paper.parts if part.key in _FOUND_BY
    ))
    said = [paper.title, paper.summary, *(each.text for each in lines(short))]
    return " ".join(dict.fromkeys(" ".join(said).lower().split()))


def number(document: Mapping[str, Any], fact: str) -> int:
    """A whole number that a record says of itself; 0 where an older one does not say it.

    >>> number({"facts": {"stated": "34"}}, "stated"), number({}, "stated")
    (34, 0)
    """
    said = str(document.get("facts", {}).get(fact, ""))
    return int(said) if said.isdecimal() else 0


def as_table(document: Document) -> Document:
    """A record for a spreadsheet: every sentence as a row, then its tables as they are."""
    said = Table(
        caption=document.title,
        columns=(Column(label="Question", key="question"), Column(label="About", key="about"),
                 Column(label="Answer", key="answer")),
        rows=tuple((each.part, each.label, each.text) for each in lines(document)),
    )
    tables = tuple(
        block for part in document.parts for block in part.blocks if isinstance(block, Table)
    )
    return replace(document, parts=(Part(title=document.title, blocks=(said, *tables)),))


def whole(*, title: str, made_at: str, rows: Iterable[tuple[str, ...]]) -> Document:
    """The whole register as one table, a record a row."""
    names = ("name", "address", "status", "version", "published", "withdrawn", "summary", "digest")
    columns = tuple(Column(label=each.capitalize(), key=each) for each in names)
    table = Table(caption=title, columns=columns, rows=tuple(rows))
    return Document(
        kind="public-register", title=title, made_at=made_at,
        parts=(Part(title=title, blocks=(table,)),),
    )
