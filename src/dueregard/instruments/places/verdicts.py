"""A forecast's verdict in sentences: what it caught, against chance; and on whom patrols fell."""

from dueregard.findings.conclusions import Conclusion, overall
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import Verdict, VerdictCode
from dueregard.findings.wording import counted, number, percent
from dueregard.instruments.places.caught import Kind, Results
from dueregard.instruments.places.exposed import Fell, Group
from dueregard.instruments.places.forecast import Forecast
from dueregard.instruments.places.grid import KINDS, Grid

CODES = {
    Conclusion.SHOWN: VerdictCode.DISPARITY_SHOWN,
    Conclusion.RULED_OUT: VerdictCode.DISPARITY_RULED_OUT,
    Conclusion.CANNOT_TELL: VerdictCode.CANNOT_TELL,
}
SAID = {"reported": "crime that the public reported", "discovered": "crime that officers found",
        "recorded": "recorded crime"}


def verdict(
    made: Forecast, *, grid: Grid, results: Results, fell: Fell | None
) -> Verdict:
    """What the forecast caught; then whose cells were patrolled more, or why that is not said."""
    found = _caught(made, grid=grid, results=results)
    if fell is None:
        return Verdict(
            code=VerdictCode.DESCRIBED,
            sentence=f"{found} On whom the patrols fall was not measured: give --population and "
            "--group.")
    if not fell.fit:
        return Verdict(
            code=VerdictCode.NOT_FIT,
            sentence=f"{found} On whom the patrols fall cannot be told: "
            f"{percent(fell.unknown_share)} of patrol-days were in cells of which the population "
            f"says nothing ({counted(fell.unknown_cells, one='cell')} in all). Give the residents "
            "of those cells, 0 where nobody lives.")
    judged = [each for each in fell.compared if isinstance(each.judged, Estimate)]
    if not judged:
        reason = next((each.judged.reason for each in fell.compared
                       if each.judged is not None and not isinstance(each.judged, Estimate)), "")
        return Verdict(code=VerdictCode.CANNOT_TELL,
                       sentence=f"{found} Whose cells were patrolled more cannot be told. {reason}")
    concluded = overall(each.conclusion for each in fell.compared if each.conclusion is not None)
    return Verdict(code=CODES[concluded], sentence=f"{found} {_fell(judged, concluded, fell)}")


def first_kind(results: Results) -> tuple[str, Kind]:
    """The kind that speaks for the forecast: what the public reported, where that is known."""
    name = next((each for each in KINDS if each in results.kinds and results.kinds[each].all),
                next(iter(results.kinds)))
    return name, results.kinds[name]


def _caught(made: Forecast, *, grid: Grid, results: Results) -> str:
    name, kind = first_kind(results)
    days = len(made.periods.names)
    when = f" on each of {days:,} {made.periods.noun}" if days > 1 else ""
    marked = (f"The forecast predicted {about(results.marked_each)} of {len(grid.names):,} "
              f"cells{when}, {percent(results.area)} of the area,")
    if not kind.all or kind.index is None:
        return f"{marked} and no {SAID[name]} happened on those days."
    return (f"{marked} and {percent(kind.caught / kind.all)} of {SAID[name]} "
            f"({kind.caught:,} of {kind.all:,}) happened there: {number(kind.index)} times as much "
            "as in cells drawn by lot.")


def _fell(judged: list[Group], concluded: Conclusion, fell: Fell) -> str:
    if concluded is Conclusion.SHOWN:
        shown = [each for each in judged if each.conclusion is Conclusion.SHOWN]
        shown.sort(key=lambda each: -abs(_log(each)))
        rest = "" if len(shown) < 2 else (
            f" {counted(len(shown) - 1, one='other group')} "
            f"{'differs' if len(shown) == 2 else 'differ'} from {fell.reference} too.")
        return (f"Patrols fell unequally: {_one(shown[0], fell)}{rest} "
                f"{_beside_crime(shown[0], fell)}").strip()
    most = max(judged, key=lambda each: abs(_log(each)))
    if concluded is Conclusion.RULED_OUT:
        return (f"Between groups patrols differ by less than {fell.margin:g} times: at most "
                f"{_one(most, fell)}")
    return (f"Whether patrols fall on one group more cannot be told: {_one(most, fell)} Cells are "
            "chosen and not people, so more residents would not help: a longer time or smaller "
            "cells would.")


def _log(each: Group) -> float:
    import math

    return math.log(each.judged.value) if isinstance(each.judged, Estimate) else 0.0


def _one(each: Group, fell: Fell) -> str:
    judged = each.judged
    assert isinstance(judged, Estimate)
    return (f"the average resident recorded as {each.name} had {number(judged.value)} times as "
            f"many patrol-days in their own cell as one recorded as {fell.reference} "
            f"(range {number(judged.low)} to {number(judged.high)}{_allowing(fell)}).")


def _allowing(fell: Fell) -> str:
    others = len(fell.compared)
    return f", which allows for {others} comparisons" if others > 1 else ""


def about(value: float) -> str:
    """A mean of whole things: whole where it is.

    >>> about(16.0), about(15.25)
    ('16', '15')
    """
    return f"{value:,.0f}" if value >= 10 or float(value).is_integer() else number(value)


def _beside_crime(each: Group, fell: Fell) -> str:
    """What patrols would have been if they had gone where crime was, as far as that is known."""
    for kind in KINDS:
        found = each.crime.get(kind)
        if isinstance(found, Estimate):
            return (f"Of {SAID[kind]} it was {number(found.value)} times "
                    f"({number(found.low)} to {number(found.high)}).")
    return ""
