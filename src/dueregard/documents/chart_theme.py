"""How every chart looks: without it two charts in a paper would differ in letters and colours."""

from collections.abc import Sequence
from typing import Any

from dueregard.documents.style import FONT_FAMILY, INK, MARK, QUIET, RULE, SERIES

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# Narrow and large-lettered, so that shrunk to a phone's width the words can still be read.
WIDTH = 520
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5])
# More than this many lines or groups cannot be told apart in greyscale.
MOST_SERIES = len(SERIES)
_FONT = f"{FONT_FAMILY}, Liberation Sans, Arial, sans-serif"


def specification(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The beginning of every Vega-Lite specification of ours: its rows and its looks."""
    return {
        "$schema": _SCHEMA, "width": WIDTH, "data": {"values": rows},
        "autosize": {"type": "fit-x", "contains": "padding"}, "padding": 10, "config": _theme(),
    }


def told_apart(
    values: Sequence[Any], *, names: Sequence[str], legend: dict[str, Any] | None
) -> dict[str, Any]:
    """The encoding that gives each named series its own colour, dash or shape."""
    scale = {"domain": list(names), "range": list(values[: len(names)])}
    return {"field": "series", "type": "nominal", "scale": scale, "legend": legend}


def _theme() -> dict[str, Any]:
    words = {"labelFont": _FONT, "titleFont": _FONT, "labelFontSize": 17, "titleFontSize": 17,
             "labelColor": INK, "titleColor": INK, "titleFontWeight": "normal"}
    return {
        "background": "white", "font": _FONT, "view": {"stroke": None},
        "axis": words | {"labelLimit": 200, "gridColor": "#e3e6e8", "domainColor": RULE,
                         "tickColor": RULE, "labelPadding": 8, "titlePadding": 12},
        "axisX": {"tickCount": 5, "labelOverlap": "greedy", "labelFlush": False},
        "axisY": {"tickCount": 5},
        "legend": words | {"symbolSize": 140, "symbolStrokeWidth": 3, "labelLimit": 200},
        "rule": {"color": MARK}, "point": {"color": MARK}, "line": {"color": MARK},
        "text": {"font": _FONT, "fontSize": 17, "color": QUIET},
    }
