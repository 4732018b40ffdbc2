"""Forces beside their like: more, fewer, or cannot tell; never first, last or best.

Without this file somebody would sort 43 forces by a figure, and the smallest would head the list.
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience
from dueregard.findings import suppression
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import (
    Data,
    Finding,
    Method,
    NotComputed,
    Row,
    Verdict,
    VerdictCode,
)
from dueregard.findings.peers import Against, Counted, against_peers, holm
from dueregard.findings.returns.definitions import Definitions, Item, definitions
from dueregard.findings.returns.likeness import FEWEST, Basis, peers
from dueregard.findings.returns.shapes import Return
from dueregard.findings.shares import share

LEVEL = 0.95
NOT_KNOWN = NotComputed(reason="Not known.")
NONE_OF_NONE = NotComputed(reason="There was nothing to count it of.")
HIDDEN = NotComputed(reason=suppression.REASON)
TOO_FEW = NotComputed(reason=f"Fewer than {FEWEST} similar forces have this figure.")


class Standing(StrEnum):
    """How a force's share stands to that of its like."""

    MORE = "more"
    FEWER = "fewer"
    CANNOT_TELL = "cannot-tell"
    NOT_COMPARED = "not-compared"


STANDING_NAMES: Mapping[Standing, str] = {
    Standing.MORE: "More than similar forces",
    Standing.FEWER: "Fewer than similar forces",
    Standing.CANNOT_TELL: "Cannot tell",
    Standing.NOT_COMPARED: "Not compared",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One force in one item: its share with the range, and how that stands to its like."""

    force: str
    own: bool
    peer: bool
    count: int | None
    of: int | None
    share: Estimate | NotComputed
    like: Against | NotComputed
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One item over all forces, in the one order that never changes."""

    item: Item
    lines: tuple[Beside, ...]

    @property
    def own(self) -> Beside | None:
        """The line of the force whose installation this is."""
        return next((each for each in self.lines if each.own), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Every item over all forces of one period. `forces` are their names here, in order."""

    first_day: str
    last_day: str
    basis: Basis
    forces: tuple[str, ...]
    items: tuple[Compared, ...]
    asked: int

    def item(self, item_id: str) -> Compared | None:
        """One item; None where it is none that is compared."""
        return next((each for each in self.items if each.item.id == item_id), None)


def compare(
    returns: Sequence[Return], *, basis: Basis, own: str = "", shown: frozenset[str] = frozenset(),
    secret: bytes = b"",
) -> Comparison:
    """The forces of one period beside their like, item by item.

    `own` is the force that reads this; `shown` are others whose names it may see. All others are
    called by letters in an order that `secret` makes: whoever does not know it cannot tell a name
    by its letter. Without a secret the order comes of the returns themselves. Small counts of
    people are hidden before anything is compared, so no figure here rests on them.
    """
    _check(returns)
    known = definitions()
    ordered = _ordered(returns, own=own, shown=shown, secret=secret or _of_all(returns))
    like = peers([each.force for each in returns], basis)
    raw = [_lines(item, ordered, known, own=own, like=like) for item in known.compared()]
    settled = _standings([_protected(item, lines) for item, lines in raw], ordered, like)
    first = returns[0]
    return Comparison(
        first_day=first.first_day.isoformat(), last_day=first.last_day.isoformat(), basis=basis,
        forces=tuple(name for name, _ in ordered), items=tuple(settled),
        asked=sum(not isinstance(line.like, NotComputed) for each in settled
                  for line in each.lines),
    )


_Ordered = list[tuple[str, Return]]


def _check(returns: Sequence[Return]) -> None:
    if not returns:
        raise DueRegardError("There is no return to compare. Load some first.")
    if len({(each.first_day, each.last_day) for each in returns}) > 1:
        raise DueRegardError(
            "These returns are of different periods, so they cannot be compared. Choose one period."
        )
    ids = [each.force.id for each in returns]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        raise DueRegardError(
            f"There are two returns of {', '.join(twice)} for this period. Keep the corrected one."
        )


def _of_all(returns: Sequence[Return]) -> bytes:
    return "".join(sorted(each.digest for each in returns)).encode()


def _ordered(
    returns: Sequence[Return], *, own: str, shown: frozenset[str], secret: bytes
) -> _Ordered:
    """Its own first, then those with a name, by name, then the others by letter: never by value."""
    def place(each: Return) -> str:
        return hmac.new(secret, each.force.id.encode(), hashlib.sha256).hexdigest()

    def named(each: Return) -> bool:
        return each.force.id in shown or each.force.show_name

    mine = [(each.force.name, each) for each in returns if own and each.force.id == own]
    others = [each for each in returns if not own or each.force.id != own]
    by_name = sorted(
        ((each.force.name, each) for each in others if named(each)), key=lambda pair: pair[0]
    )
    unnamed = sorted((each for each in others if not named(each)), key=place)
    lettered = [(f"Force {_letter(place)}", each) for place, each in enumerate(unnamed)]
    return [*mine, *by_name, *lettered]


def _letter(number: int) -> str:
    """A to Z, then AA, AB and so on.

    >>> _letter(0), _letter(25), _letter(26)
    ('A', 'Z', 'AA')
    """
    after, rest = divmod(number, 26)
    return (_letter(after - 1) if after else "") + chr(ord("A") + rest)


def _lines(
    item: Item, ordered: _Ordered, known: Definitions, *, own: str,
    like: Mapping[str, Sequence[str]],
) -> tuple[Item, list[Beside]]:
    beside = set(like.get(own, ()))
    lines = []
    for name, each in ordered:
        count, whole = each.count(item.id), each.whole(item.id, known)
        if count is None or whole is None:
            its: Estimate | NotComputed = NOT_KNOWN
        elif whole == 0:
            its = NONE_OF_NONE
        else:
            its = share(events=count, trials=whole, level=LEVEL)
        lines.append(Beside(
            force=name, own=bool(own) and each.force.id == own, peer=each.force.id in beside,
            count=count, of=whole, share=its, like=TOO_FEW, standing=Standing.NOT_COMPARED,
        ))
    return item, lines


def _protected(item: Item, lines: list[Beside]) -> tuple[Item, list[Beside]]:
    """The lines with small counts of people gone, by the one rule for small numbers."""
    if not item.people:
        return item, lines
    rows = tuple(
        Row(measure=item.id, group={"force": each.force}, unit="share", events=each.count,
            exposure=None if each.of is None else float(each.of))
        for each in lines
    )
    seen = suppression.for_audience(
        Finding(
            instrument="returns", version="1", question=item.title, rows=rows, caveats=(),
            verdict=Verdict(code=VerdictCode.DESCRIBED, sentence=""), method=Method(name="counts"),
            data=Data(sha256="", rows_read=len(rows), rows_used=len(rows)),
        ),
        Audience.PARTNER, counts_people=frozenset({item.id}),
    )
    return item, [
        replace(line, count=None, of=None, share=HIDDEN) if row.suppressed else line
        for line, row in zip(lines, seen.rows, strict=True)
    ]


def _standings(
    raw: list[tuple[Item, list[Beside]]], ordered: _Ordered, like: Mapping[str, Sequence[str]]
) -> list[Compared]:
    """Every force against its like; whether more or fewer is said for all questions together."""
    found: list[list[Against | NotComputed]] = []
    for _item, lines in raw:
        found.append(_against(lines, ordered, like))
    p_values = [each.p_value for its in found for each in its if isinstance(each, Against)]
    settled = iter(holm(p_values))
    return [
        Compared(item=item, lines=tuple(
            replace(line, like=its, standing=_standing(its, settled))
            for line, its in zip(lines, against, strict=True)
        ))
        for (item, lines), against in zip(raw, found, strict=True)
    ]


def _standing(its: Against | NotComputed, settled: Iterator[float]) -> Standing:
    if isinstance(its, NotComputed):
        return Standing.NOT_COMPARED
    if next(settled) >= 1 - LEVEL:
        return Standing.CANNOT_TELL
    return Standing.MORE if its.above else Standing.FEWER


def _against(
    lines: list[Beside], ordered: _Ordered, like: Mapping[str, Sequence[str]]
) -> list[Against | NotComputed]:
    ids = [each.force.id for _, each in ordered]
    has = [place for place, line in enumerate(lines) if isinstance(line.share, Estimate)]
    where = {ids[place]: number for number, place in enumerate(has)}
    beside = [[where[other] for other in like.get(ids[place], ()) if other in where]
              for place in has]
    # A force with too few of its like says nothing about how far forces lie from their like.
    beside = [each if len(each) + 1 >= FEWEST else [] for each in beside]
    counts = [
        Counted(events=lines[place].count or 0, trials=lines[place].of or 0) for place in has
    ]
    found: list[Against | NotComputed] = [TOO_FEW] * len(lines)
    for place, its, near in zip(has, against_peers(counts, beside), beside, strict=True):
        found[place] = its if near else TOO_FEW
    return [
        line.share if isinstance(line.share, NotComputed) else its
        for line, its in zip(lines, found, strict=True)
    ]
