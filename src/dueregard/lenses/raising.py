"""From the facts of a use: the risks, the opportunities and the risk of doing nothing.

Without this file each owner starts from a blank page, and what a careful expert would have
raised is raised later, by a court or a newspaper.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dueregard.lenses.conditions import Outcome, Truth, evaluate, named
from dueregard.lenses.facts import Fact, Facts, fill, placeholders
from dueregard.lenses.shapes import (
    GENERIC,
    Bank,
    Pack,
    PointKind,
    PointTemplate,
    Precedent,
)
from dueregard.lenses.wording import reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A point raised for one use, with the facts that raised it.

    `because` names the facts that raised it, known or not. `find_out` is true where one of them
    is missing: the point may fall away once it is known.
    """

    id: str
    rev: int
    pack: str
    kind: PointKind
    lens: str
    title: str
    text: str
    reason: str
    because: tuple[str, ...]
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
    packs: dict[str, Mapping[str, Fact]] = {}
    raised = []
    for pack, point in considered(pack_id=pack_id, bank=bank):
        outcome = evaluate(condition=point.when, facts=facts)
        if outcome.truth is Truth.FALSE:
            continue
        if pack.id not in packs:
            packs[pack.id] = {each.key: each for each in bank.register + pack.facts}
        raised.append(_raised(point, pack, outcome, facts, packs[pack.id], bank))
    return tuple(raised)


def considered(*, pack_id: str | None, bank: Bank) -> tuple[tuple[Pack, PointTemplate], ...]:
    """Every point that a use of this technology could raise, with its pack, whatever the facts."""
    pack = bank.pack_for(pack_id)
    own = tuple((pack, each) for each in pack.points)
    if pack.id == GENERIC:
        return own
    general = bank.packs[GENERIC]
    return own + tuple((general, each) for each in general.points if each.id not in pack.covers)


class ForMany:
    """Raises points for many uses one after the other, and works nothing out twice.

    A point hangs on a few answers only, and uses share them: what was raised for the same answers
    is the very same object. It says what `raise_points` says, in a fraction of the time.
    """

    MOST = 50_000

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._plans: dict[str | None, list[tuple[Pack, PointTemplate, tuple[str, ...]]]] = {}
        self._known: dict[str, Mapping[str, Fact]] = {}
        self._seen: dict[tuple[object, ...], Raised | None] = {}

    def raise_points(self, *, pack_id: str | None, facts: Facts) -> tuple[Raised, ...]:
        """Every point that the facts of one use raise or may raise."""
        if pack_id not in self._plans:
            self._plans[pack_id] = [
                (pack, point, _hangs_on(point))
                for pack, point in considered(pack_id=pack_id, bank=self.bank)
            ]
        if len(self._seen) > self.MOST:
            self._seen.clear()
        raised = []
        for pack, point, keys in self._plans[pack_id]:
            answers = (pack.id, point.id, *(facts.get(each) for each in keys))
            if answers not in self._seen:
                self._seen[answers] = self._one(pack, point, facts)
            found = self._seen[answers]
            if found is not None:
                raised.append(found)
        return tuple(raised)

    def _one(self, pack: Pack, point: PointTemplate, facts: Facts) -> Raised | None:
        outcome = evaluate(condition=point.when, facts=facts)
        if outcome.truth is Truth.FALSE:
            return None
        if pack.id not in self._known:
            self._known[pack.id] = {each.key: each for each in self.bank.register + pack.facts}
        return _raised(point, pack, outcome, facts, self._known[pack.id], self.bank)


def _hangs_on(point: PointTemplate) -> tuple[str, ...]:
    """Every fact that decides a point or is quoted in its words."""
    quoted = placeholders(point.text) + placeholders(point.affected)
    return tuple(dict.fromkeys(named(point.when) + quoted))


def _raised(
    point: PointTemplate, pack: Pack, outcome: Outcome, facts: Facts, known: Mapping[str, Fact],
    bank: Bank,
) -> Raised:
    return Raised(
        id=point.id, rev=point.rev, pack=pack.id, kind=point.kind, lens=point.lens,
        title=point.title, text=_filled(point.text, facts, known),
        reason=reason(
            because=outcome.because, facts=facts, known=[known[each] for each in outcome.because]
        ),
        because=outcome.because, affected=_filled(point.affected, facts, known),
        evidence=point.evidence,
        instrument=point.instrument,
        precedents=tuple(bank.precedents[each] for each in point.precedents),
        find_out=outcome.truth is Truth.UNKNOWN,
    )


def _filled(text: str, facts: Facts, known: Mapping[str, Fact]) -> str:
    return fill(text=text, facts=facts, known=[known[each] for each in placeholders(text)])
