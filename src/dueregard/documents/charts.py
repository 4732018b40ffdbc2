"""The few pictures that papers carry: ranges side by side, and lines over time.

A chart is kept as its Vega-Lite specification, so anyone can draw it again; it is drawn once,
when the paper is frozen, and a reader's page never needs the drawing library.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.documents.document import Chart, Document
from dueregard.documents.fonts import built_fonts
from dueregard.documents.style import FONT_FAMILY, INK, MARK, QUIET, RULE, SERIES

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# vl-convert carries this release; naming it keeps a drawing the same after an upgrade.
_VEGA_LITE = "6.4"
# Narrow and large-lettered, so that shrunk to a phone's width the words can still be read.
WIDTH = 520
_FONT = f"{FONT_FAMILY}, Liberation Sans, Arial, sans-serif"
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
_DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5])


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A labelled figure and the range it lies in."""

    label: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A figure at a time; `when` is an ISO date, or a year. None leaves a gap in the line."""

    when: str
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A named line of moments."""

    name: str
    moments: tuple[Moment, ...]


def intervals(
    *, title: str, description: str, points: Sequence[Point], axis: str = "",
    axis_format: str = "", reference: float | None = None, logarithmic: bool = False,
) -> Chart:
    """Each point as a dot on a horizontal line from its low to its high, in the order given.

    Whether two ranges overlap is not a test of whether two groups differ: the picture shows
    how sure each figure is, not how sure their difference is. `reference` draws an upright
    dashed line. `axis_format` is a d3 format such as '.1%'. On a logarithmic scale every low
    must be above nought.
    """
    if logarithmic and any(each.low <= 0 for each in points):
        raise DueRegardError(
            f"The chart '{title}' cannot be drawn on a logarithmic scale, because a range begins "
            "at nought or below. Draw it on an ordinary scale."
        )
    rows = [
        {"label": each.label, "value": each.value, "low": each.low, "high": each.high}
        for each in points
    ]
    along = {
        "type": "quantitative", "axis": {"title": axis or None, "format": axis_format},
        "scale": {"type": "log"} if logarithmic else {"zero": True},
    }
    across = {"field": "label", "type": "nominal", "sort": None, "axis": {"title": None}}
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
    if reference is not None:
        layers.insert(0, {
            "mark": {"type": "rule", "strokeDash": [6, 4], "color": INK, "strokeWidth": 1.5},
            "encoding": {"x": along | {"datum": reference}},
        })
    spec = _spec(rows) | {"height": {"step": 44}, "layer": layers}
    return Chart(title=title, description=description, spec=spec)


def timeline(
    *, title: str, description: str, series: Sequence[Series], axis: str = "",
    axis_format: str = "",
) -> Chart:
    """Each series as a line over time, told apart by colour, dash and shape together.

    At most five series: more cannot be told apart in greyscale.
    """
    if len(series) > len(SERIES):
        raise DueRegardError(
            f"The chart '{title}' has {len(series)} lines; more than {len(SERIES)} cannot be told "
            "apart. Draw fewer, or several charts."
        )
    rows = [
        {"when": each.when, "value": each.value, "series": line.name}
        for line in series for each in line.moments
    ]
    names = [line.name for line in series]
    legend = {"title": None, "orient": "top"} if len(names) > 1 else None

    def told_apart(values: Sequence[Any]) -> dict[str, Any]:
        scale = {"domain": names, "range": list(values[: len(names)])}
        return {"field": "series", "type": "nominal", "scale": scale, "legend": legend}

    encoding = {
        "x": {"field": "when", "type": "temporal", "axis": {"title": None}},
        "y": {"field": "value", "type": "quantitative",
              "axis": {"title": axis or None, "format": axis_format}},
        "color": told_apart(SERIES),
    }
    spec = _spec(rows) | {
        "height": 320, "encoding": encoding,
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 3},
             "encoding": {"strokeDash": told_apart(_DASHES)}},
            {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
             "encoding": {"shape": told_apart(_SHAPES)}},
        ],
    }
    return Chart(title=title, description=description, spec=spec)


def draw(document: Document) -> Document:
    """The Document with every undrawn chart drawn, or as it was where nothing here can draw.

    A drawing is no part of the digest, so the Document stays the same Document.
    """
    if not any(isinstance(each, Chart) and not each.svg for part in document.parts
               for each in part.blocks):
        return document
    if not _can_draw():
        return document
    parts = tuple(
        replace(part, blocks=tuple(
            replace(each, svg=_svg(each)) if isinstance(each, Chart) and not each.svg else each
            for each in part.blocks
        ))
        for part in document.parts
    )
    return replace(document, parts=parts)


def _spec(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": _SCHEMA, "width": WIDTH, "data": {"values": rows},
        "autosize": {"type": "fit-x", "contains": "padding"}, "padding": 10, "config": _theme(),
    }


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


@cache
def _can_draw() -> bool:
    try:
        import vl_convert
    except ImportError:
        return False
    fonts = built_fonts()
    if fonts is not None:
        vl_convert.register_font_directory(str(fonts))
    return True


def _svg(chart: Chart) -> str:
    import vl_convert

    from dueregard.documents.svg import clean

    try:
        # An empty list of addresses: a specification cannot make us fetch anything.
        drawn = vl_convert.vegalite_to_svg(
            dict(chart.spec), vl_version=_VEGA_LITE, allowed_base_urls=[]
        )
    except ValueError as problem:
        raise DueRegardError(
            f"The chart '{chart.title}' could not be drawn: its specification is not one that "
            "Vega-Lite can read. Make the document again from its source."
        ) from problem
    return clean(drawn)
