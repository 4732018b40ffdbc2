"""The one measure that a report shows first, as a picture to be read in ten seconds.

Without this file a committee would meet forty tables, and find the one that matters last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dueregard.documents.charts import Point, intervals
from dueregard.documents.document import Block, Chart
from dueregard.findings.figures import (
    certainty,
    figure,
    label,
    reads_as_one_in,
    spread,
    with_counts,
)
from dueregard.findings.finding import Finding, Row
from dueregard.findings.paper_charts import LOGARITHMIC_FROM, MOST_POINTS, per
from dueregard.findings.paper_tables import by, names_of, split_table, splits_of
from dueregard.findings.wording import listed

FEW_EVENTS, FEW_CASES = 10, 30
_COMPARISONS = ("_ratio", "-ratio", "_difference", "-difference")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What the groups are compared with: where the dashed line stands, and what is said of it."""

    at: float
    called: str
    told: str


def headline_rows(finding: Finding) -> tuple[Row, ...]:
    """The rows of the headline about groups under one heading: no intersection, no stratum.

    Where the measure is given by stratum only, those with the fewest headings.
    """
    rows = [row for row in finding.rows if row.measure == finding.headline and splits_of(row)]
    grouped = [row for row in rows if row.group] or rows
    fewest = min(((len(row.stratum), len(row.group)) for row in grouped), default=(0, 0))
    return tuple(
        row for row in grouped if (len(row.stratum), len(row.group)) == fewest
    )


def headline_blocks(finding: Finding) -> Iterator[Block]:
    """The chart of the headline, then a table for each heading, everyone in its last row."""
    rows = headline_rows(finding)
    drawn = headline_chart(finding)
    if drawn is not None:
        yield drawn
    everyone = _everyone(finding, finding.headline)
    for splits in dict.fromkeys(splits_of(row) for row in rows):
        its = [row for row in rows if splits_of(row) == splits]
        yield split_table(
            f"{label(finding.headline)}, by {by(splits)}",
            [*its, everyone] if everyone else its, splits=splits, unit=True,
        )


def headline_chart(finding: Finding) -> Chart | None:
    """The groups of the headline with their ranges, or None where fewer than two can be drawn."""
    rows = headline_rows(finding)
    able = [row for row in rows if row.value is not None and row.low is not None]
    drawn = _most_counted(able)
    if len(drawn) < 2:
        return None
    one_in, unit = reads_as_one_in(drawn), drawn[0].unit
    scale = _scale(drawn, unit=unit, one_in=one_in)
    line = _line(finding, drawn, one_in=one_in)
    few = frozenset(id(row) for row in drawn if _few(row, finding))
    points, logarithmic = _points(drawn, scale=scale, few=few)
    ways = dict.fromkeys(splits_of(row) for row in drawn)
    return intervals(
        title=f"{label(finding.headline)}, {' and '.join(f'by {by(each)}' for each in ways)}",
        description=" ".join(_told(rows, drawn, few=few, line=line, one_in=one_in)),
        points=points, axis=_axis(drawn, scale=scale, one_in=one_in),
        axis_format="~%" if unit == "share" and not one_in else "",
        reference=line.at * scale if line else None,
        reference_label=line.called if line else "",
        logarithmic=logarithmic, differences=unit == "points",
    )


def _most_counted(rows: list[Row]) -> list[Row]:
    """As many as a page can hold: those that stand on most, in the order they came in."""
    if len(rows) <= MOST_POINTS:
        return rows
    counted = sorted(rows, key=lambda row: -(row.exposure or row.events or 0))[:MOST_POINTS]
    kept = {id(row) for row in counted}
    return [row for row in rows if id(row) in kept]


def _points(
    rows: list[Row], *, scale: int, few: frozenset[int]
) -> tuple[list[Point], bool]:
    """The marks, and whether they need a logarithmic scale: ratios that lie far apart do."""
    headed = len({splits_of(row) for row in rows}) > 1
    values = [(row.value or 0.0, row.low or 0.0, row.high or 0.0) for row in rows]
    above = [each for three in values for each in three if each > 0]
    logarithmic = (
        rows[0].unit == "ratio" and all(value > 0 for value, _, _ in values)
        and max(above) / min(above) > LOGARITHMIC_FROM
    )
    # A range that begins at nought runs off the left edge of such a scale; there is no nought.
    least = min(above, default=0.0) / 2 if logarithmic else None
    points = [
        Point(
            label=", ".join(names_of(row)), value=value * scale,
            low=(max(low, least) if least else low) * scale, high=high * scale,
            uncertain=id(row) in few, heading=_heading(row) if headed else "",
        )
        for row, (value, low, high) in zip(rows, values, strict=True)
    ]
    return points, logarithmic


def _heading(row: Row) -> str:
    """What the groups under it are of, and where they are compared, with whom."""
    compared = row.reference if row.unit in ("ratio", "points") else None
    return label(by(splits_of(row))) + (f", beside {compared}" if compared else "")


def _scale(rows: list[Row], *, unit: str, one_in: bool) -> int:
    if unit == "points":
        return 100
    return per(max(row.high or 0.0 for row in rows)) if one_in else 1


def _axis(rows: list[Row], *, scale: int, one_in: bool) -> str:
    unit = rows[0].unit
    if one_in:
        return f"per {scale:,}"
    if unit == "ratio":
        named = {row.reference for row in rows if row.reference}
        return f"Times that of {named.pop()}" if len(named) == 1 else "Times"
    if unit == "points":
        return "Percentage points"
    return "" if unit in ("share", "count") else label(unit)


def _line(finding: Finding, rows: list[Row], *, one_in: bool) -> _Line | None:
    unit = rows[0].unit
    compared = {row.reference for row in _related(finding, rows) if row.reference}
    name = next(iter(compared)) if len(compared) == 1 else ""
    if unit in ("ratio", "points"):
        at = 1 if unit == "ratio" else 0
        called = f"{at}: the same as {name}" if name else f"{at}: no difference"
        return _Line(at=at, called=called, told=called)
    same = [row for row in rows if ", ".join(names_of(row)) == name]
    row = same[0] if len(same) == 1 else _everyone(finding, finding.headline)
    if row is None or row.value is None:
        return None
    shown = figure(row.value, unit=unit, one_in=one_in)
    return _Line(at=row.value, called=f"{name if row in same else 'Everyone'}: {shown}",
                 told=f"the figure of {name if row in same else 'everyone'}, {shown}")


def _related(finding: Finding, rows: Sequence[Row]) -> Iterator[Row]:
    """The headline's rows and those that compare it, for the same headings."""
    ways = {splits_of(row) for row in rows}
    measures = {finding.headline, *(f"{finding.headline}{each}" for each in _COMPARISONS)}
    return (row for row in finding.rows if row.measure in measures and splits_of(row) in ways)


def _everyone(finding: Finding, measure: str) -> Row | None:
    return next(
        (row for row in finding.rows if row.measure == measure and not splits_of(row)), None
    )


def _few(row: Row, finding: Finding) -> bool:
    """A comparison without counts of its own stands on those of the figure that it compares."""
    if row.events is None and row.exposure is None:
        stem = next((row.measure.removesuffix(each) for each in _COMPARISONS
                     if row.measure.endswith(each)), row.measure)
        row = next((each for each in finding.rows if each.measure == stem
                    and (each.group, each.stratum) == (row.group, row.stratum)), row)
    if row.events is not None and row.events < FEW_EVENTS:
        return True
    return row.exposure is not None and row.exposure < FEW_CASES


def _told(
    rows: Sequence[Row], drawn: list[Row], *, few: frozenset[int], line: _Line | None, one_in: bool
) -> Iterator[str]:
    levels = {row.level for row in drawn if row.level is not None}
    sure = f" ({certainty(max(levels))})" if len(levels) == 1 else ""
    yield f"Each dot is a group's figure and each line its range{sure}."
    if line is not None:
        yield f"The dashed line is {line.told}."
    hollow = [", ".join(names_of(row)) for row in drawn if id(row) in few]
    if hollow:
        yield (
            f"A hollow dot on a thin line has fewer than {FEW_EVENTS} events or {FEW_CASES} cases, "
            f"so the truth may be far from it: {listed(hollow)}."
        )
    ordered = sorted(drawn, key=lambda row: row.value or 0.0)
    for word, row in (("Highest", ordered[-1]), ("Lowest", ordered[0])):
        yield (
            f"{word}: {', '.join(names_of(row))}, {_counted(row, one_in)}, "
            f"range {spread(row, one_in=one_in)}."
        )
    kept = {id(row) for row in drawn}
    without = [", ".join(names_of(row)) for row in rows if row.value is None]
    if without:
        yield f"Not drawn, because there is no figure for them: {listed(without)}."
    if more := sum(id(row) not in kept for row in rows) - len(without):
        yield f"{more:,} more groups, which stand on fewer cases, are in the table only."
    yield "The table below has every figure."


def _counted(row: Row, one_in: bool) -> str:
    if row.unit == "share":
        return with_counts(row, one_in=one_in)
    shown = figure(row.value, unit=row.unit)
    return f"{shown} times" if row.unit == "ratio" else shown
