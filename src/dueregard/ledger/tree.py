"""The tree over the ledger: one root for all entries, and short proofs of what is in it.

Without it an outsider would need the whole ledger to check one entry. It is the Merkle tree of
RFC 9162, section 2.1, with SHA-256. Pure: it knows no database and nothing of what an entry is.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

# The root of no entries at all.
EMPTY = sha256().digest()

# The root of the entries from the first number up to, but not with, the second (from nought).
Over = Callable[[int, int], bytes]
Proof = tuple[bytes, ...]


def leaf(data: bytes) -> bytes:
    """The hash of one entry: SHA-256(0x00 || data)."""
    return sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two parts: SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


class Growing:
    """A tree that entries are added to: it keeps one hash for each full part, 20 for a million."""

    __slots__ = ("_parts", "size")

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[tuple[int, bytes]] = []

    def add(self, hashed: bytes, level: int = 0) -> None:
        """Add a leaf, or the root of a full part of 2**level leaves where no smaller one stands."""
        self.size += 1 << level
        parts = self._parts
        while parts and parts[-1][0] == level:
            hashed = sha256(b"\x01" + parts.pop()[1] + hashed).digest()
            level += 1
        parts.append((level, hashed))

    def root(self) -> bytes:
        """The root as it stands."""
        if not self._parts:
            return EMPTY
        found = self._parts[-1][1]
        for _level, part in reversed(self._parts[:-1]):
            found = node(part, found)
        return found


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaves."""
    growing = Growing()
    for each in leaves:
        growing.add(each)
    return growing.root()


def over(leaves: Sequence[bytes]) -> Over:
    """Roots of parts of a list that is in memory."""
    return lambda start, end: root(leaves[start:end])


def inclusion(index: int, size: int, part: Over) -> Proof:
    """That the entry at `index` (from nought) is in the tree of `size`: RFC 9162, 2.1.3.1.

    Raises ValueError where there is no such entry.
    """
    if not 0 <= index < size:
        raise ValueError(f"there is no entry at {index} in a tree of {size}")
    return tuple(_path(index, 0, size, part))


def consistency(old: int, size: int, part: Over) -> Proof:
    """That the tree of `old` entries is the beginning of that of `size`: RFC 9162, 2.1.4.1.

    Empty where nothing needs to be shown: for no entries, and for the same tree.
    """
    if not 0 <= old <= size:
        raise ValueError(f"a tree of {old} is not the beginning of one of {size}")
    if old in (0, size):
        return ()
    return tuple(_subproof(old, 0, size, part, whole=True))


def included(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows that the leaf is at `index` in that tree: RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node(each, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, each)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def consistent(
    *, old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the old tree begins the new one: RFC 9162, 2.1.4.2."""
    if old == size:
        return not proof and old_root == root
    if old == 0:
        return not proof and old_root == EMPTY
    if not 0 < old < size:
        return False
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    if not path:
        return False
    old_found = new_found = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old_found, new_found = node(each, old_found), node(each, new_found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new_found = node(new_found, each)
        at, last = at >> 1, last >> 1
    return last == 0 and old_found == old_root and new_found == root


def _split(size: int) -> int:
    """The largest power of two below `size`, which is 2 or more."""
    return 1 << ((size - 1).bit_length() - 1)


def _path(index: int, start: int, end: int, part: Over) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if index < middle:
        return [*_path(index, start, middle, part), part(middle, end)]
    return [*_path(index, middle, end, part), part(start, middle)]


def _subproof(old: int, start: int, end: int, part: Over, *, whole: bool) -> list[bytes]:
    """`whole` while the old tree is still made of everything from the first entry on."""
    if old == end:
        return [] if whole else [part(start, end)]
    middle = start + _split(end - start)
    if old <= middle:
        return [*_subproof(old, start, middle, part, whole=whole), part(middle, end)]
    return [*_subproof(old, middle, end, part, whole=False), part(start, middle)]
