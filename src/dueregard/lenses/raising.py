"""From the facts of a use: the risks, the opportunities and the risk of doing nothing.

Without this file each owner starts from a blank page, and what a careful expert would have
raised is raised later, by a court or a newspaper.
"""

from dataclasses import dataclass

from dueregard.lenses.conditions import Outcome, Truth, evaluate
from dueregard.lenses.facts import Fact, Facts, fill
from dueregard.lenses.shapes import (
    GENERIC,
    Bank,
    Pack,
    PointKind,
    PointTemplate,
    Precedent,
)
from dueregard.lenses.wording import reason

_ALWAYS = Outcome(truth=Truth.TRUE, because=())
STANDING = "To carry on as now is always one of the options."


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A point raised for one use, with the facts that raised it.

    `find_out` is true where a fact is missing: the point may fall away once it is known.
    """

    id: str
    rev: int
    pack: str
    kind: PointKind
    lens: str
    title: str
    text: str
    reason: str
    affected: str
    evidence: str
    instrument: str | None
    precedents: tuple[Precedent, ...]
    find_out: bool


def raise_points(*, pack_id: str | None, facts: Facts, bank: Bank) -> tuple[Raised, ...]:
    """Every point that the facts raise or may raise: the technology's, then the general ones.

    A point is raised where its condition is true or unknown, and left out where it is false.
    General points come from what the use can do, except those that the technology's own pack
    says better. A technology without a pack is served by the general points alone. It cannot
    know what no pack has thought of: a person adds that.
    """
    pack = bank.pack_for(pack_id)
    raised = _from_pack(pack, pack.points, facts, bank)
    if pack.id == GENERIC:
        return raised
    general = bank.packs[GENERIC]
    left = tuple(each for each in general.points if each.id not in pack.covers)
    return raised + _from_pack(general, left, facts, bank)


def _from_pack(
    pack: Pack, points: tuple[PointTemplate, ...], facts: Facts, bank: Bank
) -> tuple[Raised, ...]:
    known = bank.register + pack.facts
    raised = []
    for point in points:
        outcome = _ALWAYS if point.when is None else evaluate(condition=point.when, facts=facts)
        if outcome.truth is not Truth.FALSE:
            raised.append(_raised(point, pack, outcome, facts, known, bank))
    return tuple(raised)


def _raised(
    point: PointTemplate, pack: Pack, outcome: Outcome, facts: Facts, known: tuple[Fact, ...],
    bank: Bank,
) -> Raised:
    return Raised(
        id=point.id, rev=point.rev, pack=pack.id, kind=point.kind, lens=point.lens,
        title=point.title, text=fill(text=point.text, facts=facts, known=known),
        reason=reason(because=outcome.because, facts=facts, known=known)
        if outcome.because else STANDING,
        affected=fill(text=point.affected, facts=facts, known=known), evidence=point.evidence,
        instrument=point.instrument,
        precedents=tuple(bank.precedents[each] for each in point.precedents),
        find_out=outcome.truth is Truth.UNKNOWN,
    )
