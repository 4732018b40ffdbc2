"""The ranges of a measure as a picture: without it a reader would have to compare in the head."""

from collections.abc import Sequence

from dueregard.documents.charts import Point, Step, evidence, intervals
from dueregard.documents.document import Chart
from dueregard.findings.figures import figure, label, reads_as_one_in, spread, with_counts
from dueregard.findings.finding import Row
from dueregard.findings.paper_tables import names_of

# Beyond this a chart of ranges is too tall for a page; the table has every row.
MOST_POINTS = 30
LOGARITHMIC_FROM = 30
# The measures of a watch: points on the way, and the line at which an alarm sounds.
EVIDENCE, ALARM_LINE = "evidence", "alarm_line"


def chart(caption: str, rows: list[Row]) -> Chart | None:
    """The ranges of one measure, or None where there are fewer than two or too many to draw."""
    one_in = reads_as_one_in(rows)
    highest = max((row.high for row in rows if row.high is not None), default=0.0)
    scale = per(highest) if one_in else 1
    points: list[Point] = []
    told: list[tuple[float, str]] = []
    for row in rows:
        if row.value is None or row.low is None or row.high is None:
            continue
        written = ", ".join(names_of(row))
        points.append(Point(
            label=written, value=row.value * scale, low=row.low * scale, high=row.high * scale
        ))
        counts, ends = with_counts(row, one_in=one_in), spread(row, one_in=one_in)
        told.append((row.value, f"{written}, {counts}, range {ends}"))
    if not 2 <= len(points) <= MOST_POINTS:
        return None
    unit, lowest = rows[0].unit, min(each.low for each in points)
    ratio = "ratio" in unit
    wide = lowest > 0 and highest / lowest > LOGARITHMIC_FROM
    axis = "" if unit in ("share", "count") else label(unit)
    return intervals(
        title=caption, description=_description(told, ratio=ratio), points=points,
        axis=f"per {scale:,}" if one_in else axis,
        axis_format="~%" if unit == "share" and not one_in else "",
        reference=1.0 if ratio else None, logarithmic=ratio and wide,
    )


def course(caption: str, rows: list[Row], *, every: Sequence[Row]) -> Chart | None:
    """How evidence gathered, with its alarm line; None where these rows are no such thing."""
    line = next((row.value for row in every if row.measure == ALARM_LINE), None)
    steps = [
        Step(after=row.exposure, evidence=row.value) for row in rows
        if row.measure == EVIDENCE and row.value is not None and row.exposure is not None
    ]
    if line is None or len(steps) < 2:
        return None
    top = max(steps, key=lambda each: each.evidence)
    told = (
        f"The line is how strong the evidence was as alerts came in. The dashed line is where an "
        f"alarm sounds, {figure(line, unit='number')} to 1. Highest: "
        f"{figure(top.evidence, unit='number')} to 1 after {figure(top.after, unit='count')}. At "
        f"the end: {figure(steps[-1].evidence, unit='number')} to 1. The table below has every "
        "point that is drawn."
    )
    return evidence(title=caption, description=told, steps=steps, alarm_line=line,
                    axis="Watched so far")


def per(highest: float) -> int:
    """The round number of cases in which the highest share would be seen at least once.

    >>> per(0.0004)
    10000
    """
    return next((each for each in (1_000, 10_000, 100_000) if highest * each >= 1), 1_000_000)


def _description(told: list[tuple[float, str]], *, ratio: bool) -> str:
    highest, lowest = max(told)[1], min(told)[1]
    dashed = " The dashed line is 1: no difference." if ratio else ""
    return (
        f"Each dot is a figure and each line its range.{dashed} Highest: {highest}. "
        f"Lowest: {lowest}. The table below has every figure."
    )
