"""Random draws and sums that come out the same, to the last bit, on every machine.

A processor may round e to the power of x one way and another processor another way; adding,
multiplying, dividing and square roots they must all round alike. So everything here is made of
those. Without this file an old decision could not be worked out again byte for byte.
"""

import hashlib
import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

Z90 = 1.6448536269514722
_LN2 = 0.6931471805599453
_LN2_HIGH = float.fromhex("0x1.62e42feep-1")
_LN2_LOW = float.fromhex("0x1.a39ef35793c76p-33")
_LOG2_E = 1.4426950408889634
# So far out in the tail one draw in 34 thousand million falls; it is moved in to there.
_OUTERMOST = 2.0**-35

# M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988), 477-484.
_CENTRE = (
    (2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
     4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
     1.3314166789178437745e2, 3.3871328727963666080e0),
    (5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
     2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
     4.2313330701600911252e1, 1.0),
)
_TAIL = (
    (7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
     1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
     4.63033784615654529590e0, 1.42343711074968357734e0),
    (1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
     1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
     2.05319162663775882187e0, 1.0),
)


def uniforms(*, seed: int, stream: str, draws: int) -> Array:
    """Numbers between 0 and 1, neither of them, from the stream of this name.

    The generator is PCG64, taken raw, because numpy promises its raw numbers for good. The name is
    part of the seed, so an effect keeps its draws whatever else is added or taken away.
    """
    digest = hashlib.sha256(f"{seed}|{stream}".encode()).digest()
    raw = np.random.PCG64(int.from_bytes(digest[:16], "big")).random_raw(draws)
    return ((raw >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def normal(uniform: Array) -> Array:
    """The normal quantile of each number between 0 and 1 (Wichura 1988), good to 15 figures.

    >>> [round(float(each), 6) for each in normal(np.array([0.05, 0.5, 0.95]))]
    [-1.644854, 0.0, 1.644854]
    """
    kept = np.minimum(np.maximum(uniform, _OUTERMOST), 1.0 - _OUTERMOST)
    from_middle = kept - 0.5
    square = 0.180625 - from_middle * from_middle
    found = from_middle * _ratio(_CENTRE, square)
    far = np.flatnonzero(np.abs(from_middle) > 0.425)
    if far.size:
        out = from_middle[far]
        nearer = np.where(out < 0, kept[far], 1.0 - kept[far])
        root = np.sqrt(-log(nearer)) - 1.6
        found[far] = np.where(out < 0, -1.0, 1.0) * _ratio(_TAIL, root)
    return found


def exp(power: Array) -> Array:
    """E to the power of each number, made of products and sums alone.

    >>> [round(float(each), 12) for each in exp(np.array([0.0, 1.0, -2.0]))]
    [1.0, 2.718281828459, 0.135335283237]
    """
    power = np.minimum(np.maximum(power, -700.0), 700.0)
    twos = np.rint(power * _LOG2_E)
    rest = (power - twos * _LN2_HIGH) - twos * _LN2_LOW
    series = np.full_like(rest, 1.0 / math.factorial(13))
    for order in range(12, -1, -1):
        series *= rest
        series += 1.0 / math.factorial(order)
    return np.ldexp(series, twos.astype(np.int32))


def log(number: Array) -> Array:
    """The natural logarithm of each positive number, made of products and sums alone.

    >>> [round(float(each), 12) for each in log(np.array([1.0, 10.0, 0.5]))]
    [0.0, 2.302585092994, -0.69314718056]
    """
    part, twos = np.frexp(number)
    small = part < 0.7071067811865476
    part = np.where(small, part * 2.0, part)
    twos = np.where(small, twos - 1, twos)
    ratio = (part - 1.0) / (part + 1.0)
    square = ratio * ratio
    series = np.full_like(ratio, 1.0 / 23.0)
    for odd in range(21, 0, -2):
        series *= square
        series += 1.0 / odd
    return 2.0 * ratio * series + twos * _LN2


def logistic(odds: Array) -> Array:
    """A chance from its log odds: 1 / (1 + exp(-x))."""
    return 1.0 / (1.0 + exp(-odds))


@lru_cache(maxsize=4096)
def log_of(number: float) -> float:
    """The logarithm of one number, made in the same way.

    >>> round(log_of(10.0), 12)
    2.302585092994
    """
    part, twos = math.frexp(number)
    if part < 0.7071067811865476:
        part, twos = part * 2.0, twos - 1
    ratio = (part - 1.0) / (part + 1.0)
    square = ratio * ratio
    series = 1.0 / 23.0
    for odd in range(21, 0, -2):
        series = series * square + 1.0 / odd
    return 2.0 * ratio * series + twos * _LN2


def log_odds(chance: float) -> float:
    """The log odds of one chance, rounded the same everywhere."""
    return log_of(chance) - log_of(1.0 - chance)


def total(numbers: Array) -> Array:
    """Sums along the last axis, in one fixed order: the second half is added to the first.

    >>> float(total(np.array([1.0, 2.0, 3.0, 4.0, 5.0])))
    15.0
    """
    while (length := numbers.shape[-1]) > 1:
        half = length // 2
        folded: Array = numbers[..., :half] + numbers[..., half : 2 * half]
        if length % 2:
            folded[..., 0] += numbers[..., -1]
        numbers = folded
    last: Array = numbers[..., 0]
    return last


def mean(numbers: Array) -> float:
    """The mean of one row of numbers, added in that order."""
    return float(total(numbers)) / float(numbers.shape[-1])


def rounded(number: float, *, figures: int = 4) -> float:
    """So many figures that mean something; what is written out is always rounded.

    >>> rounded(1234.567), rounded(-0.000012345), rounded(-0.0)
    (1235.0, -1.234e-05, 0.0)
    """
    return float(f"{number:.{figures}g}") + 0.0


def _ratio(coefficients: tuple[Sequence[float], Sequence[float]], at: Array) -> Array:
    above, below = (np.full_like(at, each[0]) for each in coefficients)
    for one, other in zip(coefficients[0][1:], coefficients[1][1:], strict=True):
        above *= at
        above += one
        below *= at
        below += other
    return above / below
