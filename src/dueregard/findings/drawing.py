"""Who is drawn: the smallest keys, each a hash of the words that were chosen and of one record.

Without this file whoever holds the records could choose what a panel or an inspector sees, and
nobody could draw the same sample again with a spreadsheet, a shell or another program.
"""

import hashlib
import heapq
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from dueregard.answers import Answer, No, Yes
from dueregard.findings.wording import counted

SHORTEST_SEED, LONGEST_SEED = 8, 200
# Of one there is no telling how far others differ from it.
FEWEST_OF_EACH = 2
Stratum = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """One record on the list: its id, and the stratum that it belongs to."""

    id: str
    stratum: Stratum


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A stratum: how many the list has, how many of them are drawn, and whether on purpose more.

    `in_proportion` is how many would be drawn were all strata alike; `more` is true where the
    minimum raised that.
    """

    stratum: Stratum
    listed: int
    drawn: int
    in_proportion: Fraction

    @property
    def probability(self) -> Fraction:
        """The chance that any one record of it is drawn."""
        return Fraction(self.drawn, self.listed)

    @property
    def more(self) -> bool:
        """True where more are drawn than the rounding of its proportion could give."""
        return self.drawn >= self.in_proportion + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen(Encounter):
    """A record of the sample. `key` is what put it there; `share` is of its stratum."""

    key: str
    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample in the order of the last 16 letters of its keys; every stratum, in that of names."""

    chosen: tuple[Chosen, ...]
    shares: tuple[Share, ...]
    seed: str

    @property
    def listed(self) -> int:
        """How many records the list has."""
        return sum(each.listed for each in self.shares)


def digest_of(content: bytes) -> str:
    """SHA-256, in hexadecimal: what `sha256sum` prints of a file with this content."""
    return hashlib.sha256(content).hexdigest()


def seed_of(words: str) -> str:
    """The seed as it is hashed: one spelling of each letter, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def key_of(*lines: str) -> str:
    """What decides whether a record is drawn: SHA-256 of the lines, one under the other.

    No line ends after the last. For a panel the lines are the seed and the id of the record; for
    an inspection there are three (decision 29).

    >>> key_of("the panel's words", "E-0001")[:16]
    'c3394216e5c346fd'
    """
    return digest_of("\n".join(lines).encode())


def may_draw(sizes: Mapping[Stratum, int], *, size: int, seed: str, minimum: int) -> Answer:
    """Whether so many can be drawn from strata of these sizes, with at least so many of each.

    Refused where a stratum would have no chance at all: what cannot be drawn cannot be estimated.
    """
    listed = sum(sizes.values())
    if not listed:
        return No("The list has no records, so there is nothing to draw.", "empty")
    words = seed_of(seed)
    if not SHORTEST_SEED <= len(words) <= LONGEST_SEED:
        return No(
            f"The seed has {counted(len(words), one='letter')}. Let the panel choose words of its "
            f"own that nobody could guess, with {SHORTEST_SEED} to {LONGEST_SEED} letters.",
            "seed-length",
        )
    if minimum < 1:
        return No("Draw at least 1 of each stratum, so that everybody has a chance.", "minimum")
    if not 1 <= size <= listed:
        return No(
            f"The list has {listed:,} records. Ask for at least 1 and for no more than that.",
            "size",
        )
    needed = sum(min(minimum, each) for each in sizes.values())
    if needed > size:
        one = len(sizes)
        fewer = (f", or take a lower --minimum (with 1 of each, {one:,} are enough)"
                 if minimum > 1 and one <= size else "")
        return No(
            f"The list has {len(sizes):,} strata. With at least {minimum} of each, or all of a "
            f"smaller one, {needed:,} must be drawn, and {size:,} were asked for. Ask for "
            f"--size {needed}{fewer}, or name fewer columns with --stratum.", "too-few",
        )
    return Yes()


def usual_minimum(sizes: Mapping[Stratum, int], *, size: int) -> int:
    """How many at least to draw of each stratum where nobody said: 2, or 1 where 2 do not fit.

    >>> usual_minimum({("A",): 5, ("B",): 5}, size=3), usual_minimum({("A",): 5, ("B",): 1}, size=3)
    (1, 2)
    """
    needed = sum(min(FEWEST_OF_EACH, each) for each in sizes.values())
    return FEWEST_OF_EACH if needed <= size else 1


def shares(sizes: Mapping[Stratum, int], *, size: int, minimum: int) -> tuple[Share, ...]:
    """How many are drawn of each stratum: in proportion, but never fewer than the minimum.

    Formula: a stratum whose part of the size, size·N_h/N, is below the minimum gets the minimum
    (or all that it has); what is left is shared among the others in proportion, again and again
    until none is below. Parts are rounded down and the largest remainders get one more, of equal
    ones the first by name. The caller has asked may_draw().
    Source: this project, after W. G. Cochran, Sampling Techniques (1977), ch. 5; A. Hamilton
    (1792) for the rounding.

    >>> [each.drawn for each in shares({("A",): 900, ("B",): 97, ("C",): 3}, size=20, minimum=3)]
    [14, 3, 3]
    """
    drawn: dict[Stratum, int] = {}
    free = dict(sorted(sizes.items()))
    while True:
        left, over = size - sum(drawn.values()), sum(free.values())
        least = {each: min(minimum, count) for each, count in free.items()}
        low = [each for each, count in free.items() if left * count < least[each] * over]
        if not low:
            break
        for each in low:
            drawn[each] = least[each]
            del free[each]
    parts = {each: divmod(left * count, over) for each, count in free.items()}
    spare = left - sum(whole for whole, _ in parts.values())
    first = sorted(parts, key=lambda each: (-parts[each][1], each))[:spare]
    drawn |= {each: whole + (each in first) for each, (whole, _) in parts.items()}
    listed = sum(sizes.values())
    return tuple(
        Share(stratum=each, listed=count, drawn=drawn[each],
              in_proportion=Fraction(size * count, listed))
        for each, count in sorted(sizes.items())
    )


def draw(
    listed: Iterable[Encounter], *, size: int, seed: str, minimum: int,
    sizes: Mapping[Stratum, int] | None = None,
) -> Sample:
    """A stratified random sample: of each stratum the records with the smallest keys.

    Ids must be distinct; their order changes nothing. `sizes` says how many records each stratum
    has where `listed` holds only some of them, among which its `size` smallest keys must be. The
    chance of a record is that of its stratum, drawn/listed, whatever words were chosen. The
    caller has asked may_draw().
    Source: this project (decision 29); the order of random keys is that of J. Sunter, Journal of
    the Royal Statistical Society C 26 (1977).

    >>> names = [Encounter(id=f"E-{each}", stratum=("stop",)) for each in range(9)]
    >>> found = draw(names, size=3, seed="the panel's words", minimum=2)
    >>> [each.id for each in found.chosen], found.shares[0].probability
    (['E-8', 'E-6', 'E-3'], Fraction(1, 3))
    """
    words = seed_of(seed)
    of_each: dict[Stratum, list[str]] = {}
    for each in listed:
        of_each.setdefault(each.stratum, []).append(each.id)
    told = shares(sizes or Counter({name: len(ids) for name, ids in of_each.items()}),
                  size=size, minimum=minimum)
    chosen = [
        Chosen(id=name, stratum=share.stratum, key=key, share=share)
        for share in told
        for key, name in smallest(of_each[share.stratum], seed=words, count=share.drawn)
    ]
    # Small keys come from large strata. By their ends, a panel that stops half-way has seen some
    # of each.
    order = sorted(chosen, key=lambda each: (each.key[-16:], each.key))
    return Sample(chosen=tuple(order), shares=told, seed=words)


def smallest(ids: Iterable[str], *, seed: str, count: int) -> list[tuple[str, str]]:
    """The `count` smallest keys under a seed, each with the id that it is of."""
    # The line of the seed is hashed once, and each id is added to a copy of that.
    begun = hashlib.sha256(f"{seed}\n".encode())

    def keyed(name: str) -> tuple[str, str]:
        own = begun.copy()
        own.update(name.encode())
        return own.hexdigest(), name

    return heapq.nsmallest(count, map(keyed, ids))
