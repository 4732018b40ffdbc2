"""The few pictures that papers carry: ranges side by side, promise and outcome, lines over time.

A chart is kept as its Vega-Lite specification, so anyone can draw it again; it is drawn once,
when the paper is frozen, and a reader's page never needs the drawing library.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from dueregard.answers import DueRegardError
from dueregard.documents.chart_calibration import Band, calibration
from dueregard.documents.chart_evidence import Step, evidence
from dueregard.documents.chart_ranges import Point, intervals
from dueregard.documents.chart_theme import (
    DASHES,
    MOST_SERIES,
    SHAPES,
    WIDTH,
    specification,
    told_apart,
)
from dueregard.documents.document import Chart, Document
from dueregard.documents.fonts import built_fonts
from dueregard.documents.style import SERIES

# vl-convert carries this release; naming it keeps a drawing the same after an upgrade.
_VEGA_LITE = "6.4"
__all__ = (
    "Band", "Moment", "Point", "Series", "Step", "WIDTH", "calibration", "draw", "evidence",
    "intervals", "timeline",
)


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


def timeline(
    *, title: str, description: str, series: Sequence[Series], axis: str = "",
    axis_format: str = "",
) -> Chart:
    """Each series as a line over time, told apart by colour, dash and shape together.

    At most five series: more cannot be told apart in greyscale.
    """
    if len(series) > MOST_SERIES:
        raise DueRegardError(
            f"The chart '{title}' has {len(series)} lines; more than {MOST_SERIES} cannot be told "
            "apart. Draw fewer, or several charts."
        )
    rows = [
        {"when": each.when, "value": each.value, "series": line.name}
        for line in series for each in line.moments
    ]
    names = [line.name for line in series]
    legend = {"title": None, "orient": "top"} if len(names) > 1 else None
    encoding = {
        "x": {"field": "when", "type": "temporal", "axis": {"title": None}},
        "y": {"field": "value", "type": "quantitative",
              "axis": {"title": axis or None, "format": axis_format}},
        "color": told_apart(SERIES, names=names, legend=legend),
    }
    spec = specification(rows) | {
        "height": 320, "encoding": encoding,
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 3},
             "encoding": {"strokeDash": told_apart(DASHES, names=names, legend=legend)}},
            {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
             "encoding": {"shape": told_apart(SHAPES, names=names, legend=legend)}},
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
