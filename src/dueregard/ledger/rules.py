"""The arithmetic of the ledger: how one entry is chained to the last, and how that is checked.

Without it nobody outside the force could tell whether the history they were shown yesterday
is still the history that is kept today. Pure, so that it can be checked with no database.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from dueregard.answers import DueRegardError

START = "0" * 64
FILES = ("entries.jsonl", "head.json", "README.txt")
# Two people's requests may be in flight together and reach the ledger in the other order.
IN_FLIGHT = timedelta(minutes=2)

README = """This folder is a copy of a ledger kept by Due Regard.

entries.jsonl   one entry a line, in order: what was done, by whom, when
head.json       how many entries there are, and the head: one number that stands for all of them

Each entry has a commitment: SHA-256 of its salt followed by its body as canonical JSON
(sorted keys, no spaces, UTF-8). The head after an entry is SHA-256 of the head before it,
the entry's number, its time and its commitment, joined by newlines. The first head is 64 noughts.
A body may have been erased, because it named somebody; the commitment stays, and the proof holds.

To check it:             dueregard verify FOLDER
To check that it still contains what you saw earlier:  dueregard verify FOLDER --head HEAD
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a person as the ledger writes them.

    `form` is the one-time mark of the form that the person is sending, so that the same form
    sent twice is acted on once.
    """

    id: int | None
    name: str
    roles: frozenset[str] = frozenset()
    form: str | None = None


CLOCK = Actor(id=None, name="the clock", roles=frozenset({"clock"}))


class AlreadyDone(DueRegardError):
    """The same form was sent before and acted on; `result` is what that made."""

    def __init__(self, result: str) -> None:
        super().__init__("This form was already sent, and what you asked for is done.")
        self.result = result


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry as it is exported. `salt` and `body` are None where the body was erased."""

    seq: int
    at: str
    commitment: str
    head: str
    salt: str | None
    body: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """Every entry fits. `extends` is True when an earlier head was asked for and found."""

    entries: int
    head: str
    erased: int
    extends: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first thing that does not fit: the entry's number (0 for the whole) and why."""

    seq: int
    reason: str


def canonical(body: Mapping[str, Any]) -> bytes:
    """The one spelling of a body that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        body, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode()


def commitment(*, salt: str, body: Mapping[str, Any]) -> str:
    """SHA-256(salt || canonical body), in hexadecimal."""
    return hashlib.sha256(salt.encode() + canonical(body)).hexdigest()


def head_after(*, head: str, seq: int, at: str, commitment: str) -> str:
    """The head once this entry is added: covers the number, the time and the commitment."""
    return hashlib.sha256("\n".join((head, str(seq), at, commitment)).encode()).hexdigest()


def written_at(*, now: datetime, last: datetime | None) -> datetime:
    """The time an entry gets: `now`, but never before the last entry.

    Requests that overlap may arrive in the other order and take the last entry's time; a clock
    that is further back than that is refused, because the order of the record would be a lie.
    """
    now = now.astimezone(UTC)
    if last is None or now >= last:
        return now
    if last - now <= IN_FLIGHT:
        return last.astimezone(UTC)
    raise DueRegardError(
        f"Nothing was saved: this machine's clock says {now:%d %B %Y %H:%M} UTC, but the ledger "
        f"already has an entry of {last:%d %B %Y %H:%M} UTC. Put the clock right and try again."
    )


def verify(lines: Iterable[Line], *, head: str | None = None) -> Verified | Broken:
    """Walk the chain from the first entry; say where it first does not fit.

    With `head`, also say whether the ledger that had that head is the beginning of this one.
    """
    current, count, erased = START, 0, 0
    extends = head == START if head else None
    for line in lines:
        count += 1
        if line.seq != count:
            return Broken(seq=count, reason=f"entry {count} is missing: {line.seq} stands there")
        if line.body is None:
            erased += 1
        elif line.salt is None or commitment(salt=line.salt, body=line.body) != line.commitment:
            return Broken(seq=line.seq, reason="its words are not the words that were committed to")
        current = head_after(
            head=current, seq=line.seq, at=line.at, commitment=line.commitment
        )
        if current != line.head:
            return Broken(seq=line.seq, reason="it does not follow from the entry before it")
        if head and current == head:
            extends = True
    if head and not extends:
        return Broken(seq=0, reason="no entry of this ledger has the head that you gave")
    return Verified(entries=count, head=current, erased=erased, extends=extends)


def line_to_json(line: Line) -> str:
    """One entry as one line of entries.jsonl."""
    return json.dumps(
        {
            "seq": line.seq, "at": line.at, "commitment": line.commitment, "head": line.head,
            "salt": line.salt, "body": line.body,
        },
        sort_keys=True, ensure_ascii=False,
    )


def line_from_json(text: str, *, number: int) -> Line:
    """One line of entries.jsonl as an entry; refused in words when it is not one."""
    try:
        plain = json.loads(text)
        return Line(
            seq=int(plain["seq"]), at=str(plain["at"]), commitment=str(plain["commitment"]),
            head=str(plain["head"]), salt=plain["salt"], body=plain["body"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DueRegardError(
            f"Line {number} of entries.jsonl is not a ledger entry. The file may have been cut "
            "short or edited. Export the ledger again and compare."
        ) from error
