"""The threshold test: from stops, searches and finds to the bar at which each group is searched.

Without this file equal find rates would pass for equal treatment, though they are averages and the
bar is at the edge.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dueregard.findings.sampling import Draws, draw, effective, r_hat
from dueregard.findings.threshold_posterior import Bars, Cells

Array = NDArray[np.float64]
Progress = Callable[[int, int, str], None]
# A stratum and a group.
Place = tuple[str, str]
CHAINS, DRAWS, SEED = 4, 500, 2018
# Every spread of what is assumed beforehand is made so many times as wide.
NARROWER, WIDER = 0.5, 1.5
_REPLICATED = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """People at risk of an act, those acted on among them, and what was found on those."""

    at_risk: int = 0
    acted: int = 0
    hit: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(at_risk=self.at_risk + other.at_risk, acted=self.acted + other.acted,
                      hit=self.hit + other.hit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the model would have counted again: how often the counts are outside its 95% range.

    `off` is how far the rates are from those expected: the root of the mean square, weighted by
    how many each stands on.
    """

    cells: int
    outside: int
    off: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Draws of the bars, as chances from 0 to 1, and whether they can be relied on.

    `cells` and `groups` give an array of all draws for each. A group's bar is the mean over the
    strata that hold every group, each stratum weighted by everybody at risk in it.
    """

    cells: Mapping[Place, Array]
    groups: Mapping[str, Array]
    r_hat: float
    effective: float
    divergent: int
    draws: int
    acting: Checked
    finding: Checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The fit, and the bars of groups under narrower and wider assumptions."""

    main: Fit
    narrower: Mapping[str, Array]
    wider: Mapping[str, Array]


def shared_strata(counts: Mapping[Place, Counts]) -> tuple[str, ...]:
    """The strata in which somebody of every group was at risk."""
    groups = {group for _, group in counts}
    there: dict[str, set[str]] = {}
    for (stratum, group), its in counts.items():
        if its.at_risk:
            there.setdefault(stratum, set()).add(group)
    return tuple(sorted(each for each, found in there.items() if found == groups))


def fit(
    counts: Mapping[Place, Counts], *, shape: str, draws: int = DRAWS,
    progress: Progress | None = None,
) -> Fitted:
    """Fit the threshold test to the counts of each stratum and group.

    Formula: see Bars for the model; four chains of so many draws. What is assumed beforehand is
    then made narrower and wider, and the bars are drawn again with a quarter as many. Strata and
    groups are put in the order of their counts, so names and the order of rows change nothing. It
    cannot tell whether officers see the same signs that the model speaks of.
    Source: C. Simoiu, S. Corbett-Davies and S. Goel (2017); E. Pierson et al. (2018, 2020).
    """
    kept = {place: its for place, its in counts.items() if its.at_risk}
    order = _ordered(kept)
    cells = _cells(kept, order=order)
    weights = _weights(kept, order=order)
    total = draws + draws // 2
    say = progress or (lambda done, total, words: None)
    posterior = Bars(cells, shape=shape)
    drawn = draw(posterior, chains=CHAINS, draws=draws, seed=SEED,
                 progress=lambda done, all_, words: say(done * draws // all_, total, words))
    main = _fit(posterior, drawn, cells=cells, order=order, weights=weights)
    others = []
    for place, scale in enumerate((NARROWER, WIDER)):
        other = Bars(cells, shape=shape, scale=scale)
        begun = draws + place * draws // 4
        found = draw(
            other, chains=CHAINS, draws=max(4, draws // 4), seed=SEED + 1 + place,
            begin=drawn.kept[:, -1],
            progress=_onward(say, begun=begun, draws=draws // 4, total=total))
        others.append(_by_group(_flat(other, found), order=order, weights=weights))
    say(total, total, "Drawn")
    return Fitted(main=main, narrower=others[0], wider=others[1])


def _onward(say: Progress, *, begun: int, draws: int, total: int) -> Progress:
    def told(done: int, whole: int, words: str) -> None:
        say(begun + done * draws // whole, total, "Trying other assumptions")

    return told


def _ordered(counts: Mapping[Place, Counts]) -> tuple[Place, ...]:
    """The cells by their counts, names last: what they are called must not matter."""
    def total(name: str, place: int) -> tuple[int, int, int]:
        whole = sum((its for key, its in counts.items() if key[place] == name), Counts())
        return whole.at_risk, whole.acted, whole.hit

    sizes = [{name: total(name, place) for name in {key[place] for key in counts}}
             for place in (0, 1)]
    return tuple(sorted(counts, key=lambda key: (
        sizes[0][key[0]], _held(counts, key[0]), key[0], sizes[1][key[1]], key[1])))


def _held(counts: Mapping[Place, Counts], stratum: str) -> list[tuple[int, int, int]]:
    return sorted((its.at_risk, its.acted, its.hit)
                  for key, its in counts.items() if key[0] == stratum)


def _cells(counts: Mapping[Place, Counts], *, order: Sequence[Place]) -> Cells:
    strata = list(dict.fromkeys(stratum for stratum, _ in order))
    groups = _groups(counts)
    return Cells(
        group=np.array([groups.index(group) for _, group in order]),
        stratum=np.array([strata.index(stratum) for stratum, _ in order]),
        at_risk=np.array([counts[each].at_risk for each in order]),
        acted=np.array([counts[each].acted for each in order]),
        hit=np.array([counts[each].hit for each in order]),
    )


def _groups(counts: Mapping[Place, Counts]) -> list[str]:
    whole: dict[str, Counts] = {}
    for (_, group), its in counts.items():
        whole[group] = whole.get(group, Counts()) + its
    return sorted(whole, key=lambda each: (
        whole[each].at_risk, whole[each].acted, whole[each].hit, each))


def _weights(counts: Mapping[Place, Counts], *, order: Sequence[Place]) -> dict[str, Array]:
    """For each group what each cell counts for in its mean: 0 for those of others."""
    shared = set(shared_strata(counts))
    there: dict[str, int] = {}
    for (stratum, _), its in counts.items():
        if stratum in shared:
            there[stratum] = there.get(stratum, 0) + its.at_risk
    whole = sum(there.values())
    return {
        name: np.array([there.get(stratum, 0) / whole if group == name and whole else 0.0
                        for stratum, group in order])
        for name in _groups(counts)
    }


def _flat(posterior: Bars, drawn: Draws) -> Array:
    """Bars as chains x draws x cells."""
    return np.stack([posterior.bars(chain) for chain in drawn.kept])


def _by_group(
    bars: Array, *, order: Sequence[Place], weights: Mapping[str, Array]
) -> dict[str, Array]:
    whole = bars.reshape(-1, len(order))
    return {name: whole @ weight for name, weight in weights.items()}


def _fit(
    posterior: Bars, drawn: Draws, *, cells: Cells, order: Sequence[Place],
    weights: Mapping[str, Array],
) -> Fit:
    bars = _flat(posterior, drawn)
    means = np.stack([bars @ weight for weight in weights.values()], axis=-1)
    figures = np.concatenate([bars, means], axis=-1)
    whole = bars.reshape(-1, len(order))
    acting, finding = _checked(posterior, drawn, cells=cells)
    return Fit(
        cells={place: whole[:, at] for at, place in enumerate(order)},
        groups=_by_group(bars, order=order, weights=weights),
        r_hat=float(r_hat(figures).max()), effective=float(effective(figures).min()),
        divergent=drawn.divergent, draws=len(whole), acting=acting, finding=finding,
    )


def _checked(posterior: Bars, drawn: Draws, *, cells: Cells) -> tuple[Checked, Checked]:
    """Counts made again from the draws, beside those that were counted."""
    chance = np.random.default_rng(SEED)
    at = drawn.kept.reshape(-1, drawn.kept.shape[-1])
    at = at[np.linspace(0, len(at) - 1, min(_REPLICATED, len(at))).astype(int)]
    its = posterior.rates(at)
    found = np.exp(its.found)
    acting = np.clip(found + np.exp(its.nothing), 0, 1)
    finding = np.clip(found / np.maximum(acting, 1e-300), 0, 1)
    return (_against(cells.acted, cells.at_risk, acting, chance),
            _against(cells.hit, cells.acted, finding, chance))


def _against(
    counted: NDArray[np.int64], of: NDArray[np.int64], rates: Array, chance: np.random.Generator
) -> Checked:
    some = of > 0
    if not some.any():
        return Checked(cells=0, outside=0, off=0.0)
    counted, of, rates = counted[some], of[some], rates[:, some]
    low, high = np.quantile(chance.binomial(of, rates), (0.025, 0.975), axis=0)
    off = counted / of - rates.mean(0)
    return Checked(
        cells=len(of), outside=int(((counted < low) | (counted > high)).sum()),
        off=float(np.sqrt(np.average(off**2, weights=of))),
    )
