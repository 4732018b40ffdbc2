"""How a sign of guilt may be spread over people, for the threshold test: two shapes of it.

An officer sees a person, forms a chance that something would be found, and acts when it is above
the bar. Without this file there would be one shape only, and nobody could see what hangs on it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, digamma, erfcx, expit, log_expit

Array = NDArray[np.float64]
# The change of something by the bar, by the share who carry and by how concentrated chances are.
Slopes = tuple[Array, Array, Array]

DISCRIMINANT, BETA = "discriminant", "beta"
# The published model's own middle: 3% carry something, concentration e^2.
CARRYING, CONCENTRATION = -3.5, 2.0
# The discriminant's share and separation (log-odds, log) that give the same rates of acting and of
# finding as the Beta with that middle, for bars from 5% to 50% in equal parts of log-rates; and how
# they move with the Beta's two numbers. The test computes them anew.
MIDDLE = (-3.0524, 0.0589)
MOVES = ((0.6909, 0.1871), (-0.1124, -0.5373))
_ROOT_2, _HAZARD = np.sqrt(2.0), np.sqrt(2.0 / np.pi)
_LEAST = 1e-300
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(32)


@dataclass(frozen=True, slots=True)
class Rates:
    """For each cell: log-chances of acted and found, acted and not found, not acted; and slopes."""

    found: Array
    nothing: Array
    left: Array
    by_found: Slopes
    by_nothing: Slopes
    by_left: Slopes


def discriminant(bar: Array, carrying: Array, concentration: Array) -> Rates:
    """Rates where signs are two normal curves: of those who carry, and of those who do not.

    `bar` and `carrying` are log-odds, `concentration` a logarithm; arrays of one shape.
    Formula: with share p and separation d (a linear map of the last two, see MIDDLE and MOVES) and
    r = (bar - logit p)/d: found p·Q(r - d/2), nothing (1 - p)·Q(r + d/2), Q being the upper tail of
    the normal. It cannot tell which shape is true.
    Source: E. Pierson, S. Corbett-Davies and S. Goel, AISTATS (2018).
    """
    a, b = carrying - CARRYING, concentration - CONCENTRATION
    share = MIDDLE[0] + MOVES[0][0] * a + MOVES[0][1] * b
    apart = np.exp(np.clip(MIDDLE[1] + MOVES[1][0] * a + MOVES[1][1] * b, -20, 20))
    r = (bar - share) / apart
    guilty, innocent = np.maximum(r - apart / 2, -30.0), np.maximum(r + apart / 2, -30.0)
    p = expit(share)
    scaled_guilty, scaled_innocent = erfcx(guilty / _ROOT_2), erfcx(innocent / _ROOT_2)
    found = np.log(np.maximum(0.5 * p * scaled_guilty, _LEAST)) - 0.5 * guilty * guilty
    nothing = (np.log(np.maximum(0.5 * (1 - p) * scaled_innocent, _LEAST))
               - 0.5 * innocent * innocent)
    hazard, other = -_HAZARD / scaled_guilty, -_HAZARD / scaled_innocent

    def slopes(steep: Array, by_share: Array, by_apart: Array) -> Slopes:
        return (steep / apart, by_share * MOVES[0][0] + by_apart * MOVES[1][0],
                by_share * MOVES[0][1] + by_apart * MOVES[1][1])

    return _whole(
        found, nothing,
        slopes(hazard, (1 - p) - hazard / apart, -hazard * (r + apart / 2)),
        slopes(other, -p - other / apart, -other * (r - apart / 2)),
    )


def beta(bar: Array, carrying: Array, concentration: Array) -> Rates:
    """Rates where the chances themselves follow a Beta distribution.

    `bar` and `carrying` are log-odds, `concentration` a logarithm; arrays of one shape.
    Formula: with a = cp and b = c(1 - p): found is the integral of x·f(x) above the bar, nothing
    that of (1 - x)·f(x), f the density of Beta(a, b); by 32 Gauss-Legendre points on the log-odds,
    right to about 1e-6 where the chance of acting is above 1 in a million.
    It cannot tell which shape is true.
    Source: C. Simoiu, S. Corbett-Davies and S. Goel, Annals of Applied Statistics 11 (2017).
    """
    p, c = expit(carrying), np.exp(np.clip(concentration, -20, 20))
    a, b = np.maximum(c * p, 1e-8), np.maximum(c * (1 - p), 1e-8)
    whole = betaln(a, b)
    # As far as where the density has fallen by a factor of e^30.
    fallen = np.minimum(-log_expit(-bar) + 30.0 / b, 500.0)
    reach = (fallen + np.log(-np.expm1(-fallen)) - bar)[..., None]
    y = 0.5 * (_NODES + 1)
    v = bar[..., None] + reach * y * y
    log_x, log_rest = log_expit(v), log_expit(-v)
    log_f = a[..., None] * log_x + b[..., None] * log_rest + np.log(_WEIGHTS * y) + np.log(reach)
    top = log_f.max(-1, keepdims=True)
    f, x = np.exp(log_f - top), np.exp(log_x)
    above, rest = f * x, f * (1 - x)
    of_above, of_rest = above.sum(-1) + _LEAST, rest.sum(-1) + _LEAST
    found = np.log(of_above) + top[..., 0] - whole
    nothing = np.log(of_rest) + top[..., 0] - whole
    both = digamma(a + b)
    by_a, by_b = digamma(a) - both, digamma(b) - both
    here = a * log_expit(bar) + b * log_expit(-bar) - whole
    turned = p * (1 - p) * c

    def slopes(log_rate: Array, at: Array, part: Array, total: Array) -> Slopes:
        of_a = (part * log_x).sum(-1) / total - by_a
        of_b = (part * log_rest).sum(-1) / total - by_b
        steep = -np.exp(np.minimum(here + log_expit(at) - log_rate, 300.0))
        return steep, turned * (of_a - of_b), a * of_a + b * of_b

    return _whole(found, nothing, slopes(found, bar, above, of_above),
                  slopes(nothing, -bar, rest, of_rest))


def _whole(found: Array, nothing: Array, by_found: Slopes, by_nothing: Slopes) -> Rates:
    """The third rate, of those who were left alone, from the other two."""
    one, other = np.exp(np.minimum(found, 0.0)), np.exp(np.minimum(nothing, 0.0))
    rest = np.maximum(1 - one - other, 1e-12)
    by_left = tuple(-(one * x + other * y) / rest
                    for x, y in zip(by_found, by_nothing, strict=True))
    return Rates(found=found, nothing=nothing, left=np.log(rest), by_found=by_found,
                 by_nothing=by_nothing, by_left=(by_left[0], by_left[1], by_left[2]))


SHAPES: Mapping[str, Callable[[Array, Array, Array], Rates]] = {
    DISCRIMINANT: discriminant, BETA: beta,
}
