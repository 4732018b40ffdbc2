"""Shares as lines over a number: without it a curve could be shown only where time runs across."""

from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.documents.chart_theme import (
    DASHES,
    MOST_SERIES,
    specification,
    told_apart,
)
from dueregard.documents.document import Chart
from dueregard.documents.style import SERIES

_HEIGHT = 340


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A named line through points (x, y), y a share from 0 to 1."""

    name: str
    points: tuple[tuple[float, float], ...]


def lines(
    *, title: str, description: str, every: Sequence[Line], across: str, up: str,
    share_across: bool = False,
) -> Chart:
    """Each line told apart by colour and dash together; at most five. The upward scale is 0 to 1.

    `share_across` says that x is a share too.
    """
    if len(every) > MOST_SERIES:
        raise DueRegardError(
            f"The chart '{title}' has {len(every)} lines; more than {MOST_SERIES} cannot be told "
            "apart. Draw fewer, or several charts."
        )
    rows = [{"x": x, "y": y, "series": each.name} for each in every for x, y in each.points]
    names = [each.name for each in every]
    legend = {"title": None, "orient": "bottom", "columns": 1, "labelLimit": 480,
              "symbolOpacity": 1}
    spec = specification(rows) | {
        "height": _HEIGHT, "mark": {"type": "line", "strokeWidth": 3},
        "encoding": {
            "x": {"field": "x", "type": "quantitative",
                  "axis": {"title": across, "format": "~%" if share_across else ",d"}},
            "y": {"field": "y", "type": "quantitative", "scale": {"domain": [0, 1]},
                  "axis": {"title": up, "format": "~%"}},
            "color": told_apart(SERIES, names=names, legend=legend),
            "strokeDash": told_apart(DASHES, names=names, legend=legend),
        },
    }
    return Chart(title=title, description=description, spec=spec)
