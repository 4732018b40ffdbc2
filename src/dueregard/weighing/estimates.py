"""Sums of effects by option, lens and group, and the figures that are told of them.

Without this file harm to some people could hide behind benefit to others.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from dueregard.weighing.arithmetic import Array, mean, rounded
from dueregard.weighing.draws import Drawn
from dueregard.weighing.shapes import Proposal
from dueregard.weighing.weighed import Figures, GroupRow, LensRow

_TAIL = 0.05

# By option, group and lens: what happens, in the unit of the lens, in every draw.
Parts = Mapping[tuple[str, str, str], Array]
# By option and lens.
Sums = Mapping[tuple[str, str], Array]


def parts(drawn: Iterable[Drawn]) -> dict[tuple[str, str, str], Array]:
    """What each option does to each group through each lens, without any multiplier."""
    found: dict[tuple[str, str, str], Array] = {}
    for each in drawn:
        effect = each.read.effect
        key = (effect.option, effect.group, effect.lens)
        found[key] = found[key] + each.worth if key in found else each.worth
    return found


def sums(found: Parts, *, multipliers: Mapping[str, float]) -> dict[tuple[str, str], Array]:
    """The same by option and lens, each group's part multiplied by what it counts for."""
    made: dict[tuple[str, str], Array] = {}
    for option, group, lens in sorted(found):
        part = found[option, group, lens]
        if multipliers[group] != 1.0:
            part = part * multipliers[group]
        made[option, lens] = made[option, lens] + part if (option, lens) in made else part
    return made


def lens_rows(made: Sums, *, proposal: Proposal, lenses: Iterable[str],
              against_now: bool) -> tuple[LensRow, ...]:
    """One row an option and lens that anything happens in: against carrying on as now, or alone."""
    now = proposal.now.id
    rows = []
    for option in proposal.options:
        if against_now and option.id == now:
            continue
        for lens in lenses:
            if not any((each.id, lens) in made for each in proposal.options):
                continue
            found = _difference(
                made.get((option.id, lens)), made.get((now, lens)) if against_now else None)
            rows.append(LensRow(option=option.id, lens=lens, figures=figures(found)))
    return tuple(rows)


def group_rows(found: Parts, *, proposal: Proposal, lenses: Iterable[str],
               scales: Mapping[str, float]) -> tuple[GroupRow, ...]:
    """For each option the groups from the worst off on: whose worst lens falls furthest.

    How far a lens falls is the mean of its worst 5% as a share of its scale. The worst lens of a
    group decides, never a sum, so that a gain through another lens does not lift it up the list.
    """
    now, order = proposal.now.id, list(lenses)
    rows = []
    for option in proposal.options[1:]:
        by_group: list[tuple[float, int, list[GroupRow]]] = []
        for place, group in enumerate(proposal.groups):
            made = [
                GroupRow(option=option.id, group=group.id, lens=lens, figures=figures(_difference(
                    found.get((option.id, group.id, lens)), found.get((now, group.id, lens)))))
                for lens in order
                if (option.id, group.id, lens) in found or (now, group.id, lens) in found
            ]
            if made:
                made.sort(key=lambda each: each.figures.tail / scales[each.lens])
                worst = made[0].figures.tail / scales[made[0].lens]
                by_group.append((worst, place, made))
        for _, _, made in sorted(by_group, key=lambda each: each[:2]):
            rows += made
    return tuple(rows)


def figures(draws: Array | None) -> Figures:
    """Median, 90% range, chances of worse and better, and the mean of the worst 5%.

    Ends are draws, never between two, and are as far in from one side as from the other; so the
    figures of the difference taken the other way round are the same with the sign turned.
    """
    if draws is None:
        return Figures(median=0.0, low=0.0, high=0.0, worse=0.0, better=0.0, tail=0.0)
    count = draws.shape[0]
    out = max(1, int(count * _TAIL))
    places = sorted({out - 1, out, (count - 1) // 2, count // 2, count - 1 - out})
    sorted_so_far = np.partition(draws, places)
    # Those in the tail come in any order, and a sum depends on it in its last figures.
    worst = np.sort(sorted_so_far[:out])
    middle = (sorted_so_far[(count - 1) // 2] + sorted_so_far[count // 2]) / 2
    return Figures(
        median=rounded(float(middle)), low=rounded(float(sorted_so_far[out])),
        high=rounded(float(sorted_so_far[count - 1 - out])),
        worse=rounded(np.count_nonzero(draws < 0) / count),
        better=rounded(np.count_nonzero(draws > 0) / count), tail=rounded(mean(worst)),
    )


def _difference(one: Array | None, other: Array | None) -> Array | None:
    if one is None:
        return None if other is None else -other
    return one if other is None else one - other
