"""How well marked cells caught crime, and how steady and how concentrated the marks are.

Without this file a map that marks half the town could boast of catching half its crime, and one
that sends everybody to the same street each day would look as varied as any.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray


def caught(chosen: "Array", crimes: "Array") -> tuple[int, int]:
    """Crimes in marked cells, and all crimes.

    Formula: Σ over periods t and cells c of m(t,c)·x(t,c), and Σ x(t,c); `chosen` and `crimes`
    have a row a period and a column a cell. It cannot say whether a patrol would have prevented
    any of them.
    Source: S. Chainey, L. Tompson and S. Uhlig, Security Journal 21 (2008), the hit rate.
    """
    return int(crimes[chosen].sum()), int(crimes.sum())


def marked_share(chosen: "Array", area: "Array") -> float:
    """The share of the whole area that is marked, over all periods together, from 0 to 1.

    Formula: Σ m(t,c)·a(c) / (T·Σ a(c)).
    Source: as caught(); it is the denominator of the prediction accuracy index (PAI).
    """
    return float((chosen @ area).sum() / (len(chosen) * area.sum()))


def most_catchable(chosen: "Array", crimes: "Array", area: "Array") -> float:
    """The most crimes that marks of the same area could have caught, period by period, knowing all.

    Formula: in each period cells are taken from the most crimes for their area down, until the
    area marked in it is used up; of the last cell the part that fits. With equal cells, the best
    as many cells. Where fewer cells had a crime than were marked, it is every crime: the index
    made of it (PEI) is then the hit rate by another name.
    Source: J. M. Hunt, From Crime Mapping to Crime Forecasting (2016), the efficiency index.
    """
    import numpy

    total = 0.0
    for period, budget in enumerate(chosen @ area):
        had = numpy.flatnonzero(crimes[period])
        if not len(had) or budget <= 0:
            continue
        order = had[numpy.argsort(-crimes[period, had] / area[had], kind="stable")]
        total += float(numpy.interp(
            budget, numpy.concatenate(([0.0], numpy.cumsum(area[order]))),
            numpy.concatenate(([0.0], numpy.cumsum(crimes[period, order].astype(float))))))
    return total


def top_of_each(scores: "Array", number: int) -> "Array":
    """Marks on the `number` cells of the highest score in each period (a row).

    Of equal scores at the edge, cells are taken in their order, so the choice does not depend on
    the order of a file. A cell without a score (minus infinity) is never marked.
    """
    import numpy

    periods, cells = scores.shape
    number = min(number, cells)
    edge = numpy.partition(scores, cells - number, axis=1)[:, cells - number]
    chosen = scores > edge[:, None]
    for period in range(periods):
        if numpy.isneginf(edge[period]):
            continue
        left = number - int(chosen[period].sum())
        chosen[period, numpy.flatnonzero(scores[period] == edge[period])[:left]] = True
    return chosen & ~numpy.isneginf(scores)


def coverage(
    scores: "Array", kinds: Mapping[str, "Array"], area: "Array", *, shares: Sequence[float]
) -> dict[str, tuple[float, ...]]:
    """The share of each kind of crime caught if the highest-scored share of the area were marked.

    Formula: in each period cells are taken from the highest score down; among equal scores crimes
    are taken as spread evenly, so a score that is the same everywhere gives a straight line.
    Returns, for each kind with any crime, one share from 0 to 1 for each of `shares`.
    Source: the capture or coverage curve; as caught().
    """
    import numpy

    wanted = numpy.asarray(shares)
    found = {kind: numpy.zeros(len(wanted)) for kind, crimes in kinds.items() if crimes.any()}
    for period in range(len(scores)):
        had = [kind for kind in found if kinds[kind][period].any()]
        if not had:
            continue
        # Equal scores are taken together, so their order among themselves does not matter.
        order = numpy.argsort(scores[period])[::-1]
        ranked = scores[period, order]
        ends = numpy.flatnonzero(numpy.append(ranked[1:] != ranked[:-1], True))
        across = numpy.append(0.0, numpy.cumsum(area[order])[ends] / area.sum())
        for kind in had:
            up = numpy.cumsum(kinds[kind][period, order])[ends]
            found[kind] += numpy.interp(wanted, across, numpy.append(0.0, up))
    return {kind: tuple(float(each) for each in total / kinds[kind].sum())
            for kind, total in found.items()}


def kept_from_one_to_the_next(chosen: "Array") -> float | None:
    """How alike marks are from one period to the next, from 0 (all new) to 1 (all the same).

    Formula: the mean over periods of |A and B|/|A or B| (Jaccard), of the marks A of a period and
    B of the next; periods without any mark on both sides are left out. None where there are no
    two to compare.
    Source: P. Jaccard (1901).
    """
    import numpy

    if len(chosen) < 2:
        return None
    both = (chosen[1:] & chosen[:-1]).sum(axis=1)
    either = (chosen[1:] | chosen[:-1]).sum(axis=1)
    some = either > 0
    return float(numpy.mean(both[some] / either[some])) if some.any() else None


def gini(values: "Array") -> float | None:
    """How unequally a total is spread over cells: 0 if all have the same, near 1 if one has all.

    Formula: Σ (2i - n - 1)·x(i) / (n·Σ x), with x in rising order. None where there is nothing to
    spread. It cannot say whether a spread is unfair: crime is unequally spread too.
    Source: C. Gini (1912).
    """
    import numpy

    total, number = float(values.sum()), len(values)
    if total <= 0:
        return None
    rising = numpy.sort(values)
    return float(((2 * numpy.arange(1, number + 1) - number - 1) * rising).sum() / (number * total))


def plain_map(crimes: "Array", *, like: "Array", start: int) -> "Array":
    """Marks that a plain count of earlier crime would have made, as many as `like` has in each row.

    For each period from `start` on, the cells with the most crimes in all periods before it. Rows
    before `start` have no marks.
    """
    import numpy

    before = numpy.cumsum(crimes, axis=0, dtype=float)
    chosen = numpy.zeros_like(like)
    for period in range(max(start, 1), len(crimes)):
        number = int(like[period].sum())
        if number:
            chosen[period] = top_of_each(before[period - 1][None, :], number)[0]
    return chosen
