"""Figures side by side, each with the range it lies in: the picture a reader sees first.

Without it a group of ten and a group of ten thousand would look equally certain.
"""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.documents.chart_theme import specification
from dueregard.documents.document import Chart
from dueregard.documents.style import INK, MARK

SURE, UNSURE = "Enough cases", "Few cases: read with care"
# What fits beside the picture in one line, and above it.
_LABEL, _REFERENCE = 22, 46
_STEP, _LINE = 44, 21
# Between a heading and a label in a name that is never shown: a letter that no script uses.
_BETWEEN = "\ue000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A labelled figure and the range it lies in.

    `uncertain` draws it hollow with a thin line. Points of one `heading` stand under it.
    """

    label: str
    value: float
    low: float
    high: float
    uncertain: bool = False
    heading: str = ""


def intervals(
    *, title: str, description: str, points: Sequence[Point], axis: str = "",
    axis_format: str = "", reference: float | None = None, reference_label: str = "",
    logarithmic: bool = False, differences: bool = False,
) -> Chart:
    """Each point as a dot on a horizontal line from its low to its high, in the order given.

    Whether two ranges overlap is not a test of whether two groups differ: the picture shows
    how sure each figure is, not how sure their difference is. `reference` draws an upright
    dashed line, with `reference_label` above it. `axis_format` is a d3 format such as '.1%'.
    `differences` writes figures with their sign, about nought. On a logarithmic scale every low
    must be above nought.
    """
    if logarithmic and any(each.low <= 0 for each in points):
        raise DueRegardError(
            f"The chart '{title}' cannot be drawn on a logarithmic scale, because a range begins "
            "at nought or below. Draw it on an ordinary scale."
        )
    lines = _lines(points)
    along = _along(axis=axis, axis_format=axis_format, log=logarithmic, signed=differences)
    across = _across(lines, points)
    some_unsure = any(each.uncertain for each in points)
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "rule", "strokeWidth": 3, "strokeCap": "round"},
            "encoding": {"x": along | {"field": "low"}, "x2": {"field": "high"}, "y": across},
        },
        {
            "mark": {"type": "point", "size": 130, "filled": True, "opacity": 1},
            "encoding": {"x": along | {"field": "value"}, "y": across},
        },
    ]
    if some_unsure:
        _thin_and_hollow(layers)
    if reference is not None:
        layers.insert(0, {
            "mark": {"type": "rule", "strokeDash": [6, 4], "color": INK, "strokeWidth": 1.5},
            "encoding": {"x": along | {"datum": reference}},
        })
        if reference_label:
            right = _far_right(reference, points=points, log=logarithmic)
            layers.append(_above(reference_label, at=along | {"datum": reference}, right=right))
    rows = [_row(each, line=line, some_unsure=some_unsure)
            for each, line in zip(points, lines, strict=True)]
    step = max(_STEP, *(_LINE * (line.count("\n") + 1) + 8 for line in lines)) if lines else _STEP
    spec = specification(rows) | {"height": {"step": step}, "layer": layers}
    return Chart(title=title, description=description, spec=spec)


def _lines(points: Sequence[Point]) -> list[str]:
    """The name of each point on the axis: unique, with what a reader does not see before it."""
    headed = len({each.heading for each in points}) > 1
    names = []
    for each in points:
        shown = _folded(each.label)
        names.append(f"{_folded(each.heading)}{_BETWEEN}{shown}" if headed else shown)
    return names


def _folded(text: str) -> str:
    """In lines that fit. A drawing is XML, which has no place for control characters."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    if len(shown) <= _LABEL:
        return shown
    return "\n".join(textwrap.wrap(shown, _LABEL, break_long_words=False))


def _row(point: Point, *, line: str, some_unsure: bool) -> dict[str, Any]:
    row = {"label": line, "value": point.value, "low": point.low, "high": point.high}
    return row | ({"sure": UNSURE if point.uncertain else SURE} if some_unsure else {})


def _along(*, axis: str, axis_format: str, log: bool, signed: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {"title": axis or None, "format": axis_format}
    if signed:
        shown["labelExpr"] = "datum.value == 0 ? '0' : format(datum.value, '+,.3~g')"
    scale: dict[str, Any] = {"type": "log"} if log else {"zero": True}
    return {"type": "quantitative", "axis": shown, "scale": scale}


def _across(lines: Sequence[str], points: Sequence[Point]) -> dict[str, Any]:
    axis: dict[str, Any] = {"title": None}
    across: dict[str, Any] = {"field": "label", "type": "nominal", "sort": None, "axis": axis}
    headed = len({each.heading for each in points}) > 1
    if headed:
        domain: list[str] = []
        for each, line in zip(points, lines, strict=True):
            if _folded(each.heading) not in domain:
                domain.append(_folded(each.heading))
            domain.append(line)
        across["scale"] = {"domain": domain}
        heading = f"indexof(datum.value, '{_BETWEEN}') < 0"
        axis["labelFontWeight"] = {
            "condition": {"test": heading, "value": "bold"}, "value": "normal",
        }
        axis["labelExpr"] = (
            f"split({heading} ? datum.value : split(datum.value, '{_BETWEEN}')[1], '\\n')"
        )
    elif any("\n" in line for line in lines):
        axis["labelExpr"] = "split(datum.value, '\\n')"
    return across


def _thin_and_hollow(layers: list[dict[str, Any]]) -> None:
    """Thin and hollow, not only paler: it must survive a photocopier."""
    rule, dot = layers
    del rule["mark"]["strokeWidth"]
    rule["encoding"]["strokeWidth"] = {
        "condition": {"test": f"datum.sure == '{UNSURE}'", "value": 1.25}, "value": 4,
    }
    dot["mark"] |= {"stroke": MARK, "strokeWidth": 2}
    dot["encoding"]["fill"] = {
        "field": "sure", "type": "nominal",
        "scale": {"domain": [SURE, UNSURE], "range": [MARK, "white"]},
        "legend": {"title": None, "orient": "bottom", "symbolType": "circle", "labelLimit": 400,
                   "symbolStrokeColor": MARK, "symbolStrokeWidth": 2},
    }


def _above(label: str, *, at: dict[str, Any], right: bool) -> dict[str, Any]:
    words = textwrap.wrap(label, _REFERENCE)
    return {
        # A row of its own: else the words would be drawn once a point, over each other.
        "data": {"values": [{}]},
        "mark": {
            "type": "text", "align": "right" if right else "left", "baseline": "bottom",
            "lineBreak": "\n", "dy": -6 - _LINE * (len(words) - 1), "dx": 4 if right else -4,
            "color": INK,
        },
        "encoding": {"x": at, "y": {"value": 0}, "text": {"value": "\n".join(words)}},
    }


def _far_right(value: float, *, points: Sequence[Point], log: bool) -> bool:
    """True where words that begin at the value would run off the right edge."""
    ends = [each.low for each in points] + [each.high for each in points] + [value]
    if log:
        low, high, value = math.log(min(ends)), math.log(max(ends)), math.log(value)
    else:
        low, high = min(0.0, *ends), max(0.0, *ends)
    return high > low and (value - low) / (high - low) > 0.5
