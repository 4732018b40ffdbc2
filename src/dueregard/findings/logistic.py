"""How a yes or no goes with several things at once, with ranges that know of clusters.

Without this file a hundred stops by one officer would count as a hundred officers.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.special import expit

from dueregard.findings.finding import NotComputed

Array = NDArray[np.float64]
_ROUNDS, _NEAR = 50, 1e-10
# Log-odds beyond these are those of a thing that is always, or never, so.
_WILD = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Log-odds by column with their covariance, and in how many clusters the rows lie."""

    slopes: Array
    covariance: Array
    clusters: int


def natural_spline(at: Array, *, pieces: int) -> Array:
    """Columns that together can draw any smooth line over `at`, straight at both ends.

    `at` is a vector; columns are pieces + 1, and add up to 1, so no other constant is needed.
    Fewer where `at` has few different values. Formula: cubic splines, one for each knot, that are
    1 there and 0 at the others; knots at equal shares of the values.
    Source: T. Hastie, R. Tibshirani and J. Friedman, The Elements of Statistical Learning (2009),
    chapter 5.
    """
    knots = np.unique(np.quantile(at, np.linspace(0, 1, pieces + 1)))
    if len(knots) < 3:
        return np.ones((len(at), 1))
    return np.asarray(CubicSpline(knots, np.eye(len(knots)), bc_type="natural")(at))


def logistic(
    outcome: Array, columns: Array, *, cluster: NDArray[np.int64], times: Array
) -> Fitted | NotComputed:
    """Fit log-odds of a yes to columns; each row stands for `times` alike.

    `outcome` is 0 or 1; `columns` rows x columns, with a constant among or within them; `cluster`
    a number for each row. Formula: maximum likelihood by reweighted least squares; covariance
    A·B·A, A the inverse information and B the sum over clusters of the outer product of the
    cluster's summed scores, times G/(G - 1)·(n - 1)/(n - k). It cannot correct for what is not
    among the columns.
    Source: K.-Y. Liang and S. Zeger, Biometrika 73 (1986).
    """
    if np.linalg.matrix_rank(columns) < columns.shape[1]:
        return NotComputed(reason="The things that are held alike leave nothing to compare.")
    slopes = np.zeros(columns.shape[1])
    for _ in range(_ROUNDS):
        chance = expit(columns @ slopes)
        weight = times * chance * (1 - chance)
        information = (columns * weight[:, None]).T @ columns
        try:
            step = np.linalg.solve(information, columns.T @ (times * (outcome - chance)))
        except np.linalg.LinAlgError:
            return NotComputed(reason=_APART)
        slopes = slopes + step
        if np.abs(columns @ slopes).max() > 2 * _WILD:
            return NotComputed(reason=_APART)
        if np.abs(step).max() < _NEAR:
            break
    else:
        return NotComputed(reason=_APART)
    return _sandwich(outcome, columns, slopes, cluster=cluster, times=times)


_APART = "The groups are told apart completely by what is held alike, so there is no ratio."


def _sandwich(
    outcome: Array, columns: Array, slopes: Array, *, cluster: NDArray[np.int64], times: Array
) -> Fitted | NotComputed:
    chance = expit(columns @ slopes)
    weight = times * chance * (1 - chance)
    inverse = np.linalg.inv((columns * weight[:, None]).T @ columns)
    scores = columns * (times * (outcome - chance))[:, None]
    _, place = np.unique(cluster, return_inverse=True)
    clusters, rows, width = int(place.max()) + 1, float(times.sum()), columns.shape[1]
    if clusters < 2 or rows <= width:
        return NotComputed(reason="There are too few clusters to say how sure the figure is.")
    summed = np.zeros((clusters, width))
    np.add.at(summed, place, scores)
    scale = clusters / (clusters - 1) * (rows - 1) / (rows - width)
    return Fitted(slopes=slopes, covariance=scale * inverse @ (summed.T @ summed) @ inverse,
                  clusters=clusters)
