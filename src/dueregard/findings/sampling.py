"""Draws from a posterior by Hamiltonian Monte Carlo, and whether they can be relied on.

Without this file a Bayesian instrument would need a compiler and a hundred megabytes of other
software. Several chains go together, so that each step is a few operations on arrays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import scipy.linalg
import scipy.sparse
from numpy.typing import NDArray

Array = NDArray[np.float64]
Progress = Callable[[int, int, str], None]
# Above these, or below, nobody should rely on the draws.
MOST_R_HAT, LEAST_EFFECTIVE = 1.05, 100
_DENSE, _AVERAGED = 200, 8
_WORDS = "Drawing from what the data leave open"


class Posterior(Protocol):
    """What is drawn from: arrays are chains x numbers; the first `moving` move on paths."""

    moving: int

    def start(self) -> Array:
        """One place near the middle, 1 x numbers."""

    def density(self, at: Array) -> tuple[Array, Array]:
        """Log-density of each chain, but for a constant, and its slopes by what moves."""

    def precision(self, at: Array) -> Array:
        """Positive definite, moving x moving: about how fast the density falls, averaged."""

    def refreshed(self, at: Array, chance: np.random.Generator) -> Array:
        """A step that leaves the posterior as it is, and moves what does not move on paths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """`kept` is chains x draws x numbers. `divergent` counts steps whose energy was lost."""

    kept: Array
    accepted: float
    divergent: int


@dataclass(slots=True)
class _Step:
    """The length of a step, tuned until enough steps are accepted (dual averaging).

    Source: M. D. Hoffman and A. Gelman, Journal of Machine Learning Research 15 (2014).
    """

    length: float
    target: float = 0.9
    _about: float = 0.0
    _mean: float = 0.0
    _error: float = 0.0
    _seen: int = 0

    def __post_init__(self) -> None:
        self._about, self._mean = np.log(10 * self.length), np.log(self.length)

    def learn(self, accepted: float) -> None:
        self._seen += 1
        self._error += (self.target - accepted - self._error) / (self._seen + 10)
        log_length = self._about - np.sqrt(self._seen) / 0.05 * self._error
        weight = self._seen**-0.75
        self._mean += weight * (log_length - self._mean)
        self.length = float(min(np.exp(log_length), 1.5))

    @property
    def settled(self) -> float:
        return float(np.exp(self._mean))


class _Metric:
    """A turning and stretching of space after which the posterior is about as wide every way."""

    def __init__(self, precision: Array) -> None:
        lower = np.linalg.cholesky(precision)
        inverse = scipy.linalg.solve_triangular(lower, np.eye(len(lower)), lower=True)
        self._sparse = len(lower) > _DENSE
        self._down = inverse
        if self._sparse:
            # Districts meet only in what they share, so nearly all of it is nought.
            inverse[np.abs(inverse) < 1e-10 * np.abs(inverse).max()] = 0
            self._down = scipy.sparse.csr_matrix(inverse)
            self._up = scipy.sparse.csr_matrix(inverse.T)

    def move(self, momentum: Array) -> Array:
        if self._sparse:
            return np.asarray((self._up @ momentum.T).T)
        return np.asarray(momentum @ self._down)

    def pull(self, slopes: Array) -> Array:
        if self._sparse:
            return np.asarray((self._down @ slopes.T).T)
        return np.asarray(slopes @ self._down.T)


def draw(
    posterior: Posterior, *, chains: int = 4, draws: int = 500, seed: int = 0,
    travel: float = 2.5, begin: Array | None = None, progress: Progress | None = None,
) -> Draws:
    """Draw from a posterior.

    Formula: Hamiltonian Monte Carlo with paths of random length about `travel`, in coordinates
    whitened by the posterior's own precision, learnt twice while warming up for 0.44 times as many
    steps as are kept. `begin` are places to begin from, chains x numbers, where they are known.
    It cannot tell whether the posterior has far-off parts that no chain came to: see r_hat().
    Source: R. M. Neal, in the Handbook of Markov Chain Monte Carlo (2011).
    """
    chance = np.random.default_rng(seed)
    phases = np.cumsum([max(10, round(draws * each)) for each in (0.12, 0.2, 0.12)])
    at = _climbed(posterior) if begin is None else begin
    metric = _Metric(posterior.precision(at))
    if begin is None:
        at = _moved(np.repeat(at, chains, axis=0),
                    metric.move(chance.normal(size=(chains, posterior.moving))))
    step, warm, total = _Step(0.2), int(phases[-1]), int(phases[-1]) + draws
    kept, seen, accepted, divergent = [], list[Array](), 0.0, 0
    state = (at, *posterior.density(at))
    for turn in range(total):
        length = step.length if turn < warm else step.settled
        steps = int(np.clip(np.ceil(travel * chance.uniform(0.6, 1.2) / length), 1, 60))
        state, odds, lost = _turn(posterior, state, metric, length, steps, chance)
        state = _refreshed(posterior, state, chance)
        if turn < warm:
            step.learn(odds)
            seen.append(state[0])
            if turn + 1 in phases[:-1]:
                metric, step = _learnt(posterior, seen, chance), _Step(step.settled)
                seen = []
        else:
            kept.append(state[0])
            accepted, divergent = accepted + odds / draws, divergent + lost
        if progress and turn % 10 == 0:
            progress(turn, total, _WORDS)
    return Draws(kept=np.stack(kept, axis=1), accepted=accepted, divergent=divergent)


_State = tuple[Array, Array, Array]


def _turn(
    posterior: Posterior, state: _State, metric: _Metric, length: float, steps: int,
    chance: np.random.Generator,
) -> tuple[_State, float, int]:
    """One path, taken or not; how likely it was to be taken; and how many chains lost it."""
    at, density, slopes = state
    momentum = chance.normal(size=slopes.shape)
    energy = density - 0.5 * (momentum**2).sum(1)
    with np.errstate(all="ignore"):
        # A path that runs away ends in numbers that are none, and is then refused.
        momentum = momentum + 0.5 * length * metric.pull(slopes)
        for turn in range(steps):
            at = _moved(at, length * metric.move(momentum))
            density, slopes = posterior.density(at)
            half = 0.5 if turn == steps - 1 else 1.0
            momentum = momentum + half * length * metric.pull(slopes)
        change = density - 0.5 * (momentum**2).sum(1) - energy
    change = np.where(np.isfinite(change), change, -np.inf)
    odds = np.exp(np.minimum(change, 0.0))
    taken = chance.uniform(size=len(odds)) < odds
    where = taken[:, None]
    moved = (np.where(where, at, state[0]), np.where(taken, density, state[1]),
             np.where(where, slopes, state[2]))
    return moved, float(odds.mean()), int((change < -1000).sum())


def _moved(at: Array, by: Array) -> Array:
    moved = at.copy()
    moved[:, :by.shape[1]] += by
    return moved


def _refreshed(posterior: Posterior, state: _State, chance: np.random.Generator) -> _State:
    at = posterior.refreshed(state[0], chance)
    return (at, *posterior.density(at))


def _learnt(posterior: Posterior, seen: list[Array], chance: np.random.Generator) -> _Metric:
    late = np.concatenate(seen[len(seen) // 2:])
    return _Metric(posterior.precision(late[chance.permutation(len(late))[:_AVERAGED]]))


def _climbed(posterior: Posterior) -> Array:
    """A place from which to begin: a few steps uphill, no further than is quick."""
    at = posterior.start()
    density, slopes = posterior.density(at)
    for _ in range(12):
        step, size = np.linalg.solve(posterior.precision(at), slopes[0])[None], 1.0
        while size > 1e-3:
            with np.errstate(all="ignore"):
                there = posterior.density(_moved(at, size * step))
            if np.isfinite(there[0][0]) and there[0][0] > density[0]:
                break
            size /= 2
        else:
            return at
        gained = there[0][0] - density[0]
        at, (density, slopes) = _moved(at, size * step), there
        if gained < 0.1:
            break
    return at


def r_hat(values: Array) -> Array:
    """How much chains differ beside how much each moves: 1 where they agree.

    `values` is chains x draws x figures. Formula: the root of the variance of all over that within,
    each chain cut in two. It cannot show what no chain has seen.
    Source: A. Gelman and D. B. Rubin, Statistical Science 7 (1992); split as in A. Vehtari et al.,
    Bayesian Analysis 16 (2021).
    """
    within, whole, _ = _variances(values)
    return np.where(within > 0, np.sqrt(whole / np.where(within > 0, within, 1.0)), 1.0)


def effective(values: Array) -> Array:
    """How many independent draws would tell the mean as well as these do.

    `values` is chains x draws x figures. Formula: all draws over 1 + 2·(sum of correlations with
    later draws), summed in pairs while positive and falling.
    Source: C. J. Geyer, Statistical Science 7 (1992); A. Vehtari et al. (2021).
    """
    within, whole, halves = _variances(values)
    chains, draws, _ = halves.shape
    centred = halves - halves.mean(1, keepdims=True)
    size = 2 ** int(np.ceil(np.log2(2 * draws)))
    spectrum = np.fft.rfft(centred, size, axis=1)
    lagged = np.fft.irfft(spectrum * spectrum.conj(), size, axis=1)[:, :draws].mean(0) / draws
    safe = np.where(whole > 0, whole, 1.0)
    correlation = 1 - (within - lagged * draws / (draws - 1)) / safe
    pairs = correlation[:draws // 2 * 2].reshape(draws // 2, 2, -1).sum(1)
    positive = np.cumprod(pairs > 0, axis=0)
    falling = np.minimum.accumulate(pairs, axis=0) * positive
    total = chains * draws
    time = np.maximum(2 * falling.sum(0) - 1, 1 / np.log10(total))
    return np.where(whole > 0, total / time, float(total))


def _variances(values: Array) -> tuple[Array, Array, Array]:
    half = values.shape[1] // 2
    halves = np.concatenate([values[:, :half], values[:, half:2 * half]])
    within = halves.var(1, ddof=1).mean(0)
    between = halves.mean(1).var(0, ddof=1)
    return within, (half - 1) / half * within + between, halves
