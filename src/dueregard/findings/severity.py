"""How grave each thing was, whoever happened to rate it: a stern rater does not make it graver.

Without this file a clip that three stern people saw would look worse than the same clip before
three mild ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grid = NDArray[np.float64]

FEWEST_RATERS, FEWEST_THINGS = 3, 5
METHOD = "mixed-effects-reml"
# Spreads are looked for up to so many times that of the rest: beyond, nothing is left of it.
_WIDEST = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One rating as a number: of which thing, by whom, through which view."""

    thing: str
    rater: str
    score: float
    view: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity:
    """What a mixed-effects model says of the ratings.

    `things` are the score of each thing before a middling rater; `views` the difference that each
    view makes beside `view`, the most frequent. The spreads are standard deviations, in steps of
    the score: between things, between raters, and of what neither explains.
    """

    things: dict[str, Estimate]
    views: dict[str, Estimate]
    view: str
    between_things: float
    between_raters: float
    rest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    """All that the model needs of the ratings: sums of products, and names in order."""

    things: tuple[str, ...]
    views: tuple[str, ...]
    raters: int
    of_thing: "Grid"
    scores_of_thing: "Grid"
    cross: "Grid"
    between: "Grid"
    scores: "Grid"
    squares: float
    ratings: int


def severity(ratings: Sequence[Rating], *, level: float = 0.95) -> Severity | NotComputed:
    """The severity of each thing, adjusted for who rated it and through which view.

    Formula: score = mean + view + thing + rater + rest, with thing, rater and rest normal about 0;
    their spreads by restricted maximum likelihood, things and raters by best linear unbiased
    prediction with their prediction errors, ranges by Student's t on one less than the raters.
    It takes the steps between ratings as equal. It cannot tell what is grave, only how grave
    these people found it.
    Source: C. R. Henderson, Biometrics 31 (1975); D. Bates et al., Journal of Statistical
    Software 67 (2015), for the form that also holds where a spread is nought.

    >>> seen = [Rating(thing=f"clip {i}", rater=f"{r}", score=i % 3 + r / 2 + (i * r % 5) / 9)
    ...         for i in range(9) for r in range(4)]
    >>> round(severity(seen).between_raters, 2)
    0.73
    """
    refusal = _why_not(ratings)
    if refusal:
        return refusal
    sums = _sums(ratings)
    spread_things, spread_raters = _best(sums)
    return _told(sums, spread_things=spread_things, spread_raters=spread_raters, level=level)


def _why_not(ratings: Sequence[Rating]) -> NotComputed | None:
    raters, things = {each.rater for each in ratings}, {each.thing for each in ratings}
    if len(raters) < FEWEST_RATERS or len(things) < FEWEST_THINGS:
        return NotComputed(
            reason=f"{len(raters)} people rated {len(things)} of them; at least {FEWEST_RATERS} "
                   f"and {FEWEST_THINGS} are needed to tell a stern rater from a grave thing."
        )
    if len({each.score for each in ratings}) < 2:
        return NotComputed(reason="Every rating was the same, so nobody is sterner than another.")
    if len(ratings) <= len(raters) + len(things):
        return NotComputed(
            reason="Too few rated the same things to tell a stern rater from a grave thing."
        )
    return None


def _sums(ratings: Sequence[Rating]) -> _Sums:
    import numpy

    things = tuple(sorted({each.thing for each in ratings}))
    raters = tuple(sorted({each.rater for each in ratings}))
    often: dict[str, int] = {}
    for each in ratings:
        often[each.view] = often.get(each.view, 0) + 1
    views = tuple(sorted(often, key=lambda each: (-often[each], each)))
    place = {name: at for at, name in enumerate(things)}
    column = {name: at + len(views) for at, name in enumerate(raters)}
    width = len(views) + len(raters)
    rows = numpy.zeros((len(ratings), width))
    of = numpy.array([place[each.thing] for each in ratings])
    scores = numpy.array([each.score for each in ratings])
    at = numpy.arange(len(ratings))
    rows[:, 0] = 1
    rows[at, [column[each.rater] for each in ratings]] = 1
    for number, view in enumerate(views[1:], start=1):
        rows[:, number] = [each.view == view for each in ratings]
    between = numpy.zeros((len(things), width))
    numpy.add.at(between, of, rows)
    return _Sums(
        things=things, views=views, raters=len(raters), cross=rows.T @ rows, between=between,
        of_thing=numpy.bincount(of, minlength=len(things)).astype(float),
        scores_of_thing=numpy.bincount(of, weights=scores, minlength=len(things)).astype(float),
        scores=rows.T @ scores, squares=float(scores @ scores), ratings=len(ratings),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Solved:
    """The model solved for given spreads, things eliminated first because each is apart."""

    inner: "Grid"
    pull: "Grid"
    diagonal: "Grid"
    solution: "Grid"
    left: float
    size: float


def _solve(sums: _Sums, *, things: float, raters: float) -> _Solved:
    import numpy

    scale = numpy.ones(len(sums.cross))
    fixed = len(sums.views)
    scale[fixed:] = raters
    ridge = numpy.diag(numpy.r_[numpy.zeros(fixed), numpy.ones(sums.raters)])
    diagonal = things**2 * sums.of_thing + 1
    pull = things * sums.between * scale
    inner = sums.cross * scale * scale[:, None] + ridge - pull.T @ (pull / diagonal[:, None])
    own = things * sums.scores_of_thing
    wanted = sums.scores * scale - pull.T @ (own / diagonal)
    solution = numpy.linalg.solve(inner, wanted)
    left = sums.squares - float(own @ (own / diagonal)) - float(solution @ wanted)
    size = float(numpy.log(diagonal).sum() + numpy.linalg.slogdet(inner)[1])
    return _Solved(inner=inner, pull=pull, diagonal=diagonal, solution=solution,
                   left=max(left, 1e-12), size=size)


def _best(sums: _Sums) -> tuple[float, float]:
    """The spreads, as multiples of the rest, that the ratings make likeliest."""
    import numpy
    from scipy.optimize import minimize

    free = sums.ratings - len(sums.views)

    def unlikely(spreads: Any) -> float:
        found = _solve(sums, things=float(spreads[0]), raters=float(spreads[1]))
        return float(free * numpy.log(found.left) + found.size)

    tried = [
        minimize(unlikely, start, method="L-BFGS-B", bounds=[(0, _WIDEST)] * 2)
        for start in ((1.0, 0.5), (0.2, 0.2), (3.0, 1.0))
    ]
    best = min(tried, key=lambda each: float(each.fun))
    return float(best.x[0]), float(best.x[1])


def _told(
    sums: _Sums, *, spread_things: float, spread_raters: float, level: float
) -> Severity:
    import numpy
    from scipy.special import stdtrit

    found = _solve(sums, things=spread_things, raters=spread_raters)
    rest = found.left / (sums.ratings - len(sums.views))
    reach = float(stdtrit(min(sums.raters, len(sums.things)) - 1, (1 + level) / 2))
    turned = numpy.linalg.inv(found.inner)
    fixed = len(sums.views)
    # The mean of all ratings' views, so that no thing is told through a view it was not seen in.
    at = numpy.zeros(len(found.solution))
    at[:fixed] = sums.cross[0, :fixed] / sums.ratings
    drawn = found.pull / found.diagonal[:, None]
    own = (spread_things * sums.scores_of_thing / found.diagonal) - drawn @ found.solution
    values = float(at @ found.solution) + spread_things * own
    spread = float(at @ turned @ at) + spread_things**2 * (
        1 / found.diagonal + ((drawn @ turned) * drawn).sum(axis=1)
    ) - 2 * spread_things * (drawn @ turned @ at)
    errors = numpy.sqrt(rest * numpy.maximum(spread, 0))

    def told(value: float, error: float) -> Estimate:
        return Estimate(value=value, low=value - reach * error, high=value + reach * error,
                        level=level, method=METHOD)

    return Severity(
        things={name: told(float(value), float(error))
                for name, value, error in zip(sums.things, values, errors, strict=True)},
        views={view: told(float(found.solution[place]),
                          float(numpy.sqrt(rest * turned[place, place])))
               for place, view in enumerate(sums.views[1:], start=1)},
        view=sums.views[0], rest=float(numpy.sqrt(rest)),
        between_things=spread_things * float(numpy.sqrt(rest)),
        between_raters=spread_raters * float(numpy.sqrt(rest)),
    )
