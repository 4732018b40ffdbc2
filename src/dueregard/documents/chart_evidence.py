"""Evidence as it gathers, with the line at which an alarm sounds.

Without it a committee would see that an alarm sounded, and not how near it had come before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dueregard.documents.chart_theme import specification
from dueregard.documents.document import Chart
from dueregard.documents.style import INK

_HEIGHT = 320
# On a scale of tens there is no nought: less evidence than this is drawn here.
_LEAST = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How strong the evidence was after so many were watched."""

    after: float
    evidence: float


def evidence(
    *, title: str, description: str, steps: Sequence[Step], alarm_line: float, axis: str = "",
) -> Chart:
    """The evidence as a line over what was watched, on a scale of tens, the alarm line dashed."""
    rows = [{"after": each.after, "evidence": max(_LEAST, each.evidence)} for each in steps]
    up: dict[str, Any] = {
        "type": "quantitative", "scale": {"type": "log"},
        "axis": {"title": "Evidence (to 1)", "format": "~g"},
    }
    across: dict[str, Any] = {
        "field": "after", "type": "quantitative", "axis": {"title": axis or None, "format": "~s"},
        "scale": {"zero": True},
    }
    here = {"x": across, "y": up | {"field": "evidence"}}
    layers: list[dict[str, Any]] = [
        {"data": {"values": [{}]},
         "mark": {"type": "rule", "strokeDash": [6, 4], "color": INK, "strokeWidth": 1.5},
         "encoding": {"y": up | {"datum": alarm_line}}},
        {"mark": {"type": "line", "strokeWidth": 2.5, "interpolate": "linear"}, "encoding": here},
        {"mark": {"type": "point", "filled": True, "size": 60, "opacity": 1}, "encoding": here},
        {"data": {"values": [{}]},
         "mark": {"type": "text", "align": "left", "baseline": "bottom", "dx": 4, "dy": -4,
                  "color": INK},
         "encoding": {"x": {"value": 0}, "y": up | {"datum": alarm_line},
                      "text": {"value": f"Alarm line: {alarm_line:g} to 1"}}},
    ]
    spec = specification(rows) | {"height": _HEIGHT, "layer": layers}
    return Chart(title=title, description=description, spec=spec)
