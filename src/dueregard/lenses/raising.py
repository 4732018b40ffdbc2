"""From the facts of a use: the risks, the opportunities and the risk of doing nothing.

Without this file each owner starts from a blank page, and what a careful expert would have
raised is raised later, by a court or a newspaper.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dueregard.lenses.conditions import Outcome, Truth, evaluate, named
from dueregard.lenses.facts import Fact, Facts, fill, placeholders
from dueregard.lenses.shapes import (
    Bank,
    Pack,
    PointKind,
    PointTemplate,
    Precedent,
)
from dueregard.lenses.wording import reason


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAlso:
    """A point of another pack that says the same, and was folded into the one that is shown."""

    id: str
    pack: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A point raised for one use, with the facts that raised it.

    `because` names the facts that raised it, known or not. `find_out` is true where one of them
    is missing: the point may fall away once it is known. `said_also` is what other packs of the
    same use say of the same.
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
    says: str | None = None
    said_also: tuple[SaidAlso, ...] = ()

    @property
    def whole_text(self) -> str:
        """The text, and what the other packs of the use say of the same."""
        return "\n".join((self.text, *(each.text for each in self.said_also)))


def raise_points(*, facts: Facts, bank: Bank) -> tuple[Raised, ...]:
    """Every point that the facts raise or may raise: the technology's, then the general ones.

    A point is raised where its condition is true or unknown, and left out where it is false.
    The facts name the technology, and what the use also is: the packs of all of them are looked
    through, and what two say alike is shown once. General points come from what the use can do,
    except those that one of its packs says better. A technology without a pack is served by the
    general points alone. It cannot know what no pack has thought of: a person adds that.
    """
    packs: dict[str, Mapping[str, Fact]] = {}
    raised = []
    for pack, point in considered(facts=facts, bank=bank):
        outcome = evaluate(condition=point.when, facts=facts)
        if outcome.truth is Truth.FALSE:
            continue
        if pack.id not in packs:
            packs[pack.id] = {each.key: each for each in bank.register + pack.facts}
        raised.append(_raised(point, pack, outcome, facts, packs[pack.id], bank))
    return _folded(raised)


def considered(*, facts: Facts, bank: Bank) -> tuple[tuple[Pack, PointTemplate], ...]:
    """Every point that a use of these technologies could raise, with its pack."""
    packs = bank.packs_for(facts)
    covered = {each for pack in packs for each in pack.covers}
    return tuple(
        (pack, each) for pack in packs for each in pack.points if each.id not in covered
    )


def suggested(*, facts: Facts, bank: Bank) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Technologies that the facts say the use also is, each with the facts that say so.

    It leaves out what the use is said to be already. A person adds one; it never adds itself.
    """
    packs = bank.packs_for(facts)
    here = {each.id for each in packs}
    found: dict[str, tuple[str, ...]] = {}
    for each in (one for pack in packs for one in pack.suggests):
        outcome = evaluate(condition=each.when, facts=facts)
        if outcome.truth is Truth.TRUE and each.technology not in here:
            found.setdefault(each.technology, outcome.because)
    return tuple(found.items())


def _folded(raised: list[Raised]) -> tuple[Raised, ...]:
    """Points of two packs that say the same general point become one; one pack keeps all its own.

    The one shown is the first that known facts raise, else the first; it is open only where all
    of them are.
    """
    if len({each.pack for each in raised if each.says is not None}) < 2:
        return tuple(raised)
    shown: dict[tuple[PointKind, str], Raised] = {}
    for each in sorted(raised, key=lambda each: each.find_out):
        if each.says is not None:
            shown.setdefault((each.kind, each.says), each)
    said: dict[str, list[SaidAlso]] = {}
    gone = set()
    for each in raised:
        into = shown.get((each.kind, each.says or ""))
        if into is not None and into.pack != each.pack:
            gone.add(each.id)
            said.setdefault(into.id, []).append(
                SaidAlso(id=each.id, pack=each.pack, text=each.text, reason=each.reason)
            )
    return tuple(
        replace(each, said_also=tuple(said.get(each.id, ()))) if each.id in said else each
        for each in raised if each.id not in gone
    )


class ForMany:
    """Raises points for many uses one after the other, and works nothing out twice.

    A point hangs on a few answers only, and uses share them: what was raised for the same answers
    is the very same object. It says what `raise_points` says, in a fraction of the time.
    """

    MOST = 50_000

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._plans: dict[
            tuple[str, ...], list[tuple[Pack, PointTemplate, tuple[str, ...]]]
        ] = {}
        self._known: dict[str, Mapping[str, Fact]] = {}
        self._seen: dict[tuple[object, ...], Raised | None] = {}

    def raise_points(self, *, facts: Facts) -> tuple[Raised, ...]:
        """Every point that the facts of one use raise or may raise."""
        packs = tuple(each.id for each in self.bank.packs_for(facts))
        if packs not in self._plans:
            self._plans[packs] = [
                (pack, point, _hangs_on(point))
                for pack, point in considered(facts=facts, bank=self.bank)
            ]
        if len(self._seen) > self.MOST:
            self._seen.clear()
        raised = []
        for pack, point, keys in self._plans[packs]:
            answers = (pack.id, point.id, *(facts.get(each) for each in keys))
            if answers not in self._seen:
                self._seen[answers] = self._one(pack, point, facts)
            found = self._seen[answers]
            if found is not None:
                raised.append(found)
        return _folded(raised)

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
        find_out=outcome.truth is Truth.UNKNOWN, says=point.says,
    )


def _filled(text: str, facts: Facts, known: Mapping[str, Fact]) -> str:
    return fill(text=text, facts=facts, known=[known[each] for each in placeholders(text)])
