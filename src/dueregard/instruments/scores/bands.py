"""Scores put into bands that hold about equally many people, the same bands for every group."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dueregard.findings.strata import Stratum
from dueregard.instruments.scores.scale import Kind
from dueregard.instruments.scores.tallies import Read, Tally

BANDS = 10
# So many different scores can each be a band of their own and still be read.
_EACH_ITS_OWN = 20
# People are compared with those of the same score, or of so fine a slice of scores.
_SLICES = 100


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bands:
    """Which band each score is in, and the bands' names, from low to high."""

    of: npt.NDArray[np.int64]
    names: tuple[str, ...]
    exact: bool


def bands(its: Read, *, asked: int | None) -> Bands:
    """The bands to show: each score by itself where they are few, else tenths of the people."""
    if asked is None and len(its.scores) <= _EACH_ITS_OWN:
        return _exact(its)
    return _equal(its, many=asked or BANDS)


def slices(its: Read) -> Bands:
    """The bands within which people are compared: each score, or hundredths of the people."""
    return _exact(its) if len(its.scores) <= _SLICES else _equal(its, many=_SLICES)


def within(tally: Tally, its: Bands) -> tuple[list[int], list[int]]:
    """In each band, to how many people it happened, and how many people there are."""
    size = len(its.names)
    events = np.bincount(its.of, weights=tally.happened, minlength=size)
    others = np.bincount(its.of, weights=tally.not_happened, minlength=size)
    return [int(each) for each in events], [int(each) for each in events + others]


def strata(group: Tally, *, reference: Tally, its: Bands) -> tuple[Stratum, ...]:
    """A group and its reference side by side in every band in which both are present."""
    one, other = within(group, its), within(reference, its)
    return tuple(
        Stratum(name=name, events=x, exposure=n, reference_events=y, reference_exposure=m)
        for name, x, n, y, m in zip(its.names, *one, *other, strict=True) if n and m
    )


def _exact(its: Read) -> Bands:
    return Bands(of=np.arange(len(its.scores)), exact=True,
                 names=_names({place: (value, value) for place, value in enumerate(its.scores)},
                              kind=its.kind))


def _equal(its: Read, *, many: int) -> Bands:
    """Bands by the share of people below: counting everybody twice changes none of them."""
    everyone = its.everyone()
    people = (everyone.happened + everyone.not_happened).astype(float)
    middle = (np.cumsum(people) - people / 2) / max(people.sum(), 1)
    raw = np.minimum((middle * many + 1e-9).astype(int), many - 1)
    _, of = np.unique(raw, return_inverse=True)
    ends = {
        int(place): (float(its.scores[of == place].min()), float(its.scores[of == place].max()))
        for place in np.unique(of)
    }
    return Bands(of=of.astype(np.int64), names=_names(ends, kind=its.kind), exact=False)


def _names(ends: Mapping[int, tuple[float, float]], *, kind: Kind) -> tuple[str, ...]:
    """Names of bands by their ends, in as few digits as tell them apart."""
    per, sign = (100, "%") if kind is Kind.PERCENTAGE else (1, "")
    names: list[str] = []
    for digits in range(2, 16):
        names = []
        for low, high in ends.values():
            first, last = (
                np.format_float_positional(end * per, precision=digits, fractional=False, trim="-")
                for end in (low, high)
            )
            names.append(f"{first}{sign}" if first == last else f"{first}{sign} to {last}{sign}")
        if len(set(names)) == len(names):
            break
    return tuple(names)
