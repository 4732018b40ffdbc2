"""What a score promised beside what happened: without it a score could be wrong for one group only.

A point on the diagonal is a band of people for whom the promise came true.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.documents.chart_theme import (
    DASHES,
    MOST_SERIES,
    SHAPES,
    specification,
    told_apart,
)
from dueregard.documents.document import Chart
from dueregard.documents.style import INK, SERIES

_HEIGHT = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """People of one group with about the same score: the share predicted, and what was seen.

    All are shares from 0 to 1; `low` and `high` are the range of what was observed.
    """

    group: str
    predicted: float
    observed: float
    low: float
    high: float


def calibration(
    *, title: str, description: str, bands: Sequence[Band], predicted_axis: str = "Predicted",
    observed_axis: str = "What happened",
) -> Chart:
    """Predicted against observed, a line a group, with the diagonal on which all is exactly right.

    Above the diagonal more happened than was predicted; below it, less. Groups are told apart by
    colour, dash and shape together, in the order in which they first come; at most five.
    """
    names = list(dict.fromkeys(each.group for each in bands))
    if len(names) > MOST_SERIES:
        raise DueRegardError(
            f"The chart '{title}' has {len(names)} groups; more than {MOST_SERIES} cannot be told "
            "apart. Draw fewer, or several charts."
        )
    rows = [
        {"series": each.group, "predicted": each.predicted, "observed": each.observed,
         "low": each.low, "high": each.high}
        for each in sorted(bands, key=lambda each: (names.index(each.group), each.predicted))
    ]
    top = _top(bands)
    legend = {"title": None, "orient": "bottom", "columns": 2, "labelLimit": 230,
              "symbolOpacity": 1}
    shown = legend if len(names) > 1 else None
    color = told_apart(SERIES, names=names, legend=shown)
    dash = told_apart(DASHES, names=names, legend=shown)
    shape = told_apart(SHAPES, names=names, legend=shown)
    across, up = _scaled(predicted_axis, top=top), _scaled(observed_axis, top=top)
    here = {"x": across | {"field": "predicted"}, "y": up | {"field": "observed"}, "color": color}
    layers: list[dict[str, Any]] = [
        *_diagonal(across, up, top=top),
        {"mark": {"type": "rule", "strokeWidth": 1.5, "opacity": 0.75},
         "encoding": here | {"y": up | {"field": "low"}, "y2": {"field": "high"}}},
        {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": here | {"strokeDash": dash}},
        {"mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
         "encoding": here | {"shape": shape}},
    ]
    said = {"text": "Dashed line: exactly as predicted", "anchor": "start", "fontSize": 17,
            "fontWeight": "normal", "color": INK, "offset": 12}
    spec = specification(rows) | {"height": _HEIGHT, "title": said, "layer": layers}
    return Chart(title=title, description=description, spec=spec)


def _top(bands: Sequence[Band]) -> float:
    """Where both axes end: the next tenth above all that is drawn, so the diagonal is one."""
    highest = max((max(each.high, each.predicted) for each in bands), default=1.0)
    steps = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    return next((each for each in steps if highest <= each), 1.0)


def _scaled(axis: str, *, top: float) -> dict[str, Any]:
    return {
        "type": "quantitative", "axis": {"title": axis or None, "format": "~%"},
        "scale": {"domain": [0, top], "clamp": True},
    }


def _diagonal(
    across: dict[str, Any], up: dict[str, Any], *, top: float
) -> list[dict[str, Any]]:
    here = {"x": across | {"field": "predicted"}, "y": up | {"field": "observed"}}
    ends = {"values": [{"predicted": 0, "observed": 0}, {"predicted": top, "observed": top}]}
    dashed = {"type": "line", "strokeDash": [6, 4], "color": INK, "strokeWidth": 1.5}
    above = {"predicted": 0, "observed": top, "said": "More than predicted"}
    below = {"predicted": top, "observed": 0, "said": "Less than predicted"}
    return [
        {"data": ends, "mark": dashed, "encoding": here},
        _corner(above, here=here, align="left", baseline="top", away=8),
        _corner(below, here=here, align="right", baseline="bottom", away=-8),
    ]


def _corner(
    row: dict[str, Any], *, here: dict[str, Any], align: str, baseline: str, away: int
) -> dict[str, Any]:
    return {
        "data": {"values": [row]},
        "mark": {"type": "text", "align": align, "baseline": baseline, "dx": away, "dy": away},
        "encoding": here | {"text": {"field": "said"}},
    }
