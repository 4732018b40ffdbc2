"""A finding's squares as a map with its table beside it, and its curve of crime covered.

Without this file a reader of a forecast would have a list of ten thousand cells.
"""

from collections.abc import Iterator, Sequence

from dueregard.documents.chart_lines import Line, lines
from dueregard.documents.chart_map import Square, squares
from dueregard.documents.document import Block, Chart, Column, Table
from dueregard.findings.figures import figure
from dueregard.findings.finding import Finding, Row

PREDICTED, CRIME_FIFTH = "share_of_days_predicted", "crime_fifth"
SQUARE, ACROSS, UP = "square", "across", "up"
COVERED, AREA = "crime_covered", "of_the_area"
# Upper ends of the bands of a map, and what they are called.
_BANDS = ((0.0, "Never"), (0.05, "Up to 1 day in 20"), (0.25, "Up to 1 day in 4"),
          (0.5, "Up to every second day"), (1.0, "More often"))
_FIFTHS = ("No such crime", "The two fifths with least", "The middle fifth", "The next fifth",
           "The fifth with most")
_OF_FIFTH = (0, 1, 1, 2, 3, 4)
_NOT_MORE = 20


def map_rows(finding: Finding) -> tuple[Row, ...]:
    """The rows that say of each square how often it was predicted and how much crime it had."""
    return tuple(row for row in finding.rows if row.measure in (PREDICTED, CRIME_FIFTH)
                 and SQUARE in row.stratum)


def maps(finding: Finding) -> Iterator[Block]:
    """The two maps, where squares have a place; then the table of all squares, the most first."""
    rows = map_rows(finding)
    if not rows:
        return
    predicted = [row for row in rows if row.measure == PREDICTED]
    crime = [row for row in rows if row.measure == CRIME_FIFTH]
    kind = next((row.stratum["crime"] for row in crime), "recorded")
    if all(ACROSS in row.stratum for row in rows):
        yield _predicted(predicted)
        yield _crime(crime, kind=kind)
    yield _table(predicted, crime, kind=kind)


def curve(finding: Finding) -> Chart | None:
    """How much crime is covered by how much of the area; None where that was not measured."""
    every: dict[str, list[tuple[float, float]]] = {}
    for row in finding.rows:
        if row.measure == COVERED and row.value is not None:
            share = float(row.stratum[AREA].rstrip("%")) / 100
            every.setdefault(row.stratum["crime"], [(0.0, 0.0)]).append((share, row.value))
    if not every:
        return None
    drawn = [Line(name=f"{name.capitalize()} crime", points=tuple(points))
             for name, points in every.items()]
    drawn.append(Line(name="Drawn by lot", points=((0.0, 0.0), (1.0, 1.0))))
    return lines(
        title="Crime covered, by how much of the area is predicted",
        description="The steeper a line rises, the more crime a small area covers. On the line "
        "drawn by lot a forecast tells nothing. Crime that officers found rises with where they "
        "were sent, so only reported crime speaks for the forecast.",
        every=drawn, across="Share of the area", up="Share of crime", share_across=True,
    )


def _band(value: float) -> str:
    return next((name for end, name in _BANDS if value <= end + 1e-12), _BANDS[-1][1])


def _place(row: Row, band: str) -> Square:
    return Square(across=int(row.stratum[ACROSS]), up=int(row.stratum[UP]), band=band)


def _predicted(rows: Sequence[Row]) -> Chart:
    most = max(rows, key=lambda row: row.value or 0.0)
    often = sum((row.value or 0.0) > _BANDS[2][0] for row in rows)
    never = sum(not row.value for row in rows)
    return squares(
        title="Where the forecast points, square by square",
        description="North is up. The darker a square, the more often it was predicted. "
        f"{often:,} of {len(rows):,} squares were predicted on more than one day in four, and "
        f"{never:,} never. Most often: {most.stratum[SQUARE]}, on "
        f"{figure(most.value, unit='share')} of days. The table below has every square.",
        every=[_place(row, _band(row.value or 0.0)) for row in rows],
        bands=[name for _, name in _BANDS],
    )


def _crime(rows: Sequence[Row], *, kind: str) -> Chart:
    none = sum(not row.value for row in rows)
    return squares(
        title=f"Where {kind} crime happened, square by square",
        description=f"The same squares. The darker, the more {kind} crime. "
        f"{none:,} of {len(rows):,} squares had none. Squares are shown in fifths and not in "
        "counts, because a count of two could point at a home.",
        every=[_place(row, _FIFTHS[_OF_FIFTH[int(row.value or 0)]]) for row in rows],
        bands=_FIFTHS,
    )


def _table(predicted: Sequence[Row], crime: Sequence[Row], *, kind: str) -> Table:
    fifth = {row.stratum[SQUARE]: int(row.value or 0) for row in crime}
    order = sorted(predicted, key=lambda row: (-(row.value or 0.0), row.stratum[SQUARE]))
    return Table(
        caption="The squares, those predicted most often first",
        columns=(
            Column(label="Square", key=SQUARE),
            Column(label="Predicted, of days", key=PREDICTED, numeric=True),
            Column(label=f"{kind.capitalize()} crime", key=CRIME_FIFTH),
        ),
        rows=tuple(
            (row.stratum[SQUARE], figure(row.value, unit="share"),
             _FIFTHS[_OF_FIFTH[fifth.get(row.stratum[SQUARE], 0)]])
            for row in order
        ),
        shown=_NOT_MORE if len(order) > _NOT_MORE else None,
    )
