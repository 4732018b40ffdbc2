"""Roots and proofs from the entries that are there, and the heads that were signed of them.

Only entries are evidence. The roots of full parts of 256 are kept beside them, so that a proof in
a ledger of a million reads some thousand hashes and not a million entries.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import Missing
from dueregard.ledger import notes, rules, tree
from dueregard.ledger.models import Cosignature, Entry, Part, SignedHead
from dueregard.ledger.tree import Growing, Proof
from dueregard.ledger.witnessing import Step

# How many entries a part has: 2**LEVEL.
LEVEL = 8
PART = 1 << LEVEL
TABLE = SignedHead._meta.db_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigned:
    """A witness under a head: who, with which key, and when they signed."""

    body: str
    name: str
    key: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One signed head: over how many entries, its root, and the note with all signatures."""

    size: int
    root: str
    at: datetime
    key: str
    note: str
    cosigned: tuple[Cosigned, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """An entry's place in the tree under a head. `path` as RFC 9162, 2.1.3 has it."""

    seq: int
    at: str
    commitment: str
    path: Proof
    head: Head


def count() -> int:
    """How many entries there are."""
    return Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def count_before(moment: datetime) -> int:
    """How many entries were written before a moment: entries never go back in time."""
    rows = Entry.objects.filter(at__lt=moment).order_by("-seq")
    return rows.values_list("seq", flat=True).first() or 0


def leaves(start: int, end: int) -> Iterator[bytes]:
    """The leaves of the entries from `start` (from nought) up to, but not with, `end`."""
    rows = Entry.objects.filter(seq__gt=start, seq__lte=end).order_by("seq")
    for at, committed in rows.values_list("at", "commitment").iterator(chunk_size=5000):
        yield rules.leaf(at=at.isoformat(), commitment=committed)


def parts_kept() -> int:
    """How many full parts have their root kept."""
    last = Part.objects.order_by("-number").values_list("number", flat=True).first()
    return 0 if last is None else last + 1


def over(start: int, end: int) -> bytes:
    """The root of the entries from `start` up to, but not with, `end`, as RFC 9162 splits them.

    `start` is where a split falls: a multiple of a power of two that is no less than their number.
    """
    growing, at = Growing(), start
    if start % PART == 0:
        rows = Part.objects.filter(number__gte=start // PART, number__lt=end // PART)
        for number, root in rows.order_by("number").values_list("number", "root").iterator():
            if number != at // PART:
                break
            growing.add(bytes.fromhex(root), LEVEL)
            at += PART
    for each in leaves(at, end):
        growing.add(each)
    return growing.root()


def root(size: int) -> bytes:
    """The root over the first `size` entries, as they are now."""
    return over(0, size)


def newest() -> Head | None:
    """The newest signed head; None before the first."""
    row = SignedHead.objects.order_by("-size").first()
    return _head(row) if row else None


def signed(size: int) -> Head:
    """The head that was signed over so many entries; Missing where none was."""
    row = SignedHead.objects.filter(size=size).first()
    if row is None:
        raise Missing(f"No head was signed over {size} entries.")
    return _head(row)


def all_signed(*, upto: int | None = None, after: int = -1) -> Iterator[Head]:
    """Every signed head in order: those over more than `after` and at most `upto` entries."""
    rows = SignedHead.objects.filter(size__gt=after).order_by("size")
    if upto is not None:
        rows = rows.filter(size__lte=upto)
    for row in rows.prefetch_related("cosignatures__witness").iterator(chunk_size=500):
        yield _head(row)


def newest_signed(*, count: int) -> tuple[Head, ...]:
    """The newest signed heads, the newest first."""
    rows = SignedHead.objects.order_by("-size").prefetch_related("cosignatures__witness")
    return tuple(_head(each) for each in rows[:count])


def newest_witnessed() -> Head | None:
    """The newest head that a witness signed too."""
    row = SignedHead.objects.filter(cosignatures__isnull=False).order_by("-size").first()
    return _head(row) if row else None


def cosignatures() -> int:
    """How many signatures of witnesses there are."""
    return Cosignature.objects.count()


def inclusion(seq: int, *, size: int | None = None) -> Proved:
    """That an entry is in the tree under a signed head: the newest, or that over `size` entries.

    Missing where there is no such entry, or no signed head that covers it yet.
    """
    head = newest() if size is None else signed(size)
    found = Entry.objects.filter(seq=seq).values_list("at", "commitment").first()
    if found is None:
        raise Missing(f"There is no entry {seq} in the ledger.")
    if head is None or seq > head.size:
        raise Missing(
            f"No head has been signed yet that covers entry {seq}. Sign one with "
            "'dueregard ledger sign', or wait for the next hour."
        )
    at, committed = found
    return Proved(
        seq=seq, at=at.isoformat(), commitment=committed, head=head,
        path=tree.inclusion(seq - 1, head.size, over),
    )


def step(*, old: int, size: int | None = None) -> Step:
    """A signed head with the proof that the one over `old` entries is its beginning.

    Missing where the head over `size` was not signed or there is none; `old` may be any number up
    to its size.
    """
    head = newest() if size is None else signed(size)
    if head is None:
        raise Missing("No head has been signed yet.")
    if not 0 <= old <= head.size:
        raise Missing(f"A head over {head.size} entries has none over {old} before it.")
    return Step(
        old=old, proof=tree.consistency(old, head.size, over),
        note=notes.note_from_text(head.note),
    )


def _head(row: SignedHead) -> Head:
    lines = sorted(row.cosignatures.all(), key=lambda each: each.pk)
    under = "".join(f"{each.line}\n" for each in lines)
    return Head(
        size=row.size, root=row.root, at=row.at, key=row.key, note=f"{row.note}{under}",
        cosigned=tuple(
            Cosigned(body=each.witness.body, name=each.witness.name, key=each.witness.key,
                     at=each.signed_at)
            for each in lines
        ),
    )
