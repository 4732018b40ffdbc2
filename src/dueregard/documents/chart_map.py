"""A map of squares, the darker the more: without it a table of cells would have to be imagined.

It has no street names and needs none: a reader knows the shape of their town, and a mark on a
street is a thing to be careful with.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.documents.chart_theme import WIDTH, specification
from dueregard.documents.document import Chart
from dueregard.documents.style import RULE

# From light to dark, so that a photocopy keeps the order.
_SHADES = ("#f3f5f5", "#c3dade", "#86b3bc", "#3f7f8c", "#08323b")
MOST_BANDS = len(_SHADES)
_LOWEST, _HIGHEST = 140, 620


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A square so far across (eastwards) and up (northwards), and the band that it is in."""

    across: int
    up: int
    band: str


def squares(
    *, title: str, description: str, every: Sequence[Square], bands: Sequence[str]
) -> Chart:
    """Squares as on a map with the north on top; `bands` from the least to the most, at most five.

    Where there is no square the paper stays white.
    """
    if not 2 <= len(bands) <= MOST_BANDS:
        raise DueRegardError(
            f"The map '{title}' has {len(bands)} shades; 2 to {MOST_BANDS} can be told apart. Put "
            "what it shows into as many bands."
        )
    wide = max((each.across for each in every), default=0) + 1
    high = max((each.up for each in every), default=0) + 1
    rows = [{"x": each.across, "y": each.up, "band": each.band} for each in every]
    axis = {"axis": None, "type": "ordinal"}
    spec = specification(rows) | {
        "height": min(_HIGHEST, max(_LOWEST, round(WIDTH * high / wide))),
        "mark": {"type": "rect", "stroke": RULE, "strokeWidth": 0.5},
        "encoding": {
            "x": axis | {"field": "x", "scale": {"domain": list(range(wide)), "padding": 0}},
            "y": axis | {"field": "y",
                         "scale": {"domain": list(range(high))[::-1], "padding": 0}},
            "color": {
                "field": "band", "type": "ordinal",
                "scale": {"domain": list(bands),
                          "range": [*_SHADES[:1], *_SHADES[-(len(bands) - 1):]]},
                "legend": {"title": None, "orient": "bottom", "columns": 2, "symbolType": "square",
                           "symbolStrokeColor": RULE, "symbolStrokeWidth": 1, "labelLimit": 260},
            },
        },
    }
    return Chart(title=title, description=description, spec=spec)
