"""Which addresses a published page sends people to, when each is looked at, what an answer means.

Without it a page would go on sending people to papers that were taken down long ago.
"""

import ipaddress
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from dueregard.documents.document import Document
from dueregard.report.publication.plain_words import lines

EVERY = timedelta(days=7)
# At one go, so that a slow server elsewhere never holds up what else the clock does.
AT_ONCE = 20
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]]+", re.IGNORECASE)
_TRAILING = ".,;:!?"


class Answers(StrEnum):
    """Whether an address answers."""

    WELL = "answers"
    GONE = "gone"
    NOT_REACHED = "not-reached"


ANSWER_NAMES: dict[Answers, str] = {
    Answers.WELL: "It answers",
    Answers.GONE: "There is no such page any more",
    Answers.NOT_REACHED: "We could not reach it, so we do not know",
}


def addresses(document: Document) -> tuple[str, ...]:
    """The web addresses in the words of a document, each once.

    >>> from dueregard.documents.document import Note, Part
    >>> paper = Document(kind="x", title="x", made_at="", parts=(Part(title="", blocks=(
    ...     Note(text="Read https://example.org/a, then (http://example.org/b)."),)),))
    >>> addresses(paper)
    ('https://example.org/a', 'http://example.org/b')
    """
    found = (
        address.rstrip(_TRAILING)
        for line in lines(document) for address in _ADDRESS.findall(line.text)
    )
    return tuple(dict.fromkeys(found))


def is_time(*, checked_at: datetime | None, now: datetime) -> bool:
    """Whether an address is to be looked at again."""
    return checked_at is None or now - checked_at >= EVERY


def meaning(status: int | None) -> Answers:
    """What a status of HTTP says; None where nothing answered at all.

    Only 404 and 410 say that a page is gone. A server that is down, or that lets no program in,
    says nothing of the page.
    """
    if status is None:
        return Answers.NOT_REACHED
    if status in (404, 410):
        return Answers.GONE
    return Answers.WELL if status < 400 else Answers.NOT_REACHED


def is_outside(numbers: Iterable[str]) -> bool:
    """Whether every number that a name stands for is on the open internet.

    An address typed into a public page must not make our server knock at doors inside the force.

    >>> is_outside(["93.184.216.34"]), is_outside(["93.184.216.34", "10.0.0.7"]), is_outside([])
    (True, False, False)
    """
    found = [ipaddress.ip_address(each) for each in numbers]
    return bool(found) and all(each.is_global and not each.is_multicast for each in found)
