"""An urn in which what is found where one looks decides where one looks next: solved, and drawn.

Without this file a loop could be talked about and not reckoned with: how far it runs, how fast,
and what a correction leaves of it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.answers import DueRegardError

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray

_HALVINGS = 200
# So many steps of a day, with a number for each run and area, are drawn in one go.
_POINTS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Urn:
    """Areas with what is known of them so far, and what comes in on a day.

    Each array has an entry an area, from 0 on: `start` is what the forecast has counted, `found`
    what a patrol finds in a day that it is there, `reported` what the public reports there in a
    day. A find adds `worth_found` to the counts and a report `worth_reported`. `forget` is the
    share of all counts that is forgotten each day, from 0 to below 1. On each day the patrol goes
    to one area, drawn by its share of the counts.
    """

    start: "Array"
    found: "Array"
    reported: "Array"
    worth_found: float = 1.0
    worth_reported: float = 1.0
    forget: float = 0.0

    @property
    def end(self) -> "Array | None":
        """Where its shares come to rest, if anywhere."""
        return limit(self.worth_found * self.found, self.worth_reported * self.reported)

    @property
    def corrected_end(self) -> "Array | None":
        """The same with the correction."""
        return corrected_limit(
            self.worth_found * self.found, self.worth_reported * self.reported)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Runs of an urn. `shares` has a row a run and a column an area: shares of counts at the end.

    `days` are the days looked at on the way, and `course` the mean share of each area on them.
    """

    shares: "Array"
    days: tuple[int, ...]
    course: "Array"

    def first(self, area: int) -> int:
        """In how many runs that area has the most at the end. Of equals the first counts."""
        return int((self.shares.argmax(axis=1) == area).sum())


def two_area_limit(a: float, b: float, c: float, d: float) -> tuple[float, ...]:
    """Where the share of the first of two areas comes to rest, for the generalised urn.

    A visit to the first adds a to it and b to the other; a visit to the other adds c to the first
    and d to itself. Formula: the roots from 0 to 1 of (c + d - a - b)·x² + (a - 2c - d)·x + c = 0
    at which the left side falls, so that a share pushed away comes back. With b = c = 0 and a > d
    it is 1, whatever the start: the runaway loop. With b = c = 0 and a = d nothing draws it
    anywhere, every share is possible (see Pólya's urn), and there is no root to give.
    Source: D. Ensign, S. A. Friedler, S. Neville, C. Scheidegger and S. Venkatasubramanian,
    Runaway Feedback Loops in Predictive Policing, FAT* (2018), theorem 3.

    >>> two_area_limit(2.0, 0.0, 0.0, 1.0), two_area_limit(1.0, 1.0, 1.0, 1.0)
    ((1.0,), (0.5,))
    """
    square, slope = c + d - a - b, a - 2 * c - d

    def drift(x: float) -> float:
        return square * x * x + slope * x + c

    if square == 0:
        roots = [] if slope == 0 else [-c / slope]
    else:
        inside = max(0.0, slope * slope - 4 * square * c)
        # The root that does not cancel first, and the other from the product of both.
        far = -(slope + math.copysign(math.sqrt(inside), slope)) / 2
        roots = [far / square, c / far if far else 0.0]
    step = 1e-6
    kept = {
        min(1.0, max(0.0, root)) for root in roots if -1e-12 <= root <= 1 + 1e-12
        and (root - step < 0 or drift(root - step) > 0)
        and (root + step > 1 or drift(root + step) < 0)
    }
    return tuple(sorted(kept))


def limit(found: "Array", reported: "Array") -> "Array | None":
    """Where the shares of any number of areas come to rest; None where nothing decides.

    Formula: x(j) = r(j)/(S - f(j)) with the S above every f(j) for which these add up to 1; an
    area that nobody reports from, and in which more than S would be found, takes what is left
    (S = f). Among areas of which nothing is reported the one in which most is found takes all;
    where two find the same, chance and the start decide for ever, and there is no limit. It says
    nothing of how long that takes.
    Source: the mean of one step of the urn set equal to its state; as two_area_limit(), which it
    gives for two areas.
    """
    import numpy

    if not (found.any() or reported.any()):
        return None
    some = reported > 0
    most = float(found[some].max()) if some.any() else 0.0
    above = _above(most - found[some], reported[some])
    rival = float(found[~some].max()) if (~some).any() else 0.0
    takes = ~some & (found == rival)
    if rival > most + above:
        if takes.sum() > 1:
            return None
        above, most = 0.0, rival
    # Taken apart, because S itself may be so close to the greatest f that their digits cancel.
    shares: Array = numpy.zeros(len(found))
    shares[some] = reported[some] / (above + (most - found[some]))
    if rival == most and above == 0:
        shares[takes] = 1.0 - float(shares.sum())
    return shares / float(shares.sum())


def _above(behind: "Array", reported: "Array") -> float:
    """How far S is above the greatest f: the u for which Σ r/(u + behind) is 1; 0 of none."""
    low, high = 0.0, float(reported.sum())
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        if float((reported / (middle + behind)).sum()) > 1:
            low = middle
        else:
            high = middle
    return high


def corrected_limit(found: "Array", reported: "Array") -> "Array | None":
    """Where the shares come to rest if finds are counted only with the chance of correction().

    Formula: x(j) = (r(j) + m·f(j)) / (R + m·F), with R and F the sums of r and f, and m the least
    share: the least over j of the positive root of F·m² - (f(j) - R)·m - r(j) = 0. The visits
    cancel out. With finds alone, x(j) is f(j)/F: what is truly there to be found.
    Source: as two_area_limit(), section 4.

    >>> import numpy
    >>> corrected_limit(numpy.array([3.0, 1.0]), numpy.zeros(2)).tolist()
    [0.75, 0.25]
    """
    import numpy

    finds, reports = float(found.sum()), float(reported.sum())
    if not (finds or reports):
        return None
    if not reports or not finds:
        shares: Array = (found + reported) / (finds + reports)
        return shares
    beyond = found - reports
    least = float(((beyond + numpy.sqrt(beyond**2 + 4 * finds * reported)) / (2 * finds)).min())
    shares = (reported + max(0.0, least) * found) / (reports + max(0.0, least) * finds)
    return shares


def correction(shares: "Array") -> "Array":
    """With what chance a find is counted in each area (the last axis), so that visits cancel.

    Formula: m/x(j), m the least share: the more often an area is visited, the less a find there is
    a surprise. For two areas it is 1 - x(j) over the greater of the two, as in the authors' own
    programme; for more it keeps what that is for: visits times chance are the same everywhere.
    Source: as two_area_limit(), section 4 (the case of more than two areas is this project's).
    """
    least = shares.min(axis=-1, keepdims=True)
    chance: Array = least / shares
    return chance


def drawn(
    urn: Urn, *, days: int, runs: int, corrected: bool, rng: "numpy.random.Generator",
    steady: bool = False, say: Callable[[int, int], None] = lambda done, total: None,
) -> Drawn:
    """Draw an urn again and again.

    On each day of each run: an area is drawn by its share; what the patrol finds there is Poisson
    with mean `found`, each find counted with the chance of correction() where `corrected`; what is
    reported comes everywhere. Reports of a whole run are Poisson too and are spread evenly over
    its days. `steady` adds the means themselves and draws only where the patrol goes, as in the
    urn's theory (Pólya's, where all `found` are 1). It cannot know whether officers find as much in
    the thousandth hour as in the first.
    Source: as two_area_limit().
    """
    import numpy

    areas = len(urn.start)
    if days < 1 or runs < 1:
        raise DueRegardError("An urn is drawn for one day or more, and in one run or more.")
    counts = numpy.repeat(urn.start[:, None].astype(float), runs, axis=1)
    daily = numpy.repeat(urn.reported[:, None], runs, axis=1)
    if not steady:
        daily = rng.poisson(daily * days) / days
    daily = daily * urn.worth_reported
    busy = bool(daily.any())
    looks = sorted({*numpy.linspace(0, days, min(_POINTS, days) + 1).round().astype(int).tolist()})
    course = [counts.mean(axis=1) / counts.mean(axis=1).sum()]
    every = numpy.arange(runs)
    for day in range(1, days + 1):
        total = counts.sum(axis=0)
        at = _visited(counts, rng.random(runs) * total, areas)
        found = urn.found[at]
        chance = counts.min(axis=0) / counts[at, every] if corrected else 1.0
        if steady:
            found = found * (rng.random(runs) < chance) if corrected else found
        else:
            # A Poisson number thinned is a Poisson number of the thinned mean.
            found = rng.poisson(found * chance)
        if urn.forget:
            counts *= 1 - urn.forget
        counts[at, every] += found * urn.worth_found
        if busy:
            counts += daily
        if day in looks:
            course.append((counts / counts.sum(axis=0)).mean(axis=1))
            say(day, days)
    return Drawn(shares=(counts / counts.sum(axis=0)).T, days=tuple(looks),
                 course=numpy.array(course))


def _visited(counts: "Array", spot: "Array", areas: int) -> "Array":
    """Which area each run visits: the first with which the counts added up pass the spot."""
    import numpy

    if areas == 2:
        second: Array = (spot >= counts[0]).astype(numpy.intp)
        return second
    passed: Array = numpy.zeros(counts.shape[1], dtype=numpy.intp)
    reached = numpy.zeros(counts.shape[1])
    for area in range(areas - 1):
        reached += counts[area]
        passed += spot >= reached
    return passed
