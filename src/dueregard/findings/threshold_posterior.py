"""What the counts of stops, searches and finds leave open about the bars of the threshold test.

Without this file each district's bar would be read off by itself, where few searches say little,
or one district would be pinned as the measure of the others and the answer hang on which.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from scipy.special import expit

from dueregard.findings.signals import CARRYING, CONCENTRATION, SHAPES, Rates

Array = NDArray[np.float64]
Whole = NDArray[np.int64]
# What is assumed before the counts, as published: middle and spread, in log-odds and logarithms.
BAR = (-2.0, 1.0)
BAR_SPREAD = 0.25
CARRYING_SPREAD, CONCENTRATION_SPREAD = 0.25, 0.5
# Bars that differ by less than this, in log-odds, are one bar to anybody.
_LEAST_SPREAD = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Counts of one group in one stratum each: at risk, acted on, and found; and whose they are.

    `group` and `stratum` are numbers from 0, each of them used.
    """

    group: Whole
    stratum: Whole
    at_risk: Whole
    acted: Whole
    hit: Whole

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return int(self.group.max()) + 1

    @property
    def strata(self) -> int:
        """How many strata there are."""
        return int(self.stratum.max()) + 1

    def __len__(self) -> int:
        return len(self.group)


class Bars:
    """The posterior of the threshold test, hierarchical and symmetric in strata.

    Formula: of n at risk in a cell, found, not found and left alone are multinomial with the rates
    of the signal at bar t = t_g + s_g·z, z ~ N(0, 1); share carrying and concentration are each
    that of the group plus that of the stratum. t_g ~ N(-2, 1), s_g ~ half N(0, 0.25); carrying
    N(-3.5, 0.25) and concentration N(2, 0.5) for groups, N(0, 0.25) and N(0, 0.5) for strata. Every
    stratum has the same prior: the published code pins one to nought. `scale` multiplies every
    spread.

    Instead of z it holds x = z·sqrt(1 + s²I), I about what a cell's counts tell of its bar, so that
    x is about as wide whatever s is; s itself is moved by refreshed() alone.
    Source: C. Simoiu, S. Corbett-Davies and S. Goel (2017), and their published Stan code.
    """

    def __init__(self, cells: Cells, *, shape: str, scale: float = 1.0) -> None:
        """Lay out the numbers: strata first, because they meet only in what groups share."""
        self._cells, self._rates, self._spread = cells, SHAPES[shape], BAR_SPREAD * scale
        groups, strata = cells.groups, cells.strata
        sizes = (("carrying_here", strata), ("concentration_here", strata), ("x", len(cells)),
                 ("bar", groups), ("carrying", groups), ("concentration", groups),
                 ("spread", groups))
        self._at: dict[str, slice] = {}
        self.size = 0
        for name, size in sizes:
            self._at[name] = slice(self.size, self.size + size)
            self.size += size
        self.moving = self.size - groups
        self._middle, self._width = np.zeros(self.size), np.ones(self.size)
        for name, middle, width in (
            ("carrying_here", 0.0, CARRYING_SPREAD), ("concentration_here", 0.0,
                                                      CONCENTRATION_SPREAD),
            ("bar", *BAR), ("spread", 0.0, BAR_SPREAD), ("carrying", CARRYING, CARRYING_SPREAD),
            ("concentration", CONCENTRATION, CONCENTRATION_SPREAD),
        ):
            self._middle[self._at[name]], self._width[self._at[name]] = middle, width * scale
        self._own = np.r_[0:self._at["x"].start, self._at["x"].stop:self.moving]
        self._to_group = np.eye(groups)[cells.group]
        self._to_stratum = np.eye(strata)[cells.stratum]
        self._counts = (cells.hit, cells.acted - cells.hit, cells.at_risk - cells.acted)
        self._told = np.ones(len(cells))
        self._told = self._information()

    def start(self) -> Array:
        """What is assumed before the counts."""
        at = self._middle[None].copy()
        at[:, self._at["spread"]] = self._spread / 2
        return at

    def density(self, at: Array) -> tuple[Array, Array]:
        """Log-density of each chain, and its slopes for all but the spreads."""
        grown, reach = self._reach(at)
        x = at[:, self._at["x"]]
        its = self.rates(at)
        found, nothing, left = self._counts
        log_density = self._told_by(its).sum(1)
        by_bar, by_carrying, by_concentration = (
            found * one + nothing * other + left * rest for one, other, rest in zip(
                its.by_found, its.by_nothing, its.by_left, strict=True))
        slopes = np.empty((len(at), self.moving))
        slopes[:, self._at["x"]] = by_bar * reach - x / grown
        slopes[:, self._at["bar"]] = by_bar @ self._to_group
        for name, by in (("carrying", by_carrying), ("concentration", by_concentration)):
            slopes[:, self._at[name]] = by @ self._to_group
            slopes[:, self._at[f"{name}_here"]] = by @ self._to_stratum
        width = self._width[self._own]
        off = (at[:, self._own] - self._middle[self._own]) / width
        slopes[:, self._own] -= off / width
        spread = at[:, self._at["spread"]]
        log_density = log_density - 0.5 * ((off**2).sum(1) + (spread**2).sum(1) / self._spread**2)
        return log_density - 0.5 * (np.log(grown) + x * x / grown).sum(1), slopes

    def precision(self, at: Array) -> Array:
        """The expected information of the counts plus the precision of the prior, averaged."""
        total = np.zeros((self.moving, self.moving))
        x = np.arange(self._at["x"].start, self._at["x"].stop)
        for row in at:
            grown, reach = (each[0] for each in self._reach(row[None]))
            total += self._informed(row, reach=reach)
            total[x, x] += 1 / grown
        total /= len(at)
        total[self._own, self._own] += 1 / self._width[self._own]**2
        return total

    def refreshed(self, at: Array, chance: np.random.Generator) -> Array:
        """The spreads moved two ways: with each cell's z as it is, then with each cell's bar.

        The groups' bars are drawn anew with the second. Either way alone is slow, where a cell's
        counts say much or little.
        Source: Y. Yu and X.-L. Meng, Journal of Computational and Graphical Statistics 20 (2011).
        """
        at = self._with_z(at.copy(), chance)
        bars, group = self._bars(at), self._cells.group
        spread, cells = at[:, self._at["spread"]], self._to_group.sum(0)
        middle, width = BAR[0], self._width[self._at["bar"]]
        precision = cells / spread**2 + 1 / width**2
        about = ((bars @ self._to_group) / spread**2 + middle / width**2) / precision
        bar = about + chance.normal(size=about.shape) / np.sqrt(precision)
        squares = ((bars - bar[:, group])**2) @ self._to_group
        at[:, self._at["bar"]] = bar
        at[:, self._at["spread"]] = self._respread(np.log(spread), squares, cells, chance)
        at[:, self._at["x"]] = (bars - bar[:, group]) / self._reach(at)[1]
        return at

    def rates(self, at: Array) -> Rates:
        """The rates of each cell; arrays are chains x cells."""
        return self._rates(self._bars(at), self._sum(at, "carrying"),
                           self._sum(at, "concentration"))

    def bars(self, at: Array) -> Array:
        """Each cell's bar as a chance from 0 to 1, chains x cells."""
        return np.asarray(expit(self._bars(at)))

    def _with_z(self, at: Array, chance: np.random.Generator) -> Array:
        """Metropolis steps of each spread's logarithm while z stands still and bars follow."""
        spread, x, group = self._at["spread"], self._at["x"], self._cells.group
        z = at[:, x] / np.sqrt(self._reach(at)[0])
        now = self._log_density_of_spread(at)
        for size in (0.5, 1.5):
            tried = at.copy()
            tried[:, spread] *= np.exp(chance.normal(size=now.shape) * size)
            tried[:, x] = z * np.sqrt(self._reach(tried)[0])
            there = np.where(tried[:, spread] < _LEAST_SPREAD, -np.inf,
                             self._log_density_of_spread(tried))
            taken = np.log(chance.uniform(size=now.shape)) < there - now
            now = np.where(taken, there, now)
            at[:, spread] = np.where(taken, tried[:, spread], at[:, spread])
            at[:, x] = np.where(taken[:, group], tried[:, x], at[:, x])
        return at

    def _log_density_of_spread(self, at: Array) -> Array:
        spread = at[:, self._at["spread"]]
        return np.asarray(self._told_by(self.rates(at)) @ self._to_group
                          - 0.5 * (spread / self._spread)**2 + np.log(spread))

    def _respread(
        self, log_spread: Array, squares: Array, cells: Array, chance: np.random.Generator
    ) -> Array:
        """A few Metropolis steps on the logarithm: the data play no part while bars stand still."""
        def log_density(at: Array) -> Array:
            return np.asarray((1 - cells) * at - 0.5 * squares * np.exp(-2 * at)
                              - 0.5 * np.exp(2 * at) / self._spread**2)

        now = log_density(log_spread)
        for _ in range(4):
            step = chance.normal(size=now.shape) * 2.4 / np.sqrt(2 * cells)
            tried = log_spread + step
            there = np.where(tried < np.log(_LEAST_SPREAD), -np.inf, log_density(tried))
            taken = np.log(chance.uniform(size=now.shape)) < there - now
            log_spread, now = np.where(taken, tried, log_spread), np.where(taken, there, now)
        return np.asarray(np.exp(log_spread))

    def _told_by(self, its: Rates) -> Array:
        """How likely each cell's counts are, chains x cells, as a logarithm but for a constant."""
        found, nothing, left = self._counts
        return np.asarray(found * its.found + nothing * its.nothing + left * its.left)

    def _reach(self, at: Array) -> tuple[Array, Array]:
        """1 + s²I of each cell, and what a step of x moves its bar."""
        spread = at[:, self._at["spread"]][:, self._cells.group]
        grown = 1 + spread * spread * self._told
        return grown, spread / np.sqrt(grown)

    def _bars(self, at: Array) -> Array:
        reach = self._reach(at)[1]
        return np.asarray(
            at[:, self._at["bar"]][:, self._cells.group] + reach * at[:, self._at["x"]])

    def _sum(self, at: Array, name: str) -> Array:
        return np.asarray(at[:, self._at[name]][:, self._cells.group]
                          + at[:, self._at[f"{name}_here"]][:, self._cells.stratum])

    def _information(self) -> Array:
        """About what a cell's acts say of its bar, were all else known: acts x slope²."""
        its = self.rates(self.start())
        found, nothing, _ = self._counts
        slope = found * its.by_found[0][0] + nothing * its.by_nothing[0][0]
        return np.asarray(slope**2 / np.maximum(self._cells.acted, 1) + 1)

    def _informed(self, row: Array, *, reach: Array) -> Array:
        its = self.rates(row[None])
        cells = np.arange(len(self._cells))
        ways = _ways(its, self._cells.at_risk)
        one = np.ones(len(cells))
        placed: Sequence[tuple[int, Sequence[tuple[Whole, Array]]]] = (
            (0, ((self._at["bar"].start + self._cells.group, one),
                 (self._at["x"].start + cells, reach))),
            *((place, ((self._at[name].start + self._cells.group, one),
                       (self._at[f"{name}_here"].start + self._cells.stratum, one)))
              for place, name in ((1, "carrying"), (2, "concentration"))),
        )
        turned = {
            place: scipy.sparse.csr_matrix((
                np.concatenate([value for _, value in columns]),
                (np.concatenate([cells] * len(columns)),
                 np.concatenate([column for column, _ in columns]))),
                shape=(len(cells), self.moving))
            for place, columns in placed
        }
        total = sum(
            turned[one].T @ scipy.sparse.diags(ways[one, other]) @ turned[other]
            for one in turned for other in turned)
        return np.asarray(total.toarray())


def _ways(its: Rates, at_risk: Whole) -> Array:
    """The information of each cell about bar, carrying and concentration: 3 x 3 x cells."""
    total = np.zeros((3, 3, len(at_risk)))
    for log_rate, slopes in ((its.found, its.by_found), (its.nothing, its.by_nothing),
                             (its.left, its.by_left)):
        steep = np.stack([each[0] for each in slopes])
        total += np.exp(log_rate[0]) * at_risk * steep[:, None] * steep[None]
    return total
