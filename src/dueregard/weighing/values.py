"""Under which values each option is best: what members weigh, said aloud and never averaged.

Without this file one set of weights would decide, and nobody would have chosen it.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from dueregard.weighing.arithmetic import Array, log, mean, rounded, uniforms
from dueregard.weighing.estimates import Sums
from dueregard.weighing.shapes import View
from dueregard.weighing.weighed import OPEN, ViewRow


def open_weights(*, lenses: Sequence[str], seed: int, draws: int) -> Array:
    """Weights without any agreement: every way to share 1 among the lenses is as likely.

    Formula: exponential numbers divided by their sum (a flat Dirichlet distribution). One row a
    lens, one column a draw.
    """
    rows = np.stack([
        -log(uniforms(seed=seed, stream=f"weights|{lens}", draws=draws)) for lens in lenses
    ])
    whole = rows[0].copy()
    for each in rows[1:]:
        whole += each
    made: Array = rows / whole
    return made


def in_order(weights: Array, *, places: Sequence[int]) -> Array:
    """The same weights with the largest at the first place named, the next at the second, ...

    Those left over stay in the order they had, which says nothing about their size. So each draw
    is again as likely as any other that keeps the order.
    """
    ranked = np.argsort(-weights, axis=0, kind="stable")
    made = np.empty_like(weights)
    columns = np.arange(weights.shape[1])
    taken = np.zeros(weights.shape, dtype=bool)
    for rank, place in enumerate(places):
        made[place] = weights[ranked[rank], columns]
        taken[ranked[rank], columns] = True
    rest = [each for each in range(weights.shape[0]) if each not in places]
    if rest:
        left = weights.T[~taken.T].reshape(weights.shape[1], len(rest))
        for column, place in enumerate(rest):
            made[place] = left[:, column]
    return made


def weights_of(view: View, *, open_: Array, lenses: Sequence[str]) -> Array:
    """The weights of one member's view, in every draw."""
    if view.points:
        whole = sum(view.points.get(lens, 0.0) for lens in lenses)
        fixed = np.array([[view.points.get(lens, 0.0) / whole] for lens in lenses])
        return np.broadcast_to(fixed, open_.shape)
    return in_order(open_, places=[lenses.index(each) for each in view.order])


def utilities(
    made: Sums, *, options: Iterable[str], weights: Array, lenses: Sequence[str],
    scales: Mapping[str, float],
) -> dict[str, Array]:
    """What each option comes to under these weights, in every draw; carrying on is not taken off.

    Each lens is straight from the bad end of its scale to the good end, and the scales are those
    of the content. They do not depend on the options, so an option more changes none of the others.
    """
    draws = weights.shape[1]
    found = {}
    for option in options:
        summed = np.zeros(draws)
        for place, lens in enumerate(lenses):
            if (option, lens) in made:
                summed += weights[place] * (made[option, lens] * (0.5 / scales[lens]))
        found[option] = summed
    return found


def best(found: Mapping[str, Array]) -> dict[str, Array]:
    """For each option, how much of each draw it wins: 1 where it is best, shared where equal."""
    if not found:
        return {}
    highest = _highest(found.values())
    wins = {option: (worth == highest) for option, worth in found.items()}
    sharing = np.zeros_like(highest)
    for each in wins.values():
        sharing += each
    return {option: each / sharing for option, each in wins.items()}


def ranks(found: Mapping[str, Array]) -> dict[str, tuple[float, ...]]:
    """For each option, in what share of draws it comes first, second and so on; ties are shared."""
    made = {}
    for option, worth in found.items():
        above = np.zeros(worth.shape, dtype=np.int64)
        level = np.zeros(worth.shape, dtype=np.int64)
        for other in found.values():
            above += other > worth
            level += other == worth
        made[option] = tuple(
            rounded(mean(((above <= place) & (place < above + level)) / level))
            for place in range(len(found))
        )
    return made


def central(wins: Mapping[str, Array], *, weights: Array,
            lenses: Sequence[str]) -> dict[str, dict[str, float]]:
    """The mean of the weights with which each option wins: the values under which it is best.

    An option that never wins has none.
    """
    made = {}
    for option, won in wins.items():
        often = mean(won)
        if often:
            made[option] = {
                lens: rounded(mean(weights[place] * won) / often)
                for place, lens in enumerate(lenses)
            }
    return made


def view_row(found: Mapping[str, Array], *, key: str, title: str, now: Array,
             by: str = "") -> ViewRow:
    """In what share of draws each option is best, and better than carrying on as now."""
    return ViewRow(
        key=key, title=title, by=by,
        shares={option: rounded(mean(won)) for option, won in best(found).items()},
        beats_now={
            option: rounded(np.count_nonzero(worth > now) / now.shape[0])
            for option, worth in found.items()
        },
    )


def standard_views(
    *, lenses: Iterable[str], names: Mapping[str, str]
) -> tuple[tuple[str, str, View | None], ...]:
    """No agreed values, then each lens put first: key, title and the view, None where open."""
    return (
        (OPEN, "No agreed values", None),
        *((f"first-{lens}", f"{names[lens]} first", View(by="", order=(lens,)))
          for lens in lenses),
    )


def _highest(rows: Iterable[Array]) -> Array:
    each, *others = rows
    for other in others:
        each = np.maximum(each, other)
    return each
