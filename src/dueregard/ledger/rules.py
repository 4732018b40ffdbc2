"""The arithmetic of the ledger: how one entry is chained to the last, and how that is checked.

Without it nobody outside the force could tell whether the history they were shown yesterday
is still the history that is kept today. Pure, so that it can be checked with no database.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.ledger import tree

START = "0" * 64
# Two people's requests may be in flight together and reach the ledger in the other order.
IN_FLIGHT = timedelta(minutes=2)


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


# One entry as it is checked: its number, time, commitment, head, and what was said: the salt
# followed by the body, None where that was erased or left out. Bare, because a million are made.
Sealed = tuple[int, bytes, bytes, bytes, bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """Every entry fits. `root` is that of the tree over all of them.

    `extends` is True when an earlier head was asked for and found.
    """

    entries: int
    head: str
    erased: int
    root: str
    extends: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first thing that does not fit: the entry's number (0 for the whole) and why."""

    seq: int
    reason: str


class Unreadable(DueRegardError):
    """A line of a copy that is no entry any more; `seq` is the entry that stood there."""

    def __init__(self, seq: int) -> None:
        super().__init__(
            f"Line {seq} of entries.jsonl is not a ledger entry: entry {seq} was changed or cut "
            "short in this copy. Export the ledger again and compare."
        )
        self.seq = seq


_SPELL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
).encode


def canonical(body: Mapping[str, Any]) -> bytes:
    """The one spelling of a body that is hashed: sorted keys, no spaces, UTF-8."""
    return _SPELL(body).encode()


def commitment(*, salt: str, body: Mapping[str, Any]) -> str:
    """SHA-256(salt || canonical body), in hexadecimal."""
    return sha256(salt.encode() + canonical(body)).hexdigest()


def head_after(*, head: str, seq: int, at: str, commitment: str) -> str:
    """The head once this entry is added: covers the number, the time and the commitment."""
    return sha256("\n".join((head, str(seq), at, commitment)).encode()).hexdigest()


def leaf(*, at: str, commitment: str) -> bytes:
    """An entry in the tree: its time and its commitment, so that both are proved when words go."""
    return tree.leaf(f"{at}\n{commitment}".encode())


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


def verify(
    lines: Iterable[Line], *, head: str | None = None, roots: Mapping[int, str] | None = None
) -> Verified | Broken:
    """The same as `walk`, for entries that were not read from a copy."""
    return walk(map(sealed, lines), head=head, roots=roots)


def walk(
    entries: Iterable[Sealed], *, head: str | None = None, roots: Mapping[int, str] | None = None
) -> Verified | Broken:
    """Walk the chain from the first entry; say where it first does not fit.

    With `head`, also say whether the ledger that had that head is the beginning of this one; with
    `roots` (the number of entries, and the root of the tree in hexadecimal), whether each of
    those trees is. One entry is in memory at a time.
    """
    current, count, erased, growing = START.encode(), 0, 0, tree.Growing()
    wanted, last, sought = dict(roots or {}), 0, head.encode() if head else None
    extends = head == START if head else None
    for seq, at, committed, stated, said in entries:
        count += 1
        if seq != count:
            return Broken(seq=count, reason=f"entry {count} is missing: {seq} stands there")
        if said is None:
            erased += 1
        elif sha256(said).hexdigest().encode() != committed:
            return Broken(seq=seq, reason="its words are not the words that were committed to")
        current = sha256(b"%b\n%d\n%b\n%b" % (current, seq, at, committed)).hexdigest().encode()
        if current != stated:
            return Broken(seq=seq, reason="it does not follow from the entry before it")
        growing.add(sha256(b"\x00%b\n%b" % (at, committed)).digest())
        if current == sought:
            extends = True
        if count in wanted:
            if growing.root().hex() != wanted.pop(count):
                return Broken(seq=count, reason=_rewritten(last, count))
            last = count
    for size in sorted(wanted):
        if size or wanted[size] != tree.EMPTY.hex():
            return Broken(seq=count + 1, reason=_cut_off(size, count))
    if head and not extends:
        return Broken(seq=0, reason="no entry of this ledger has the head that you gave")
    return Verified(entries=count, head=current.decode(), erased=erased, extends=extends,
                    root=growing.root().hex())


def _rewritten(after: int, upto: int) -> str:
    return (
        f"what was signed when there were {upto} entries is not what they say now: one of the "
        f"entries {after + 1} to {upto} was rewritten after it was signed, with all that follow"
    )


def _cut_off(size: int, count: int) -> str:
    return f"a head was signed over {size} entries, but there are only {count}: some were cut off"


def sealed(line: Line) -> Sealed:
    """An entry as it is checked."""
    said = None
    if line.body is not None:
        said = (line.salt or "").encode() + canonical(line.body)
    return line.seq, line.at.encode(), line.commitment.encode(), line.head.encode(), said
