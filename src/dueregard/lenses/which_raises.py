"""Which fact raises what: a pack laid open, so that anybody can check it without a use at hand.

Without this file a pack would be a black box to those whose uses it judges, and a practitioner
who reviews it would have to read conditions as a machine does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dueregard.lenses.conditions import named
from dueregard.lenses.facts import Fact
from dueregard.lenses.shapes import Bank, Pack, PointTemplate, Precedent
from dueregard.lenses.wording import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Raiser:
    """One point, and when it is raised, in words."""

    point: PointTemplate
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One fact, and every point of the pack that its answer can raise or silence."""

    fact: Fact
    own: bool
    raises: tuple[Raiser, ...]


def which_raises(*, pack: Pack, bank: Bank) -> tuple[FactRow, ...]:
    """Every fact that a point of this pack hangs on, the pack's own first, with those points.

    A point that hangs on three facts stands with each of the three.
    """
    known: Mapping[str, Fact] = {each.key: each for each in pack.facts + bank.register}
    raisers = points_in_words(pack=pack, bank=bank)
    own = {each.key for each in pack.facts}
    rows = (
        FactRow(
            fact=fact, own=key in own,
            raises=tuple(each for each in raisers if key in named(each.point.when)),
        )
        for key, fact in known.items()
    )
    return tuple(each for each in rows if each.raises)


def points_in_words(*, pack: Pack, bank: Bank) -> tuple[Raiser, ...]:
    """Every point of a pack in its order, with when it is raised."""
    known = {each.key: each for each in bank.register + pack.facts}
    return tuple(
        Raiser(point=each, when=in_words(condition=each.when, known=known))
        for each in pack.points
    )


def precedents_of(*, pack: Pack, bank: Bank) -> tuple[Precedent, ...]:
    """What happened elsewhere that the points of a pack cite, the newest first, each once."""
    cited = dict.fromkeys(name for each in pack.points for name in each.precedents)
    return tuple(sorted(
        (bank.precedents[each] for each in cited), key=lambda each: each.date, reverse=True
    ))
