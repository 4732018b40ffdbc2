"""Who is wrongly matched beside who is missed, a line a group: the trade that a threshold makes.

Without it two kinds of error would be read apart, and nobody would see that at one threshold two
groups do not stand at the same place.
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
from dueregard.documents.style import SERIES

_HEIGHT = 380


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One group at one threshold: the share wrongly matched, above nought, and the share missed."""

    group: str
    threshold: str
    false: float
    missed: float


def trade_off(*, title: str, description: str, settings: Sequence[Setting]) -> Chart:
    """Each group as a line through its thresholds: wrongful matches across, misses upwards.

    Nearer to the lower left is better. Wrongful matches are on a logarithmic scale, so a group
    without any at a threshold cannot be drawn there. At most five groups.
    """
    names = list(dict.fromkeys(each.group for each in settings))
    if len(names) > MOST_SERIES:
        raise DueRegardError(
            f"The chart '{title}' has {len(names)} groups; more than {MOST_SERIES} cannot be told "
            "apart. Draw fewer, or several charts."
        )
    if any(each.false <= 0 for each in settings):
        raise DueRegardError(
            f"The chart '{title}' cannot show a share of nought on its logarithmic scale. Leave "
            "out what was never seen, and say so."
        )
    rows = [
        {"series": each.group, "threshold": each.threshold, "false": each.false,
         "missed": each.missed}
        for each in sorted(settings, key=lambda each: (names.index(each.group), each.false))
    ]
    legend = {"title": None, "orient": "bottom", "columns": 2, "labelLimit": 230,
              "symbolOpacity": 1} if len(names) > 1 else None
    across = {"field": "false", "type": "quantitative", "scale": {"type": "log"},
              "axis": {"title": "Wrongly matched, of people not on the watchlist",
                       "format": "~%", "tickCount": 4}}
    up = {"field": "missed", "type": "quantitative", "scale": {"zero": True},
          "axis": {"title": "Missed, of people on it", "format": "~%"}}
    here: dict[str, Any] = {
        "x": across, "y": up, "color": told_apart(SERIES, names=names, legend=legend)}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "line", "strokeWidth": 2.5},
         "encoding": here | {"strokeDash": told_apart(DASHES, names=names, legend=legend)}},
        {"mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
         "encoding": here | {"shape": told_apart(SHAPES, names=names, legend=legend)}},
        {"mark": {"type": "text", "align": "left", "baseline": "bottom", "dx": 7, "dy": -5,
                  "fontSize": 14},
         "encoding": {"x": across, "y": up, "text": {"field": "threshold", "type": "nominal"}}},
    ]
    return Chart(title=title, description=description,
                 spec=specification(rows) | {"height": _HEIGHT, "layer": layers})
