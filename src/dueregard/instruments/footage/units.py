"""Which units stand out, and which only seem to: no unit is named for what chance would do.

Without this file the unit at the foot of a list would be asked to explain itself, and it would
mostly be the smallest one.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dueregard.findings import conclusions
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import standard_score
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.shares import difference as less
from dueregard.findings.shrunk_shares import Part, chance_of_no_difference, shrunk
from dueregard.findings.strata import Stratum, mantel_haenszel_difference
from dueregard.instruments.footage.compared import difference
from dueregard.instruments.footage.meant import Encounters
from dueregard.instruments.footage.seen import Cell, Seen

# With fewer encounters a unit is a few officers and a few days; of a group within it even more so.
FEWEST, FEWEST_OF_GROUP = 30, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A unit, or a group within a unit, that was looked at.

    For a unit `gap` is its share recorded whole less that of everybody else; for a group it is
    the group's less that of the others in the unit, and `beyond` how much more that is than the
    same gap in all other units. `chance` is how often chance alone would give so much, `honest`
    the same once all that were looked at are allowed for.
    """

    unit: str
    heading: str
    group: str
    cell: Cell
    gap: Estimate
    beyond: Estimate | None
    chance: float
    honest: float
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Every unit: its cell, its share in the light of all, what was looked at and what was not."""

    cells: Mapping[str, Cell]
    drawn: Mapping[str, Estimate] | NotComputed
    looks: tuple[Look, ...]
    too_small: tuple[str, ...]
    groups_too_small: int

    @property
    def named(self) -> tuple[Look, ...]:
        """What stands out, the surest first."""
        return tuple(sorted((each for each in self.looks if each.named),
                            key=lambda each: (each.honest, each.unit, each.group)))


def units(found: Seen, *, its: Encounters, level: float, matters: float) -> Units | None:
    """Look at every unit that is large enough; None where no unit was named."""
    if not its.unit:
        return None
    cells = {unit: cell for (unit,), cell in found.by(unit=True).items()
             if unit != NOT_STATED and cell.known}
    large = [unit for unit, cell in cells.items() if cell.known >= FEWEST]
    looks: list[Look] = []
    small = 0
    by_power = found.by(unit=True, power=True)
    if len(cells) > 1:
        looks += _whole_units(cells, large=large, by_power=by_power, level=level)
        for place, heading in enumerate(its.groups):
            groups = found.by(column=place, unit=True, power=True)
            some, too_few = _of_groups(groups, heading=heading, units=list(cells), level=level)
            looks += some
            small += too_few
    return Units(
        cells=cells, looks=_honest(looks, level=level, matters=matters),
        drawn=shrunk([Part(name=unit, events=cell.whole, records=cell.known)
                      for unit, cell in cells.items()], level=level),
        too_small=tuple(sorted(set(cells) - set(large))), groups_too_small=small,
    )


def _whole_units(
    cells: Mapping[str, Cell], *, large: list[str], by_power: Mapping[tuple[str, ...], Cell],
    level: float,
) -> Iterator[Look]:
    everyone = sum(cells.values(), Cell())
    totals = _totals({key: cell for key, cell in by_power.items() if key[0] in cells},
                     lambda key: (key[1],))
    for unit in large:
        gap = difference(cells[unit], everyone - cells[unit], level=level)
        chance = chance_of_no_difference(_beside_others(by_power, unit=unit, totals=totals))
        if isinstance(gap, Estimate) and not isinstance(chance, NotComputed):
            yield Look(unit=unit, heading="", group="", cell=cells[unit], gap=gap, beyond=None,
                       chance=chance, honest=1.0, named=False)


def _beside_others(
    by_power: Mapping[tuple[str, ...], Cell], *, unit: str, totals: Mapping[tuple[str, ...], Cell]
) -> list[Stratum]:
    """A unit beside all others, power by power: searches and force are not recorded alike."""
    strata = []
    for (power,), whole in sorted(totals.items()):
        one = by_power.get((unit, power), Cell())
        strata.append(_stratum(power, one, whole - one))
    return strata


def _of_groups(
    cells: Mapping[tuple[str, ...], Cell], *, heading: str, units: list[str], level: float
) -> tuple[list[Look], int]:
    """Each group within each unit, and how many were too few to be looked at."""
    own = {key: cell for key, cell in cells.items()
           if key[0] != NOT_STATED and key[1] in set(units)}
    groups, powers = sorted({key[0] for key in own}), sorted({key[2] for key in own})
    # Added up once, so that the rest of a whole is a difference and no sum over every unit.
    of_group = _totals(own, lambda key: (key[0], key[2]))
    of_unit = _totals(own, lambda key: (key[1], key[2]))
    every = _totals(own, lambda key: (key[2],))
    looks, small = [], 0
    for group in groups:
        for unit in units:
            within, rest = [], []
            for power in powers:
                one = own.get((group, unit, power), Cell())
                here, there = (of_unit.get((unit, power), Cell()),
                               of_group.get((group, power), Cell()))
                within.append(_stratum(power, one, here - one))
                rest.append(_stratum(power, there - one, every[power,] - here - (there - one)))
            if sum(each.exposure for each in within) < FEWEST_OF_GROUP or sum(
                    each.reference_exposure for each in within) < FEWEST_OF_GROUP:
                small += 1
                continue
            look = _look(within, rest, unit=unit, heading=heading, group=group, level=level)
            if look:
                looks.append(look)
    return looks, small


def _totals(
    cells: Mapping[tuple[str, ...], Cell], key: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> dict[tuple[str, ...], Cell]:
    found: dict[tuple[str, ...], Cell] = {}
    for its, cell in cells.items():
        found[key(its)] = found.get(key(its), Cell()) + cell
    return found


def _look(
    within: list[Stratum], rest: list[Stratum], *, unit: str, heading: str, group: str,
    level: float,
) -> Look | None:
    """How much more of a gap there is in one unit than elsewhere: the less sure of two answers.

    All together, with ranges that hold for few; and power by power, so that a unit is not asked
    about what comes from the powers that it uses.
    """
    gap, elsewhere = (_plain(each, level=level) for each in (within, rest))
    beyond = less(one=gap, other=elsewhere, method="difference-of-differences")
    if isinstance(gap, NotComputed) or isinstance(beyond, NotComputed):
        return None
    answers = [beyond]
    if len(within) > 1:
        like = less(one=mantel_haenszel_difference(strata=within, level=level),
                    other=mantel_haenszel_difference(strata=rest, level=level),
                    method="difference-of-differences")
        if isinstance(like, NotComputed):
            return None
        answers.append(like)
    surest = max(answers, key=_chance)
    one = Cell(known=int(sum(each.exposure for each in within)),
               whole=int(sum(each.events for each in within)))
    return Look(unit=unit, heading=heading, group=group, cell=one, gap=gap, beyond=surest,
                chance=_chance(surest), honest=1.0, named=False)


def _plain(strata: list[Stratum], *, level: float) -> Estimate | NotComputed:
    one = Cell(known=int(sum(each.exposure for each in strata)),
               whole=int(sum(each.events for each in strata)))
    other = Cell(known=int(sum(each.reference_exposure for each in strata)),
                 whole=int(sum(each.reference_events for each in strata)))
    return difference(one, other, level=level)


def _chance(found: Estimate) -> float:
    """How often chance alone would be so far from no difference, from the end nearer to it."""
    half = found.high - found.value if found.value < 0 else found.value - found.low
    if half <= 0:
        return 1.0
    return math.erfc(abs(found.value) / half * standard_score(found.level) / math.sqrt(2))


def _honest(looks: list[Look], *, level: float, matters: float) -> tuple[Look, ...]:
    """Allow for all that were looked at; name what is lower, by more than chance and than little.

    A unit that records more than others stands out too, and nobody is asked to explain that.
    """
    adjusted = conclusions.benjamini_hochberg([each.chance for each in looks])
    return tuple(
        Look(unit=each.unit, heading=each.heading, group=each.group, cell=each.cell, gap=each.gap,
             beyond=each.beyond, chance=each.chance, honest=honest,
             named=honest <= 1 - level and (each.beyond or each.gap).value < -matters
             and each.gap.value < -matters)
        for each, honest in zip(looks, adjusted, strict=True)
    )


def _stratum(name: str, one: Cell, other: Cell) -> Stratum:
    return Stratum(name=name, events=one.whole, exposure=one.known,
                   reference_events=other.whole, reference_exposure=other.known)
